package origin_test

import (
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/origin"
)

// TestMutations changes one number or citation of the rules at a time. Every change must show in some answer, and in
// the digest of the rules.
func TestMutations(t *testing.T) {
	lines := []agreement.Line{entry("8413", "CTH"), entry("8414", "RVC(40)"), entry("0810", "WO"), entry("6205", "P(ATT1_C)"), entry("8471", "CC")}
	content := dec("20")
	partly := foreign("390210", "500")
	partly.Country, partly.Evidence, partly.Content = "ID", "PC", &content
	most := partly
	top := dec("39")
	most.Content = &top
	fan := func(m ...origin.Material) origin.Bill { return at(asean(), "841451", "10000", "0", m...) }
	bills := []origin.Bill{
		pump(foreign("841391", "1000")), pump(foreign("841391", "1001")),
		fan(foreign("841490", "6000")), fan(foreign("841490", "6001")), fan(foreign("841490", "5000"), partly), fan(foreign("841490", "5000"), most),
		fan(from("TH", "841490", "5000")), doing(fan(foreign("841490", "10")), "PACK"),
		with(at(asean(), "081060", "10", "0"), func(b *origin.Bill) { b.Good.WhollyObtained = yes() }),
		doing(at(asean(), "620520", "10", "0", foreign("520832", "1")), "HEM"), at(asean(), "847130", "10", "0", foreign("854231", "9")),
		fan(withRole(foreign("481920", "1"), origin.TransportPacking), withRole(foreign("271600", "1"), origin.Neutral), withRole(foreign("820551", "1"), origin.Accessory)),
		at(asean(), "950300", "10", "0", foreign("950300", "9")),
	}
	answers := func(r *agreement.Rules) []string {
		texts := make([]string, len(bills))
		for i, b := range bills {
			d := determine(t, r, b)
			d.Rules.Digest = ""
			texts[i] = shown(d)
		}
		return texts
	}
	before, digest := answers(asean(lines...)), asean(lines...).Digest()
	for name, mutate := range map[string]func(*agreement.Rules){
		"tolerance":          func(r *agreement.Rules) { r.Terms.Tolerances[0].Value = dec("9.9999") },
		"tolerance citation": func(r *agreement.Rules) { r.Terms.Tolerances[0].Citation = "x" },
		"tolerance up":       func(r *agreement.Rules) { r.Terms.Tolerances[0].Value = dec("10.01") },
		"partial least":      func(r *agreement.Rules) { r.Terms.Partial.Least = dec("21") },
		"partial most":       func(r *agreement.Rules) { r.Terms.Partial.Most = dec("38") },
		"rvc": func(r *agreement.Rules) {
			r.Table = agreement.NewTable(r.Edition, []agreement.Line{entry("8414", "RVC(40.01)")})
		},
		"line citation":    func(r *agreement.Rules) { r.Table.Lines()[0].Citation = "x" },
		"route citation":   func(r *agreement.Rules) { r.Terms.Routes[0].Citation = "x" },
		"route countries":  func(r *agreement.Rules) { r.Terms.Routes[0].Countries = []string{"VN"} },
		"route closed":     func(r *agreement.Rules) { r.Terms.Routes[0].Until = day("2025-01-01") },
		"minimal":          func(r *agreement.Rules) { r.Terms.Minimal = r.Terms.Minimal[1:] },
		"minimal citation": func(r *agreement.Rules) { r.Terms.Cites.Minimal = "x" },
		"process":          func(r *agreement.Rules) { r.Terms.Processes[0].AnyOf = [][]string{{"HEM"}} },
		"process citation": func(r *agreement.Rules) { r.Terms.Processes[0].Citation = "x" },
		"list":             func(r *agreement.Rules) { r.Terms.Lists["ITA"] = agreement.List{Citation: "ita", Complete: true} },
		"list citation": func(r *agreement.Rules) {
			r.Terms.Lists["ITA"] = agreement.List{Citation: "x", Codes: set("8471,8473,8542"), Complete: true}
		},
		"change citation":    func(r *agreement.Rules) { r.Terms.Cites.Change = "x" },
		"value citation":     func(r *agreement.Rules) { r.Terms.Cites.Value = "x" },
		"wo citation":        func(r *agreement.Rules) { r.Terms.Cites.WhollyObtained = "x" },
		"partial citation":   func(r *agreement.Rules) { r.Terms.Cites.Partial = "x" },
		"packing citation":   func(r *agreement.Rules) { r.Terms.Cites.Packing = "x" },
		"accessory citation": func(r *agreement.Rules) { r.Terms.Cites.Accessories = "x" },
		"neutral citation":   func(r *agreement.Rules) { r.Terms.Cites.Neutral = "x" },
		"edition citation":   func(r *agreement.Rules) { r.Terms.Cites.Edition = "x" },
		"general citation":   func(r *agreement.Rules) { r.Terms.Cites.General = "x" },
		"general":            func(r *agreement.Rules) { r.General = nil },
	} {
		r := asean(append([]agreement.Line{}, lines...)...)
		mutate(r)
		r.Seal()
		after, differs := answers(r), false
		for i := range after {
			differs = differs || after[i] != before[i]
		}
		if !differs {
			t.Errorf("%s changes no answer", name)
		}
		if r.Digest() == digest {
			t.Errorf("%s does not change the digest", name)
		}
	}
}

func withRole(m origin.Material, role origin.Role) origin.Material {
	m.Role = role
	return m
}
