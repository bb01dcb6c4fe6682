package chaincode_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
)

// world starts a seeded channel.
func world(t testing.TB, agreement certificate.Agreement) *seeded.World {
	t.Helper()
	w, err := seeded.New(agreement)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestEverySpecimenCanBeIssued(t *testing.T) {
	tests := []struct {
		agreement certificate.Agreement
		form      certificate.Form
		country   string
	}{
		{certificate.ATIGA, certificate.FormD, "VN"},
		{certificate.ATIGA, certificate.FormD, "TH"},
		{certificate.ATIGA, certificate.FormOD, "TH"},
		{certificate.VKFTA, certificate.FormVK, "VN"},
		{certificate.VKFTA, certificate.FormKV, "KR"},
		{certificate.UKVFTA, certificate.FormEUR1, "VN"},
		{certificate.UKVFTA, certificate.FormOD, "GB"},
	}
	for _, test := range tests {
		t.Run(string(test.form)+" of "+test.country, func(t *testing.T) {
			w := world(t, test.agreement)
			record, err := w.Issue(w.Specimen(test.form, test.country, 1))
			if err != nil {
				t.Fatal(err)
			}
			if record.Status != registry.Issued || record.Digest == "" {
				t.Errorf("record %+v", record)
			}
		})
	}
}
