package answers

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
)

// Coverage says of one version of rules how much of it can be decided, and from what.
type Coverage struct {
	Agreement certificate.Agreement `json:"agreement"`
	Rules     *RuleSet              `json:"rules"`
	Lines     Counts                `json:"lines"`       // of the annex
	Codes     Counts                `json:"subheadings"` // of the edition
	General   int                   `json:"general"`     // subheadings that the general rule decides
	Chapters  []Chapter             `json:"chapters"`
}

// Chapter is the coverage of one chapter.
type Chapter struct {
	Chapter int    `json:"chapter"`
	Lines   Counts `json:"lines"`
	Codes   Counts `json:"subheadings"`
	General int    `json:"general"`
}

// Counts say how many are decided by code alone, need a choice by description, need facts about processes, need an
// officer, or are unknown.
type Counts struct {
	ByCode  int `json:"by_code"`
	Choice  int `json:"needs_choice"`
	Process int `json:"needs_process"`
	Officer int `json:"needs_officer"`
	Unknown int `json:"unknown"`
}

func counts(c agreement.Counts) Counts {
	return Counts{c[agreement.ByCode], c[agreement.NeedsChoice], c[agreement.NeedsProcess], c[agreement.NeedsOfficer], c[agreement.Unknown]}
}

// Coverage answers how much is known of every version of an agreement's rules, the earliest first.
func (d Desk) Coverage(a certificate.Agreement) []Coverage {
	all := []Coverage{}
	for _, r := range d.book.Versions(a) {
		all = append(all, coverage(a, r))
	}
	return all
}

func coverage(a certificate.Agreement, r *agreement.Rules) Coverage {
	answer := Coverage{Agreement: a, Rules: ruleSet(r)}
	var lines, codes agreement.Counts
	for _, c := range agreement.Cover(r) {
		lines.Add(c.Lines)
		codes.Add(c.Subheadings)
		answer.General += c.General
		answer.Chapters = append(answer.Chapters, Chapter{c.Chapter, counts(c.Lines), counts(c.Subheadings), c.General})
	}
	answer.Lines, answer.Codes = counts(lines), counts(codes)
	return answer
}
