package issuance_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
	"origo/fta-rules/finding"
	"origo/issuance"
)

// threeCountries is an ATIGA channel of Viet Nam, Thailand and Malaysia.
func threeCountries(t testing.TB) *seeded.World {
	t.Helper()
	w, err := seeded.New(certificate.ATIGA, seeded.Sole("MY"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func issue(t testing.TB, w *seeded.World, d *certificate.Document) {
	t.Helper()
	if _, err := w.Issue(d); err != nil {
		t.Fatal(err)
	}
}

// backToBack is a Thai draft for Malaysia that takes pieces from the first line of the original.
func backToBack(w *seeded.World, original *certificate.Document, pieces string) *certificate.Document {
	taken, _ := certificate.ParseDecimal(pieces)
	d := w.Specimen(certificate.FormD, "TH", 1)
	d.ImportingCountry, d.Consignee.Country, d.OriginCountry = "MY", "MY", "VN"
	d.Remarks.BackToBack = true
	d.Items = slices.Clone(original.Items[:1])
	d.Items[0].Quantity.Value = taken
	d.Totals, d.Invoices = certificate.Totals{}, original.Invoices
	d.BackToBack = []certificate.Original{{Certificate: original.ID(), IssueDate: original.IssueDate, OriginalItem: 1, Item: 1, Quantity: d.Items[0].Quantity}}
	return d
}

// messages of findings that are not met or cannot be told.
func complaints(found []finding.Finding) []string {
	var all []string
	for _, f := range found {
		if f.Outcome != finding.Met {
			all = append(all, strings.TrimPrefix(string(f.Message), "issue."))
		}
	}
	return all
}

func TestFacts(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(*seeded.World, *certificate.Document) // the draft is D VN, number 1
		private bool
		want    string
	}{
		"good": {},
		"taken": {prepare: func(w *seeded.World, d *certificate.Document) {
			issue(t, w, d)
		}, want: "number.taken"},
		"other network":   {prepare: func(_ *seeded.World, d *certificate.Document) { d.Network = "elsewhere" }, want: "network.differs"},
		"foreign party":   {prepare: func(_ *seeded.World, d *certificate.Document) { d.ImportingCountry = "ID" }, want: "party.unknown"},
		"no office yet":   {prepare: func(_ *seeded.World, d *certificate.Document) { d.Office = "" }},
		"no importer yet": {prepare: func(_ *seeded.World, d *certificate.Document) { d.ImportingCountry = "" }},
		"no office":       {prepare: func(_ *seeded.World, d *certificate.Document) { d.Office = "99" }, want: "office.unknown signer.none"},
		"form not sold":   {prepare: func(_ *seeded.World, d *certificate.Document) { d.Form = certificate.FormVK }, want: "office.form signer.none"},
		"replaces none":   {prepare: func(w *seeded.World, d *certificate.Document) { d.Replaces = link(w.Specimen("D", "VN", 7)) }, want: "link.unfit"},
		"replaces good":   {prepare: func(w *seeded.World, d *certificate.Document) { d.Replaces = link(issued(t, w, 7)) }},
		"replaces asked":  {prepare: func(w *seeded.World, d *certificate.Document) { d.Replaces = link(issued(t, w, 7)) }, private: true, want: "link.private"},
		"replaces used": {prepare: func(w *seeded.World, d *certificate.Document) {
			old := issued(t, w, 7)
			use(t, w, old, "1")
			d.Replaces = link(old)
		}, want: "link.used"},
		"copies fallen": {prepare: func(w *seeded.World, d *certificate.Document) {
			old, newer := issued(t, w, 7), w.Specimen("D", "VN", 8)
			newer.TrueCopyOf, newer.Remarks.CertifiedTrueCopy = link(old), true
			issue(t, w, newer)
			d.TrueCopyOf = link(old)
		}, want: "link.fallen"},
	} {
		t.Run(name, func(t *testing.T) {
			w := threeCountries(t)
			d := w.Specimen(certificate.FormD, "VN", 1)
			if test.prepare != nil {
				test.prepare(w, d)
			}
			port := memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer)
			found, err := issuance.Facts(t.Context(), port, issuance.Inquiry{Draft: d, At: w.Ledger.Now(), Accounts: !test.private})
			if got := strings.Join(complaints(found), " "); err != nil || got != test.want {
				t.Errorf("%v: %q", err, got)
			}
		})
	}
}

func link(d *certificate.Document) *certificate.Link {
	return &certificate.Link{Certificate: d.ID(), IssueDate: d.IssueDate}
}

func issued(t testing.TB, w *seeded.World, serial int) *certificate.Document {
	t.Helper()
	d := w.Specimen(certificate.FormD, "VN", serial)
	issue(t, w, d)
	return d
}

// use has Thai customs debit pieces of the first line.
func use(t testing.TB, w *seeded.World, d *certificate.Document, pieces string) {
	t.Helper()
	quantity, err := certificate.ParseDecimal(pieces)
	if err == nil {
		_, err = memory.Registry(w.Ledger, "THCustoms", registry.RoleCustoms).Use(t.Context(), registry.UseRequest{
			Certificate: d.ID(), Declaration: "TH-1", Outcome: registry.Accepted, Officer: "TH-7", DecidedOn: certificate.DateOf(w.Ledger.Now()),
			Lines: []registry.UseLine{{Item: 1, Quantity: quantity, Unit: d.Items[0].Quantity.Unit}},
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestOriginalsAreCounted(t *testing.T) {
	for name, test := range map[string]struct {
		pieces string
		change func(*certificate.Document)
		want   string
	}{
		"all":         {pieces: "240"},
		"too many":    {pieces: "240.0001", want: "original.short"},
		"other unit":  {pieces: "1", change: func(d *certificate.Document) { d.BackToBack[0].Quantity.Unit = "KGM" }, want: "original.unit"},
		"no line":     {pieces: "1", change: func(d *certificate.Document) { d.BackToBack[0].OriginalItem = 9 }, want: "original.no_line"},
		"other date":  {pieces: "1", change: func(d *certificate.Document) { d.BackToBack[0].IssueDate = d.IssueDate.AddDays(-1) }, want: "original.unfit"},
		"off ledger":  {pieces: "1", change: func(d *certificate.Document) { d.BackToBack[0].Certificate.Country = "ID" }, want: "original.elsewhere"},
		"two takings": {pieces: "130", change: func(d *certificate.Document) { d.BackToBack = append(d.BackToBack, d.BackToBack[0]) }, want: "original.short original.short"},
	} {
		t.Run(name, func(t *testing.T) {
			w := threeCountries(t)
			d := backToBack(w, issued(t, w, 7), test.pieces)
			if test.change != nil {
				test.change(d)
			}
			port := memory.Registry(w.Ledger, "THCustoms", registry.RoleIssuer)
			found, err := issuance.Facts(t.Context(), port, issuance.Inquiry{Draft: d, At: w.Ledger.Now(), Accounts: true})
			if got := strings.Join(complaints(found), " "); err != nil || got != test.want {
				t.Errorf("%v: %q", err, got)
			}
		})
	}
}

func TestSignerNamed(t *testing.T) {
	w := threeCountries(t)
	d := w.Specimen(certificate.FormD, "VN", 1)
	port := memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer)
	signers, err := port.Signers(t.Context(), "VN", d.Office)
	if err != nil || len(signers) != 1 {
		t.Fatalf("%v, %d signers", err, len(signers))
	}
	for signer, want := range map[string]string{signers[0].Fingerprint: "", strings.Repeat("0a", 32): "signer.none"} {
		found, err := issuance.Facts(t.Context(), port, issuance.Inquiry{Draft: d, At: w.Ledger.Now(), Signer: signer})
		if got := strings.Join(complaints(found), " "); err != nil || got != want {
			t.Errorf("%v: %q", err, got)
		}
	}
	w.Ledger.Advance(60 * 24 * 3600e9) // the revocation lists are out of date by then
	found, err := issuance.Facts(t.Context(), port, issuance.Inquiry{Draft: d, At: w.Ledger.Now()})
	if got := strings.Join(complaints(found), " "); err != nil || got != "signer.none" {
		t.Errorf("%v: %q", err, got)
	}
}

// silent is a ledger that never answers.
type silent struct{ issuance.Ledger }

func (silent) Membership(context.Context) (registry.Membership, error) {
	return registry.Membership{}, &client.Unavailable{Doing: "test", Cause: errors.New("down")}
}

func TestSilentLedgerRefusesNothing(t *testing.T) {
	w := threeCountries(t)
	found, err := issuance.Facts(t.Context(), silent{}, issuance.Inquiry{Draft: w.Specimen(certificate.FormD, "VN", 1), At: w.Ledger.Now()})
	if err != nil || len(found) != 1 || found[0].Verdict != finding.Refer || found[0].Outcome != finding.CannotTell {
		t.Errorf("%v: %+v", err, found)
	}
}
