package origin_test

import (
	"slices"
	"testing"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/psr"
)

// atiga is a small set of rules in the manner of ATIGA, whose Form D prints percentages reached.
func atiga(t testing.TB) *agreement.Rules {
	r := &agreement.Rules{
		Agreement: certificate.ATIGA, Version: "test", From: certificate.NewDate(2023, 4, 1), Edition: hs.HS2022,
		General: rule(t, "RVC(40) or CTH").Parts[0].Alternatives,
		Table: agreement.NewTable(hs.HS2022, []agreement.Line{
			line(t, "0306.17", "CC"), line(t, "0901.21", "CTSH"), line(t, "0101.21", ""),
			line(t, "6109.10", "RVC(40) or CC & P(CUT_AND_SEWN) or P(ATT1_C)"),
			line(t, "8541.42", "RVC(40) or RVC(35) & CTSH"), line(t, "8703.23", "RVC(40)"),
			line(t, "7210.11", "[plated] RVC(45) or CTH; [other] CC"), line(t, "1006.30", "WO"),
		}),
		Terms: agreement.Terms{
			Partial: &agreement.Partial{Least: certificate.DecimalOf(20), Most: certificate.DecimalOf(39)},
			Lists: map[string]agreement.List{"ITA": {
				Citation: "Annex 4", Codes: codes(t, "8471.30"), Unread: codes(t, "3818"),
			}},
			Cites: agreement.Cites{General: "Art. 28(1)", Partial: "Art. 30(2)"},
		},
	}
	return r
}

// vkfta is a small set of rules in the manner of VKFTA, whose forms print thresholds.
func vkfta(t testing.TB) *agreement.Rules {
	ambiguous := line(t, "3815.11", "")
	ambiguous.State, ambiguous.Rivals = agreement.Ambiguous, []psr.Rule{rule(t, "CTH or RVC(40)"), rule(t, "RVC(40)")}
	return &agreement.Rules{
		Agreement: certificate.VKFTA, Version: "test", From: certificate.NewDate(2022, 8, 1), Edition: hs.HS2017,
		Table: agreement.NewTable(hs.HS2017, []agreement.Line{
			line(t, "8703.23", "RVC(45)"), line(t, "9403.50", "CTH or RVC(60)"), line(t, "6109.10", "CC & P(CUT_AND_SEWN) or RVC(40)"),
			line(t, "2202.99", "RVC(40) & WO(1211.20,1302.19)"), line(t, "6203.42", "CC"), ambiguous, line(t, "6403.99", "CTH"),
			line(t, "8708.40", "[gear boxes] CTH or RVC(40); [parts] CTH or RVC(45)"), line(t, "0306.17", "WO"),
			line(t, "5007.20", "CTH or P(DYE_OR_PRINT_2_FINISHING) or RVC(40)"),
		}),
		Terms: agreement.Terms{
			OriginatingOnly: true, Cites: agreement.Cites{OriginatingOnly: "Art. 3.1.1(c)"},
			Outward: &agreement.Outward{Citation: "Annex 3-B", Goods: codes(t, "6203.42"), Edition: hs.HS2012, MaxPercent: certificate.DecimalOf(40)},
		},
	}
}

func line(t testing.TB, code, text string) agreement.Line {
	l := agreement.Line{ID: code, Codes: codes(t, code), State: agreement.Known, Citation: "Annex, " + code}
	if text == "" {
		l.State = agreement.Unread
		return l
	}
	l.Rule = rule(t, text)
	return l
}

func codes(t testing.TB, text string) hs.Set {
	set, err := hs.ParseSet(text)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func rule(t testing.TB, text string) psr.Rule {
	r, err := psr.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestClaim(t *testing.T) {
	for _, test := range []struct {
		name, code, criterion, choice string
		outcome                       finding.Outcome
		message                       finding.Message
	}{
		{"general rule by value at the threshold", "8450.11.90", "40%", "", finding.Met, "claim.admissible"},
		{"general rule just below", "8450.11.90", "39.99%", "", finding.NotMet, "claim.below_threshold"},
		{"general rule by change", "8450.11.90", "CTH", "", finding.Met, "claim.admissible"},
		{"a greater change than asked", "8450.11.90", "CC", "", finding.Met, "claim.admissible"},
		{"a lesser change than asked", "8450.11.90", "CTSH", "", finding.NotMet, "claim.not_admissible"},
		{"heading where chapter is asked", "0306.17", "CTH", "", finding.NotMet, "claim.not_admissible"},
		{"heading where subheading is asked", "0901.21", "CTH", "", finding.Met, "claim.admissible"},
		{"value where only change is asked", "0901.21", "90%", "", finding.NotMet, "claim.not_admissible"},
		{"change where only value is asked", "8703.23", "CC", "", finding.NotMet, "claim.not_admissible"},
		{"combination", "8541.42", "CTSH + 35%", "", finding.Met, "claim.admissible"},
		{"combination by greater parts", "8541.42", "CTH + 36%", "", finding.Met, "claim.admissible"},
		{"combination below", "8541.42", "CTSH + 34%", "", finding.NotMet, "claim.below_threshold"},
		{"half of a combination", "8541.42", "35%", "", finding.NotMet, "claim.below_threshold"},
		{"other half of a combination", "8541.42", "CTSH", "", finding.NotMet, "claim.not_admissible"},
		{"combination of which one part suffices", "8450.11", "CTH + 35%", "", finding.Met, "claim.admissible"},
		{"combination of which the other suffices", "8703.23", "CTSH + 40%", "", finding.Met, "claim.admissible"},
		{"change and process", "6109.10", "CC", "", finding.Met, "claim.admissible"},
		{"process", "6109.10", "SP", "", finding.Met, "claim.admissible"},
		{"process where none is asked", "8450.11", "SP", "", finding.NotMet, "claim.not_admissible"},
		{"process for listed goods", "8471.30.20", "SP", "", finding.CannotTell, "claim.ita_unverified"},
		{"process for goods that may be listed", "3818.00", "SP", "", finding.CannotTell, "claim.list_unread"},
		{"wholly obtained against any rule", "8703.23", "WO", "", finding.Met, "claim.wholly_obtained"},
		{"wholly obtained although unread", "0101.21", "WO", "", finding.Met, "claim.wholly_obtained"},
		{"change where wholly obtained is asked", "1006.30", "CC", "", finding.NotMet, "claim.not_admissible"},
		{"unread line", "0101.21", "CTH", "", finding.CannotTell, "claim.rule_unknown"},
		{"partial cumulation", "8450.11", "PC 25%", "", finding.NotMet, "claim.partial_cumulation"},
		{"no criterion", "8450.11", "", "", finding.CannotTell, "claim.no_criterion"},
		{"not a criterion of Form D", "8450.11", "PE", "", finding.CannotTell, "claim.unreadable"},
		{"parts agree", "7210.11", "CC", "", finding.Met, "claim.admissible"},
		{"parts differ", "7210.11", "CTH", "", finding.CannotTell, "claim.choice"},
		{"part chosen", "7210.11", "CTH", "plated", finding.Met, "claim.admissible"},
		{"other part chosen", "7210.11", "CTH", "other", finding.NotMet, "claim.not_admissible"},
		{"part with a threshold of its own", "7210.11", "44%", "plated", finding.NotMet, "claim.below_threshold"},
		{"no code of the edition", "9999.99", "CTH", "", finding.CannotTell, "claim.code_unknown"},
		{"no code", "", "CTH", "", finding.CannotTell, "claim.no_code"},
	} {
		t.Run(test.name, func(t *testing.T) {
			input := origin.ClaimInput{Agreement: certificate.ATIGA, On: certificate.NewDate(2026, 3, 1), Criterion: test.criterion, Choice: test.choice}
			if test.code != "" {
				input.HS = certificate.HSCode{Code: test.code, Edition: 2022}
			}
			check(t, origin.Claim(atiga(t), input), test.outcome, test.message)
		})
	}
}

func TestClaimVKFTA(t *testing.T) {
	for _, test := range []struct {
		name, code, criterion, choice string
		outcome                       finding.Outcome
		message                       finding.Message
	}{
		{"threshold", "8703.23", "RVC 45%", "", finding.Met, "claim.admissible"},
		{"below threshold", "8703.23", "RVC 40%", "", finding.NotMet, "claim.below_threshold"},
		{"any change", "9403.50", "CTC", "", finding.Met, "claim.admissible"},
		{"any change with process", "6109.10", "CTC", "", finding.Met, "claim.admissible"},
		{"any change where only value is asked", "8703.23", "CTC", "", finding.NotMet, "claim.not_admissible"},
		{"refined change", "6203.42", "CTH", "", finding.NotMet, "claim.not_admissible"},
		{"value with a proviso", "2202.99", "RVC 40%", "", finding.Met, "claim.admissible"},
		{"process", "5007.20", "Specific Processes", "", finding.Met, "claim.admissible"},
		{"originating materials", "9403.50", "PE", "", finding.Met, "claim.originating_only"},
		{"outward, listed", "6203.42", "Article 3.5", "", finding.Met, "claim.outward_listed"},
		{"outward, not listed", "6403.99", "Article 3.5", "", finding.NotMet, "claim.outward_not_listed"},
		{"ambiguous line whose rivals agree", "3815.11", "RVC 40%", "", finding.Met, "claim.admissible"},
		{"ambiguous line", "3815.11", "CTC", "", finding.CannotTell, "claim.rule_unknown"},
		{"wholly obtained", "0306.17", "WO", "", finding.Met, "claim.wholly_obtained"},
		{"parts differ", "8708.40", "RVC 40%", "", finding.CannotTell, "claim.choice"},
		{"part", "8708.40", "RVC 40%", "gear boxes", finding.Met, "claim.admissible"},
		{"not listed, no general rule", "8450.11", "CTC", "", finding.CannotTell, "claim.rule_unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			input := origin.ClaimInput{
				Agreement: certificate.VKFTA, On: certificate.NewDate(2024, 3, 1), Criterion: test.criterion, Choice: test.choice,
				HS: certificate.HSCode{Code: test.code, Edition: 2017},
			}
			check(t, origin.Claim(vkfta(t), input), test.outcome, test.message)
		})
	}
}

func check(t *testing.T, got origin.ClaimResult, outcome finding.Outcome, message finding.Message) {
	t.Helper()
	if got.Outcome != outcome || got.Tree.Message != message || got.Tree.Outcome != outcome {
		t.Errorf("claim is %s, %s, want %s, %s", got.Outcome, got.Tree.Message, outcome, message)
	}
	got.Tree.Walk(func(f finding.Finding) {
		if !slices.Contains(origin.ClaimMessages(), f.Message) {
			t.Errorf("message %s is not among ClaimMessages", f.Message)
		}
		if f.Outcome == finding.CannotTell && len(f.Evidence) == 0 {
			t.Errorf("%s does not say what would settle it", f.Message)
		}
	})
}

func TestClaimWithoutRules(t *testing.T) {
	for _, test := range []struct {
		criterion string
		outcome   finding.Outcome
		message   finding.Message
	}{
		{"CTH", finding.CannotTell, "claim.rule_unknown"},
		{"WO", finding.Met, "claim.wholly_obtained"},
		{"PC 25%", finding.NotMet, "claim.partial_cumulation"},
	} {
		input := origin.ClaimInput{Agreement: certificate.ATIGA, Criterion: test.criterion, HS: certificate.HSCode{Code: "845011", Edition: 2022}}
		check(t, origin.Claim(nil, input), test.outcome, test.message)
	}
}

func TestClaimByGivenRule(t *testing.T) {
	input := origin.ClaimInput{Agreement: certificate.ATIGA, Criterion: "CTH", Rule: "RVC(40)"}
	check(t, origin.Claim(atiga(t), input), finding.NotMet, "claim.not_admissible")
	input.Rule = "LISTED(ITA) or RVC(40)"
	input.Criterion = "SP"
	check(t, origin.Claim(atiga(t), input), finding.CannotTell, "claim.ita_unverified")
	input.Rule = "RVC(40"
	check(t, origin.Claim(atiga(t), input), finding.CannotTell, "claim.rule_unreadable")
}

// A code that the edition of the rules divides is judged under each of the codes that it became.
func TestClaimAcrossEditions(t *testing.T) {
	r := vkfta(t)
	r.Edition = hs.HS2012
	divided := hs.Map(854140, hs.HS2017, hs.HS2022) // photosensitive devices, divided in 2022
	if len(divided.Candidates) < 2 {
		t.Fatalf("8541.40 maps to %v", divided.Candidates)
	}
	r.Edition = hs.HS2022
	lines := make([]agreement.Line, len(divided.Candidates))
	for i, c := range divided.Candidates {
		lines[i] = line(t, c.String(), "CTH")
	}
	input := origin.ClaimInput{Agreement: certificate.VKFTA, Criterion: "CTH", HS: certificate.HSCode{Code: "854140", Edition: 2017}}
	r.Table = agreement.NewTable(hs.HS2022, lines)
	check(t, origin.Claim(r, input), finding.Met, "claim.admissible")
	lines[1].Rule = rule(t, "CC")
	r.Table = agreement.NewTable(hs.HS2022, lines)
	check(t, origin.Claim(r, input), finding.CannotTell, "claim.code_ambiguous")
}

func TestClaimBoxes(t *testing.T) {
	yes, no := true, false
	for _, test := range []struct {
		name  string
		input origin.ClaimInput
		want  []finding.Message
	}{
		{"price missing", origin.ClaimInput{Criterion: "41%", Exporter: "ID", Importer: "VN", FOBShown: &no}, []finding.Message{"claim.fob_missing"}},
		{"price missing on the other side", origin.ClaimInput{Criterion: "41%", Exporter: "VN", Importer: "LA", FOBShown: &no}, []finding.Message{"claim.fob_missing"}},
		{"price shown", origin.ClaimInput{Criterion: "41%", Exporter: "KH", Importer: "VN", FOBShown: &yes}, []finding.Message{"claim.fob_shown"}},
		{"price not asked for", origin.ClaimInput{Criterion: "41%", Exporter: "TH", Importer: "VN", FOBShown: &no}, nil},
		{"price not known", origin.ClaimInput{Criterion: "41%", Exporter: "ID", Importer: "VN"}, nil},
		{"no value, no price", origin.ClaimInput{Criterion: "CTH", Exporter: "ID", Importer: "VN", FOBShown: &no}, nil},
		{"tolerance of a change", origin.ClaimInput{Criterion: "CTH", Ticks: &origin.Ticks{DeMinimis: true}}, nil},
		{"tolerance without change", origin.ClaimInput{Criterion: "40%", Ticks: &origin.Ticks{DeMinimis: true}}, []finding.Message{"claim.tick_de_minimis"}},
		{"accumulation", origin.ClaimInput{Criterion: "40%", Ticks: &origin.Ticks{Accumulation: true}}, nil},
		{"accumulation of wholly obtained", origin.ClaimInput{Criterion: "WO", Ticks: &origin.Ticks{Accumulation: true}}, []finding.Message{"claim.tick_accumulation"}},
		{"partial", origin.ClaimInput{Criterion: "PC 25%", Ticks: &origin.Ticks{PartialCumulation: true}}, nil},
		{"partial without tick", origin.ClaimInput{Criterion: "PC 25%", Ticks: &origin.Ticks{}}, []finding.Message{"claim.tick_partial_missing"}},
		{"tick without partial", origin.ClaimInput{Criterion: "40%", Ticks: &origin.Ticks{PartialCumulation: true}}, []finding.Message{"claim.tick_partial"}},
		{"spelling", origin.ClaimInput{Criterion: "RVC 45%"}, []finding.Message{"claim.variant"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.input.Agreement, test.input.HS = certificate.ATIGA, certificate.HSCode{Code: "845011", Edition: 2022}
			var got []finding.Message
			for _, f := range origin.Claim(atiga(t), test.input).Boxes {
				got = append(got, f.Message)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("boxes say %v, want %v", got, test.want)
			}
		})
	}
}

// VKFTA forms print the threshold to be met; another figure is noted.
func TestClaimFigureOfVKFTA(t *testing.T) {
	no := false
	input := origin.ClaimInput{Agreement: certificate.VKFTA, Criterion: "RVC 50%", HS: certificate.HSCode{Code: "870323", Edition: 2017}, FOBShown: &no}
	got := origin.Claim(vkfta(t), input)
	if len(got.Boxes) != 2 || got.Boxes[0].Message != "claim.figure_differs" || got.Boxes[1].Message != "claim.fob_missing" {
		t.Errorf("boxes say %v", got.Boxes)
	}
	if threshold, _ := got.Tree.Value("threshold"); threshold != "45" || got.Outcome != finding.Met {
		t.Errorf("outcome %s, threshold %s", got.Outcome, threshold)
	}
}

// UKVFTA proofs print no criterion: what can be said is whether the line has a rule.
func TestClaimWithoutCriterion(t *testing.T) {
	first, second, gap := line(t, "6109.10", "P(KNIT)"), line(t, "6109.10", "CTH"), line(t, "4101.20", "")
	first.ID, first.Choice, second.ID, second.Choice, gap.State = "a", "knitted", "b", "sewn", agreement.Gap
	half := line(t, "6109.10", "")
	half.ID, half.Choice, half.State = "c", "neither", agreement.Gap
	for _, test := range []struct {
		name, code, choice string
		lines              []agreement.Line
		outcome            finding.Outcome
		message            finding.Message
	}{
		{"either", "6109.10", "", []agreement.Line{first, second}, finding.Met, "claim.line_has_rule"},
		{"one has none", "6109.10", "", []agreement.Line{first, half}, finding.CannotTell, "claim.choice"},
		{"chosen", "6109.10", "a", []agreement.Line{first, half}, finding.Met, "claim.line_has_rule"},
		{"chosen by description", "6109.10", "neither", []agreement.Line{first, half}, finding.CannotTell, "claim.rule_unknown"},
		{"gap", "4101.20", "", []agreement.Line{gap}, finding.CannotTell, "claim.rule_unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &agreement.Rules{Agreement: certificate.UKVFTA, Edition: hs.HS2012, Table: agreement.NewTable(hs.HS2012, test.lines)}
			input := origin.ClaimInput{Agreement: certificate.UKVFTA, HS: certificate.HSCode{Code: test.code, Edition: 2012}, Choice: test.choice}
			check(t, origin.Claim(r, input), test.outcome, test.message)
		})
	}
}

func TestClaimShowsCorrection(t *testing.T) {
	r := atiga(t)
	corrected := line(t, "8450.11", "CC")
	corrected.Correction = &agreement.Correction{Reason: "misread", Source: "Gazette 12", From: certificate.NewDate(2024, 1, 1)}
	r.Table = agreement.NewTable(hs.HS2022, []agreement.Line{corrected})
	input := origin.ClaimInput{Agreement: certificate.ATIGA, Criterion: "CTH", HS: certificate.HSCode{Code: "845011", Edition: 2022}}
	for name, want := range map[string]string{"correction": "misread", "correction_source": "Gazette 12", "correction_from": "2024-01-01"} {
		if got, _ := origin.Claim(r, input).Tree.Value(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func BenchmarkClaimOfTenLines(b *testing.B) {
	r := atiga(b)
	r.Seal()
	inputs := make([]origin.ClaimInput, 10)
	criteria := []string{"40%", "CTH", "WO", "SP", "CTSH + 35%"}
	for i := range inputs {
		inputs[i] = origin.ClaimInput{
			Agreement: certificate.ATIGA, On: certificate.NewDate(2026, 3, 1), Exporter: "ID", Importer: "VN",
			HS: certificate.HSCode{Code: []string{"84501190", "61091010", "85414200"}[i%3], Edition: 2022}, Criterion: criteria[i%5],
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, input := range inputs {
			origin.Claim(r, input)
		}
	}
}
