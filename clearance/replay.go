package clearance

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Replay is what came of assessing stored facts again.
type Replay struct {
	Same     bool       `json:"same"`       // the assessment is the stored one, to the byte
	Intact   bool       `json:"intact"`     // the stored assessment has the digest it names: nobody changed it since
	Facts    bool       `json:"facts"`      // the stored facts are those that the assessment names
	RuleSets bool       `json:"same_rules"` // both rest on the same checks and rules
	Before   Judged     `json:"before"`
	After    Judged     `json:"after"`
	Changes  []Change   `json:"changes"` // finding by finding; none if only rule sets or digests differ
	Now      Assessment `json:"assessment"`
}

// Judged is a verdict and what it rests on.
type Judged struct {
	Verdict Verdict `json:"verdict"`
	RuleSet RuleSet `json:"rule_set"`
	Digest  string  `json:"digest"`
}

// Change is one difference: a finding that is new, is no longer made, or came out otherwise. Where both are absent the
// verdict of the line changed.
type Change struct {
	Line   int      `json:"line"` // of the declaration; 0 for the whole certificate
	Check  string   `json:"check,omitempty"`
	Before *Finding `json:"before,omitempty"`
	After  *Finding `json:"after,omitempty"`
	From   Verdict  `json:"from,omitempty"` // verdict before, of the finding or the line
	To     Verdict  `json:"to,omitempty"`
}

// Replay assesses the stored facts again, by this assessor's rules, and says what differs.
func (a *Assessor) Replay(stored Report) (Replay, error) {
	now, err := a.Assess(*stored.Facts)
	if err != nil {
		return Replay{}, fmt.Errorf("replay: %w", err)
	}
	intact, err := stored.Assessment.intact()
	if err != nil {
		return Replay{}, fmt.Errorf("replay: %w", err)
	}
	return Replay{
		Same: now.Digest == stored.Digest && intact, Intact: intact, Facts: now.Inputs == stored.Inputs,
		RuleSets: now.RuleSet == stored.RuleSet, Before: stored.judged(), After: now.judged(),
		Changes: changesBetween(stored.Assessment, now), Now: now,
	}, nil
}

func (a Assessment) judged() Judged { return Judged{a.Verdict, a.RuleSet, a.Digest} }

// intact reports whether the assessment has the digest that it names.
func (a Assessment) intact() (bool, error) {
	named := a.Digest
	a.Digest = ""
	raw, err := a.Bytes()
	return named == digest(raw), err
}

func changesBetween(before, after Assessment) []Change {
	changes := compare(0, before.Findings, after.Findings)
	if before.Verdict != after.Verdict {
		changes = append(changes, Change{From: before.Verdict, To: after.Verdict})
	}
	for i := range max(len(before.Lines), len(after.Lines)) {
		changes = append(changes, compareLines(lineAt(before, i), lineAt(after, i))...)
	}
	if changes == nil {
		return []Change{}
	}
	return changes
}

// lineAt is the line at a place, an empty one behind the last.
func lineAt(a Assessment, i int) Line {
	if i < len(a.Lines) {
		return a.Lines[i]
	}
	return Line{}
}

func compareLines(before, after Line) []Change {
	number := max(before.Line, after.Line)
	changes := compare(number, before.Findings, after.Findings)
	if before.Verdict != after.Verdict {
		changes = append(changes, Change{Line: number, From: before.Verdict, To: after.Verdict})
	}
	return changes
}

// compare sets findings of the same check against each other in their order.
func compare(line int, before, after []Finding) []Change {
	var changes []Change
	left := map[string][]*Finding{}
	for i := range after {
		left[after[i].Check] = append(left[after[i].Check], &after[i])
	}
	for i := range before {
		old, rest := &before[i], left[before[i].Check]
		if len(rest) == 0 {
			changes = append(changes, Change{Line: line, Check: old.Check, Before: old, From: old.Verdict})
			continue
		}
		left[old.Check] = rest[1:]
		if !sameFinding(old, rest[0]) {
			changes = append(changes, Change{line, old.Check, old, rest[0], old.Verdict, rest[0].Verdict})
		}
	}
	for i := range after { // what is left is new
		if rest := left[after[i].Check]; len(rest) > 0 && rest[0] == &after[i] {
			left[after[i].Check] = rest[1:]
			changes = append(changes, Change{Line: line, Check: after[i].Check, After: &after[i], To: after[i].Verdict})
		}
	}
	return changes
}

// sameFinding compares findings as they are written: an empty list and none are the same.
func sameFinding(a, b *Finding) bool {
	one, err := json.Marshal(a)
	other, otherErr := json.Marshal(b)
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}
