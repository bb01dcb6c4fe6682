package console

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/registry"
	"origo/certificate/stamp"
)

// showSearch is the officer's first page: one box for whatever is in hand.
func showSearch(p *Page) error {
	list, err := p.search(url.Values{"limit": {"10"}})
	if err != nil {
		return err
	}
	p.Known(list.AsOf)
	return p.Show(p.Say("customs.title"), searchPage(p, list.Certificates))
}

// showFound looks for what was typed or scanned: a QR code, the name of a
// certificate, a reference number, or words of an exporter's name. One hit is
// opened at once.
func showFound(p *Page) error {
	text := strings.TrimSpace(p.Field("q"))
	switch {
	case text == "":
		return p.Go("/customs")
	case strings.HasPrefix(strings.ToUpper(text), stamp.Prefix):
		return p.openStamp(text)
	}
	text = strings.Join(strings.Fields(text), " ")
	found, err := p.named(text)
	if err != nil {
		return err
	}
	if len(found) == 1 {
		return p.Go(found[0].path())
	}
	if len(found) > 1 {
		return p.Show(p.Say("customs.found.several"), ambiguousPage(p, found))
	}
	return p.Go("/customs/list?" + url.Values{"exporter": {text}, "none": {"1"}}.Encode())
}

// openStamp opens the certificate that a QR code names. What the code says is
// held to the certificate by the assessment.
func (p *Page) openStamp(text string) error {
	read, err := stamp.Parse(text)
	if err != nil {
		p.Trouble = p.wrong("customs.wrong.stamp")
		return showSearch(p)
	}
	p.Form = url.Values{fieldForm: {string(read.Form)}, fieldCountry: {read.ID.Country}, fieldReference: {read.Reference}, fieldStamp: {text}}
	p.nameAgreement(read.Form, read.Agreement)
	return p.assessClaim()
}

// namesake is a certificate that bears a number. The agreement is named where
// the form leaves it open.
type namesake struct {
	id        certificate.ID
	agreement certificate.Agreement
}

func (n namesake) path() string { return withAgreement(certificatePath(n.id), n.agreement) }

// namesakes are the certificates that may bear what was typed: a whole name, or
// a number, which each country of a ledger gives for each form.
func namesakes(text string, ledgers []wire.NetworkChannel) []namesake {
	var all []namesake
	add := func(id certificate.ID, a certificate.Agreement) {
		n := namesake{id: id}
		if id.Form == certificate.FormOD {
			n.agreement = a
		}
		if id.Check() == nil && slices.Contains(id.Form.Agreements(), a) && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	whole, err := certificate.ParseID(text)
	for _, ledger := range ledgers {
		if err == nil {
			add(whole, ledger.Agreement)
		}
		for _, country := range countriesOn(ledger) {
			for _, form := range certificate.Forms() {
				add(certificate.ID{Form: form, Country: country, Reference: text}, ledger.Agreement)
			}
		}
	}
	return all
}

// countriesOn are those whose certificates may be on a ledger: its members, or
// the agreement's parties while the membership is not known.
func countriesOn(ledger wire.NetworkChannel) []string {
	var all []string
	for _, o := range ledger.Organisations {
		if country := given(o.Country); o.Member && country != "" && !slices.Contains(all, country) {
			all = append(all, country)
		}
	}
	if len(all) == 0 {
		return ledger.Agreement.Parties()
	}
	return all
}

// named finds the certificates on the ledgers that bear a name or a number.
func (p *Page) named(text string) ([]namesake, error) {
	network, err := answer[wire.Network](p.API.ReadNetwork(p.Request.Context()))
	if err != nil {
		return nil, err
	}
	var found []namesake
	for _, n := range namesakes(text, network.Channels) {
		there, err := p.onLedger(p.Request.Context(), n)
		if err != nil {
			return nil, err
		}
		if there {
			found = append(found, n)
		}
	}
	return found, nil
}

// onLedger says whether a certificate of that name has a record. That a form is
// of an agreement which is not served here is no more than that.
func (p *Page) onLedger(ctx context.Context, n namesake) (bool, error) {
	_, err := answer[registry.Record](p.API.ReadCertificate(ctx, n.id.Form, n.id.Country, n.id.Reference, &wire.ReadCertificateParams{Agreement: hintOf(n.agreement)}))
	var refused *Refused
	if errors.As(err, &refused) && refused.Status < http.StatusInternalServerError {
		return false, nil
	}
	return err == nil, err
}

// nameAgreement keeps the agreement in the form where the form of the
// certificate leaves it open.
func (p *Page) nameAgreement(form certificate.Form, a certificate.Agreement) {
	if form == certificate.FormOD {
		p.Form.Set("agreement", string(a))
	}
}

// sendFile takes a certificate as a file: canonical JSON, with its seal beside
// it if there is one, or a PDF that carries both, or the text of a QR code.
func sendFile(p *Page) error {
	file, ok := p.Files["file"]
	if !ok {
		return p.wrong("customs.wrong.no_file")
	}
	if text := strings.TrimSpace(string(file.Data)); strings.HasPrefix(strings.ToUpper(text), stamp.Prefix) {
		return p.openStamp(text)
	}
	raw, seal, err := p.presented(file)
	if err != nil {
		return err
	}
	p.Form = url.Values{fieldBytes: {base64.StdEncoding.EncodeToString(raw)}, fieldSeal: {base64.StdEncoding.EncodeToString(seal)}}
	if d, err := certificate.Parse(raw); err == nil {
		p.Form.Set(fieldForm, string(d.Form))
		p.Form.Set(fieldCountry, d.IssuingCountry)
		p.Form.Set(fieldReference, d.Reference)
		p.nameAgreement(d.Form, d.Agreement)
	}
	return p.assessClaim()
}

// presented takes certificate and seal out of what was chosen. Whether they are
// what they seem is for the assessment to say; a photo is none at all.
func (p *Page) presented(file File) (raw, seal []byte, err error) {
	if printed.IsPDF(file.Data) {
		if raw, seal, err = printed.Extract(file.Data); err != nil {
			return nil, nil, p.wrong("customs.wrong.pdf", "file", file.Name)
		}
		return raw, seal, nil
	}
	var certified struct {
		Reference string `json:"reference"`
	}
	if err := json.Unmarshal(file.Data, &certified); err != nil || certified.Reference == "" {
		return nil, nil, p.wrong("customs.wrong.file", "file", file.Name)
	}
	if seal = p.Files["seal"].Data; len(seal) == 0 {
		return nil, nil, p.wrong("customs.wrong.no_seal", "file", file.Name)
	}
	return file.Data, seal, nil
}

// searchFields are the criteria of the list, as the API names them.
func searchFields() []string {
	return []string{"exporter", "consignee", "hs", "status", "usage", "form", "issued_from", "issued_to", "cursor", "limit"}
}

// search asks for a list by the API's own parameters.
func (p *Page) search(criteria url.Values) (wire.CertificateList, error) {
	given := url.Values{}
	for _, name := range searchFields() {
		if value := strings.TrimSpace(criteria.Get(name)); value != "" {
			given.Set(name, value)
		}
	}
	return answer[wire.CertificateList](p.API.SearchCertificates(p.Request.Context(), nil, func(_ context.Context, r *http.Request) error {
		r.URL.RawQuery = given.Encode()
		return nil
	}))
}

// showList is the list of certificates with its criteria.
func showList(p *Page) error {
	list, err := p.search(p.Form)
	var refused *Refused
	if errors.As(err, &refused) && refused.Status < http.StatusInternalServerError && p.Trouble == nil {
		p.Trouble = refused
		return p.Show(p.Say("customs.list.title"), listPage(p, wire.CertificateList{}))
	}
	if err != nil {
		return err
	}
	p.Wide = true
	p.Known(list.AsOf)
	return p.Show(p.Say("customs.list.title"), listPage(p, list))
}

// rowsOfExport is how many certificates a CSV file may have.
const rowsOfExport = 5000

// showListFile is the list as CSV: dates and codes as the API writes them, so
// that programs can read them in any language.
func showListFile(p *Page) error {
	rows := [][]string{{"agreement", "form", "country", "reference", "status", "usage", "issue_date", "expiry", "importing_country", "office", "exporter", "consignee", "hs"}}
	criteria := url.Values{}
	for _, name := range searchFields() {
		criteria.Set(name, p.Field(name))
	}
	criteria.Set("limit", "500")
	for {
		list, err := p.search(criteria)
		if err != nil {
			return err
		}
		for _, c := range list.Certificates {
			rows = append(rows, []string{string(c.Agreement), string(c.Form), c.Country, c.Reference, string(c.Status), string(c.Usage),
				dayText(c.IssueDate), dayText(c.Expiry), c.ImportingCountry, c.Office, c.Exporter, c.Consignee, strings.Join(c.HS, " ")})
		}
		if list.Next == nil || len(rows) > rowsOfExport {
			return p.table("certificates.csv", rows)
		}
		criteria.Set("cursor", *list.Next)
	}
}

// criteria is the query of the list without its place, for links to the next
// page and to the file.
func (p *Page) criteria(cursor *string) string {
	query := url.Values{}
	for name, values := range p.Form {
		if slices.Contains(searchFields(), name) && name != "cursor" && values[0] != "" {
			query[name] = values[:1]
		}
	}
	if cursor != nil {
		query.Set("cursor", *cursor)
	}
	return query.Encode()
}
