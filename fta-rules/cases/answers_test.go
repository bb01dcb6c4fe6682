package cases

import (
	"encoding/json"
	"testing"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// TestAnswersAgree checks for every kind of answer what it agrees with and what not.
func TestAnswersAgree(t *testing.T) {
	ratio := func(num, den int64) percent {
		return percent{origin.Ratio{Num: certificate.DecimalOf(num), Den: certificate.DecimalOf(den)}}
	}
	tests := []struct {
		got       answer
		agrees    []string
		disagrees []string
	}{
		{nothing{}, []string{`null`}, []string{`""`, `0`, `false`, `[]`}},
		{text("ACCEPT"), []string{`"ACCEPT"`}, []string{`"REFUSE"`, `"accept"`, `null`}},
		{flag(true), []string{`true`}, []string{`false`, `"true"`, `null`}},
		{set{"B", "A"}, []string{`["A","B"]`, `["B","A"]`}, []string{`["A"]`, `["A","B","C"]`, `"A"`, `[]`, `null`}},
		{set{"2"}, []string{`[2]`}, []string{`[1]`}},
		{set{}, []string{`[]`}, []string{`["A"]`}},
		{number{certificate.DecimalOf(600)}, []string{`600`, `600.0`}, []string{`600.01`, `601`, `"600"`, `null`, `6e2`}},
		{ratio(3999, 10000), []string{`39.99`, `39.990`}, []string{`40`, `40.0`, `39.98`, `39.9901`}},
		{ratio(40, 100), []string{`40`, `40.0`}, []string{`40.01`, `39.99`, `40.0001`}},
		{ratio(125, 300), []string{`41.6667`, `41.67`}, []string{`41.6666`, `41.6668`, `41.66`, `41.68`, `41.7`, `42`}},
		{oneOf{text("A"), text("B")}, []string{`"A"`, `"B"`}, []string{`"C"`}},
		{mentioning{"55%", "RVC"}, []string{`"55% under RVC"`}, []string{`"55% of FOB"`, `""`, `null`}},
		{answers{"a": flag(true)}, []string{`{"a":true}`, `{}`}, []string{`{"a":false}`, `{"b":true}`, `true`}},
		{exactly{"1": text("ACCEPT"), "2": text("REFUSE")}, []string{`{"1":"ACCEPT","2":"REFUSE"}`},
			[]string{`{"1":"ACCEPT"}`, `{"1":"ACCEPT","2":"ACCEPT"}`, `{"1":"ACCEPT","3":"REFUSE"}`}},
	}
	for _, test := range tests {
		for want, literals := range map[bool][]string{true: test.agrees, false: test.disagrees} {
			for _, literal := range literals {
				var value any
				if err := decodeNumbers(json.RawMessage(literal), &value); err != nil {
					t.Fatal(err)
				}
				if test.got.agrees(value) != want {
					t.Errorf("%s agrees with %s: want %v", test.got, literal, want)
				}
			}
		}
	}
}

func TestCompareNamesEveryDifference(t *testing.T) {
	want := map[string]any{"decision": "ACCEPT", "why": "prose", "unheard": true,
		"numbers": map[string]any{"vnm": json.Number("5"), "rvc": json.Number("40")}}
	got := answers{"decision": text("REFUSE"),
		"numbers": answers{"vnm": number{certificate.DecimalOf(6)}, "rvc": number{certificate.DecimalOf(40)}}}
	differences := compare(want, got, []string{"why"})
	members := make([]string, len(differences))
	for i, d := range differences {
		members[i] = d.Member + ": " + d.Want + ", " + d.Got
	}
	expected := []string{`decision: "ACCEPT", REFUSE`, "numbers.vnm: 5, 6", "unheard: true, nothing"}
	if len(members) != len(expected) {
		t.Fatalf("%q", members)
	}
	for i := range expected {
		if members[i] != expected[i] {
			t.Errorf("%q, want %q", members[i], expected[i])
		}
	}
}
