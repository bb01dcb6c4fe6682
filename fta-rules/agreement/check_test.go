package agreement

import (
	"slices"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// sound is a small set of rules that Check passes.
func sound(t *testing.T, rows ...string) *Rules {
	t.Helper()
	rows = append([]string{wire, "73,73,,known,LISTED(ITA) or P(CUT),,Annex,treaty,,,TEN,,"}, rows...)
	lines, err := read(file(rows...))
	if err != nil {
		t.Fatal(err)
	}
	general, err := psr.Parse("RVC(40) or CTH")
	if err != nil {
		t.Fatal(err)
	}
	ten := certificate.DecimalOf(10)
	return &Rules{
		Agreement: "TEST", Version: "test-hs2012", From: certificate.NewDate(2020, time.January, 1), Edition: hs.HS2012,
		Citation: "Decree 1", Table: NewTable(hs.HS2012, lines), General: general.Parts[0].Alternatives,
		Terms: Terms{
			Price: FOB,
			Cites: Cites{General: "Art. 1", WhollyObtained: "Art. 2", Change: "Art. 3", Value: "Art. 4", Process: "Art. 5",
				Cumulation: "Art. 6", Minimal: "Art. 7", Packing: "Art. 8", Neutral: "Art. 9"},
			Tolerances: []Tolerance{{ID: "TEN", Kind: ByShare, Citation: "Art. 10", Value: ten}},
			Minimal:    []MinimalOperation{{Code: "PACK", Citation: "Art. 7(a)"}},
			Routes:     []Route{{ID: "bilateral", Citation: "Art. 6"}},
			Processes:  []ProcessTest{{Code: "CUT_AND_SEWN", Citation: "Art. 5"}},
			Lists:      map[string]List{"ITA": {Citation: "Annex 4", Codes: hs.Set{{From: 847100, To: 847199}}}},
		},
	}
}

func TestCheckPassesSoundRules(t *testing.T) {
	rules := sound(t, "7408.21 a,7408.21,brass,known,CC,,Annex,treaty,,,,TEN,", "7408.21 b,7408.21,other,gap,,,Annex,treaty,,,,,")
	if err := Check(rules); err != nil {
		t.Error(err)
	}
}

func TestCheckFindsFaults(t *testing.T) {
	row := func(text string) func(*testing.T) *Rules {
		return func(t *testing.T) *Rules { return sound(t, text) }
	}
	change := func(fault func(*Rules)) func(*testing.T) *Rules {
		return func(t *testing.T) *Rules {
			rules := sound(t)
			fault(rules)
			return rules
		}
	}
	tests := map[string]struct {
		rules func(*testing.T) *Rules
		want  string
	}{
		"no agreement":        {change(func(r *Rules) { r.Agreement = "" }), "it has no agreement"},
		"no version":          {change(func(r *Rules) { r.Version = "" }), "it has no version"},
		"no citation":         {change(func(r *Rules) { r.Citation = "" }), "it has no citation"},
		"no first day":        {change(func(r *Rules) { r.From = certificate.Date{} }), "it has no first day"},
		"ends too early":      {change(func(r *Rules) { r.Until = certificate.NewDate(2019, 1, 1) }), "before it begins"},
		"no edition":          {change(func(r *Rules) { r.Edition = 2007 }), "HS 2007 is not an edition"},
		"no table":            {change(func(r *Rules) { r.Table = nil }), "it has no table"},
		"same id":             {row("73,7408.22,,known,CC,,Annex,treaty,,,,,"), `line "73": another line has the same id`},
		"overlap":             {row("again,7408.19,,known,CC,,Annex,treaty,,,,,"), `lines for 7408.19 overlap`},
		"overlap in part":     {row("again,7408,brass,known,CC,,Annex,treaty,,,,,"), `overlap with nothing to choose`},
		"no line":             {change(func(r *Rules) { r.MustCover = true }), "no line is for 0101.21"},
		"unknown tolerance":   {row("x,7408.22,,known,CC,,Annex,treaty,,,FIVE,,"), `no tolerance is called "FIVE"`},
		"unknown note":        {row("x,7408.22,,known,CC,,Annex,treaty,,,,6,"), `no tolerance is called "6"`},
		"unknown note of one": {row("x,7408.22,,known,CC,,Annex,treaty,,,,,1:7"), `no tolerance is called "7"`},
		"unknown list":        {row("x,7408.22,,known,LISTED(GIC),,Annex,treaty,,,,,"), `no list is called "GIC"`},
		"general list":        {change(func(r *Rules) { r.General = []psr.Expr{psr.AssembledFrom{List: "X"}} }), `no list is called "X"`},
		"general process":     {change(func(r *Rules) { r.General = []psr.Expr{psr.Process{Code: "X"}} }), `no process is called "X"`},
		"general code":        {change(func(r *Rules) { r.General = []psr.Expr{psr.NotUsed{Of: nowhere}} }), "no code 77"},
		"no price":            {change(func(r *Rules) { r.Terms.Price = "" }), "it has no price"},
		"no article":          {change(func(r *Rules) { r.Terms.Cites.Change = "" }), "no article is cited for changes"},
		"no general article":  {change(func(r *Rules) { r.Terms.Cites.General = "" }), "no article is cited for the general rule"},
		"uncited tolerance":   {change(func(r *Rules) { r.Terms.Tolerances[0].Citation = "" }), `tolerance "TEN" has no`},
		"empty tolerance":     {change(func(r *Rules) { r.Terms.Tolerances[0].Value = certificate.Decimal{} }), "tolerates nothing"},
		"tolerance twice":     {change(func(r *Rules) { r.Terms.Tolerances = append(r.Terms.Tolerances, r.Terms.Tolerances...) }), "two tolerances"},
		"tolerance gives way": {change(func(r *Rules) { r.Terms.Tolerances[0].InsteadIf = map[string]string{"fish": "B"} }), "gives way to"},
		"uncited operation":   {change(func(r *Rules) { r.Terms.Minimal[0].Citation = "" }), `minimal operation "PACK" has no`},
		"uncited route":       {change(func(r *Rules) { r.Terms.Routes[0].Citation = "" }), `route "bilateral" has no`},
		"closed route": {change(func(r *Rules) {
			r.Terms.Routes[0].From, r.Terms.Routes[0].Until = r.From, certificate.NewDate(2001, 1, 1)
		}), "closes before"},
		"uncited process":    {change(func(r *Rules) { r.Terms.Processes[0].Citation = "" }), `process "CUT_AND_SEWN" has no`},
		"unheard of process": {change(func(r *Rules) { r.Terms.Processes[0].Code = "FLY" }), `no process is called "FLY"`},
		"uncited list":       {change(func(r *Rules) { r.Terms.Lists["ITA"] = List{} }), `list "ITA" has no`},
		"list code":          {change(func(r *Rules) { r.Terms.Lists["ITA"] = List{Citation: "x", Codes: nowhere.Codes} }), "no code 77"},
		"uncited outward":    {change(func(r *Rules) { r.Terms.Outward = &Outward{} }), "outward"},
		"uncited sets":       {change(func(r *Rules) { r.Terms.Sets = &SetTolerance{} }), "sets"},
	}
	for name, test := range tests {
		if err := Check(test.rules(t)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error is %v, want %s", name, err, test.want)
		}
	}
}

// nowhere is Chapter 77, which no edition has.
var nowhere = psr.Materials{Codes: hs.Set{{From: 770000, To: 779999}}}

func TestCheckReportsAllFaults(t *testing.T) {
	rules := sound(t, "x,7408.22,,known,LISTED(GIC),,Annex,treaty,,,FIVE,,")
	rules.Citation = ""
	err := Check(rules)
	for _, want := range []string{"rules test-hs2012", "it has no citation", `"FIVE"`, `"GIC"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}

func TestDigest(t *testing.T) {
	base := sound(t).Digest()
	if len(base) != 64 || base != sound(t).Digest() {
		t.Fatalf("digest is %s, then %s", base, sound(t).Digest())
	}
	changes := map[string]func(*Rules){
		"threshold of a line":      func(r *Rules) { r.Table.lines[0].Rule = mustRead(t, "CTH except(7407) or RVC(40.1)") },
		"citation of a line":       func(r *Rules) { r.Table.lines[0].Citation += "1" },
		"note of a line":           func(r *Rules) { r.Table.lines[0].Note = "x" },
		"field boundary":           func(r *Rules) { r.Table.lines[0].Citation, r.Table.lines[0].Source = "Annex 3-A p. 270t", "reaty" },
		"correction of a line":     func(r *Rules) { r.Table.lines[0].Correction = &Correction{Reason: "x"} },
		"order of lines":           func(r *Rules) { slices.Reverse(r.Table.lines) },
		"general threshold":        func(r *Rules) { r.General[0] = psr.RVC{Percent: certificate.DecimalOf(41)} },
		"threshold of a tolerance": func(r *Rules) { r.Terms.Tolerances[0].Value = certificate.DecimalOf(9) },
		"citation of an article":   func(r *Rules) { r.Terms.Cites.Value = "Art. 44" },
		"citation of the rules":    func(r *Rules) { r.Citation = "Decree 2" },
		"first day":                func(r *Rules) { r.From = certificate.NewDate(2020, 1, 2) },
		"route opens":              func(r *Rules) { r.Terms.Routes[0].From = r.From },
		"official":                 func(r *Rules) { r.Official = true },
	}
	seen := map[string]string{base: "no change"}
	for name, change := range changes {
		rules := sound(t)
		change(rules)
		digest := rules.Digest()
		if other, taken := seen[digest]; taken {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[digest] = name
	}
}

func TestSealKeepsTheDigest(t *testing.T) {
	rules := sound(t)
	want := rules.Digest()
	if rules.Seal(); rules.Digest() != want {
		t.Errorf("sealed digest is %s, want %s", rules.Digest(), want)
	}
	rules.Citation = "Decree 2"
	if rules.Seal(); rules.Digest() == want {
		t.Error("sealing again keeps the old digest")
	}
}

func mustRead(t *testing.T, text string) psr.Rule {
	t.Helper()
	rule, err := psr.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return rule
}
