package clearance

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"

	"origo/certificate"
	rules "origo/fta-rules"
)

// ListVersion names the list of this package's checks; it changes whenever a check, a citation or a verdict does.
const ListVersion = "2026-11.4"

// RuleSet says by which checks and rules an assessment was made.
type RuleSet struct {
	Version string `json:"version"` // of this package's checks
	Digest  string `json:"digest"`  // SHA-256, lower hex, over all checks of all agreements: ids, questions, citations, messages
	// Rules and RulesDigest name the agreement's rules of origin for the day of issue (agreement.Rules); empty if none
	// are held for it, so that the rule of every line is unknown.
	Rules       string `json:"rules,omitempty"`
	RulesDigest string `json:"rules_digest,omitempty"`
}

// Listed is one check as documentation shows it.
type Listed struct {
	ID       string
	Asks     string
	PerLine  bool
	Citation string
}

// List is every check of this package in the order in which it is made, with the ground it rests on under the
// agreement, for import into the country. The agreement's own checks are listed by its book of rules.
func List(agreement certificate.Agreement, country string) []Listed {
	s := subject{matter: &matter{Facts: Facts{Here: country}, law: lawOf(agreement)}}
	var all []Listed
	add := func(checks []check, perLine bool) {
		for _, c := range checks {
			if slices.ContainsFunc(all, func(l Listed) bool { return l.ID == c.id }) {
				continue // those on paper are in part those on documents
			}
			all = append(all, Listed{ID: c.id, Asks: c.asks, PerLine: perLine, Citation: c.cites(s)})
		}
	}
	add(certificateChecks, false)
	add(paperChecks(), false)
	add(lineChecks, true)
	return all
}

// listDigest is over this package's checks under every agreement and party, and over the book's.
func listDigest(book *rules.Book) string {
	h := sha256.New()
	for _, agreement := range certificate.Agreements() {
		for _, country := range agreement.Parties() {
			for _, l := range List(agreement, country) {
				fmt.Fprintf(h, "%s\t%s\t%s\t%s\t%t\t%s\n", agreement, country, l.ID, l.Asks, l.PerLine, l.Citation)
			}
		}
		writeChecks(h, book, agreement)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeChecks(h hash.Hash, book *rules.Book, agreement certificate.Agreement) {
	for _, c := range book.Checks(agreement) {
		messages := make([]string, len(c.Messages))
		for i, m := range c.Messages {
			messages[i] = string(m)
		}
		fmt.Fprintf(h, "%s\t%s\t%s\t%s\t%s\t%s\n", agreement, c.ID, c.Citation, c.From, c.Until, strings.Join(messages, " "))
	}
}

// ruleSet names what an assessment of a proof issued on the day rests on.
func (a *Assessor) ruleSet(agreement certificate.Agreement, issued certificate.Date) RuleSet {
	set := RuleSet{Version: ListVersion, Digest: a.list}
	if r, ok := a.book.RulesOn(agreement, issued); ok {
		set.Rules, set.RulesDigest = r.Version, r.Digest()
	}
	return set
}
