// Package finding is the vocabulary of every answer the rules give: what was asked, what was found, on which legal
// ground, and what follows. An evaluation of an origin rule is a tree of findings; a procedural check is one finding.
//
// A finding carries a stable message code and exact values, never prose: package explain turns it into sentences.
package finding

import "origo/certificate"

// Outcome is what a test found.
type Outcome string

// The outcomes.
const (
	Met           Outcome = "met"
	NotMet        Outcome = "not_met"
	CannotTell    Outcome = "cannot_tell" // evidence is missing, or only an officer can judge
	NotApplicable Outcome = "not_applicable"
)

// Message is the stable code of a sentence, such as "rvc.below". Texts may change and be translated, codes do not.
type Message string

// Finding is the result of one test. The same inputs give the same finding, and the same bytes when it is encoded.
type Finding struct {
	Check    string           `json:"check,omitempty"` // id of a procedural check, such as "ATIGA-M11"
	Rule     string           `json:"rule,omitempty"`  // notation of the rule that a node evaluates, such as "CTH except(74.07)"
	Item     int              `json:"item,omitempty"`  // item of the certificate concerned, 0 for the whole
	Outcome  Outcome          `json:"outcome"`
	Verdict  Verdict          `json:"verdict,omitempty"` // what follows from this finding by itself; nodes of a rule have none
	Curable  bool             `json:"curable,omitempty"` // whether a corrected or replaced proof may mend a refusal
	Citation string           `json:"citation,omitempty"`
	Message  Message          `json:"message"`
	Inputs   Values           `json:"inputs,omitempty"`
	Computed Values           `json:"computed,omitempty"` // results and thresholds
	Until    certificate.Date `json:"until,omitzero"`     // the deadline that follows, if any
	Evidence []Message        `json:"evidence,omitempty"` // what would settle a cannot_tell, as message codes
	Findings []Finding        `json:"findings,omitempty"` // the parts this finding is made of
}

// From adds an input.
func (f Finding) From(name, value string) Finding {
	if f.Inputs == nil {
		f.Inputs = make(Values, 0, 3) // few findings have more
	}
	f.Inputs = append(f.Inputs, Value{name, value})
	return f
}

// Giving adds a computed value or a threshold.
func (f Finding) Giving(name, value string) Finding {
	if f.Computed == nil {
		f.Computed = make(Values, 0, 2)
	}
	f.Computed = append(f.Computed, Value{name, value})
	return f
}

// Value gives the input or computed value of that name.
func (f Finding) Value(name string) (string, bool) {
	for _, values := range []Values{f.Inputs, f.Computed} {
		if value, ok := values.Get(name); ok {
			return value, true
		}
	}
	return "", false
}

// Walk calls visit for the finding and everything below it, from the top.
func (f Finding) Walk(visit func(Finding)) {
	visit(f)
	for _, part := range f.Findings {
		part.Walk(visit)
	}
}
