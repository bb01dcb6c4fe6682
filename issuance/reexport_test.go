package issuance_test

import (
	"errors"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client/memory"
	"origo/issuance"
)

// TestRecorded: a back-to-back certificate may be anchored when all it takes was debited from its original.
func TestRecorded(t *testing.T) {
	w := threeCountries(t)
	original := issued(t, w, 7)
	onward := backToBack(w, original, "100")
	port := memory.Registry(w.Ledger, "THCustoms", registry.RoleCustoms)
	reexport := func(d *certificate.Document, pieces string) {
		t.Helper()
		quantity, err := certificate.ParseDecimal(pieces)
		if err == nil {
			_, err = port.Use(t.Context(), registry.UseRequest{Certificate: original.ID(), Declaration: d.ID().String(), Outcome: registry.Reexported,
				Officer: "TH-7", DecidedOn: certificate.DateOf(w.Ledger.Now()), Lines: []registry.UseLine{{Item: 1, Quantity: quantity, Unit: "H87"}}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	missing := func(d *certificate.Document) bool {
		t.Helper()
		err := issuance.Recorded(t.Context(), port, d)
		var unrecorded *issuance.Unrecorded
		if err != nil && !errors.As(err, &unrecorded) {
			t.Fatal(err)
		}
		return err != nil
	}
	if !missing(onward) {
		t.Error("nothing is recorded, and nothing is missing")
	}
	short := backToBack(w, original, "100")
	short.Reference = "X1"
	reexport(short, "99.9")
	if !missing(short) {
		t.Error("less is recorded than taken")
	}
	reexport(onward, "100")
	if missing(onward) {
		t.Error("all is recorded")
	}
	found, err := issuance.Facts(t.Context(), port, issuance.Inquiry{Draft: onward, At: w.Ledger.Now(), Accounts: true})
	if got := complaints(found); err != nil || len(got) != 0 {
		t.Errorf("the pre-check counts the re-export twice: %v, %v", err, got)
	}
	if plain := w.Specimen(certificate.FormD, "VN", 9); missing(plain) {
		t.Error("a certificate without originals")
	}
	onward.BackToBack[0].Certificate.Country = "ID"
	if missing(onward) {
		t.Error("an original off the ledger")
	}
}
