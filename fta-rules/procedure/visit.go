package procedure

import (
	"cmp"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// VisitWords are the messages of a check on the consent to a verification visit.
type VisitWords struct{ Pending, Agreed, Denied, Unanswered finding.Message }

// VisitConsent judges whether the exporter or producer agreed to a visit by the last day: a refusal, and silence beyond
// that day, allow the preference to be denied.
func VisitConsent(c *Case, last certificate.Date, say VisitWords) finding.Finding {
	f := Unclear(finding.Verify, say.Pending)
	switch {
	case Is(c.Query.VisitRefused):
		f = Failed(finding.Refuse, say.Denied)
	case !c.Query.VisitConsented.IsZero() && !c.Query.VisitConsented.After(last):
		f = Passed(say.Agreed)
	case cmp.Or(c.Query.VisitConsented, c.Today).After(last):
		f = Failed(finding.Refuse, say.Unanswered)
	default:
		f.Until = last
	}
	return f.From("asked", c.Query.VisitAsked.String())
}
