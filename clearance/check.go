package clearance

import "slices"

// subject is what a check looks at: the certificate and, for checks on lines, one line.
type subject struct {
	*matter
	line  *lineMatter
	rules []*Finding // what the agreement's own checks found of it
	found []Finding  // and of all the certificate and its items
}

// check is one requirement. Judge is called only where need finds nothing amiss.
type check struct {
	id    string
	asks  string // what it asks, in English
	cites func(subject) string
	need  func(subject) (Message, bool) // whether there is something to look at, and what to say if not; no message: say nothing
	judge func(subject) ruling
	// yields are messages of the agreement's own checks that say the same on a better ground: where the rules gave one,
	// this check is not made.
	yields []Message
}

// find makes the check, and reports whether it has anything to say.
func (c check) find(s subject) (Finding, bool) {
	if s.said(c.yields) {
		return Finding{}, false
	}
	r := c.ruling(s)
	if r.Message == "" {
		return Finding{}, false
	}
	f := Finding(r)
	f.Check, f.Citation = c.id, c.cites(s)
	s.temper(&f)
	return f, true
}

func (c check) ruling(s subject) ruling {
	if message, ok := c.need(s); !ok {
		return notApplicable(message)
	}
	return c.judge(s)
}

// temper keeps to the rule that silence is no evidence: where some answer of the registry is missing nothing is refused.
func (m *matter) temper(f *Finding) {
	if f.Verdict == Refuse && m.unanswered {
		f.Verdict = Refer
	}
}

// findAll makes the checks in their order, and puts what the rules found behind.
func findAll(checks []check, s subject) []Finding {
	var room [16]Finding // more than checks find of a line
	own := room[:0]
	for i := range checks {
		if f, says := checks[i].find(s); says {
			own = append(own, f)
		}
	}
	found := append(make([]Finding, 0, len(own)+len(s.rules)), own...)
	for _, f := range s.rules {
		found = append(found, *f)
	}
	return found
}

// said reports whether the rules gave one of the messages.
func (s subject) said(messages []Message) bool {
	return len(messages) > 0 && slices.ContainsFunc(s.rules, func(f *Finding) bool { return slices.Contains(messages, f.Message) })
}

// The citations that do not depend on the subject's details.
func always(citation string) func(subject) string {
	return func(subject) string { return citation }
}

// What checks need to look at.

func nothing(subject) (Message, bool) { return "", true }

func aDocument(s subject) (Message, bool) { return msgNoDocument, s.document != nil }

func aRecord(s subject) (Message, bool) {
	_, ok := s.Record.found()
	return msgNoRecord, ok
}

func both(first, second func(subject) (Message, bool)) func(subject) (Message, bool) {
	return func(s subject) (Message, bool) {
		if message, ok := first(s); !ok {
			return message, false
		}
		return second(s)
	}
}

// certificateChecks are those on the certificate as a whole.
var certificateChecks = slices.Concat(documentChecks(), recordChecks(), sealChecks(), stampChecks(), stampedChecks(), inquiryChecks(), takenDownChecks(), declarationChecks())

// enteredChecks are those on a proof that is no sealed document.
var enteredChecks = slices.Concat(paperChecks(), inquiryChecks(), takenDownChecks(), declarationChecks())
