package chaincode_test

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
)

func TestOfficeRefusals(t *testing.T) {
	declarer := func(kind registry.OfficeKind) registry.Office {
		limit := certificate.DecimalOf(6000)
		today := certificate.NewDate(2026, time.November, 22)
		return registry.Office{
			Country: "VN", Code: "VN-EX-1", Name: "Exporter", Kind: kind, Forms: []certificate.Form{certificate.FormOD},
			Authorisation: &registry.Authorisation{Code: "VN-EX-1", Limit: &limit, Currency: "EUR", From: today, Until: today.AddYears(1), Products: []string{"6403"}},
		}
	}
	tests := []struct {
		name   string
		change func(*registry.Office)
		want   registry.Code
	}{
		{"accepted", func(*registry.Office) {}, ""},
		{"no code", func(o *registry.Office) { o.Code = "" }, registry.Malformed},
		{"no name", func(o *registry.Office) { o.Name = "a\tb" }, registry.Malformed},
		{"no form", func(o *registry.Office) { o.Forms = nil }, registry.Malformed},
		{"form of another agreement", func(o *registry.Office) { o.Forms = []certificate.Form{certificate.FormD} }, registry.WrongAgreement},
		{"exporter of another agreement", func(o *registry.Office) { o.Kind = registry.CertifiedExporter }, registry.WrongAgreement},
		{"exporter with certificates", func(o *registry.Office) { o.Forms = append(o.Forms, certificate.FormEUR1) }, registry.Malformed},
		{"authority with declarations", func(o *registry.Office) { o.Kind, o.Authorisation = registry.IssuingAuthority, nil }, registry.Malformed},
		{"no bounds", func(o *registry.Office) { o.Authorisation = nil }, registry.Malformed},
		{"no number", func(o *registry.Office) { o.Authorisation.Code = "" }, registry.Malformed},
		{"limit without currency", func(o *registry.Office) { o.Authorisation.Currency = "" }, registry.Malformed},
		{"any exporter without limit", func(o *registry.Office) { o.Kind, o.Authorisation.Limit = registry.AnyExporter, nil }, registry.Malformed},
		{"ends before it begins", func(o *registry.Office) { o.Authorisation.Until = o.Authorisation.From.AddDays(-1) }, registry.Malformed},
		{"product", func(o *registry.Office) { o.Authorisation.Products = []string{"64.03"} }, registry.Malformed},
		{"other country", func(o *registry.Office) { o.Country = "GB" }, registry.WrongCountry},
	}
	w := world(t, certificate.UKVFTA)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			office := declarer(registry.ApprovedExporter)
			test.change(&office)
			mustRefuse(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office), test.want)
		})
	}
	office := declarer(registry.ApprovedExporter)
	must(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office))
	office.Authorisation.Until = office.Authorisation.Until.AddYears(1)
	mustRefuse(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office), registry.AlreadyExists)
	_, _, _, err := w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", "VN-EX-1")
	must(t, err)
	must(t, seeded.Send(w.Admin("VN"), registry.RegisterOffice, office)) // renewed
	_, _, _, err = w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", "nowhere")
	mustRefuse(t, err, registry.OfficeUnknown)
}

func TestExportersStayWithinTheirAuthorisation(t *testing.T) {
	tests := []struct {
		name   string
		change func(*certificate.Document, *registry.Authorisation)
		want   registry.Code
	}{
		{"within", func(_ *certificate.Document, a *registry.Authorisation) { a.Products = []string{"64", "2208"} }, ""},
		{"product", func(_ *certificate.Document, a *registry.Authorisation) { a.Products = []string{"64", "2209"} }, registry.BeyondAuthorisation},
		{"date before", func(d *certificate.Document, a *registry.Authorisation) { a.From = d.IssueDate.AddDays(1) }, registry.BeyondAuthorisation},
		{"date after", func(d *certificate.Document, a *registry.Authorisation) {
			a.From, a.Until = d.IssueDate.AddDays(-9), d.IssueDate.AddDays(-1)
		}, registry.BeyondAuthorisation},
		{"last day", func(d *certificate.Document, a *registry.Authorisation) { a.Until = d.IssueDate }, ""},
		{"number", func(_ *certificate.Document, a *registry.Authorisation) { a.Code = "GB-AE-0001" }, registry.BeyondAuthorisation},
		{"value", func(_ *certificate.Document, a *registry.Authorisation) {
			limit := certificate.DecimalOf(11999)
			a.Limit = &limit
		}, registry.BeyondAuthorisation},
		{"currency", func(_ *certificate.Document, a *registry.Authorisation) { a.Currency = "EUR" }, registry.BeyondAuthorisation},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.UKVFTA)
			doc := w.Specimen(certificate.FormOD, "GB", 1)
			office := ask[registry.Office](t, w.Admin("GB"), registry.ReadOffice, "GB", doc.Office)
			_, _, _, err := w.Admin("GB").Submit(registry.CloseOffice, nil, "GB", doc.Office)
			must(t, err)
			test.change(doc, office.Authorisation)
			must(t, seeded.Send(w.Admin("GB"), registry.RegisterOffice, office))
			w.Ledger.Advance(time.Second)
			_, err = w.Issue(doc)
			mustRefuse(t, err, test.want)
		})
	}
}
