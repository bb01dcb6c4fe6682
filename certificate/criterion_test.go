package certificate_test

import (
	"testing"

	"origo/certificate"
)

func TestParseCriterion(t *testing.T) {
	a, v := certificate.ATIGA, certificate.VKFTA
	tests := []struct {
		agreement certificate.Agreement
		text      string
		kind      certificate.CriterionKind // empty: refused
		change    string
		percent   string
		variant   bool
	}{
		{a, "WO", certificate.WhollyObtained, "", "0", false},
		{a, "SP", certificate.SpecificProcess, "", "0", false},
		{a, "CC", certificate.ChangeOfTariff, "CC", "0", false},
		{a, "CTSH", certificate.ChangeOfTariff, "CTSH", "0", false},
		{a, "40%", certificate.RegionalValue, "", "40", false},
		{a, "41.67%", certificate.RegionalValue, "", "41.67", false},
		{a, "040.50%", certificate.RegionalValue, "", "40.5", false},
		{a, "CTSH + 35%", certificate.ChangeAndValue, "CTSH", "35", false},
		{a, "PC 25%", certificate.PartialCumulation, "", "25", false},
		{a, "RVC 45%", certificate.RegionalValue, "", "45", true},
		{a, "cth", certificate.ChangeOfTariff, "CTH", "0", true},
		{a, "CTSH+35 %", certificate.ChangeAndValue, "CTSH", "35", true},
		{a, "Specific  Process", certificate.SpecificProcess, "", "0", true},
		{a, "PC 40%", "", "", "", false},
		{a, "PC 100%", "", "", "", false},
		{a, "101%", "", "", "", false},
		{a, "PE", "", "", "", false},
		{a, "DMI", "", "", "", false},
		{a, "ACU", "", "", "", false},
		{a, "", "", "", "", false},
		{a, "CTC", "", "", "", false},
		{a, "40", "", "", "", false},
		{v, "WO", certificate.WhollyObtained, "", "0", false},
		{v, "PE", certificate.EntirelyProduced, "", "0", false},
		{v, "CTC", certificate.ChangeOfTariff, "CTC", "0", false},
		{v, "CTH", certificate.ChangeOfTariff, "CTH", "0", false},
		{v, "RVC 45%", certificate.RegionalValue, "", "45", false},
		{v, "CTH + RVC 40%", certificate.ChangeAndValue, "CTH", "40", false},
		{v, "Specific Processes", certificate.SpecificProcess, "", "0", false},
		{v, "Article 3.5", certificate.OutwardProcessing, "", "0", false},
		{v, "RVC45%", certificate.RegionalValue, "", "45", true},
		{v, "article 3.5", certificate.OutwardProcessing, "", "0", true},
		{v, "45%", "", "", "", false},
		{v, "PC 25%", "", "", "", false},
		{certificate.UKVFTA, "WO", "", "", "", false},
	}
	for _, test := range tests {
		got, err := certificate.ParseCriterion(test.agreement, test.text)
		if test.kind == "" {
			if err == nil {
				t.Errorf("%s %q: got %+v, want an error", test.agreement, test.text, got)
			}
			continue
		}
		if err != nil || got.Kind != test.kind || got.Change != test.change || got.Percent.String() != test.percent || got.Variant != test.variant {
			t.Errorf("%s %q: got %+v, %v", test.agreement, test.text, got, err)
		}
	}
}
