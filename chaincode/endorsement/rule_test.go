package endorsement

import (
	"bytes"
	"testing"
)

func TestRules(t *testing.T) {
	channel := []string{"A1", "A2", "B", "C"}
	tests := []struct {
		name   string
		rule   Rule
		signed []string
		want   bool
	}{
		{"two of all, by two", Any(2, channel), []string{"C", "A1"}, true},
		{"two of all, by one", Any(2, channel), []string{"C"}, false},
		{"two of all, by one signing twice", Any(2, channel), []string{"C", "C"}, false},
		{"owner and another", Guarded([]string{"B"}, channel), []string{"A1", "B"}, true},
		{"owner alone", Guarded([]string{"B"}, channel), []string{"B"}, false},
		{"everyone but the owner", Guarded([]string{"B"}, channel), []string{"A1", "A2", "C"}, false},
		{"second owner and another", Guarded([]string{"A1", "A2"}, channel), []string{"C", "A2"}, true},
		{"two owners", Guarded([]string{"A1", "A2"}, channel), []string{"A1", "A2"}, true},
		{"nobody", Guarded([]string{"B"}, channel), nil, false},
		{"one organisation", Organisation("B"), []string{"B"}, true},
		{"stranger", Organisation("B"), []string{"X"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			raw, err := test.rule.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			got, err := Satisfied(raw, test.signed)
			if err != nil || got != test.want {
				t.Errorf("Satisfied(%v) = %v, %v; want %v", test.signed, got, err, test.want)
			}
		})
	}
}

func TestBytesAreDeterministic(t *testing.T) {
	rule := Guarded([]string{"A", "B"}, []string{"A", "B", "C"})
	first, err := rule.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		if again, _ := rule.Bytes(); !bytes.Equal(first, again) {
			t.Fatal("the same rule was encoded differently")
		}
	}
}

func TestSatisfiedRefusesOtherBytes(t *testing.T) {
	if _, err := Satisfied([]byte{0xff}, nil); err == nil {
		t.Error("no error for bytes that are no policy")
	}
	if ok, err := Satisfied(nil, []string{"A"}); ok || err != nil {
		t.Errorf("empty policy: %v, %v; want not satisfied", ok, err)
	}
}
