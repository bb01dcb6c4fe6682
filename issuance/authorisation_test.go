package issuance_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client/memory"
	"origo/issuance"
)

// TestExporterStaysWithinHisAuthorisation: the draft is told beforehand what the
// contract would say.
func TestExporterStaysWithinHisAuthorisation(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*certificate.Document, *registry.Authorisation)
		want   string
		item   int
		holds  bool
	}{
		"within": {change: func(*certificate.Document, *registry.Authorisation) {}, holds: true},
		"number": {change: func(_ *certificate.Document, a *registry.Authorisation) { a.Code = "GB-AE-0001" }, want: "exporter.authorisation"},
		"kind": {change: func(d *certificate.Document, _ *registry.Authorisation) {
			d.Statement.ExporterKind = certificate.AnyExporter
		}, want: "exporter.exporter_kind"},
		"day":     {change: func(d *certificate.Document, a *registry.Authorisation) { a.From = d.IssueDate.AddDays(1) }, want: "exporter.date"},
		"product": {change: func(_ *certificate.Document, a *registry.Authorisation) { a.Products = []string{"64"} }, want: "exporter.product", item: 1, holds: true},
		"value": {change: func(_ *certificate.Document, a *registry.Authorisation) {
			limit := certificate.DecimalOf(11_999)
			a.Limit, a.Currency = &limit, "GBP"
		}, want: "exporter.value", holds: true},
	} {
		t.Run(name, func(t *testing.T) {
			w, err := seeded.New(certificate.UKVFTA)
			if err != nil {
				t.Fatal(err)
			}
			d, port := w.Specimen(certificate.FormOD, "GB", 1), memory.Registry(w.Ledger, "GBCustoms", registry.RoleIssuer)
			changed := oneExporter{port, exporter(t, port, d.Office)}
			test.change(d, changed.office.Authorisation)
			found, err := issuance.Facts(t.Context(), changed, issuance.Inquiry{Draft: d, At: w.Ledger.Now()})
			if got := strings.Join(complaints(found), " "); err != nil || got != test.want {
				t.Errorf("%v: %q", err, got)
			}
			for _, f := range found {
				if strings.HasPrefix(string(f.Message), "issue.exporter.") && f.Item != test.item {
					t.Errorf("%s is about item %d", f.Message, f.Item)
				}
			}
			if holds := issuance.Authorised(found); holds == nil || *holds != test.holds {
				t.Errorf("authorised: %v", holds)
			}
		})
	}
}

// oneExporter is a ledger on which one exporter is registered.
type oneExporter struct {
	issuance.Ledger
	office registry.Office
}

// Offices is the exporter.
func (o oneExporter) Offices(context.Context, string) ([]registry.Office, error) {
	return []registry.Office{o.office}, nil
}

// exporter is one of the offices as it is registered.
func exporter(t testing.TB, ledger issuance.Ledger, code string) registry.Office {
	t.Helper()
	offices, err := ledger.Offices(t.Context(), "GB")
	at := slices.IndexFunc(offices, func(o registry.Office) bool { return o.Code == code && o.Authorisation != nil })
	if err != nil || at < 0 {
		t.Fatalf("%s is not registered among %+v: %v", code, offices, err)
	}
	return offices[at]
}

// TestNobodyIsAuthorisedByAnOffice: of what offices certify nothing is said.
func TestNobodyIsAuthorisedByAnOffice(t *testing.T) {
	w := threeCountries(t)
	found, err := issuance.Facts(t.Context(), memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer),
		issuance.Inquiry{Draft: w.Specimen(certificate.FormD, "VN", 1), At: w.Ledger.Now()})
	if holds := issuance.Authorised(found); err != nil || holds != nil {
		t.Errorf("%v, %v", holds, err)
	}
}
