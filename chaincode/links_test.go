package chaincode_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger/seeded"
)

// threeCountries is an ATIGA channel on which Thailand can send on to Malaysia
// what came from Viet Nam.
func threeCountries(t testing.TB) *seeded.World {
	t.Helper()
	w, err := seeded.New(certificate.ATIGA, seeded.Sole("MY"))
	must(t, err)
	return w
}

// backToBack is a Thai certificate for Malaysia that rests on the original.
func backToBack(w *seeded.World, original *certificate.Document) *certificate.Document {
	doc := w.Specimen(certificate.FormD, "TH", 1)
	doc.ImportingCountry, doc.Consignee.Country, doc.OriginCountry = "MY", "MY", "VN"
	doc.Remarks.BackToBack = true
	doc.Items = original.Items[:1]
	doc.Totals, doc.Invoices = certificate.Totals{}, original.Invoices
	doc.BackToBack = []certificate.Original{{
		Certificate: original.ID(), IssueDate: original.IssueDate, OriginalItem: 1, Item: 1, Quantity: original.Items[0].Quantity,
	}}
	return doc
}

func TestBackToBackRestsOnTheLedger(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *seeded.World, *certificate.Document, *certificate.Document)
		want   registry.Code
	}{
		{name: "standing original"},
		{"unknown original", func(_ *testing.T, _ *seeded.World, _, d *certificate.Document) {
			d.BackToBack[0].Certificate.Reference = "VN-TH 26/02/09999"
		}, registry.LinkInvalid},
		{"cancelled original", func(t *testing.T, w *seeded.World, o, _ *certificate.Document) {
			must(t, cancel(t, w, specimen.Cancellation(o, certificate.InstantOf(w.Ledger.Now()))))
		}, registry.LinkInvalid},
		{"original of a country without ledger", func(_ *testing.T, _ *seeded.World, _, d *certificate.Document) {
			d.BackToBack[0].Certificate.Country = "ID"
			d.BackToBack[0].Certificate.Reference = "0012345/JKT/2026"
		}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := threeCountries(t)
			original := w.Specimen(certificate.FormD, "VN", 1)
			issued(t, w, original)
			doc := backToBack(w, original)
			if test.change != nil {
				test.change(t, w, original, doc)
			}
			if err := doc.Validate(); err != nil {
				t.Log(err)
			}
			mustRefuse(t, anchor(t, w.Issuer("TH"), registry.Issue, submission(t, w, doc)), test.want)
		})
	}
}

func TestTrueCopyTakesThePlaceOfItsOriginal(t *testing.T) {
	w := world(t, certificate.VKFTA)
	original := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, original)
	copied := w.Specimen(certificate.FormVK, "VN", 2)
	copied.TrueCopyOf = &certificate.Link{Certificate: original.ID(), IssueDate: original.IssueDate}
	copied.Remarks.CertifiedTrueCopy = true
	if err := copied.Validate(); err != nil {
		t.Log(err)
	}
	s := submission(t, w, copied)
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Replace, s), registry.LinkInvalid)
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, s))
	if got := record(t, w, copied.ID()); got.TrueCopyOf == nil || *got.TrueCopyOf != original.ID() || got.Replaces != nil {
		t.Errorf("record of the copy %+v", got)
	}
	if got := record(t, w, original.ID()); got.Status != registry.Replaced {
		t.Errorf("record of the original %+v", got)
	}
	mustRefuse(t, use(t, w, "KR", acceptance(t, original, "D-1", "1")), registry.CertificateNotValid)
}
