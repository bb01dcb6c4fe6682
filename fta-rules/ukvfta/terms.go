package ukvfta

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// The entries that a proof must bear for two routes of cumulation (Protocol 1 Art. 3(10) and 3(15)).
var (
	entryASEAN = certificate.CumulationASEAN.Wording()
	entryKorea = certificate.CumulationKorea.Wording()
)

// FactProcessedFishery tells that the goods are processed fishery products of Chapter 16, to which the tolerance by
// weight is closed (Art. 5(3)(a)).
const FactProcessedFishery = "processed_fishery"

// setPercent is the share of a set's price up to which its goods need not originate (Art. 9).
var setPercent = certificate.DecimalOf(15)

func terms() agreement.Terms {
	return agreement.Terms{
		Price:               agreement.ExWorks,
		Cites:               cites(),
		Tolerances:          tolerances(),
		Minimal:             minimalOperations(),
		Routes:              routes(),
		Processes:           processTests(),
		Sets:                &agreement.SetTolerance{Citation: "UKVFTA Protocol 1 Art. 9", Percent: setPercent},
		OriginatingSuffices: true,
		Grown:               &agreement.Grown{Citation: "UKVFTA Protocol 1 Annex I Note 4.1", Goods: grown, From: planting},
	}
}

func cites() agreement.Cites {
	return agreement.Cites{
		General:        "UKVFTA Protocol 1 Art. 2",
		WhollyObtained: "UKVFTA Protocol 1 Art. 4 and Annex I Note 4.1",
		Change:         "UKVFTA Protocol 1 Art. 5(1) and Annex II",
		Value:          "UKVFTA Protocol 1 Arts 1 and 5, Annex I Note 3.4",
		Weight:         "UKVFTA Protocol 1 Annex I Note 4.2",
		Process:        "UKVFTA Protocol 1 Annex I Notes 3.2 and 5 to 8",
		Specific:       "UKVFTA Protocol 1 Annex I Notes 3.5 and 3.7",
		Cumulation:     "UKVFTA Protocol 1 Art. 3",
		Minimal:        "UKVFTA Protocol 1 Art. 6",
		Packing:        "UKVFTA Protocol 1 Art. 7",
		Accessories:    "UKVFTA Protocol 1 Art. 8",
		Neutral:        "UKVFTA Protocol 1 Art. 10",
		Absorption:     "UKVFTA Protocol 1 Art. 5(2)",
		Edition:        "UKVFTA Protocol 1 Art. 1",
	}
}

// grown are the goods of Note 4.1; planting is what they may be grown from: bulbs, live plants and cuttings, seed.
var (
	grown    = hs.Set{chapters(6, 10), chapters(12, 12), headings(2401, 2401)}
	planting = hs.Set{headings(601, 602), headings(1209, 1209), {From: 70110, To: 70110}, {From: 100111, To: 100111},
		{From: 100191, To: 100191}, {From: 100210, To: 100210}, {From: 100310, To: 100310}, {From: 100410, To: 100410},
		{From: 100510, To: 100510}, {From: 100710, To: 100710}, {From: 100821, To: 100821}, {From: 120110, To: 120110},
		{From: 120230, To: 120230}}
)

// chapters is the range from one chapter to another, both included.
func chapters(from, to hs.Code) hs.Range { return hs.Range{From: from * 10000, To: to*10000 + 9999} }

// headings is the range from one heading to another, both included.
func headings(from, to hs.Code) hs.Range { return hs.Range{From: from * 100, To: to*100 + 99} }

// tolerances: none lifts a percentage that a rule states (Art. 5(4)), and they help a rule that wants its materials
// wholly obtained (Art. 5(5)). The lines of Annex II name Notes 6 and 7 where the tolerances of textiles hold.
func tolerances() []agreement.Tolerance {
	ten := certificate.DecimalOf(10)
	return []agreement.Tolerance{
		{ID: "ART5_3_A", Kind: agreement.ByShare, Citation: "UKVFTA Protocol 1 Art. 5(3)(a), 5(4) and 5(5)",
			Chapters: hs.Set{chapters(2, 2), chapters(4, 24)}, Value: ten, Weight: ten, WhollyObtainedMaterials: true,
			InsteadIf:  map[string]string{FactProcessedFishery: "ART5_3_B"},
			InsteadFor: map[string]hs.Set{"ART5_3_B": {headings(1604, 1605)}}}, // fish and shellfish whatever is stated
		{ID: "ART5_3_B", Kind: agreement.ByShare, Citation: "UKVFTA Protocol 1 Art. 5(3)(b), 5(4) and 5(5)",
			Chapters: hs.Set{chapters(1, 1), chapters(3, 3), chapters(25, 49), chapters(64, 97)}, Value: ten, WhollyObtainedMaterials: true},
		{ID: "6", Kind: agreement.MixedTextile, Citation: "UKVFTA Protocol 1 Annex I Note 6", Weight: ten},
		{ID: "7", Kind: agreement.TextileByHeading, Citation: "UKVFTA Protocol 1 Annex I Note 7", Value: certificate.DecimalOf(8)},
	}
}

// union are the states of the European Union, and EU for goods whose proof names the Union. San Marino counts with them;
// Andorra for Chapters 25 to 97 (Arts 30, 32 and 33).
var union = []string{"EU", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
	"LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "SM"}

// fabrics are woven, knitted, non-woven and otherwise formed fabrics.
var fabrics = hs.Set{headings(5007, 5007), headings(5111, 5113), headings(5208, 5212), headings(5309, 5311),
	headings(5407, 5408), headings(5512, 5516), headings(5602, 5603), headings(5801, 5804), headings(5806, 5806),
	headings(5808, 5811), headings(5901, 5903), headings(5906, 5907), chapters(60, 60)}

// routes are the ways of cumulation. Where the sources do not tell whether the conditions of a route have been fulfilled
// and notified, its opening is left unknown and not assumed.
func routes() []agreement.Route {
	return []agreement.Route{
		{ID: "bilateral", Citation: "UKVFTA Protocol 1 Art. 3", Countries: []string{britain, vietNam},
			Evidence: msgNeedPartyProof, From: inForce},
		{ID: "eu", Citation: "UKVFTA Protocol 1 Art. 3(1)-(2), (4)-(5)", Countries: union, Evidence: msgNeedUnionProof},
		{ID: "eu_andorra", Citation: "UKVFTA Protocol 1 Arts 3(1)-(2), 30 and 32", Countries: []string{"AD"},
			Materials: hs.Set{chapters(25, 97)}, Evidence: msgNeedUnionProof},
		{ID: "eu_processing", Citation: "UKVFTA Protocol 1 Art. 3(3)", Countries: union, Exporters: []string{britain},
			Evidence: msgNeedUnionWork},
		{ID: "asean_squid", Citation: "UKVFTA Protocol 1 Art. 3(6)-(10), Annexes III and IV", Countries: []string{"BN", "MY", "SG"},
			Exporters: []string{vietNam}, Materials: hs.Set{{From: 30741, To: 30741}, {From: 30751, To: 30751}},
			Goods: hs.Set{{From: 160554, To: 160555}}, Entry: entryASEAN, Evidence: msgNeedDirectProof},
		{ID: "korea_fabric", Citation: "UKVFTA Protocol 1 Art. 3(11)-(15), Annex V", Countries: []string{"KR"},
			Exporters: []string{vietNam}, Materials: fabrics, Goods: hs.Set{chapters(61, 62)}, Entry: entryKorea,
			Evidence: msgNeedDirectProof},
	}
}

// The evidence that a route of cumulation asks for.
const (
	msgNeedPartyProof  = "ukvfta.need.party_proof"
	msgNeedUnionProof  = "ukvfta.need.union_proof"
	msgNeedUnionWork   = "ukvfta.need.union_work"
	msgNeedDirectProof = "ukvfta.need.direct_proof"
)
