// Package console is the organisation's site for people: officers, issuing
// offices, traders and the public. The pages hold no ledger connection; all they
// show and do goes through the organisation's own API, in the same process, with
// the token of the person who signed in. So a page can do nothing that the API
// would not allow, and roles, audit log and idempotency keys hold unchanged.
//
// # How to add a page
//
// An area (customs, issuing, rules, …) owns files of its own, so that areas do
// not meet: pages_AREA.go, AREA.templ and texts/AREA.{en,vi,ko}.txt.
//
//  1. Write `func areaRoutes() []route` in pages_AREA.go and name it in areas
//     (route.go). A route has a path, who may open it, and one or two faces:
//     show answers GET, send answers POST.
//
//  2. In a face, ask the API and show a page:
//
//     d, err := answer[wire.Dashboard](p.API.ReadDashboard(p.Request.Context()))
//     if err != nil {
//     return err // becomes a page that says what happened, what was saved, what to do
//     }
//     p.Known(d.AsOf) // the foot says how new this is
//     return p.Show(p.Say("area.title"), areaPage(p, d))
//
//  3. Write the template in AREA.templ, with `p *Page` as first parameter: p.Say
//     has the words, p.Date, p.Time, p.Number and p.Quantity the formats of the
//     language, p.In a part of the path. Then
//     `go run github.com/a-h/templ/cmd/templ@v0.3.977 generate` and commit what
//     it writes.
//
//  4. Write every code in all three texts/AREA.*.txt, in the terms of
//     docs/glossary.md; tests find what lacks. A place {x} whose value is a date
//     such as 2026-11-22 is shown as people write dates.
//
// # Forms
//
// A form fills its fields from p.Field alone and names its own path as action:
// it is shown again, by the same show, after the API refused it (p.Trouble is
// above it then) and after its session had ended and the person signed in again
// (p.Resumed). send therefore returns the API's refusal as it is, and p.Go after
// success. A form that writes carries @key(p), and send gives p.Key() to the API
// as Idempotency-Key; p.Files has its files. With hx-boost="true" a form is sent
// without leaving the page, so that a lost connection leaves it filled in;
// data-keep warns before leaving it unsent.
//
// # Rules of the house
//
// No inline style, script or handler: the content security policy refuses them.
// Widths of bars are attributes of SVG. Pages work without JavaScript; htmx only
// makes them quicker. What is live carries data-live="TYPE …" with the event
// types of /v1/events and asks for itself with hx-get on the trigger `live`.
// Meaning is in words and shapes, never in colour alone. Tables stand in
// <div class="scroll" role="region" tabindex="0"> so that 320 px suffice.
package console
