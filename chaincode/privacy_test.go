package chaincode_test

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger/seeded"
)

var encoded = regexp.MustCompile(`[A-Za-z0-9+/]{16,}={0,2}`)

// readable is everything on an organisation's disks, with what is encoded in it
// decoded as well.
func readable(disk []byte) []byte {
	all := bytes.Clone(disk)
	for layer := disk; ; {
		var next []byte
		for _, word := range encoded.FindAll(layer, -1) {
			if raw, err := base64.StdEncoding.DecodeString(string(word)); err == nil {
				next = append(append(next, raw...), '\n')
			}
		}
		if len(next) == 0 {
			return all
		}
		all = append(all, next...)
		layer = next
	}
}

func TestThirdCountriesSeeNothingCommercial(t *testing.T) {
	w := threeCountries(t)
	doc := w.Specimen(certificate.FormD, "VN", 1)
	id := issued(t, w, doc)
	u := acceptance(t, doc, "DECL-77-4711", "33.25")
	must(t, use(t, w, "TH", u))
	must(t, use(t, w, "TH", refusal(doc, "DECL-77-4712")))
	must(t, reverse(t, w, "TH", registry.ReverseRequest{Certificate: id, Declaration: u.Declaration, Reason: "entry withdrawn", Officer: "TH-99"}))
	must(t, cancel(t, w, specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now()))))
	secrets := []string{
		doc.Exporter.Name, doc.Consignee.Name, doc.Items[0].Description, doc.Items[0].HS.Code, doc.Invoices[0].Number,
		u.Declaration, u.Officer, "DECL-77-4712", "33.25", "entry withdrawn", "TH-99", "criterion_not_met", `"240"`, `"used"`,
	}
	outside, inside := readable(w.Ledger.Seen("MYCustoms")), readable(w.Ledger.Seen("THCustoms"))
	for _, secret := range secrets {
		if bytes.Contains(outside, []byte(secret)) {
			t.Errorf("a third country can read %q", secret)
		}
		if !bytes.Contains(inside, []byte(secret)) {
			t.Errorf("the test is blind: the importing country cannot find %q either", secret)
		}
	}
	if !bytes.Contains(outside, []byte(id.Reference)) {
		t.Error("the test is blind: no trace of the public record")
	}
}

func TestThirdCountriesAreRefused(t *testing.T) {
	w := threeCountries(t)
	doc := w.Specimen(certificate.FormD, "VN", 1)
	id := issued(t, w, doc)
	for _, function := range []string{registry.ReadDossier, registry.ReadAccount} {
		_, err := w.Customs("MY").Evaluate(function, nil, seeded.Name(id)...)
		mustRefuse(t, err, registry.WrongCountry)
	}
	mustRefuse(t, use(t, w, "MY", acceptance(t, doc, "D-1", "1")), registry.WrongCountry)
	if got := ask[registry.Record](t, w.Customs("MY"), registry.ReadRecord, seeded.Name(id)...); got.Status != registry.Issued {
		t.Errorf("public record %+v", got)
	}
}

// The view is whole for the two countries, and holds only what is public for
// anybody else.
func TestViewShowsWhatEachMayKnow(t *testing.T) {
	w := threeCountries(t)
	doc := w.Specimen(certificate.FormD, "VN", 1)
	id := issued(t, w, doc)
	must(t, use(t, w, "TH", acceptance(t, doc, "D-1", "1")))
	for _, country := range []string{"VN", "TH"} {
		v := ask[registry.View](t, w.Customs(country), registry.ReadView, seeded.Name(id)...)
		if v.Dossier == nil || v.Account == nil || len(v.Account.Uses) != 1 || v.Signer.Signer.Fingerprint != v.Record.Signer {
			t.Errorf("%s sees %+v", country, v)
		}
	}
	v := ask[registry.View](t, w.Customs("MY"), registry.ReadView, seeded.Name(id)...)
	if v.Dossier != nil || v.Account != nil || v.Record.ID != id || v.Membership.Version != 1 {
		t.Errorf("a third country sees %+v", v)
	}
	_, err := w.Customs("TH").Evaluate(registry.ReadView, nil, "D", "VN", "VN-TH 26/01/99999")
	mustRefuse(t, err, registry.CertificateUnknown)
}

func TestThirdCountriesCannotEndorseForThePair(t *testing.T) {
	w := threeCountries(t)
	doc := w.Specimen(certificate.FormD, "VN", 1)
	s := submission(t, w, doc)
	mustLackEndorsement(t, anchor(t, w.Issuer("VN").EndorsedBy("VNIssuer", "MYCustoms"), registry.Issue, s))
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, s))
}

// TestHashesAreSalted makes sure that equal facts under two certificates, or at
// two times, do not look equal on the chain.
func TestHashesAreSalted(t *testing.T) {
	w := world(t, certificate.VKFTA)
	seen := map[string]bool{}
	for serial := range 2 {
		doc := w.Specimen(certificate.FormVK, "VN", serial+1)
		id := issued(t, w, doc)
		must(t, use(t, w, "KR", acceptance(t, doc, "D-1", "5")))
		a := account(t, w, id, "KR")
		for _, salt := range [][]byte{a.Balances[0].Salt, a.Balances[1].Salt, a.Uses[0].Salt} {
			if len(salt) != 32 || seen[string(salt)] {
				t.Errorf("salt %x is short or used again", salt)
			}
			seen[string(salt)] = true
		}
	}
}
