package atiga

import (
	"time"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// entryIntoForce is the first day of the agreement.
var entryIntoForce = certificate.NewDate(2010, time.May, 17)

// evidenceOfMaterial asks for what proves that a material originates in another member (Annex 7, note 15).
const evidenceOfMaterial finding.Message = "atiga.evidence.form_d_of_material"

// terms are Arts 25 to 37, without the list of Annex 4.
func terms() agreement.Terms {
	return agreement.Terms{
		Price:      agreement.FOB,
		Cites:      cites(),
		Tolerances: tolerances(),
		Minimal:    minimalOperations(),
		Routes:     routes(),
		Processes:  processTests(),
		// A good that originates in one member keeps that origin after no more than minimal operations (Art. 31(2)).
		MinimalNeedsNonOriginating: true,
		Partial:                    &agreement.Partial{Least: certificate.DecimalOf(20), Most: certificate.DecimalOf(39)},
		DirectMethod:               true,
	}
}

func cites() agreement.Cites {
	return agreement.Cites{
		General:         "ATIGA Art. 28(1)",
		WhollyObtained:  "ATIGA Arts 26(a), 27",
		OriginatingOnly: "ATIGA Art. 30(1)",
		Change:          "ATIGA Art. 28(1)(a)(ii), 28(2)",
		Value:           "ATIGA Art. 29",
		Weight:          "ATIGA Annex 3",
		Process:         "ATIGA Art. 28(2), Annex 3",
		Cumulation:      "ATIGA Art. 30(1)",
		Minimal:         "ATIGA Art. 31",
		Packing:         "ATIGA Art. 34",
		Accessories:     "ATIGA Art. 35",
		Neutral:         "ATIGA Art. 36",
		Absorption:      "ATIGA Art. 30(1)",
		Partial:         "ATIGA Art. 30(2), Annex 6",
		Specific:        "ATIGA Art. 28(2), Annex 3",
		Edition:         "Circular 03/2023/TT-BCT",
	}
}

// tolerances has the one there is: it rescues a failed change of classification in every chapter, by value, and nothing
// else. What it forgives still counts as non-originating in a regional value content.
func tolerances() []agreement.Tolerance {
	return []agreement.Tolerance{{
		ID: "ART33", Kind: agreement.ByShare, Citation: "ATIGA Art. 33(1)", Value: certificate.DecimalOf(10),
		Chapters: hs.Set{{From: 10000, To: 979999}},
	}}
}

// routes has full cumulation among the ten members. Whether a material's own proof of origin is there is asked of every
// one of them.
func routes() []agreement.Route {
	return []agreement.Route{{
		ID: "asean", Citation: "ATIGA Art. 30(1)", Countries: certificate.ATIGA.Parties(), From: entryIntoForce,
		Evidence: evidenceOfMaterial,
	}}
}

// minimalOperations are what Art. 31(1) names, in the codes in which traders declare operations: preserving, easing
// shipment, and packing or presenting for sale.
func minimalOperations() []agreement.MinimalOperation {
	articles := []struct {
		citation string
		codes    []string
	}{
		{"ATIGA Art. 31(1)(a)", []string{"PRESERVE"}},
		{"ATIGA Art. 31(1)(b)", []string{"EASE_SHIPMENT", "REPACK"}},
		{"ATIGA Art. 31(1)(c)", []string{"PACK", "SIMPLE_PACK", "PACK_FOR_RETAIL", "FOLD_AND_PACK", "LABEL", "PRESENT_FOR_SALE"}},
	}
	var all []agreement.MinimalOperation
	for _, article := range articles {
		for _, code := range article.codes {
			all = append(all, agreement.MinimalOperation{Code: code, Citation: article.citation})
		}
	}
	return all
}
