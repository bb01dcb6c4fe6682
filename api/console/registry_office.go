package console

import (
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// officeDraft is an office or exporter on the way into the registry.
type officeDraft struct {
	agreement certificate.Agreement
	asked     wire.NewOffice
	would     *registry.Office // as the ledger would record it; nil if it refused
}

// officeFields carry the form to its confirmation.
func officeFields() []string {
	return []string{"kind", "code", "name", "forms", "authorisation", "products", "limit", "currency", "from", "until"}
}

// officeKinds are the kinds that an agreement knows, an authority first.
func officeKinds(a certificate.Agreement) []registry.OfficeKind {
	kinds := []registry.OfficeKind{registry.IssuingAuthority}
	switch a {
	case certificate.ATIGA:
		kinds = append(kinds, registry.CertifiedExporter)
	case certificate.UKVFTA:
		kinds = append(kinds, registry.ApprovedExporter, registry.AnyExporter)
	}
	return kinds
}

// showOffice asks what is to be registered.
func showOffice(p *Page) error {
	agreement, err := p.agreement()
	if err != nil {
		return err
	}
	if p.Field("kind") == "" {
		p.Form.Set("kind", string(registry.IssuingAuthority))
	}
	return p.Show(p.Say("registry.office.title"), officeForm(p, &officeDraft{agreement: agreement}))
}

// sendOffice shows what would be recorded, and records it once that was
// confirmed.
func sendOffice(p *Page) error {
	if p.Field(fieldStep) == "" {
		return showOffice(p)
	}
	agreement, err := p.agreement()
	if err != nil {
		return err
	}
	o := &officeDraft{agreement: agreement}
	if o.asked, err = p.office(agreement); err != nil {
		return err
	}
	if p.Field(fieldStep) == stepRecord {
		key := p.Key()
		_, err := answer[wire.Receipt](p.API.RegisterOffice(p.Request.Context(), &wire.RegisterOfficeParams{Agreement: agreement, IdempotencyKey: &key}, o.asked))
		if err != nil {
			return err
		}
		return p.Go("/registry?agreement=" + string(agreement) + "#offices")
	}
	would, err := p.rehearse(agreement, wire.Rehearsal{Office: &o.asked})
	if err != nil {
		return err // the form is the place to mend it
	}
	o.would, p.Repeatable = would.Office, true
	return p.Show(p.Say("registry.office.confirm"), officeConfirm(p, o))
}

// office reads the form.
func (p *Page) office(a certificate.Agreement) (wire.NewOffice, error) {
	o := wire.NewOffice{Code: p.trimmed("code"), Name: p.trimmed("name"), Kind: registry.OfficeKind(p.Field("kind")), Forms: p.chosenForms()}
	switch {
	case o.Code == "":
		return o, p.mend("code", "code")
	case o.Name == "":
		return o, p.mend("name", "name")
	case o.Kind == registry.IssuingAuthority && len(o.Forms) == 0:
		return o, p.mend("forms", "form")
	case o.Kind == registry.IssuingAuthority:
		return o, nil
	}
	o.Forms = []certificate.Form{certificate.FormOD} // exporters declare, and nothing else
	var err error
	o.Authorisation, err = p.authorisation()
	return o, err
}

// authorisation reads by what right an exporter declares.
func (p *Page) authorisation() (*registry.Authorisation, error) {
	a := &registry.Authorisation{Code: p.trimmed("authorisation"), Currency: strings.ToUpper(p.trimmed("currency"))}
	for prefix := range strings.FieldsFuncSeq(p.Field("products"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\r' }) {
		a.Products = append(a.Products, strings.ReplaceAll(prefix, ".", ""))
	}
	if text := p.trimmed("limit"); text != "" {
		if strings.Contains(text, ".") { // exact decimals have one way of writing
			text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
		limit, err := certificate.ParseDecimal(text)
		if err != nil {
			return nil, p.mend("limit", "limit", "value", p.trimmed("limit"))
		}
		a.Limit = &limit
	}
	for field, into := range map[string]*certificate.Date{"from": &a.From, "until": &a.Until} {
		day, err := certificate.ParseDate(p.trimmed(field))
		if err != nil {
			return nil, p.mend(field, "day", "value", p.Field(field))
		}
		*into = day
	}
	return a, nil
}
