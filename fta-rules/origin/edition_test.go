package origin_test

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
)

// TestEditions maps goods and materials of HS 2022 to rules in HS 2012: 6201.40 was one of several subheadings.
func TestEditions(t *testing.T) {
	candidates := hs.Map(620140, hs.HS2022, hs.HS2012).Candidates
	if len(candidates) < 2 {
		t.Fatalf("6201.40 is no longer ambiguous: %v", candidates)
	}
	same := britain(entry("6201", "MaxNOM(50)"))
	first := entry(candidates[0].String(), "MaxNOM(30)")
	differing := britain(first, entry(hs.Range{From: candidates[0] + 1, To: 620199}.String(), "MaxNOM(50)"))
	excepting := britain(entry("6110", "AH except("+candidates[0].String()+")"))
	in2022 := func(b origin.Bill) origin.Bill {
		b.Good.HS.Edition = 2022
		for i := range b.Materials {
			b.Materials[i].HS.Edition = 2022
		}
		return b
	}
	coat := func(value string) origin.Bill {
		return in2022(at(same, "620140", "100", "0", foreign("540752", value)))
	}
	run(t, map[string]ruling{
		"one line for all":       {same, coat("50"), finding.Met, "hs.ambiguous", number("nom", "50"), nil},
		"lines differ":           {differing, coat("40"), finding.CannotTell, "remedy.code", number("nom", "40"), nil},
		"lines agree":            {differing, coat("30"), finding.Met, "candidate.met", finding.Value{}, nil},
		"lines agree to fail":    {differing, coat("51"), finding.NotMet, "candidate.not_met", finding.Value{}, nil},
		"material may be it":     {excepting, in2022(at(excepting, "611030", "100", "0", foreign("620140", "40"))), finding.CannotTell, "remedy.material_code", finding.Value{}, nil},
		"whatever it is, little": {britain(entry("9013", "CTH")), with(in2022(at(same, "901380", "100", "0", foreign("852411", "100"))), func(b *origin.Bill) { b.Good.Price = dec("1000") }), finding.Met, "tolerance.within", finding.Value{}, nil},
		"good over-linked":       {britain(entry("01-97", "MaxNOM(50)")), in2022(at(same, "852411", "100", "0", foreign("540752", "1"))), finding.CannotTell, "remedy.code", finding.Value{}, nil},
	})
	if d := determine(t, same, coat("50")); d.Line != "6201" {
		t.Errorf("line %q", d.Line)
	}
}

// TestPackingAndAccessories holds materials that count in some tests only.
func TestPackingAndAccessories(t *testing.T) {
	r := asean(entry("8516", "RVC(40)"), entry("3923", "CTH"))
	box := func(role origin.Role, value string) origin.Material { return withRole(foreign("392310", value), role) }
	neutral := origin.Material{Description: "electricity", Status: origin.NonOriginating, Role: origin.Neutral}
	run(t, map[string]ruling{
		"packing counts in value":      {r, at(r, "851679", "100", "0", foreign("851680", "58"), box(origin.RetailPacking, "3")), finding.NotMet, "rvc.below", number("vnm", "61"), nil},
		"accessories count in value":   {r, at(r, "851679", "100", "0", foreign("851680", "58"), box(origin.Accessory, "3")), finding.NotMet, "status.value_only", number("rvc", "39"), nil},
		"transport packing never does": {r, at(r, "851679", "100", "0", foreign("851680", "58"), box(origin.TransportPacking, "3")), finding.Met, "status.ignored", number("rvc", "42"), nil},
		"neutral elements never do":    {r, at(r, "851679", "100", "0", foreign("851680", "60"), neutral), finding.Met, "status.ignored", number("rvc", "40"), nil},
		"not in a change":              {r, at(r, "392330", "100", "0", foreign("390761", "80"), box(origin.RetailPacking, "15")), finding.Met, "change.met", finding.Value{}, nil},
		"accessories not in a change":  {r, at(r, "392330", "100", "0", foreign("390761", "80"), box(origin.Accessory, "15")), finding.Met, "change.met", finding.Value{}, nil},
	})
}
