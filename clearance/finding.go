package clearance

import "origo/fta-rules/finding"

// Outcome is what a check found, in the words that checks of origin rules use.
type Outcome = finding.Outcome

// The outcomes.
const (
	Met           = finding.Met
	NotMet        = finding.NotMet
	CannotTell    = finding.CannotTell
	NotApplicable = finding.NotApplicable
)

// Finding is the result of one check. Text is English, made from Message, Inputs and Computed alone, so that other
// languages can be made from the same parts.
type Finding struct {
	Check    string            `json:"check"`
	Outcome  Outcome           `json:"outcome"`
	Verdict  Verdict           `json:"verdict"` // what follows from this finding by itself
	Citation string            `json:"citation"`
	Inputs   map[string]string `json:"inputs,omitempty"`
	Computed map[string]string `json:"computed,omitempty"`
	Message  Message           `json:"message"`
	Text     string            `json:"text"`
}

// ruling is what a check's function says; the frame around it becomes a Finding.
type ruling struct {
	outcome  Outcome
	verdict  Verdict
	message  Message
	inputs   map[string]string
	computed map[string]string
}

func met(message Message) ruling { return ruling{outcome: Met, verdict: Accept, message: message} }

func notMet(verdict Verdict, message Message) ruling {
	return ruling{outcome: NotMet, verdict: verdict, message: message}
}

func cannotTell(verdict Verdict, message Message) ruling {
	return ruling{outcome: CannotTell, verdict: verdict, message: message}
}

func notApplicable(message Message) ruling {
	return ruling{outcome: NotApplicable, verdict: Accept, message: message}
}

// from adds inputs, given as name, value, name, value.
func (r ruling) from(pairs ...string) ruling {
	r.inputs = withPairs(r.inputs, pairs)
	return r
}

// giving adds computed values, given as name, value, name, value.
func (r ruling) giving(pairs ...string) ruling {
	r.computed = withPairs(r.computed, pairs)
	return r
}

func withPairs(values map[string]string, pairs []string) map[string]string {
	if values == nil {
		values = make(map[string]string, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return values
}
