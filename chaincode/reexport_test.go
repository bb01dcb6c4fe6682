package chaincode_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
)

// TestReexportsAreDebited: re-exports share the original's balance with imports, name a certificate of the own country,
// and cannot be taken back while that certificate stands.
func TestReexportsAreDebited(t *testing.T) {
	w := threeCountries(t)
	original := w.Specimen(certificate.FormD, "VN", 1)
	issued(t, w, original)
	onward := backToBack(w, original)
	reexport := func(name, quantity string) error {
		u := acceptance(t, original, name, quantity)
		u.Outcome = registry.Reexported
		return use(t, w, "TH", u)
	}
	mustRefuse(t, reexport("107123456789", "1"), registry.Malformed)
	mustRefuse(t, reexport(original.ID().String(), "1"), registry.Malformed)
	must(t, use(t, w, "TH", acceptance(t, original, "BKK-1", "40")))
	mustRefuse(t, reexport(onward.ID().String(), "201"), registry.BalanceExceeded)
	must(t, reexport(onward.ID().String(), "200"))
	must(t, reexport(onward.ID().String(), "200"))
	mustRefuse(t, use(t, w, "TH", acceptance(t, original, "BKK-2", "1")), registry.BalanceExceeded)
	issued(t, w, onward)
	undo := registry.ReverseRequest{Certificate: original.ID(), Declaration: onward.ID().String(), Reason: "not sent", Officer: "TH-9"}
	mustRefuse(t, reverse(t, w, "TH", undo), registry.CertificateInUse)
	must(t, cancel(t, w, specimen.Cancellation(onward, certificate.InstantOf(w.Ledger.Now()))))
	must(t, reverse(t, w, "TH", undo))
}
