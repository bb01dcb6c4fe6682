package console

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// publicRoutes are what anybody may open: how a certificate stands, for those
// who hold it. A link may name it: /status?form=D&country=VN&reference=…&code=….
func publicRoutes() []route {
	return []route{{path: "/status", menu: "public.menu", public: true, show: showStatus, send: sendStamp}}
}

// lookUp is what came of a look-up.
type lookUp struct {
	status *wire.PublicStatus
	stamp  *wire.CheckedStamp // the QR code that was asked about
	notice string             // code of what is said instead of a status
}

// showStatus looks a certificate up by number and check code. People who have
// signed in need no code.
func showStatus(p *Page) error {
	if p.Field("reference") == "" || p.Trouble != nil {
		return p.Show(p.Say("public.title"), publicPage(p, lookUp{}))
	}
	id, err := typedID(p)
	if err != nil {
		return p.showLookUp(http.StatusBadRequest, lookUp{notice: "public.malformed"})
	}
	status, err := p.statusOf(id, strings.TrimSpace(p.Field("code")))
	return p.lookedUp(lookUp{status: &status}, err)
}

// typedID is the certificate that the form names. Whoever has its whole name,
// such as "D VN VN-TH 26/01/00123", may type that as the number.
func typedID(p *Page) (certificate.ID, error) {
	reference := strings.Join(strings.Fields(p.Field("reference")), " ")
	if id, err := certificate.ParseID(reference); err == nil {
		return id, nil
	}
	id := certificate.ID{Form: certificate.Form(p.Field("form")), Country: p.Field("country"), Reference: reference}
	return id, id.Check()
}

// statusOf asks publicly with a code, and as the person signed in without one.
func (p *Page) statusOf(id certificate.ID, code string) (wire.PublicStatus, error) {
	ctx := p.Request.Context()
	if code != "" || p.Person.Subject == "" {
		return answer[wire.PublicStatus](p.API.PublicStatus(ctx, id.Form, id.Country, id.Reference, &wire.PublicStatusParams{Code: code}))
	}
	r, err := answer[registry.Record](p.API.ReadCertificate(ctx, id.Form, id.Country, id.Reference, &wire.ReadCertificateParams{}))
	return wire.PublicStatus{
		Form: r.Form, Country: r.Country, Reference: r.Reference, Office: r.Office, IssueDate: r.IssueDate,
		Expiry: r.Expiry, Status: r.Status, Expired: certificate.DateOf(p.Now()).After(r.Expiry),
	}, err
}

// sendStamp looks up by the text of the QR code. It is sent and not linked to,
// because it names parties and goods, which stay out of addresses and logs.
func sendStamp(p *Page) error {
	body := wire.CheckStampJSONRequestBody{Stamp: strings.TrimSpace(p.Field("stamp"))}
	if body.Stamp == "" {
		return p.showLookUp(http.StatusBadRequest, lookUp{notice: "public.qr_refused"})
	}
	language := p.Language()
	checked, err := answer[wire.CheckedStamp](p.API.CheckStamp(p.Request.Context(), &wire.CheckStampParams{Lang: &language}, body))
	return p.lookedUp(lookUp{status: checked.Status, stamp: &checked}, err)
}

// lookedUp shows what was found, or says kindly why nothing was: a wrong code
// and an unknown number in the same words.
func (p *Page) lookedUp(found lookUp, err error) error {
	var refused *Refused
	if !errors.As(err, &refused) {
		if err != nil {
			return err
		}
		return p.showLookUp(http.StatusOK, found)
	}
	notice, kind := map[string]string{
		"certificate_unknown": "public.unknown", "parameter_invalid": "public.unknown", "too_many_requests": "public.wait",
		"agreement_not_served": "public.not_served", "stamp_refused": "public.qr_refused", "field_invalid": "public.qr_refused",
	}[refused.Code]
	if !kind {
		p.Trouble = refused
	}
	return p.showLookUp(refused.Status, lookUp{notice: notice})
}

func (p *Page) showLookUp(status int, found lookUp) error {
	return p.answer(cmp.Or(status, http.StatusOK), layout(p, p.Say("public.title"), publicPage(p, found)))
}

// standingWord is the code of how a certificate stands, in plain words:
// public.status.WORD and what it means.
func standingWord(s *wire.PublicStatus) string {
	if s.Status == registry.Issued && s.Expired {
		return "expired"
	}
	return string(s.Status)
}

// standingClass repeats the word in colour, standingSign in shape.
func standingClass(word string) string {
	return cmp.Or(map[string]string{"issued": "good", "expired": "warn"}[word], "bad")
}

func standingSign(word string) string {
	return cmp.Or(map[string]string{"issued": "✓", "expired": "!"}[word], "✕")
}

// issuingCountries are those that may have issued a certificate, by name.
func issuingCountries(p *Page) []string {
	var codes []string
	for _, a := range certificate.Agreements() {
		codes = append(codes, a.Parties()...)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Compare(p.Words.Country(a), p.Words.Country(b)) })
	return codes
}

// stampedFacts are what of a QR code is no secret of trade.
func stampedFacts(p *Page, s *wire.CheckedStamp) []templ.KeyValue[string, string] {
	return []templ.KeyValue[string, string]{
		{Key: "public.form", Value: p.Or("public.form.", string(s.Facts.Form))}, {Key: "public.reference", Value: s.Facts.Reference},
		{Key: "public.country", Value: p.Words.Country(s.Facts.Country)}, {Key: "public.importing", Value: p.Words.Country(s.Facts.ImportingCountry)},
		{Key: "public.office", Value: s.Facts.Office}, {Key: "public.issued_on", Value: p.Date(s.Facts.IssueDate)},
		{Key: "public.expiry", Value: p.Date(s.Facts.Expiry)},
	}
}

// stampClass repeats in colour, stampSign in shape, what a QR code proves.
func stampClass(outcome string) string {
	return cmp.Or(map[string]string{"met": "good", "not_met": "bad"}[outcome], "warn")
}

func stampSign(outcome string) string {
	return cmp.Or(map[string]string{"met": "✓", "not_met": "✕"}[outcome], "?")
}
