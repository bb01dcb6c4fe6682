package clearance

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// Step is what follows: what to do next, until when, and on which legal ground. Its message is worded by package
// explain.
type Step struct {
	Message Message          `json:"message"`           // "step." and the verdict
	Until   certificate.Date `json:"until,omitzero"`    // the first deadline among the grounds
	Curable bool             `json:"curable,omitempty"` // a corrected or replaced proof may mend all of the gravest findings
	Grounds []Ground         `json:"grounds,omitempty"` // the findings from which the verdict follows; none if all is well
	// Deadlines are all days by which something is due or lapses, whether they stand in the way or not.
	Deadlines []Deadline `json:"deadlines,omitempty"`
}

// Ground is a finding from which a verdict follows.
type Ground struct {
	Check    string    `json:"check"`
	Line     int       `json:"line,omitempty"` // of the declaration; 0 for the whole certificate
	Citation string    `json:"citation"`
	Message  Message   `json:"message"`
	Evidence []Message `json:"evidence,omitempty"` // what would settle it
}

// Deadline is the last day that follows from a finding.
type Deadline struct {
	Check   string           `json:"check"`
	Message Message          `json:"message"`
	Until   certificate.Date `json:"until"`
}

// lineStep is the next step for a line, which follows from what holds for the whole and from what was found of the line.
func lineStep(l Line, whole []Finding) Step {
	s := Step{Message: stepMessage(l.Verdict)}
	s.ground(whole, l.Verdict, 0)
	s.ground(l.Findings, l.Verdict, l.Line)
	s.deadlines(l.Findings)
	s.Curable = !l.Verdict.Grants() && curable(l.Verdict, whole, l.Findings)
	return s
}

// wholeStep is the next step for the certificate as a whole: what stands in the way of it and of any of its lines.
func wholeStep(a Assessment) Step {
	s := Step{Message: stepMessage(a.Verdict)}
	s.ground(a.Findings, a.Verdict, 0)
	s.deadlines(a.Findings)
	lists, worst := [][]Finding{a.Findings}, gravest(a.Findings)
	for _, l := range a.Lines {
		s.merge(l.Step)
		lists, worst = append(lists, l.Findings), finding.Graver(worst, gravest(l.Findings))
	}
	s.Curable = !a.Verdict.Grants() && curable(worst, lists...)
	return s
}

func stepMessage(v Verdict) Message { return "step." + Message(v) }

// ground adds the findings from which the verdict follows; acceptance needs no ground.
func (s *Step) ground(findings []Finding, verdict Verdict, line int) {
	if verdict == Accept {
		return
	}
	for i := range findings {
		if f := &findings[i]; f.Verdict == verdict {
			s.Grounds = append(s.Grounds, Ground{f.Check, line, f.Citation, f.Message, f.Evidence})
			s.due(f.Until)
		}
	}
}

// due takes the earlier of two deadlines.
func (s *Step) due(until certificate.Date) {
	if !until.IsZero() && (s.Until.IsZero() || until.Before(s.Until)) {
		s.Until = until
	}
}

// deadlines adds every day that the findings name.
func (s *Step) deadlines(findings []Finding) {
	for i := range findings {
		if f := &findings[i]; !f.Until.IsZero() {
			s.Deadlines = append(s.Deadlines, Deadline{f.Check, f.Message, f.Until})
		}
	}
}

// merge takes in what a line adds to what holds for the whole.
func (s *Step) merge(line Step) {
	for _, g := range line.Grounds {
		if g.Line != 0 || line.Message != s.Message && !slices.ContainsFunc(s.Grounds, g.same) {
			s.Grounds = append(s.Grounds, g)
		}
	}
	for _, d := range line.Deadlines {
		if !slices.Contains(s.Deadlines, d) {
			s.Deadlines = append(s.Deadlines, d)
		}
	}
	s.due(line.Until)
}

// same reports whether two grounds are the same finding.
func (g Ground) same(other Ground) bool {
	return g.Check == other.Check && g.Line == other.Line && g.Message == other.Message
}

// curable reports whether all findings of that verdict, and there are some, may be mended by a better proof.
func curable(verdict Verdict, lists ...[]Finding) bool {
	some := false
	for _, findings := range lists {
		for i := range findings {
			if findings[i].Verdict == verdict {
				if !findings[i].Curable {
					return false
				}
				some = true
			}
		}
	}
	return some
}
