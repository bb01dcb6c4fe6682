package clearance

import "origo/fta-rules/finding"

// Outcome is what a check found.
type Outcome = finding.Outcome

// The outcomes.
const (
	Met           = finding.Met
	NotMet        = finding.NotMet
	CannotTell    = finding.CannotTell
	NotApplicable = finding.NotApplicable
)

// Finding is the result of one check, of the agreement's or of this package's own. It carries codes and values, no
// prose: package explain words it.
type Finding = finding.Finding

// Message is the stable code of a sentence.
type Message = finding.Message

// ruling is what a check's function says; the frame around it becomes a Finding.
type ruling Finding

func met(message Message) ruling {
	return ruling{Outcome: Met, Verdict: Accept, Message: message}
}

func notMet(verdict Verdict, message Message) ruling {
	return ruling{Outcome: NotMet, Verdict: verdict, Message: message}
}

func cannotTell(verdict Verdict, message Message, evidence ...Message) ruling {
	return ruling{Outcome: CannotTell, Verdict: verdict, Message: message, Evidence: evidence}
}

func notApplicable(message Message) ruling {
	return ruling{Outcome: NotApplicable, Verdict: Accept, Message: message}
}

// from adds inputs, given as name, value, name, value. What is empty is left out.
func (r ruling) from(pairs ...string) ruling {
	r.Inputs = withPairs(r.Inputs, pairs)
	return r
}

// giving adds computed values, given as name, value, name, value. What is empty is left out.
func (r ruling) giving(pairs ...string) ruling {
	r.Computed = withPairs(r.Computed, pairs)
	return r
}

func withPairs(values finding.Values, pairs []string) finding.Values {
	if values == nil {
		values = make(finding.Values, 0, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values = append(values, finding.Value{Name: pairs[i], Value: pairs[i+1]})
		}
	}
	return values
}
