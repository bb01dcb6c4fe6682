package console

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"origo/api/identity"
	"origo/api/progress"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

const minePath = "/trader/certificates"

// mineRoutes are a trader's own certificates. The API decides which they are.
func mineRoutes() []route {
	trader := []identity.Role{identity.Trader}
	return []route{
		{path: minePath, menu: "mine.menu", roles: trader, show: showMine},
		{path: minePath + ".csv", roles: trader, show: downloadMine},
		{path: minePath + "/{form}/{country}/{reference}", roles: trader, show: showMineOne},
		{path: minePath + "/{form}/{country}/{reference}/certificate.pdf", roles: trader, show: downloadMinePrint},
	}
}

// codeNoRegistration is the API's word for a trader of whom it does not know for
// whom they act.
const codeNoRegistration = "registration_missing"

// showMine lists the trader's certificates, first what is wrong with some. To
// those whose account names nobody it says how that is cured.
func showMine(p *Page) error {
	list, err := p.searchListed(p.Field("cursor"), ownPageSize)
	var refused *Refused
	switch {
	case errors.As(err, &refused) && refused.Code == codeNoRegistration:
		p.Trouble = refused
		return p.Show(p.Say("mine.title"), mineUnknown(p))
	case errors.As(err, &refused) && refused.Status == http.StatusBadRequest:
		p.Trouble, err = refused, nil
	}
	if err != nil {
		return err
	}
	p.Known(list.AsOf)
	p.Wide = true
	return p.Show(p.Say("mine.title"), mineList(p, list))
}

// needing are the certificates that something stands against, the most urgent
// first.
func needing(all []wire.ListedCertificate) []wire.ListedCertificate {
	var some []wire.ListedCertificate
	for _, c := range all {
		if c.Own != nil && (c.Own.OpenCases > 0 || c.Own.Next.Code == progress.AnswerRefusal || c.Own.Next.Code == progress.AnswerPartially) {
			some = append(some, c)
		}
	}
	slices.SortStableFunc(some, func(a, b wire.ListedCertificate) int {
		return cmp.Or(cmp.Compare(undated(a), undated(b)), a.Own.Next.Due.Compare(b.Own.Next.Due))
	})
	return some
}

// undated is 1 for a certificate whose next step has no day.
func undated(c wire.ListedCertificate) int {
	if c.Own.Next.Due.IsZero() {
		return 1
	}
	return 0
}

// who is whose move it is, with a word for the reader's own.
func (p *Page) who(step progress.Step, as progress.Capacity) string {
	name := p.Or("mine.by.", string(step.By))
	mine := step.By == progress.ByTraders || step.By == progress.ByExporter && as == progress.Exporter || step.By == progress.ByImporter && as == progress.Consignee
	if mine {
		return name + " (" + p.Say("mine.you") + ")"
	}
	return name
}

// due is the day of a step in words, empty if it has none.
func (p *Page) due(step progress.Step) string {
	switch {
	case step.Due.IsZero():
		return ""
	case certificate.DateOf(p.Now()).After(step.Due):
		return p.Say("mine.next.overdue", "day", step.Due.String())
	}
	return p.Say("mine.next.due", "day", step.Due.String())
}

// stepMood repeats in colour, stepSign in shape, how urgent a step is.
func stepMood(code progress.Code) string {
	switch code {
	case progress.Present, progress.Finished:
		return "good"
	case progress.AnswerRefusal, progress.Reapply:
		return "bad"
	case progress.AwaitReply, progress.AwaitDecision, progress.AwaitVisit:
		return "fact"
	}
	return "warn"
}

func stepSign(code progress.Code) string {
	return map[string]string{"good": "✓", "bad": "✕", "fact": "◷", "warn": "!"}[stepMood(code)]
}

// perMille is the whole in thousandths.
const perMille = 1000

// left says how much of a certificate can still be used.
func (p *Page) left(c wire.ListedCertificate) string {
	switch {
	case c.Status != registry.Issued:
		return "" // nothing of it can be used
	case c.Usage == registry.Unused:
		return p.Say("mine.left.all")
	case c.Usage == registry.UsedUp:
		return p.Say("mine.left.none")
	case c.Usage == registry.LineRefused:
		return p.Say("mine.left.refused")
	case c.Own == nil || c.Usage == "":
		return ""
	}
	return p.Say("mine.left", "percent", p.Number(tenths(perMille-c.Own.UsedPermille)))
}

// otherParty is the name on the certificate that is not the reader's.
func otherParty(c wire.ListedCertificate) string {
	if c.Own != nil && c.Own.Capacity == progress.Consignee {
		return c.Exporter
	}
	return c.Consignee
}

// mineAddress is where a certificate is shown, with what stands behind its path.
func mineAddress(id certificate.ID, agreement certificate.Agreement, leaf string) string {
	return minePath + "/" + url.PathEscape(string(id.Form)) + "/" + id.Country + "/" + url.PathEscape(id.Reference) + leaf + "?agreement=" + string(agreement)
}

// downloadMine gives the trader's list as a table (RFC 4180).
func downloadMine(p *Page) error {
	rows := [][]string{{"form", "country", "reference", "agreement", "office", "importing_country", "issue_date", "expiry", "status", "usage", "exporter", "consignee", "hs",
		"capacity", "used_percent", "open_cases", "refusals", "next", "must_act", "due"}}
	err := eachListed(p.searchListed, func(c wire.ListedCertificate) {
		rows = append(rows, append(ownRow(c), mineRow(c)...))
	})
	if err != nil {
		return err
	}
	return p.table("my-certificates-"+certificate.DateOf(p.Now()).String()+".csv", rows)
}

func mineRow(c wire.ListedCertificate) []string {
	if c.Own == nil {
		return nil
	}
	due := ""
	if !c.Own.Next.Due.IsZero() {
		due = c.Own.Next.Due.String()
	}
	return []string{string(c.Own.Capacity), tenths(c.Own.UsedPermille), strconv.Itoa(c.Own.OpenCases), strconv.Itoa(c.Own.Refusals),
		string(c.Own.Next.Code), string(c.Own.Next.By), due}
}

// showMineOne is one certificate: who must act next, what is left, what customs
// decided, verifications, and what happened.
func showMineOne(p *Page) error {
	id, agreement := p.ownName()
	language := p.Language()
	own, err := answer[wire.Progress](p.API.ReadProgress(p.Request.Context(), id.Form, id.Country, id.Reference,
		&wire.ReadProgressParams{Agreement: agreement, Lang: &language}))
	var refused *Refused
	if errors.As(err, &refused) && refused.Code == codeNoRegistration {
		p.Trouble = refused
		return p.Show(p.Say("mine.title"), mineUnknown(p))
	}
	if err != nil {
		return err
	}
	return p.Show(p.Say("draft.of", "form", p.Or("draft.form.", string(own.Form)), "reference", own.Reference), minePage(p, own))
}

// downloadMinePrint gives the exporter the printed certificate, with bytes and
// seal inside.
func downloadMinePrint(p *Page) error {
	id, agreement := p.ownName()
	pdf, err := content(p.API.PrintCertificate(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.PrintCertificateParams{Agreement: agreement}))
	if err != nil {
		return err
	}
	return p.Download(fileName(id.String())+".pdf", "application/pdf", pdf)
}

// mineEvents are what happened to a certificate, oldest first.
func mineEvents(p *Page, own wire.Progress) []ownEvent {
	all := []ownEvent{{at: own.AnchoredAt, code: "mine.event.issued"}}
	if own.Status != registry.Issued {
		all = append(all, ownEvent{at: own.StatusAt, code: "mine.event." + string(own.Status), pairs: []string{"reason", p.Or("value.reason.", own.Reason)}})
	}
	for _, d := range own.Decisions {
		e := ownEvent{at: d.RecordedAt, code: "mine.event.decided", pairs: []string{"by", p.Or("organisation.", d.By), "outcome", p.Or("own.outcome.", string(d.Outcome)), "declaration", d.Declaration}}
		if d.Declaration != "" {
			e.code = "mine.event.decided.on"
		}
		all = append(all, e)
		if d.ReversedAt != "" {
			all = append(all, ownEvent{at: d.ReversedAt, code: "mine.event.reversed", pairs: e.pairs})
		}
	}
	for _, c := range own.Cases {
		all = append(all, ownEvent{at: c.OpenedAt, code: "mine.event.case"})
	}
	slices.SortStableFunc(all, func(a, b ownEvent) int { return strings.Compare(a.at, b.at) })
	return all
}

// dayOfMoment is the day of a moment that the API wrote as RFC 3339.
func dayOfMoment(text string) string {
	day, _, _ := strings.Cut(text, "T")
	return day
}

// running are the time limits that have not been met.
func running(all []wire.Deadline) []wire.Deadline {
	return slices.DeleteFunc(slices.Clone(all), func(d wire.Deadline) bool { return d.State != deadline.Pending && d.State != deadline.Overdue })
}

// refusing are the decisions that refuse something.
func refusing(all []wire.OwnDecision) []wire.OwnDecision {
	return slices.DeleteFunc(slices.Clone(all), func(d wire.OwnDecision) bool { return len(d.Grounds) == 0 })
}

// cureOf names what can be done about a decision that refuses something.
func cureOf(d wire.OwnDecision) progress.Code {
	if d.Outcome == registry.AcceptedInPart {
		return progress.AnswerPartially
	}
	return progress.AnswerRefusal
}

// balanceOf is what is left of a line, as it is drawn.
func balanceOf(item wire.OwnItem) registry.Balance {
	return registry.Balance{Item: item.Item, Unit: item.Unit, Certified: item.Certified, Used: item.Used}
}
