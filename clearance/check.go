package clearance

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"origo/certificate"
)

// subject is what a check looks at: the certificate and, for checks on lines, one line.
type subject struct {
	*matter
	line *lineMatter
}

// check is one requirement. Judge is called only where need finds nothing amiss.
type check struct {
	id    string
	asks  string // what it asks, in English
	cites func(subject) string
	need  func(subject) (Message, bool) // whether there is something to look at, and what to say if not
	judge func(subject) ruling
}

// find makes the check. Where some answer of the registry is missing nothing is refused: silence is no evidence.
func (c check) find(s subject) Finding {
	r := c.ruling(s)
	if r.verdict == Refuse && s.silent() {
		r.verdict = Refer
	}
	f := Finding{
		Check: c.id, Outcome: r.outcome, Verdict: r.verdict, Citation: c.cites(s),
		Inputs: r.inputs, Computed: r.computed, Message: r.message,
	}
	f.Text = english.Text(f)
	return f
}

func (c check) ruling(s subject) ruling {
	if message, ok := c.need(s); !ok {
		return notApplicable(message)
	}
	return c.judge(s)
}

// findAll makes the checks in their order.
func findAll(checks []check, s subject) []Finding {
	findings := make([]Finding, len(checks))
	for i, c := range checks {
		findings[i] = c.find(s)
	}
	return findings
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

// ListVersion names the list of checks; it changes whenever a check, a citation or a verdict does.
const ListVersion = "2026-11.1"

// RuleSet says by which checks an assessment was made.
type RuleSet struct {
	Version string `json:"version"`
	Digest  string `json:"digest"` // SHA-256, lower hex, over ids, questions and citations of the whole list
}

// Listed is one check as documentation shows it.
type Listed struct {
	ID       string
	Asks     string
	PerLine  bool
	Citation string
}

// List is every check in the order in which it is made, with the ground it rests on under the agreement, for import
// into the country.
func List(agreement certificate.Agreement, country string) []Listed {
	s := subject{matter: &matter{Facts: Facts{Here: country}, law: lawOf(agreement)}}
	var all []Listed
	for _, c := range certificateChecks() {
		all = append(all, Listed{ID: c.id, Asks: c.asks, Citation: c.cites(s)})
	}
	for _, c := range lineChecks() {
		all = append(all, Listed{ID: c.id, Asks: c.asks, PerLine: true, Citation: c.cites(s)})
	}
	return all
}

// ruleSet describes the list under every agreement, for import into every party.
var ruleSet = sync.OnceValue(func() RuleSet {
	var b strings.Builder
	for _, agreement := range certificate.Agreements() {
		for _, country := range agreement.Parties() {
			for _, l := range List(agreement, country) {
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%t\t%s\n", agreement, country, l.ID, l.Asks, l.PerLine, l.Citation)
			}
		}
	}
	return RuleSet{Version: ListVersion, Digest: digest([]byte(b.String()))}
})

// certificateChecks are those on the certificate as a whole.
func certificateChecks() []check {
	return slices.Concat(documentChecks(), recordChecks(), sealChecks(), dateChecks())
}
