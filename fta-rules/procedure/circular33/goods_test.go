package circular33

import (
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func quantities(certified, declared, used *certificate.Measure) func(*procedure.Case) {
	return func(c *procedure.Case) {
		c.Items[0].Quantity, c.Items[0].Declared.Quantity, c.Items[0].Declared.Used = certified, declared, used
	}
}

func TestQuantity(t *testing.T) {
	run(t, Quantity("Q", "treaty"), []fixture{
		{"part of the lot", lot(quantities(kilograms("20000"), kilograms("19999.9"), nil)), QuantityCovered, finding.Accept, ""},
		{"all of it", lot(quantities(kilograms("20000"), kilograms("20000"), nil)), QuantityCovered, finding.Accept, ""},
		{"a gram more", lot(quantities(kilograms("20000"), kilograms("20000.001"), nil)), QuantityExceeds, finding.AcceptPart, ""},
		{"the rest", lot(quantities(kilograms("20000"), kilograms("5000"), kilograms("15000"))), QuantityCovered, finding.Accept, ""},
		{"more than the rest", lot(quantities(kilograms("20000"), kilograms("5001"), kilograms("15000"))), QuantityExceeds, finding.AcceptPart, ""},
		{"nothing left", lot(quantities(kilograms("20000"), kilograms("1"), kilograms("20000"))), QuantityExhausted, finding.Refuse, ""},
		{"tonnes", lot(quantities(kilograms("20000"), measured("20", "TNE"), nil)), QuantityCovered, finding.Accept, ""},
		{"pieces against kilograms", lot(quantities(kilograms("20000"), measured("20", "H87"), nil)), QuantityUnits, finding.Refer, ""},
		{"a unit of no list", lot(quantities(measured("20", "PCE"), measured("20", "PCE"), nil)), QuantityCovered, finding.Accept, ""},
		{"not declared", lot(quantities(kilograms("20000"), nil, nil)), "", "", ""},
		{"another importer", lot(importedBy("TH"), quantities(kilograms("1"), kilograms("2"), nil)), QuantityExceeds, finding.AcceptPart, ""},
	})
}

func TestQuantitySaysHowMuch(t *testing.T) {
	c := lot(quantities(kilograms("20000"), kilograms("22000"), kilograms("1000")))
	got := procedure.Decide(c, procedure.Run([]procedure.Check{Quantity("Q", "")}, c)).Items[0]
	if got.Covered == nil || got.Covered.Value.String() != "19000" || got.Excess.Value.String() != "3000" || got.Covered.Unit != "KGM" {
		t.Errorf("got %v and %v", got.Covered, got.Excess)
	}
}

func TestCoveredAndExcessMakeUpTheDeclaration(t *testing.T) {
	check := []procedure.Check{Quantity("Q", "")}
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name string) *certificate.Measure {
			n := rapid.Int64Range(0, 50).Draw(t, name)
			return &certificate.Measure{Value: certificate.DecimalOf(n), Unit: "KGM"}
		}
		certified, declared, used := amount("certified"), amount("declared"), amount("used")
		c := lot(quantities(certified, declared, used))
		d := procedure.Decide(c, procedure.Run(check, c)).Items[0]
		fits := used.Value.Add(declared.Value).Cmp(certified.Value) <= 0
		if fits != (d.Verdict == finding.Accept) {
			t.Fatalf("%s of %s after %s: %s", declared.Value, certified.Value, used.Value, d.Verdict)
		}
		if d.Covered != nil && d.Covered.Value.Add(d.Excess.Value).Cmp(declared.Value) != 0 {
			t.Fatalf("%s and %s do not make %s", d.Covered.Value, d.Excess.Value, declared.Value)
		}
	})
}

func codes(proof, declared string) func(*procedure.Case) {
	return func(c *procedure.Case) {
		c.Items[0].HS = certificate.HSCode{Code: proof, Edition: 2022}
		c.Items[0].Declared.HS = certificate.HSCode{Code: declared, Edition: 2022}
	}
}

// other is goods whose declared subheading is another, with the criterion on the proof and the rule for the declared code.
func other(criterion, rule string, changes ...func(*procedure.Case)) *procedure.Case {
	c := lot(codes("3824.99.99", "3208.90.90"))
	c.Items[0].Criterion, c.Items[0].Declared.Rule = criterion, rule
	for _, change := range changes {
		change(c)
	}
	return c
}

func provenAfter(days int) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Items[0].Declared.EvidenceDays = number(days) }
}

func ruleOf(rule string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Items[0].Rule = rule }
}

func under(a certificate.Agreement) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Agreement = a }
}

func TestHSDifference(t *testing.T) {
	editions := func(c *procedure.Case) { c.Items[0].HS.Edition = 2017 }
	run(t, HSDifference("H", "treaty"), []fixture{
		{"same", lot(codes("8708.99.80", "87089980")), CodeSame, finding.Accept, ""},
		{"proof has six digits", lot(codes("8708.99", "8708.99.80")), CodeSame, finding.Accept, ""},
		{"eight digits differ", lot(codes("8708.99.80", "8708.99.99")), CodeMinor, finding.Accept, ""},
		{"eight digits, another importer", lot(codes("8708.99.80", "8708.99.99"), importedBy("TH")), CodeMinor, finding.Accept, ""},
		{"six digits, another importer", other("CTH", "CTH", importedBy("TH")), CodeAsClassified, finding.Refer, ""},
		{"no code", lot(codes("8708", "8708.99.99")), CodeUnread, finding.Refer, ""},
		{"other editions", lot(codes("8543.70", "8539.52"), editions), CodeOtherEdition, finding.Refer, ""},
		{"not declared", lot(codes("8708.99", "")), "", "", ""},

		{"WO", other("WO", "CTH"), CodeWhollyObtained, finding.Accept, ""},
		{"RVC 100%", other("100%", "RVC(40) or CTH"), CodeOriginating, finding.Accept, ""},
		{"RVC 100% where WO is required", other("100%", "WO"), CodeNeedsWO, finding.Refuse, ""},
		{"RVC 100%, rule unknown", other("100%", ""), CodeRuleUnknown, finding.Refer, ""},
		{"PE under VKFTA where WO is required", other("PE", "WO", under(certificate.VKFTA)), CodeOriginating, finding.Accept, ""},
		{"RVC 99% where WO is required", other("99%", "WO"), CodeCriterionDiffers, finding.Verify, ""},

		{"RVC against CTC", other("40%", "CTH"), CodeCriterionDiffers, finding.Verify, ""},
		{"CTC against RVC", other("CTH", "RVC(40)"), CodeCriterionDiffers, finding.Verify, ""},
		{"SP against CTC", other("SP", "CTH"), CodeCriterionDiffers, finding.Verify, ""},
		{"CTC against SP", other("CTH", "P(WEAVE)"), CodeCriterionDiffers, finding.Verify, ""},
		{"both against either", other("CTSH + 35%", "CTH or RVC(40)"), CodeCriterionDiffers, finding.Verify, ""},

		{"CTC on both", other("CTH", "RVC(40) or CTH"), CodeUnproven, finding.Verify, ""},
		{"RVC on both, proven on day 10", other("40%", "RVC(40) or CTH", provenAfter(10)), CodeProven, finding.Accept, ""},
		{"RVC on both, proven on day 11", other("40%", "RVC(40) or CTH", provenAfter(11)), CodeUnproven, finding.Verify, ""},
		{"CTC and RVC on both, proven", other("CTSH + 35%", "RVC(35) & CTSH", provenAfter(0)), CodeProven, finding.Accept, ""},

		{"same process", other("SP", "P(WEAVE) or CTH", ruleOf("CC or P(WEAVE)")), CodeSameProcess, finding.Accept, ""},
		{"another process", other("SP", "P(WEAVE)", ruleOf("P(KNIT)")), CodeOtherProcess, finding.Verify, ""},
		{"process not known", other("SP", "P(WEAVE)"), CodeOtherProcess, finding.Verify, ""},

		{"criterion unreadable", other("yes", "CTH"), CodeCriterionUnread, finding.Refer, ""},
		{"rule unknown", other("CTH", ""), CodeRuleUnknown, finding.Refer, ""},
		{"no rule stated", other("CTH", "NONE"), CodeRuleUnknown, finding.Refer, ""},
	})
}

func journey(legs ...procedure.Leg) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Journey.Legs = legs }
}

func sealed(country, container, seal string) procedure.Leg {
	return procedure.Leg{Country: country, Container: container, Seal: seal}
}

func papers(codes ...string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Journey.Documents = codes }
}

func TestTransitEvidence(t *testing.T) {
	viaTaiwan := journey(sealed("MY", "", ""), sealed("TW", "", ""), sealed("VN", "", ""))
	changed := journey(sealed("MY", "A1", "S1"), sealed("CN", "A1", "S2"), sealed("VN", "A1", "S2"))
	intact := journey(sealed("MY", "A1", "S1"), sealed("CN", "A1", "S1"), sealed("VN", "A1", "S1"))
	asked := func(today string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.DocumentsAsked, c.Today = day("2026-03-10"), day(today) }
	}
	run(t, TransitEvidence("T"), []fixture{
		{"same seal", lot(intact), TransitSealed, finding.Accept, ""},
		{"said to be the same", lot(viaTaiwan, func(c *procedure.Case) { c.Journey.SealIntact = truth(true) }), TransitSealed, finding.Accept, ""},
		{"seal changed", lot(changed, papers("BL")), TransitUnproven, finding.Refer, ""},
		{"seal changed, manifest", lot(changed, papers("BL", "MANIFEST")), TransitUnproven, finding.Refer, ""},
		{"seal changed, carrier's letter", lot(changed, papers("carrier_letter")), TransitProven, finding.Accept, ""},
		{"owner's letter", lot(viaTaiwan, papers("OWNER_LETTER")), TransitProven, finding.Accept, ""},
		{"carrier's confirmation", lot(viaTaiwan, papers("CARRIER_CONFIRMATION")), TransitProven, finding.Accept, ""},
		{"a carriersomething", lot(viaTaiwan, papers("CARRIERS")), TransitUnproven, finding.Refer, ""},
		{"customs there", lot(viaTaiwan, papers("TRANSIT_CUSTOMS")), TransitProven, finding.Accept, ""},
		{"bill and manifest", lot(viaTaiwan, papers("THROUGH_BL", "MANIFEST_LOOKUP")), TransitProven, finding.Accept, ""},
		{"bill alone", lot(viaTaiwan, papers("THROUGH_BL")), TransitUnproven, finding.Refer, ""},
		{"both air waybills", lot(viaTaiwan, papers("MASTER_AWB", "HOUSE_AWB")), TransitProven, finding.Accept, ""},
		{"one air waybill", lot(viaTaiwan, papers("MASTER_AWB")), TransitUnproven, finding.Refer, ""},
		{"asked for, last day", lot(viaTaiwan, asked("2026-03-20")), TransitUnproven, finding.Refer, ""},
		{"asked for, next day", lot(viaTaiwan, asked("2026-03-21")), TransitNeverShown, finding.Refuse, ""},
		{"through members", lot(journey(sealed("TH", "", ""), sealed("LA", "", ""), sealed("VN", "", ""))), "", "", ""},
	})
}
