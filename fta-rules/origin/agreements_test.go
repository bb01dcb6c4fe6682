package origin_test

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
)

// korea are rules in the manner of VKFTA: no general rule, PE, tolerance by weight or value for textiles, Annex 3-B.
func korea(lines ...agreement.Line) *agreement.Rules {
	r := &agreement.Rules{
		Agreement: certificate.VKFTA, Version: "korea-test", From: day("2015-12-20"), Edition: hs.HS2017, Citation: "annex",
		Terms: agreement.Terms{
			Price: agreement.FOB, Cites: cites, DirectMethod: true, OriginatingOnly: true, MinimalNeedsNonOriginating: true,
			Tolerances: []agreement.Tolerance{
				{ID: "a", Kind: agreement.ByShare, Citation: "3.9.1(a)", Chapters: set("01-49,64-97"), Value: dec("10")},
				{ID: "b", Kind: agreement.ByShare, Citation: "3.9.1(b)", Chapters: set("50-63"), Value: dec("10"), Weight: dec("10")},
			},
			Minimal: []agreement.MinimalOperation{{Code: "SHELL", Citation: "3.7.1(h)", Exempt: set("0801.32")}, {Code: "SORT", Citation: "3.7.1(j)"}},
			Routes:  []agreement.Route{{ID: "bilateral", Citation: "3.6", Countries: []string{"KR", "VN"}, Evidence: "evidence.proof", From: day("2015-12-20")}},
			Processes: []agreement.ProcessTest{
				{Code: "CUT_AND_SEWN", Citation: "headnote", AnyOf: [][]string{{"CUT", "SEW"}}},
			},
			Outward: &agreement.Outward{Citation: "3-B", Goods: set("6203.42"), Edition: hs.HS2012, MaxPercent: dec("40")},
		},
	}
	r.Table = agreement.NewTable(r.Edition, lines)
	r.Seal()
	return r
}

// britain are rules in the manner of UKVFTA: ex-works price, HS 2012, tolerances by chapter and by note, sets.
func britain(lines ...agreement.Line) *agreement.Rules {
	r := &agreement.Rules{
		Agreement: certificate.UKVFTA, Version: "britain-test", From: day("2021-05-01"), Edition: hs.HS2012, Citation: "annex ii",
		Terms: agreement.Terms{
			Price: agreement.ExWorks, Cites: cites, OriginatingSuffices: true,
			Tolerances: []agreement.Tolerance{
				{ID: "5_3_a", Kind: agreement.ByShare, Citation: "5(3)(a)", Chapters: set("02,04-24"), Value: dec("10"), Weight: dec("10"), WhollyObtainedMaterials: true, InsteadIf: map[string]string{"processed_fishery": "5_3_b"}},
				{ID: "5_3_b", Kind: agreement.ByShare, Citation: "5(3)(b)", Chapters: set("01,03,25-49,64-97"), Value: dec("10"), WhollyObtainedMaterials: true},
				{ID: "6", Kind: agreement.MixedTextile, Citation: "note 6", Weight: dec("10")},
				{ID: "7", Kind: agreement.TextileByHeading, Citation: "note 7", Value: dec("8")},
			},
			Minimal: []agreement.MinimalOperation{{Code: "SHELL", Citation: "6(1)(h)"}, {Code: "ASSEMBLE_SIMPLE", Citation: "6(1)(o)"}},
			Routes: []agreement.Route{
				{ID: "bilateral", Citation: "3", Countries: []string{"GB", "VN"}, Evidence: "evidence.proof", From: day("2021-05-01")},
				{ID: "korea_fabric", Citation: "3(11)", Countries: []string{"KR"}, Exporters: []string{"VN"}, Materials: set("50-60"), Goods: set("61-62"), Entry: "Application of Article 3(11)", Evidence: "evidence.proof"},
			},
			Sets: &agreement.SetTolerance{Citation: "9", Percent: dec("15")},
		},
	}
	r.Table = agreement.NewTable(r.Edition, lines)
	r.Seal()
	return r
}

// at is a bill under an agreement for a good of a code in its edition.
func at(r *agreement.Rules, digits, price, weight string, materials ...origin.Material) origin.Bill {
	b := origin.Bill{Agreement: r.Agreement, On: day("2025-03-05"), Exporter: "VN", Materials: materials}
	b.Good = origin.Good{HS: certificate.HSCode{Code: digits, Edition: int(r.Edition)}, Price: dec(price), NetWeight: dec(weight)}
	if b.Materials == nil {
		b.Materials = []origin.Material{}
	}
	for i := range b.Materials {
		b.Materials[i].HS.Edition = int(r.Edition)
	}
	return b
}

// weighing gives a material a weight.
func weighing(m origin.Material, kilograms string) origin.Material {
	m.Weight = dec(kilograms)
	return m
}

// with changes a bill.
func with(b origin.Bill, change func(*origin.Bill)) origin.Bill {
	b.Materials = append([]origin.Material{}, b.Materials...)
	change(&b)
	return b
}

// doing states operations.
func doing(b origin.Bill, operations ...string) origin.Bill {
	b.Operations = append([]string{}, operations...)
	return b
}

// notComplying is a textile material that did not undergo what the rule names.
func notComplying(m origin.Material) origin.Material {
	m.Complies = no()
	return m
}

// noted is a line with tolerances by note.
func noted(l agreement.Line, notes ...string) agreement.Line {
	l.Notes = notes
	return l
}
