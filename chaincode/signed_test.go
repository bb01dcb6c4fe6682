package chaincode_test

import (
	"encoding/json"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// signedBy is the argument of registry.ReadSignedBy.
func signedBy(signer, since string, after *certificate.ID, limit int) string {
	raw, err := json.Marshal(registry.SignedQuery{Signer: signer, Since: since, After: after, Limit: limit})
	if err != nil {
		return err.Error() // which the contract refuses
	}
	return string(raw)
}

// TestSignedByGoesOnPageByPage: also among certificates of the same second.
func TestSignedByGoesOnPageByPage(t *testing.T) {
	w := world(t, certificate.VKFTA)
	signer := w.Officers["VN/02"].Fingerprint().String()
	var want []certificate.ID
	for serial := range 7 {
		want = append(want, issued(t, w, w.Specimen(certificate.FormVK, "VN", serial+1)))
		if serial == 4 {
			w.Ledger.Advance(time.Minute)
		}
	}
	var got []certificate.ID
	since, after := "", (*certificate.ID)(nil)
	for page := []registry.Record(nil); after == nil || len(page) > 0; {
		page = ask[[]registry.Record](t, w.Customs("KR"), registry.ReadSignedBy, signedBy(signer, since, after, 3))
		for _, r := range page {
			got, since, after = append(got, r.ID), r.AnchoredAt, &r.ID
		}
	}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("place %d: %s, want %s", i, got[i], want[i])
		}
	}
	for _, query := range []string{"", "{}}", signedBy(signer, "", nil, -1), `{"signer":"\u0000"}`} {
		_, err := w.Customs("KR").Evaluate(registry.ReadSignedBy, nil, query)
		mustRefuse(t, err, registry.Malformed)
	}
}
