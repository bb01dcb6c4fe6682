package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// entryIntoForce is the first day of the agreement.
var entryIntoForce = certificate.NewDate(2015, 12, 20)

// terms are the articles of Chapter 3, Section A, which hold for every line of either version.
func terms() (agreement.Terms, error) {
	goods, err := outwardGoods()
	if err != nil {
		return agreement.Terms{}, err
	}
	return agreement.Terms{
		Price:      agreement.FOB,
		Cites:      cites(),
		Tolerances: tolerances(),
		Minimal:    minimalOperations(),
		Routes:     routes(),
		Processes:  processTests(),
		Outward: &agreement.Outward{
			Citation: "VKFTA Art. 3.5, Annex 3-B", Goods: goods, Edition: hs.HS2012, MaxPercent: certificate.DecimalOf(40),
		},
		// Art. 3.7.2: goods that came originating from the other party stay so under such operations.
		MinimalNeedsNonOriginating: true,
		OriginatingOnly:            true,
		DirectMethod:               true, // Art. 3.3.2, footnote 3, although Circular 40/2015/TT-BCT prints build-down only
	}, nil
}

func cites() agreement.Cites {
	return agreement.Cites{
		General:         "VKFTA Art. 3.1.1",
		WhollyObtained:  "VKFTA Art. 3.2",
		OriginatingOnly: "VKFTA Art. 3.1.1(c)",
		Change:          "VKFTA Art. 3.3.3, Annex 3-A headnotes 4 and 5",
		Value:           "VKFTA Art. 3.3.2",
		Weight:          "VKFTA Annex 3-A",
		Process:         "VKFTA Art. 3.3.1, Annex 3-A",
		Cumulation:      "VKFTA Art. 3.6",
		Minimal:         "VKFTA Art. 3.7.1",
		Packing:         "VKFTA Art. 3.10",
		Accessories:     "VKFTA Art. 3.11",
		Neutral:         "VKFTA Art. 3.12",
		Absorption:      "VKFTA Art. 3.3.4",
		Specific:        "VKFTA Art. 3.3.1, Annex 3-A",
		Edition:         "VKFTA Annex 3-A (HS 2012); Circular 09/2022/TT-BCT (HS 2017)",
	}
}

// tolerances rescue a failed change of classification and nothing else: forgiven materials still count as
// non-originating in the value content (Art. 3.9.2).
func tolerances() []agreement.Tolerance {
	ten := certificate.DecimalOf(10)
	return []agreement.Tolerance{
		{
			ID: "ART3_9_A", Kind: agreement.ByShare, Citation: "VKFTA Art. 3.9.1(a)", Value: ten,
			Chapters: hs.Set{chapters(1, 49), chapters(64, 97)},
		},
		{
			ID: "ART3_9_B", Kind: agreement.ByShare, Citation: "VKFTA Art. 3.9.1(b)", Value: ten, Weight: ten,
			Chapters: hs.Set{chapters(50, 63)},
		},
	}
}

// chapters is every subheading from one chapter to another.
func chapters(first, last int) hs.Range {
	return hs.Range{From: hs.Code(first * 10000), To: hs.Code(last*10000 + 9999)}
}

// routes has the one route there is: originating goods of the other party used as materials. There is no cumulation of
// processing and none with third countries.
func routes() []agreement.Route {
	return []agreement.Route{{
		ID: "bilateral", Citation: "VKFTA Art. 3.6", Countries: []string{"KR", "VN"}, From: entryIntoForce,
		Evidence: evidenceOfMaterial,
	}}
}

// processTests say when the two processes of Annex 3-A have been done. Cutting alone or sewing alone is not enough.
func processTests() []agreement.ProcessTest {
	return []agreement.ProcessTest{
		{
			Code: "CUT_AND_SEWN", Citation: "VKFTA Annex 3-A, Chapters 61 to 63",
			AnyOf: [][]string{{"CUT_AND_SEWN"}, {"CUT", "SEW"}},
		},
		{
			Code: "DYE_OR_PRINT_2_FINISHING", Citation: "VKFTA Annex 3-A, Section XI",
			AnyOf: [][]string{{"DYE_OR_PRINT_2_FINISHING"}, {"DYE", "PREPFIN_GE2"}, {"PRINT", "PREPFIN_GE2"}},
		},
	}
}
