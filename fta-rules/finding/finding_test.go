package finding_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"origo/fta-rules/finding"
)

var outcomes = []finding.Outcome{finding.Met, finding.NotMet, finding.CannotTell, finding.NotApplicable}

func TestLogic(t *testing.T) {
	const yes, no, open, apart = finding.Met, finding.NotMet, finding.CannotTell, finding.NotApplicable
	for _, test := range []struct {
		given           []finding.Outcome
		all, any, agree finding.Outcome
	}{
		{nil, yes, no, open},
		{[]finding.Outcome{yes}, yes, yes, yes},
		{[]finding.Outcome{no}, no, no, no},
		{[]finding.Outcome{open}, open, open, open},
		{[]finding.Outcome{apart}, yes, no, apart},
		{[]finding.Outcome{yes, no}, no, yes, open},
		{[]finding.Outcome{yes, open}, open, yes, open},
		{[]finding.Outcome{no, open}, no, open, open},
		{[]finding.Outcome{yes, apart}, yes, yes, open},
		{[]finding.Outcome{no, apart}, no, no, open},
		{[]finding.Outcome{yes, no, open}, no, yes, open},
		{[]finding.Outcome{no, no}, no, no, no},
	} {
		if got := finding.All(test.given...); got != test.all {
			t.Errorf("all of %v is %s, want %s", test.given, got, test.all)
		}
		if got := finding.Any(test.given...); got != test.any {
			t.Errorf("any of %v is %s, want %s", test.given, got, test.any)
		}
		if got := finding.Agreeing(test.given...); got != test.agree {
			t.Errorf("%v agree on %s, want %s", test.given, got, test.agree)
		}
	}
	if finding.Of(true) != yes || finding.Of(false) != no {
		t.Error("what is met is not Met")
	}
}

// The laws of three-valued logic hold; what does not apply is left out of All and Any.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.SliceOfN(rapid.SampledFrom(outcomes), 0, 6).Draw(t, "outcomes")
		cut := rapid.IntRange(0, len(given)).Draw(t, "cut")
		turned, denied := make([]finding.Outcome, 0, len(given)), make([]finding.Outcome, 0, len(given))
		for i := range given {
			turned = append(turned, given[len(given)-1-i])
			denied = append(denied, finding.Not(given[i]))
			if finding.Not(denied[i]) != given[i] {
				t.Fatalf("twice denied, %s is another", given[i])
			}
		}
		all, anyOf := finding.All(given...), finding.Any(given...)
		switch {
		case finding.All(turned...) != all || finding.Any(turned...) != anyOf:
			t.Fatalf("order matters for %v", given)
		case finding.All(finding.All(given[:cut]...), finding.All(given[cut:]...)) != all:
			t.Fatalf("grouping matters for all of %v", given)
		case finding.Any(finding.Any(given[:cut]...), finding.Any(given[cut:]...)) != anyOf:
			t.Fatalf("grouping matters for any of %v", given)
		case finding.Not(all) != finding.Any(denied...) || finding.Not(anyOf) != finding.All(denied...):
			t.Fatalf("De Morgan fails for %v", given)
		case finding.All(append(given, finding.NotApplicable)...) != all || finding.Any(append(given, finding.NotApplicable)...) != anyOf:
			t.Fatalf("what does not apply matters beside %v", given)
		}
	})
}

// Learning what could not be told changes All and Any only where they could not be told either.
func TestKnowingMoreOverturnsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.SliceOfN(rapid.SampledFrom(outcomes), 1, 6).Draw(t, "outcomes")
		known := make([]finding.Outcome, len(given))
		for i, o := range given {
			known[i] = o
			if o == finding.CannotTell {
				known[i] = rapid.SampledFrom(outcomes[:2]).Draw(t, "truth")
			}
		}
		for name, of := range map[string]func(...finding.Outcome) finding.Outcome{"all": finding.All, "any": finding.Any} {
			if before, after := of(given...), of(known...); before != finding.CannotTell && before != after {
				t.Fatalf("%s of %v is %s, but %s of %v", name, given, before, after, known)
			}
		}
	})
}

func TestVerdictsHaveOneOrder(t *testing.T) {
	order := []finding.Verdict{finding.Waived, finding.Accept, finding.AcceptPart, finding.Correct, finding.Defer, finding.Refer, finding.Verify, finding.Refuse}
	for i, one := range order {
		for j, other := range order {
			if want := order[max(i, j)]; finding.Graver(one, other) != want {
				t.Errorf("the graver of %s and %s is %s, want %s", one, other, finding.Graver(one, other), want)
			}
		}
		if one.Grants() != (i < 3) {
			t.Errorf("%s grants: %v", one, one.Grants())
		}
		if got := finding.Gravest([]finding.Finding{{}, {Verdict: one}, {Verdict: finding.Waived}}); got != finding.Graver(one, finding.Accept) {
			t.Errorf("gravest beside %s is %s", one, got)
		}
	}
	if finding.Gravest(nil) != finding.Accept {
		t.Error("nothing found does not accept")
	}
}

func TestValuesByName(t *testing.T) {
	f := finding.Finding{Message: "m"}.From("a", "1").Giving("b", "2").From("b", "3")
	for name, want := range map[string]string{"a": "1", "b": "3"} {
		if got, known := f.Value(name); !known || got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if _, known := f.Value("c"); known {
		t.Error("c is known")
	}
	seen := 0
	finding.Finding{Findings: []finding.Finding{f, {Findings: []finding.Finding{f}}}}.Walk(func(finding.Finding) { seen++ })
	if seen != 4 {
		t.Errorf("%d findings walked", seen)
	}
}

// Values come back from JSON as they were, in their order.
func TestValuesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := finding.Values{}
		for range rapid.IntRange(0, 5).Draw(t, "many") {
			values = append(values, finding.Value{Name: rapid.String().Draw(t, "name"), Value: rapid.String().Draw(t, "value")})
		}
		raw, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		var read finding.Values
		if err := json.Unmarshal(raw, &read); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		if len(values) > 0 && !reflect.DeepEqual(values, read) {
			t.Fatalf("%v came back as %v", values, read)
		}
	})
}

func TestOnlyObjectsAreValues(t *testing.T) {
	for text, readable := range map[string]bool{`{}`: true, `null`: true, `{"a":"1"}`: true, `[]`: false, `["a","1"]`: false, `"a"`: false, `1`: false, `{"a":1}`: false, `{"a":{}}`: false} {
		var values finding.Values
		if err := json.Unmarshal([]byte(text), &values); (err == nil) != readable {
			t.Errorf("%s: %v, %v", text, values, err)
		}
	}
}

// What can be read is written the same way again; nothing panics.
func FuzzValues(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":"1","b":"2"}`, `null`, `[]`, `{"a":1}`, `{"a":"1"`, `{"a":"1","a":"2"}`, `"x"`, `{"\u00e9":"\ud800"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var values finding.Values
		if json.Unmarshal(raw, &values) != nil {
			return
		}
		once, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		var again finding.Values
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		twice, err := json.Marshal(again)
		if err != nil || string(once) != string(twice) {
			t.Fatalf("%s became %s, %v", once, twice, err)
		}
	})
}
