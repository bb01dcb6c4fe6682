// Package answers lays out what the rules say so that people and programs can read it: rules, provisions,
// determinations, checks and coverage, each with its words in one language. The command line prints these answers and
// the HTTP interface sends them, so that both say the same.
package answers

import (
	"fmt"

	rules "origo/fta-rules"
	"origo/fta-rules/agreement"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// Desk answers from one book in one language. It may be used by several goroutines.
type Desk struct {
	book  *rules.Book
	words explain.Catalogue
}

// NewDesk makes a desk. It fails if the language's catalogue cannot be read.
func NewDesk(book *rules.Book, language explain.Language) (Desk, error) {
	words, err := explain.Load(language)
	if err != nil {
		return Desk{}, fmt.Errorf("load explanations: %w", err)
	}
	return Desk{book: book, words: words}, nil
}

// Words is the catalogue from which the desk takes its words.
func (d Desk) Words() explain.Catalogue { return d.words }

// RuleSet names the version of the rules that an answer rests on.
type RuleSet struct {
	Version  string `json:"version"`
	Edition  int    `json:"edition"`
	From     string `json:"from"`
	Until    string `json:"until,omitempty"`
	Official bool   `json:"official"` // false for a table derived by correlation
	Citation string `json:"citation"`
	Digest   string `json:"digest"`
}

func ruleSet(r *agreement.Rules) *RuleSet {
	return &RuleSet{Version: r.Version, Edition: int(r.Edition), From: r.From.String(), Until: r.Until.String(),
		Official: r.Official, Citation: r.Citation, Digest: r.Digest()}
}

// Worded is a rule or an alternative in notation and in words.
type Worded struct {
	Rule  string `json:"rule"`
	Words string `json:"words"`
}

func value(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }
