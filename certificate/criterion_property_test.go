package certificate_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
)

// printedCriteria is box 8 as the overleaf notes print it, written a second time as expressions.
var printedCriteria = map[certificate.Agreement]*regexp.Regexp{
	certificate.ATIGA: regexp.MustCompile(`^(WO|SP|CC|CTH|CTSH|((CC|CTH|CTSH) \+ )?\d{1,3}(\.\d{1,4})?%|PC \d{1,2}%)$`),
	certificate.VKFTA: regexp.MustCompile(`^(WO|PE|Specific Processes|CTC|CC|CTH|CTSH|((CTC|CC|CTH|CTSH) \+ )?RVC \d{1,3}(\.\d{1,4})?%|Article 3\.5)$`),
}

// What is printed so is read without being a variant, and nothing else is.
func TestPrintedCriteria(t *testing.T) {
	pieces := []string{"WO", "SP", "PE", "CC", "CTC", "CTH", "CTSH", " + ", "+", " ", "RVC ", "PC ", "4", "40", "035", "1000", ".", ".5", ".12345", "%", "Specific Processes", "Article 3.5", "٤"}
	rapid.Check(t, func(t *rapid.T) {
		agreement := rapid.SampledFrom([]certificate.Agreement{certificate.ATIGA, certificate.VKFTA}).Draw(t, "agreement")
		text := ""
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "pieces") {
			text += piece
		}
		c, err := certificate.ParseCriterion(agreement, text)
		exact := err == nil && !c.Variant
		if exact && !printedCriteria[agreement].MatchString(text) {
			t.Fatalf("%q is read as printed: %+v", text, c)
		}
		if !exact && printedCriteria[agreement].MatchString(text) && !overLimit(text) {
			t.Fatalf("%q is printed so, but read as %+v, %v", text, c, err)
		}
	})
}

// overLimit reports whether a percentage may be more than the form can mean: 100 or above, or above 39 for a part.
func overLimit(text string) bool {
	figure := certificate.DecimalOf(0)
	for _, c := range regexp.MustCompile(`\d+`).FindString(text) {
		figure = figure.Mul(certificate.DecimalOf(10)).Add(certificate.DecimalOf(int64(c - '0')))
	}
	most := certificate.DecimalOf(99)
	if text[0] == 'P' {
		most = certificate.DecimalOf(39)
	}
	return figure.Cmp(most) > 0
}
