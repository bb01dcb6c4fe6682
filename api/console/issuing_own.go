package console

import (
	"bytes"
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"origo/api/console/draft"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/registry"
)

// ownFields are what the search asks for.
func ownFields() []string {
	return []string{"exporter", "consignee", "office", "hs", "status", "usage", "form", "issued_from", "issued_to"}
}

// searchOwn asks for one page of the certificates that the own country issued:
// the read model also holds those that come in.
func (p *Page) searchOwn(cursor string, limit int) (wire.CertificateList, error) {
	list, err := p.searchListed(cursor, limit)
	list.Certificates = slices.DeleteFunc(list.Certificates, func(c wire.ListedCertificate) bool { return c.Country != p.Country() })
	return list, err
}

// searchListed asks for one page of certificates by the fields of the form.
func (p *Page) searchListed(cursor string, limit int) (wire.CertificateList, error) {
	params := wire.SearchCertificatesParams{
		Exporter: p.given("exporter"), Consignee: p.given("consignee"), Office: p.given("office"), Hs: digits(p.given("hs")),
		IssuedFrom: p.given("issued_from"), IssuedTo: p.given("issued_to"), Limit: &limit,
	}
	if cursor != "" {
		params.Cursor = &cursor
	}
	if s := wire.Status(p.Field("status")); s != "" {
		params.Status = &s
	}
	if u := wire.Usage(p.Field("usage")); u != "" {
		params.Usage = &u
	}
	if f := wire.Form(p.Field("form")); f != "" {
		params.Form = &f
	}
	return answer[wire.CertificateList](p.API.SearchCertificates(p.Request.Context(), &params))
}

// given is a field of the form, nil if nothing stands there.
func (p *Page) given(name string) *string {
	if text := strings.TrimSpace(p.Field(name)); text != "" {
		return &text
	}
	return nil
}

// digits is a tariff code without the points that people type.
func digits(code *string) *string {
	if code == nil {
		return nil
	}
	plain := strings.NewReplacer(".", "", " ", "").Replace(*code)
	return &plain
}

const ownPageSize = 50

// showOwnList lists the own country's certificates.
func showOwnList(p *Page) error {
	list, err := p.searchOwn(p.Field("cursor"), ownPageSize)
	var refused *Refused
	if errors.As(err, &refused) && refused.Status == http.StatusBadRequest {
		p.Trouble, err = refused, nil
	}
	if err != nil {
		return err
	}
	p.Known(list.AsOf)
	p.Wide = true
	return p.Show(p.Say("own.title"), ownList(p, list))
}

// ownQuery is the search as part of an address, with another cursor.
func (p *Page) ownQuery(cursor string) string {
	query := url.Values{}
	for _, name := range ownFields() {
		if text := p.given(name); text != nil {
			query.Set(name, *text)
		}
	}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	return "?" + query.Encode()
}

const (
	csvPageSize = 500
	csvPages    = 40 // at most 20,000 certificates of one search
)

// downloadOwn gives what the search finds as a table (RFC 4180).
func downloadOwn(p *Page) error {
	rows := [][]string{{"form", "country", "reference", "agreement", "office", "importing_country", "issue_date", "expiry", "status", "usage", "exporter", "consignee", "hs"}}
	err := eachListed(p.searchOwn, func(c wire.ListedCertificate) { rows = append(rows, ownRow(c)) })
	if err != nil {
		return err
	}
	return p.table("certificates-"+certificate.DateOf(p.Now()).String()+".csv", rows)
}

// eachListed visits what a search finds, page by page.
func eachListed(search func(cursor string, limit int) (wire.CertificateList, error), visit func(wire.ListedCertificate)) error {
	cursor := ""
	for range csvPages {
		list, err := search(cursor, csvPageSize)
		if err != nil {
			return err
		}
		for _, c := range list.Certificates {
			visit(c)
		}
		if list.Next == nil {
			return nil
		}
		cursor = *list.Next
	}
	return nil
}

func ownRow(c wire.ListedCertificate) []string {
	return []string{string(c.Form), c.ID.Country, c.Reference, string(c.Agreement), c.Office, c.ImportingCountry, c.IssueDate.String(), c.Expiry.String(),
		string(c.Status), string(c.Usage), c.Exporter, c.Consignee, strings.Join(c.HS, " ")}
}

// ownView is a certificate with all that the issuing side sees of it.
type ownView struct {
	agreement certificate.Agreement
	record    wire.Record
	history   []wire.Change
	doc       *certificate.Document // nil if this server cannot read it
	code      string                // the check code printed on it
	account   *wire.Account
}

// ownName is the certificate that the address names.
func (p *Page) ownName() (certificate.ID, *certificate.Agreement) {
	id := certificate.ID{Form: certificate.Form(p.In("form")), Country: p.In("country"), Reference: p.In("reference")}
	if a := certificate.Agreement(p.Field("agreement")); a.Known() {
		return id, &a
	}
	if all := id.Form.Agreements(); len(all) > 0 {
		return id, &all[0]
	}
	return id, nil
}

// own gathers what there is of a certificate. Parts that are not to be seen are
// left out; without a record there is nothing.
func (p *Page) own() (*ownView, error) {
	ctx := p.Request.Context()
	id, agreement := p.ownName()
	record, err := answer[wire.Record](p.API.ReadCertificate(ctx, id.Form, id.Country, id.Reference, &wire.ReadCertificateParams{Agreement: agreement}))
	if err != nil {
		return nil, err
	}
	v := &ownView{agreement: *agreement, record: record}
	if v.history, err = answer[[]wire.Change](p.API.ReadHistory(ctx, id.Form, id.Country, id.Reference, &wire.ReadHistoryParams{Agreement: agreement})); err != nil {
		return nil, err
	}
	dossier, err := answer[wire.Dossier](p.API.ReadDossier(ctx, id.Form, id.Country, id.Reference, &wire.ReadDossierParams{Agreement: agreement}))
	if err := unlessRefused(err); err != nil {
		return nil, err
	}
	v.code = dossier.CheckCode
	v.doc, _ = certificate.Parse(dossier.Certificate)
	account, err := answer[wire.Account](p.API.ReadAccount(ctx, id.Form, id.Country, id.Reference, &wire.ReadAccountParams{Agreement: agreement}))
	if err == nil {
		v.account = &account
	}
	return v, unlessRefused(err)
}

// unlessRefused passes over what the API does not let this person see.
func unlessRefused(err error) error {
	var refused *Refused
	if errors.As(err, &refused) && refused.Status < http.StatusInternalServerError {
		return nil
	}
	return err
}

// stands says whether the certificate may still be cancelled or replaced.
func (v *ownView) stands() bool { return v.record.Status == registry.Issued }

// ownEvent is something that happened to a certificate, for its timeline.
type ownEvent struct {
	at          string // moment
	code        string // what happened
	pairs       []string
	transaction string
}

// timeline joins what the issuing authority and customs did, oldest first.
func (v *ownView) timeline(p *Page) []ownEvent {
	var all []ownEvent
	for i, c := range v.history {
		code := "own.event." + string(c.Record.Status)
		if i > 0 && c.Record.Status == registry.Issued {
			continue
		}
		all = append(all, ownEvent{at: c.At, code: code, transaction: c.Transaction, pairs: []string{"reason", p.Or("value.reason.", c.Record.Reason)}})
	}
	if v.account != nil {
		for _, u := range v.account.Uses {
			all = append(all, used(p, u)...)
		}
	}
	slices.SortStableFunc(all, func(a, b ownEvent) int { return cmp.Compare(a.at, b.at) })
	return all
}

// used are the events of one decision: that it was made, and taken back.
func used(p *Page, u wire.Use) []ownEvent {
	all := []ownEvent{{at: u.RecordedAt, code: "own.event.use", transaction: u.Transaction,
		pairs: []string{"outcome", p.Or("own.outcome.", string(u.Outcome)), "declaration", u.Declaration, "by", p.Or("organisation.", u.By)}}}
	if u.Reversal != nil {
		all = append(all, ownEvent{at: u.Reversal.At, code: "own.event.reversed", transaction: u.Reversal.Transaction,
			pairs: []string{"declaration", u.Declaration, "reason", u.Reversal.Reason, "by", p.Or("organisation.", u.Reversal.By)}})
	}
	return all
}

// showOwnCertificate is the certificate with its timeline and what may be done.
func showOwnCertificate(p *Page) error {
	v, err := p.own()
	if err != nil {
		return err
	}
	return p.Show(p.Say("draft.of", "form", p.Or("draft.form.", string(v.record.Form)), "reference", v.record.Reference), ownCertificatePage(p, v))
}

// sendReplacement begins the draft of a certificate in the place of this one, or
// a new one like it.
func sendReplacement(p *Page) error {
	id, agreement := p.ownName()
	dossier, err := answer[wire.Dossier](p.API.ReadDossier(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.ReadDossierParams{Agreement: agreement}))
	if err != nil {
		return err
	}
	fields, err := draft.Read(dossier.Certificate)
	if err != nil {
		return errors.Join(errDraftFile, err)
	}
	today := certificate.DateOf(p.Now()).String()
	if p.Field("do") == "replace" {
		fields["/replaces/certificate/form"], fields["/replaces/certificate/country"] = string(id.Form), id.Country
		fields["/replaces/certificate/reference"], fields["/replaces/issue_date"] = id.Reference, fields["/issue_date"]
	}
	fields["/reference"], fields["/issue_date"], fields["/certification/date"] = "", today, today
	return p.keepNew(fields)
}

// downloadPrinted gives the certificate as it is printed, with bytes and seal
// inside.
func downloadPrinted(p *Page) error {
	id, agreement := p.ownName()
	ctx := p.Request.Context()
	dossier, err := answer[wire.Dossier](p.API.ReadDossier(ctx, id.Form, id.Country, id.Reference, &wire.ReadDossierParams{Agreement: agreement}))
	if err != nil {
		return err
	}
	proof := printed.Proof{Certificate: dossier.Certificate, Seal: dossier.Seal, CheckCode: dossier.CheckCode}
	stamp, err := answer[wire.Stamp](p.API.ReadStamp(ctx, id.Form, id.Country, id.Reference, &wire.ReadStampParams{Agreement: agreement}))
	if err := unlessRefused(err); err != nil {
		return err
	}
	proof.Stamp = stamp.Text
	var pdf bytes.Buffer
	if err := printed.Write(&pdf, proof); err != nil {
		return err
	}
	return p.Download(fileName(id.String())+".pdf", "application/pdf", pdf.Bytes())
}

// downloadAnchored gives the exact bytes that were sealed, or with ?part=seal
// the seal.
func downloadAnchored(p *Page) error {
	id, agreement := p.ownName()
	dossier, err := answer[wire.Dossier](p.API.ReadDossier(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.ReadDossierParams{Agreement: agreement}))
	if err != nil {
		return err
	}
	if p.Field("part") == sealField {
		return p.Download(fileName(id.String())+".p7s", "application/pkcs7-signature", dossier.Seal)
	}
	return p.Download(fileName(id.String())+".json", "application/json", dossier.Certificate)
}

// goods is what a line of the certificate is, empty where this server cannot
// read it.
func (v *ownView) goods(number int) string {
	if v.doc == nil {
		return ""
	}
	item, _ := v.doc.Line(number)
	return item.Description
}
