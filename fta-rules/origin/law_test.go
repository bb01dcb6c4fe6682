package origin_test

import (
	"slices"
	"testing"

	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

// ruling is a bill under rules and what must be found.
type ruling struct {
	rules   *agreement.Rules
	bill    origin.Bill
	want    finding.Outcome
	message finding.Message // one that must be in the tree, empty for none in particular
	number  finding.Value   // one that must be computed, empty for none
	marks   []string        // of the alternative that is met, if not nil
}

func hasMessage(d origin.Determination, message finding.Message) bool {
	found := false
	look := func(f finding.Finding) { found = found || f.Message == message }
	d.Tree.Walk(look)
	for _, r := range d.Remedies {
		r.Walk(look)
	}
	return found
}

func run(t *testing.T, cases map[string]ruling) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := determine(t, c.rules, c.bill)
			expect(t, d, c.want)
			if c.message != "" && !hasMessage(d, c.message) {
				t.Errorf("no %s in\n%s", c.message, shown(d))
			}
			if got, _ := d.Numbers.Get(c.number.Name); got != c.number.Value {
				t.Errorf("%s is %q, want %q\n%s", c.number.Name, got, c.number.Value, shown(d))
			}
			if c.marks != nil && (d.By == nil || !slices.Equal(d.By.Marks, c.marks)) {
				t.Errorf("marks %v, want %v", d.By, c.marks)
			}
		})
	}
}

func number(name, value string) finding.Value { return finding.Value{Name: name, Value: value} }

func TestChangeAndTolerance(t *testing.T) {
	r := asean(entry("8413", "CTH"), entry("7408", "CTH except(7407)"), entry("9403", "CTSH & RVC(35)"), entry("3923", "CTH allow(same heading max 20)"))
	vk := korea(entry("6110", "CC & P(CUT_AND_SEWN)"), entry("9403", "CTH or RVC(60)"))
	run(t, map[string]ruling{
		"change":                 {r, pump(foreign("850152", "9000")), finding.Met, "change.met", number("vnm", "9000"), nil},
		"10% exactly":            {r, pump(foreign("841391", "1000")), finding.Met, "tolerance.within", number("tolerance_value", "10"), []string{"de_minimis"}},
		"above 10%":              {r, pump(foreign("841391", "1000.01")), finding.NotMet, "tolerance.exceeded", number("tolerance_value", "10.0001"), nil},
		"exception":              {r, at(r, "740819", "100", "0", foreign("740710", "11")), finding.NotMet, "change.excepted", number("tolerance_value", "11"), nil},
		"exception tolerated":    {r, at(r, "740819", "100", "0", foreign("740710", "10")), finding.Met, "tolerance.within", number("tolerance_value", "10"), nil},
		"value not tolerated":    {r, at(r, "940350", "100", "0", foreign("940350", "5"), foreign("830242", "61")), finding.NotMet, "rvc.below", number("rvc", "34"), nil},
		"value counts tolerated": {r, at(r, "940350", "100", "0", foreign("940350", "5"), foreign("830242", "60")), finding.Met, "tolerance.within", number("rvc", "35"), nil},
		"allowance at limit":     {r, at(r, "392330", "100", "0", foreign("392330", "20")), finding.Met, "allowance.met", number("same heading", "20"), nil},
		"allowance not lifted":   {r, at(r, "392330", "100", "0", foreign("392330", "20.01")), finding.NotMet, "allowance.above", number("same heading", "20.01"), nil},
		"textile by weight":      {vk, doing(at(vk, "611030", "100", "10", weighing(foreign("611790", "50"), "1")), "CUT", "SEW"), finding.Met, "tolerance.within", number("tolerance_weight", "10"), nil},
		"textile by value":       {vk, doing(at(vk, "611030", "100", "10", weighing(foreign("611790", "10"), "9")), "CUT", "SEW"), finding.Met, "tolerance.within", number("tolerance_value", "10"), nil},
		"textile beyond both":    {vk, doing(at(vk, "611030", "100", "10", weighing(foreign("611790", "10.1"), "1.01")), "CUT", "SEW"), finding.NotMet, "tolerance.exceeded", finding.Value{}, nil},
		"textile without weight": {vk, doing(at(vk, "611030", "100", "10", foreign("611790", "11")), "CUT", "SEW"), finding.CannotTell, "tolerance.unclear", finding.Value{}, nil},
		"process not tolerated":  {vk, doing(at(vk, "611030", "100", "10", weighing(foreign("611790", "1"), "0.1")), "SEW"), finding.NotMet, "process.not_done", finding.Value{}, nil},
		"process not stated":     {vk, at(vk, "611030", "100", "10", foreign("520811", "1")), finding.CannotTell, "process.not_stated", finding.Value{}, nil},
		"alternative":            {vk, at(vk, "940350", "20000", "0", foreign("940390", "1900"), foreign("830242", "8500")), finding.Met, "alternative.tolerated", number("tolerance_value", "9.5"), nil},
	})
}

func TestUnitedKingdomWeightsAndValues(t *testing.T) {
	r := britain(
		entry("1902", `CTH & MaxWeight(20 sum 1006,1101-1108) & MaxWeight(20 each 04) & MaxWeight(40 each "sugar")`),
		entry("8712", "MaxNOM(45)"), entry("1605", "WO(03)"), entry("2208", "CTH except(2207,2208)"), entry("0301", "WO"),
		entry("2403", "CTH & MinWO(10 of 2401 per 24)"), entry("7217", "FROM(7207)"), entry("6402", `AH except(6406 "uppers")`))
	whiskey := func(value, weight string) origin.Bill {
		return at(r, "220850", "10", "1", weighing(foreign("220710", value), weight))
	}
	fish := func(b origin.Bill) origin.Bill {
		b.Facts = map[string]bool{"processed_fishery": true}
		return b
	}
	stage := func(later bool) origin.Material {
		m := foreign("721310", "20")
		m.LaterStage = &later
		return m
	}
	upper := func(is bool) origin.Material {
		m := foreign("640610", "20")
		m.Is = map[string]bool{"uppers": is}
		return m
	}
	run(t, map[string]ruling{
		"weight at limit":        {r, at(r, "190230", "10", "1", weighing(foreign("110100", "1"), "0.2")), finding.Met, "weight.met", number("weight sum 1006,1101-1108", "20"), nil},
		"weight above":           {r, at(r, "190230", "10", "1", weighing(foreign("110100", "1"), "0.2001")), finding.NotMet, "weight.above", finding.Value{}, nil},
		"weight missing":         {r, at(r, "190230", "10", "1", foreign("110100", "1")), finding.CannotTell, "weight.not_stated", finding.Value{}, nil},
		"weight of originating":  {r, at(r, "190230", "10", "1", from("VN", "110100", "1"), foreign("100590", "1")), finding.Met, "", finding.Value{}, nil},
		"net weight missing":     {r, at(r, "190230", "10", "0", weighing(foreign("110100", "1"), "0.1")), finding.CannotTell, "weight.not_stated", finding.Value{}, nil},
		"dairy read two ways":    {r, at(r, "190230", "10", "1", weighing(foreign("040221", "1"), "0.15"), weighing(foreign("040510", "1"), "0.15")), finding.CannotTell, "weight.each_unclear", finding.Value{}, nil},
		"sugar 1701":             {r, at(r, "190230", "10", "1", weighing(foreign("170199", "1"), "0.41")), finding.NotMet, "weight.above", finding.Value{}, nil},
		"sugar 1702 doubtful":    {r, at(r, "190230", "10", "1", weighing(foreign("170230", "1"), "0.41")), finding.CannotTell, "", finding.Value{}, nil},
		"value at limit":         {r, at(r, "871200", "100", "0", foreign("871491", "45")), finding.Met, "value.met", number("nom", "45"), nil},
		"value not tolerated":    {r, at(r, "871200", "100", "0", foreign("871491", "46")), finding.NotMet, "value.above", number("nom", "46"), nil},
		"either limb":            {r, whiskey("2", "0.1"), finding.Met, "tolerance.within", number("tolerance_weight", "10"), nil},
		"neither limb":           {r, whiskey("2", "0.101"), finding.NotMet, "tolerance.exceeded", number("tolerance_value", "20"), nil},
		"fishery by value":       {r, fish(at(r, "160521", "10", "1", weighing(foreign("030617", "1.2"), "0.08"))), finding.NotMet, "tolerance.exceeded", number("tolerance_weight", "8"), nil},
		"fishery in value":       {r, fish(at(r, "160521", "10", "1", weighing(foreign("030617", "1"), "0.5"))), finding.Met, "tolerance.within", number("tolerance_value", "10"), nil},
		"good itself":            {r, at(r, "030111", "10", "1", foreign("230990", "1")), finding.CannotTell, "tolerance.unsettled", finding.Value{}, nil},
		"good itself, beyond":    {r, at(r, "030111", "10", "1", foreign("230990", "1.1")), finding.NotMet, "wo.not_met", finding.Value{}, nil},
		"tobacco":                {r, at(r, "240319", "10", "1", weighing(from("VN", "240110", "1"), "1"), weighing(foreign("240120", "1"), "9")), finding.Met, "min_wo.met", number("wholly obtained 2401", "10"), nil},
		"tobacco below":          {r, at(r, "240319", "10", "1", weighing(from("VN", "240110", "1"), "1"), weighing(foreign("240120", "1"), "9.1")), finding.NotMet, "min_wo.below", finding.Value{}, nil},
		"from the list":          {r, at(r, "721710", "100", "0", foreign("720711", "80")), finding.Met, "from.met", finding.Value{}, nil},
		"from elsewhere":         {r, at(r, "721710", "100", "0", foreign("721310", "20")), finding.CannotTell, "from.unclear", finding.Value{}, nil},
		"from elsewhere, little": {r, at(r, "721710", "100", "0", foreign("721310", "10")), finding.Met, "tolerance.within", finding.Value{}, nil},
		"later stage":            {r, at(r, "721710", "100", "0", stage(true)), finding.NotMet, "from.not_met", finding.Value{}, nil},
		"earlier stage":          {r, at(r, "721710", "100", "0", stage(false)), finding.Met, "from.met", finding.Value{}, nil},
		"named exception":        {r, at(r, "640219", "100", "0", upper(true)), finding.NotMet, "change.excepted", finding.Value{}, nil},
		"not the exception":      {r, at(r, "640219", "100", "0", upper(false)), finding.Met, "", finding.Value{}, nil},
		"not said which":         {r, at(r, "640219", "100", "0", foreign("640610", "20")), finding.CannotTell, "change.unclear", finding.Value{}, nil},
		"set at limit":           {r, with(at(r, "691110", "100", "0", foreign("441900", "15")), func(b *origin.Bill) { b.Good.Set = true }), finding.Met, "set.met", number("set", "15"), nil},
		"set above":              {r, with(at(r, "691110", "100", "0", foreign("441900", "15.01")), func(b *origin.Bill) { b.Good.Set = true }), finding.NotMet, "set.above", finding.Value{}, nil},
		"absorbed":               {r, at(r, "030111", "10", "1", from("VN", "230990", "1")), finding.Met, "absorption.met", finding.Value{}, nil},
	})
}

func TestTextileNotes(t *testing.T) {
	r := britain(
		noted(entry("6201", "P(WEAVE) & P(MAKEUP)"), "6", "7"),
		noted(entry("6203", `P(PRINT) & MaxNOM(47.5 of "unprinted fabric")`), "6", "7"),
		noted(entry("5407", "P(SPIN) & P(WEAVE)"), "6"))
	jacket := func(lining string) origin.Bill {
		return doing(at(r, "620193", "40", "0", foreign("540752", "9"), notComplying(foreign("540761", lining)), foreign("960711", "20")), "WEAVE", "MAKEUP")
	}
	fabric := func(cotton, silk string) origin.Bill {
		return doing(at(r, "540752", "10", "1", weighing(foreign("520524", "1"), cotton), weighing(notComplying(foreign("500400", "1")), silk)), "SPIN", "WEAVE")
	}
	printed := func(value string, is bool) origin.Bill {
		m := foreign("520811", value)
		if is {
			m.Is = map[string]bool{"unprinted fabric": true}
		}
		return doing(at(r, "620342", "100", "0", m), "PRINT")
	}
	run(t, map[string]ruling{
		"8% exactly":         {r, jacket("3.2"), finding.Met, "tolerance.within", number("textile_heading_value", "8"), []string{}},
		"above 8%":           {r, jacket("3.2001"), finding.NotMet, "tolerance.exceeded", number("textile_heading_value", "8.0002"), nil},
		"own heading":        {r, doing(at(r, "620193", "40", "0", notComplying(foreign("620193", "1"))), "WEAVE", "MAKEUP"), finding.NotMet, "tolerance.not_for_these", finding.Value{}, nil},
		"no textile at all":  {r, doing(at(r, "620193", "40", "0", foreign("960711", "39")), "MAKEUP"), finding.Met, "", finding.Value{}, nil},
		"operation missing":  {r, doing(at(r, "620193", "40", "0", foreign("540752", "9")), "MAKEUP"), finding.NotMet, "process.not_done", finding.Value{}, nil},
		"operations unknown": {r, at(r, "620193", "40", "0", foreign("540752", "9")), finding.CannotTell, "process.not_stated", finding.Value{}, nil},
		"mixed at limit":     {r, fabric("0.9", "0.1"), finding.Met, "tolerance.within", number("mixed_textile_weight", "10"), nil},
		"mixed above":        {r, fabric("0.89", "0.1"), finding.NotMet, "tolerance.exceeded", finding.Value{}, nil},
		"not mixed":          {r, doing(at(r, "540752", "10", "1", weighing(notComplying(foreign("500400", "1")), "0.01"), weighing(foreign("500710", "1"), "1")), "SPIN", "WEAVE"), finding.NotMet, "tolerance.not_mixed", finding.Value{}, nil},
		"named at limit":     {r, printed("47.5", true), finding.Met, "value.met", finding.Value{}, nil},
		"named above":        {r, printed("47.6", true), finding.NotMet, "value.above", finding.Value{}, nil},
		"nothing named":      {r, printed("47.6", false), finding.CannotTell, "remedy.name_material", finding.Value{}, nil},
	})
}

func TestCumulation(t *testing.T) {
	r := asean(entry("8413", "RVC(40) or CTH"))
	uk := britain(noted(entry("6203", "P(WEAVE) & P(MAKEUP)"), "6", "7"))
	partly := func(content string) origin.Material {
		m := foreign("390210", "160")
		m.Country, m.Evidence = "ID", "Form D PC"
		c := dec(content)
		m.Content = &c
		return m
	}
	thousand := func(motor string, m origin.Material) origin.Bill {
		return with(pump(foreign("841391", motor), m), func(b *origin.Bill) { b.Good.Price = dec("1000") })
	}
	silent := from("TH", "841391", "500")
	silent.Evidence = ""
	trousers := func(open map[string]bool, evidence string) origin.Bill {
		m := from("KR", "520942", "4.5")
		m.Evidence = evidence
		b := doing(at(uk, "620342", "12", "0", m), "MAKEUP")
		b.OpenRoutes = open
		return b
	}
	open, closed := map[string]bool{"korea_fabric": true}, map[string]bool{"korea_fabric": false}
	run(t, map[string]ruling{
		"another member":       {r, thousand("600", from("TH", "841391", "400")), finding.Met, "cumulation.counted", number("rvc", "40"), []string{"accumulation"}},
		"without evidence":     {r, thousand("600", silent), finding.CannotTell, "cumulation.no_evidence", finding.Value{}, nil},
		"not a member":         {r, thousand("600", from("KR", "841391", "400")), finding.NotMet, "cumulation.no_route", finding.Value{}, nil},
		"content 25":           {r, thousand("480", partly("25")), finding.Met, "partial.counted", number("vnm", "600"), []string{"accumulation"}},
		"content 20":           {r, thousand("472", partly("20")), finding.Met, "partial.counted", number("vnm", "600"), nil},
		"content 19":           {r, thousand("472", partly("19")), finding.NotMet, "partial.below_range", number("vnm", "632"), nil},
		"content 39":           {r, thousand("502.4", partly("39")), finding.Met, "partial.counted", number("vnm", "600"), nil},
		"content 40":           {r, thousand("502.4", partly("40")), finding.CannotTell, "partial.above_range", finding.Value{}, nil},
		"route stated open":    {uk, trousers(open, "declaration"), finding.Met, "cumulation.counted", finding.Value{}, []string{"Application of Article 3(11)"}},
		"route not known":      {uk, trousers(nil, "declaration"), finding.CannotTell, "cumulation.not_known_open", finding.Value{}, nil},
		"route stated closed":  {uk, trousers(closed, "declaration"), finding.NotMet, "cumulation.closed", finding.Value{}, nil},
		"open, no evidence":    {uk, trousers(open, ""), finding.CannotTell, "remedy.prove_origin", finding.Value{}, nil},
		"change needs no tick": {asean(entry("8413", "CTH")), thousand("1", from("TH", "850152", "400")), finding.Met, "", finding.Value{}, nil},
	})
}

func TestMinimalOperations(t *testing.T) {
	r := asean(entry("8413", "RVC(40)"), entry("6912", "RVC(40) or CTH"))
	vk := korea(entry("0801.32", "CTSH"), entry("0801.31", "WO"))
	only := func(b origin.Bill, only bool) origin.Bill {
		b.Facts = map[string]bool{"insufficient_only": only}
		return b
	}
	run(t, map[string]ruling{
		"only packed":        {r, doing(pump(foreign("841391", "10")), "PACK"), finding.NotMet, "minimal.only", number("rvc", "99.9"), nil},
		"nothing done":       {r, doing(pump(foreign("841391", "10"))), finding.NotMet, "minimal.only", finding.Value{}, nil},
		"not stated":         {r, pump(foreign("841391", "10")), finding.Met, "minimal.not_stated", finding.Value{}, nil},
		"one more operation": {r, doing(pump(foreign("841391", "10")), "PACK", "WELD"), finding.Met, "minimal.beyond", finding.Value{}, nil},
		"judged":             {r, only(doing(pump(foreign("841391", "10")), "WELD"), true), finding.NotMet, "minimal.only", finding.Value{}, nil},
		"exempt":             {vk, doing(at(vk, "080132", "10", "1", foreign("080131", "7")), "SHELL", "SORT"), finding.Met, "minimal.beyond", finding.Value{}, nil},
		"originating only":   {vk, doing(at(vk, "080131", "10", "1", from("VN", "080131", "7")), "SORT"), finding.Met, "minimal.not_needed", finding.Value{}, nil},
	})
}

func TestOtherGrounds(t *testing.T) {
	r := asean(entry("0810", "WO"), entry("8471", "RVC(40) or CTH"), entry("6205", "P(ATT1_C)"), entry("2501", `JUDGE("is it salt?")`))
	vk := korea(entry("6203", "CC"), entry("0306", "WO"), entry("3923", "CTH or RVC(40)"), entry("2106.90", "CTH & RVC(40) & WO(1211.20)"))
	grown := func(stated *bool) origin.Bill {
		return with(at(r, "081060", "10", "1"), func(b *origin.Bill) { b.Good.WhollyObtained = stated })
	}
	outward := func(digits, input string) origin.Bill {
		return with(at(vk, digits, "30000", "0", foreign("520942", "100")), func(b *origin.Bill) { b.Good.Outward = &origin.OutwardProcessing{TotalInput: dec(input)} })
	}
	direct := with(pump(), func(b *origin.Bill) {
		b.Materials, b.Method, b.Good.Price = nil, "direct", dec("300")
		b.Costs = &origin.Costs{OriginatingMaterials: dec("70"), Labour: dec("25"), Overhead: dec("15"), Other: dec("5"), Profit: dec("10")}
	})
	run(t, map[string]ruling{
		"wholly obtained":       {r, grown(yes()), finding.Met, "wo.met", finding.Value{}, []string{}},
		"not wholly obtained":   {r, grown(no()), finding.NotMet, "wo.not_met", finding.Value{}, nil},
		"not stated":            {r, grown(nil), finding.CannotTell, "wo.not_stated", finding.Value{}, nil},
		"contradicted":          {r, with(grown(yes()), func(b *origin.Bill) { b.Materials = []origin.Material{foreign("081090", "1")} }), finding.CannotTell, "wo.contradicted", finding.Value{}, nil},
		"listed":                {r, at(r, "847130", "500", "0", foreign("847330", "300"), foreign("854231", "150")), finding.Met, "listed.met", number("rvc", "10"), nil},
		"not all listed":        {r, at(r, "847130", "500", "0", foreign("847170", "300"), foreign("852990", "150")), finding.NotMet, "listed.not_met", finding.Value{}, nil},
		"process":               {r, doing(at(r, "620520", "10", "1", foreign("520832", "9")), "CUT", "ASSEMBLE"), finding.Met, "process.done", finding.Value{}, nil},
		"excluded operation":    {r, doing(at(r, "620520", "10", "1", foreign("520832", "9")), "HEM"), finding.NotMet, "process.excluded_operation", finding.Value{}, nil},
		"judgement":             {r, at(r, "250100", "10", "1", foreign("250100", "9")), finding.CannotTell, "judgement.open", finding.Value{}, nil},
		"originating materials": {vk, at(vk, "392310", "100", "0", from("VN", "390120", "60")), finding.Met, "pe.met", number("rvc", "100"), nil},
		"PE where WO is asked":  {vk, at(vk, "030617", "100", "0"), finding.Met, "pe.met", finding.Value{}, nil},
		"proviso":               {vk, at(vk, "210690", "100", "0", foreign("121120", "1")), finding.NotMet, "materials_wo.not_met", finding.Value{}, nil},
		"unknown rule":          {vk, at(vk, "870323", "100", "0", foreign("870899", "1")), finding.CannotTell, "rule.unknown", finding.Value{}, nil},
		"outward at limit":      {vk, outward("620342", "12000"), finding.Met, "outward.met", number("outward_input", "40"), nil},
		"outward above":         {vk, outward("620342", "12000.01"), finding.NotMet, "outward.above", finding.Value{}, nil},
		"outward not listed":    {vk, outward("620311", "10"), finding.NotMet, "outward.not_listed", finding.Value{}, nil},
		"direct method":         {asean(), direct, finding.Met, "rvc.met", number("rvc_direct", "41.6666"), nil},
		"materials not stated":  {vk, with(at(vk, "392310", "100", "0"), func(b *origin.Bill) { b.Materials = nil }), finding.CannotTell, "materials.not_stated", finding.Value{}, nil},
		"general rule":          {asean(), pump(foreign("850152", "9000")), finding.Met, "change.met", finding.Value{}, []string{}},
	})
}

func TestLines(t *testing.T) {
	split := entry("8708.40", "[gear boxes; clutches] RVC(40); [parts] RVC(45)")
	gap := agreement.Line{ID: "gap", Codes: set("4114"), State: agreement.Gap, Citation: "blank"}
	unread := agreement.Line{ID: "unread", Codes: set("0101"), State: agreement.Unread, Citation: "page"}
	rivals := agreement.Line{ID: "rivals", Codes: set("9403"), State: agreement.Ambiguous, Citation: "two", Rivals: []psr.Rule{parsed("CTH"), parsed("RVC(40)")}}
	cotton, wool := entry("6205", "CC"), entry("6205", "RVC(40)")
	cotton.ID, cotton.Choice, wool.ID, wool.Choice = "shirts.1", "cotton", "shirts.2", "wool"
	r := asean(split, gap, unread, rivals, cotton, wool)
	choosing := func(b origin.Bill, choice string) origin.Bill {
		b.Good.Choice = choice
		return b
	}
	box := func(value string) origin.Bill { return at(r, "870840", "100", "0", foreign("870840", value)) }
	shirt := at(r, "620520", "100", "0", foreign("610910", "10"))
	run(t, map[string]ruling{
		"part chosen":          {r, choosing(box("60"), "Gear Boxes"), finding.Met, "rvc.met", finding.Value{}, nil},
		"other part chosen":    {r, choosing(box("60"), "parts"), finding.NotMet, "rvc.below", finding.Value{}, nil},
		"part not chosen":      {r, box("60"), finding.CannotTell, "remedy.choose", finding.Value{}, nil},
		"parts agree":          {r, box("50"), finding.Met, "rule.agreeing", finding.Value{}, nil},
		"parts agree to fail":  {r, box("61"), finding.NotMet, "rule.agreeing", finding.Value{}, nil},
		"gap":                  {r, at(r, "411420", "100", "0", foreign("410791", "1")), finding.CannotTell, "rule.none", finding.Value{}, nil},
		"gap, wholly obtained": {r, with(at(r, "411420", "100", "0"), func(b *origin.Bill) { b.Good.WhollyObtained = yes() }), finding.Met, "wo.met", finding.Value{}, nil},
		"unread":               {r, at(r, "010121", "100", "0", foreign("230990", "1")), finding.CannotTell, "rule.unknown", finding.Value{}, nil},
		"rivals differ":        {r, at(r, "940350", "100", "0", foreign("940350", "50")), finding.CannotTell, "rule.ambiguous", finding.Value{}, nil},
		"rivals agree":         {r, at(r, "940350", "100", "0", foreign("830242", "50")), finding.Met, "rule.agreeing", finding.Value{}, nil},
		"line by id":           {r, choosing(shirt, "SHIRTS.2"), finding.Met, "rvc.met", finding.Value{}, nil},
		"line by description":  {r, choosing(shirt, "wool"), finding.Met, "rvc.met", finding.Value{}, nil},
		"rule of the bill":     {r, with(shirt, func(b *origin.Bill) { b.Rule = "WO" }), finding.NotMet, "wo.not_met", finding.Value{}, nil},
	})
}
