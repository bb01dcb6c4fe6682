package psr

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/hs"
)

func codes(t *testing.T, text string) hs.Set {
	t.Helper()
	set, err := hs.ParseSet(text)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestParse(t *testing.T) {
	of := func(text string) Materials { return Materials{Codes: codes(t, text)} }
	number := certificate.DecimalOf
	fabric := Materials{Name: "unprinted fabric"}
	half, err := certificate.ParseDecimal("47.5")
	if err != nil {
		t.Fatal(err)
	}
	leaf := of("24")
	tests := map[string]Expr{
		"WO":                        WhollyObtained{},
		"PE":                        OriginatingOnly{},
		"NONE":                      NoRule{},
		"WO(02,03,16)":              MaterialsWhollyObtained{of("02,03,16")},
		`WO("vegetable materials")`: MaterialsWhollyObtained{Materials{Name: "vegetable materials"}},
		"AH":                        Change{},
		"CC":                        Change{Level: Chapter},
		"CTH except(7206,7207)":     Change{Level: Heading, Except: []Materials{of("7206,7207")}},
		"CTSH except(2905.44) allow(same subheading max 20)": Change{Level: Subheading, Except: []Materials{of("2905.44")},
			Allow: []Allowance{{Like: SameSubheading, MaxPercent: number(20)}}},
		`AH except(44; 64 "assembled uppers")`:   Change{Except: []Materials{of("44"), {Codes: codes(t, "64"), Name: "assembled uppers"}}},
		"CTH allow(4418.50) allow(same heading)": Change{Level: Heading, Allow: []Allowance{{Of: of("4418.50")}, {Like: SameHeading}}},
		"AH except(8202-8205) allow(8202-8205 max 15)": Change{Except: []Materials{of("8202-8205")},
			Allow: []Allowance{{Of: of("8202-8205"), MaxPercent: number(15)}}},
		"RVC(40)":                            RVC{Percent: number(40)},
		"RVC(40 direct)":                     RVC{Percent: number(40), Method: Direct},
		"RVC(40 indirect)":                   RVC{Percent: number(40), Method: Indirect},
		"MaxNOM(70)":                         MaxValue{Percent: number(70)},
		`MaxNOM(47.5 of "unprinted fabric")`: MaxValue{Percent: half, Of: &fabric},
		"MaxWeight(20 sum 02,03,16)":         MaxWeight{Percent: number(20), Of: []Materials{of("02,03,16")}},
		`MaxWeight(40 each "sugar"; 04)`:     MaxWeight{Percent: number(40), Each: true, Of: []Materials{{Name: "sugar"}, of("04")}},
		"MaxWeight(30 sum 24 per 24)":        MaxWeight{Percent: number(30), Of: []Materials{leaf}, Base: &leaf},
		"MinWO(10 of 2401 per 24)":           MinWhollyObtained{Percent: number(10), Of: of("2401"), Base: leaf},
		"P(WEAVE)":                           Process{Code: "WEAVE"},
		"P(RETAN on 24)":                     Process{Code: "RETAN", On: &leaf},
		"FROM(7206,7207)":                    From{of("7206,7207")},
		"NOT(4104.41,4104.49)":               NotUsed{of("4104.41,4104.49")},
		`ONLY(5402 "polypropylene")`:         OnlyTextile{Materials{codes(t, "5402"), "polypropylene"}},
		"SET(15)":                            SetOfGoods{number(15)},
		"LISTED(ITA)":                        AssembledFrom{"ITA"},
		`JUDGE("is it mica?")`:               Judgement{"is it mica?"},
		"CC & RVC(40)":                       All{Change{Level: Chapter}, RVC{Percent: number(40)}},
		"CC & (P(DYE) or P(KNIT) & P(COAT))": All{Change{Level: Chapter}, Any{Process{Code: "DYE"}, All{Process{Code: "KNIT"}, Process{Code: "COAT"}}}},
	}
	for text, want := range tests {
		rule, err := Parse(text)
		if err != nil {
			t.Errorf("Parse(%q): %v", text, err)
			continue
		}
		if got := rule.Parts[0].Alternatives[0]; !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %#v, want %#v", text, got, want)
		}
		if rule.String() != text {
			t.Errorf("Parse(%q) prints as %q", text, rule)
		}
	}
}

func TestParseParts(t *testing.T) {
	text := "[gear boxes] CTH or RVC(40); [parts] CTH or RVC(45)"
	rule, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(rule.Parts) != 2 || rule.Parts[1].Label != "parts" || len(rule.Parts[1].Alternatives) != 2 || rule.String() != text {
		t.Errorf("Parse(%q) = %#v", text, rule)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		text string
		at   int
		want string
	}{
		{"", 0, "a condition"},
		{"CTX", 0, "a condition"},
		{"CTH  or CC", 3, "the end"},
		{"CTH or ", 7, "a condition"},
		{"CTH or CC ", 9, "the end"},
		{"RVC", 3, `"("`},
		{"RVC(101)", 4, "percentage"},
		{"RVC(0)", 4, "percentage"},
		{"RVC(040)", 4, "percentage"},
		{"RVC(40.0)", 4, "percentage"},
		{"RVC(40", 6, `")"`},
		{"RVC(40 both)", 6, `")"`},
		{"P(FLY)", 2, "process"},
		{"P()", 2, "process"},
		{"WO()", 3, "codes or a quoted"},
		{"WO(720)", 3, "codes such as"},
		{"WO(72,)", 3, "codes such as"},
		{`WO("")`, 4, "a description"},
		{`WO(" x")`, 4, "a description"},
		{`WO("x)`, 4, "a description"},
		{"WO(\"a\nb\")", 4, "a description"},
		{"CTH except(72", 13, `")"`},
		{"CTH allow(72) except(72)", 13, "the end"},
		{"CTH allow(same chapter)", 10, "codes or a quoted"},
		{"MaxWeight(20 02)", 12, `" sum "`},
		{"MinWO(10 per 24)", 8, `" of "`},
		{"(CTH)", 4, `" or "`},
		{"(CTH or CC", 10, `")"`},
		{"LISTED(ita)", 7, "capitals"},
		{"JUDGE(what?)", 6, `"`},
		{"[a] CTH", 7, "a label"},
		{"[a] CTH; CC", 11, "a label"},
		{"[a] CTH; [a] CC", 15, "a label"},
		{"[] CTH; [b] CC", 1, "a label"},
		{"CTH; CC", 7, "a label"},
		{strings.Repeat("(", 20) + "CTH", 9, "fewer parentheses"},
		{strings.Repeat("CTH & ", 70) + "CTH", 65*6 - 3, "at most 64 items"},
		{"CTH" + strings.Repeat(" allow(01)", 70), 3 + 65*10, "fewer allowances"},
		{strings.Repeat("CTH & ", 700), 0, "4096 bytes"},
		{"CTH\xff", 0, "UTF-8"},
	}
	for _, test := range tests {
		_, err := Parse(test.text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.At != test.at || !strings.Contains(syntax.Expected, test.want) {
			t.Errorf("Parse(%.40q) gives %v, want expected %s at %d", test.text, err, test.want, test.at)
		}
	}
}

func TestSyntaxErrorQuotesTheSpot(t *testing.T) {
	_, err := Parse("CTH or RVC(forty percent of the price)")
	want := `rule at 11, before "forty percent of the...": expected a percentage above 0 and not above 100`
	if err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
	if _, err = Parse("CTH or "); err == nil || !strings.HasPrefix(err.Error(), "rule ends at 7: expected a condition") {
		t.Errorf("error is %v", err)
	}
}

func TestWalk(t *testing.T) {
	rule, err := Parse(`[a] CTH except(01) allow(02) & (P(RETAN on 03) or MaxWeight(9 sum 04 per 05)); [b] WO(06) or MinWO(1 of 07 per 08) or ` +
		`FROM(09) & NOT(10) & ONLY(11) & MaxNOM(5 of 12) & MaxNOM(7) & WO`)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	conditions := 0
	rule.Walk(func(e Expr) {
		conditions++
		for _, m := range Mentions(e) {
			seen = append(seen, m.String())
		}
	})
	if got := strings.Join(seen, " "); got != "01 02 03 04 05 06 07 08 09 10 11 12" {
		t.Errorf("mentions are %s", got)
	}
	if conditions != 14 {
		t.Errorf("visited %d conditions, want 14", conditions)
	}
}

func TestProcessesAndTermsAreDefined(t *testing.T) {
	for code, definition := range Processes {
		if code != strings.ToUpper(code) || definition == "" {
			t.Errorf("process %q is defined as %q", code, definition)
		}
	}
	for name, term := range Terms {
		if !isPlain(name) || len(term.Sure) == 0 || term.Citation == "" {
			t.Errorf("term %q is incomplete", name)
		}
		for _, r := range term.Doubt {
			if term.Sure.Contains(r.From) || term.Sure.Contains(r.To) {
				t.Errorf("term %q: %s is both sure and in doubt", name, r)
			}
		}
	}
	if sugar := Terms["sugar"]; !sugar.Sure.Contains(170199) || !sugar.Doubt.Contains(170290) || sugar.Doubt.Contains(170310) {
		t.Errorf("sugar is %+v", sugar)
	}
}
