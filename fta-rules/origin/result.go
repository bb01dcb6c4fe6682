package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
)

// Determination says whether a good originates, and shows why.
type Determination struct {
	Rules    RuleSet           `json:"rules"`
	Input    string            `json:"input"`             // SHA-256 of the bill, lower hex
	Outcome  finding.Outcome   `json:"outcome"`           // met: the good originates
	Line     string            `json:"line,omitempty"`    // id of the line applied, empty if several or none
	By       *Route            `json:"by,omitempty"`      // the first alternative that is met
	Claimed  finding.Outcome   `json:"claimed,omitempty"` // under the criterion of the bill alone, if it names one
	Routes   []Route           `json:"routes"`            // every alternative, in the rule's order
	Numbers  finding.Values    `json:"numbers,omitempty"` // by name: rvc, rvc_direct, rvc_indirect, vnm, nom, tolerance_value...; shares in percent, cut off
	Shares   []Share           `json:"-"`                 // the exact shares behind Numbers
	Tree     finding.Finding   `json:"tree"`
	Remedies []finding.Finding `json:"remedies,omitempty"` // the smallest changes or missing evidence that would alter the outcome
}

// Route is one alternative of the rule and what a certificate would say if it were claimed.
type Route struct {
	Alternative int             `json:"alternative"` // 1 is the first; 0 for a route beside the rule, such as wholly obtained
	Rule        string          `json:"rule"`
	Outcome     finding.Outcome `json:"outcome"`
	Criterion   string          `json:"criterion,omitempty"` // as the form prints it in its box for the criterion
	Tolerance   string          `json:"tolerance,omitempty"` // id of the tolerance relied on
	Marks       []string        `json:"marks,omitempty"`     // ticks and entries the proof needs: "accumulation", "de_minimis", or a wording
	Claimed     bool            `json:"claimed,omitempty"`   // whether the criterion of the bill claims this alternative
}

// RuleSet names the rules that were applied, so that an answer can be replayed.
type RuleSet struct {
	Version  string           `json:"version"`
	Digest   string           `json:"digest"` // SHA-256 over all lines and terms, lower hex
	From     certificate.Date `json:"from"`
	Edition  int              `json:"edition"`
	Official bool             `json:"official"`
}
