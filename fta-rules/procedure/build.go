package procedure

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Passed is a finding that a requirement is met, to which values may be added.
func Passed(message finding.Message) finding.Finding { return Met(message)[0] }

// Failed is a finding that a requirement is not met, and what follows.
func Failed(verdict finding.Verdict, message finding.Message) finding.Finding {
	return NotMet(verdict, message)[0]
}

// Curable is a finding that a requirement is not met as the proof stands, but that a corrected or replaced proof or a
// missing paper may mend it.
func Curable(verdict finding.Verdict, message finding.Message) finding.Finding {
	f := Failed(verdict, message)
	f.Curable = true
	return f
}

// Unclear is a finding that something could not be established, what follows, and what evidence would settle it.
func Unclear(verdict finding.Verdict, message finding.Message, evidence ...finding.Message) finding.Finding {
	return CannotTell(verdict, message, evidence...)[0]
}

// About makes findings of one item.
func About(item Item, findings ...finding.Finding) []finding.Finding {
	for i := range findings {
		findings[i].Item = item.Number
	}
	return findings
}

// EachItem judges every item by itself.
func EachItem(judge func(*Case, Item) []finding.Finding) func(*Case) []finding.Finding {
	return func(c *Case) []finding.Finding {
		var all []finding.Finding
		for _, item := range c.Items {
			all = append(all, About(item, judge(c, item)...)...)
		}
		return all
	}
}

// OncePerItem judges every item by itself where there is at most one thing to find; a finding without a message says
// nothing.
func OncePerItem(judge func(*Case, Item) finding.Finding) func(*Case) []finding.Finding {
	return func(c *Case) []finding.Finding {
		var all []finding.Finding
		for i, item := range c.Items {
			f := judge(c, item)
			if f.Message == "" {
				continue
			}
			if all == nil {
				all = make([]finding.Finding, 0, len(c.Items)-i)
			}
			f.Item = item.Number
			all = append(all, f)
		}
		return all
	}
}

// HasProof reports whether a certificate or origin declaration is there, rather than nothing or a mere simplified
// declaration for a small consignment.
func (c *Case) HasProof() bool { return c.Proof.Kind != None && c.Proof.Kind != Simplified }

// Certified reports whether the proof is a certificate of an issuing authority.
func (c *Case) Certified() bool { return c.HasProof() && c.Proof.Kind != Self }

// Presented is the day on which the proof was presented: the day it was handed in, else the day on which the case is
// looked at, else the day of the declaration. It is zero if none of them is known.
func (c *Case) Presented() certificate.Date {
	for _, day := range []certificate.Date{c.Declaration.ProofSubmitted, c.Today, c.Declaration.Registered} {
		if !day.IsZero() {
			return day
		}
	}
	return certificate.Date{}
}

// Is reports whether the fact is known and true.
func Is(fact *bool) bool { return fact != nil && *fact }

// IsNot reports whether the fact is known and false.
func IsNot(fact *bool) bool { return fact != nil && !*fact }
