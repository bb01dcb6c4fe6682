package rules

import (
	"errors"
	"fmt"
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// Determine says whether the good of a bill originates. It fails if the bill cannot be read or the book holds no rules
// for its agreement and day; the error says what to mend.
func (b *Book) Determine(bill origin.Bill) (origin.Determination, error) {
	r, ok := b.RulesOn(bill.Agreement, bill.On)
	if !ok {
		return origin.Determination{}, &NoRulesError{Agreement: bill.Agreement, On: bill.On}
	}
	return origin.Determine(r, bill)
}

// Claim judges what a proof says of one line of goods, from the proof alone.
func (b *Book) Claim(c origin.ClaimInput) origin.ClaimResult {
	r, _ := b.RulesOn(c.Agreement, c.On)
	return origin.Claim(r, c)
}

// NoRulesError tells that the book does not hold the rules of an agreement for a day: what it would say is not known.
type NoRulesError struct {
	Agreement certificate.Agreement
	On        certificate.Date
}

// Error names agreement and day, or asks for the day.
func (e *NoRulesError) Error() string {
	if e.On.IsZero() {
		return fmt.Sprintf("%s: state the day of issue (on), which picks the rules", e.Agreement)
	}
	return fmt.Sprintf("%s: no rules are held for proofs issued on %s", e.Agreement, e.On)
}

// Examine looks at a case as an officer does: it asks for every item what can be said from the proof alone and, where a
// bill of materials is given by the item's number, whether the good originates; then it makes the agreement's checks and
// sums up. The case itself is not changed. It fails if a bill cannot be read, or if the book holds nothing of the
// agreement, of which it could only say that nothing was found against the claim.
func (b *Book) Examine(c *procedure.Case, bills map[int]origin.Bill) (procedure.Decision, error) {
	found, err := b.Findings(c, bills)
	if err != nil {
		return procedure.Decision{}, err
	}
	return procedure.Decide(c, found), nil
}

// Findings is what Examine finds, for those who sum up themselves.
func (b *Book) Findings(c *procedure.Case, bills map[int]origin.Bill) ([]finding.Finding, error) {
	if _, held := b.shelves[c.Agreement]; !held {
		return nil, fmt.Errorf("no rules are held of agreement %q", c.Agreement)
	}
	examined := *c
	examined.Items = slices.Clone(c.Items)
	for i := range examined.Items {
		item := &examined.Items[i]
		bill, given := bills[item.Number]
		if err := b.examineItem(&examined, item, bill, given); err != nil {
			return nil, fmt.Errorf("item %d: %w", item.Number, err)
		}
	}
	return procedure.Run(b.shelves[c.Agreement].checks, &examined), nil
}

// examineItem fills in the rules for an item and what package origin says of it.
func (b *Book) examineItem(c *procedure.Case, item *procedure.Item, bill origin.Bill, given bool) error {
	day := issueDay(c)
	b.fillClaim(c, item, claimOf(c, item, bill), day)
	if given {
		if err := b.fillDetermination(c, item, bill); err != nil {
			return err
		}
	}
	if reclassified(item) {
		item.Rule = b.ruleFor(c, item.Rule, item.HS, day)
		item.Declared.Rule = b.ruleFor(c, item.Declared.Rule, item.Declared.HS, day)
	}
	return nil
}

// reclassified reports whether another subheading was declared than the proof states. Only then do the checks compare
// the rules of both.
func reclassified(item *procedure.Item) bool {
	stated, err := hs.Parse(item.HS.Code)
	declared, errDeclared := hs.Parse(item.Declared.HS.Code)
	return err == nil && errDeclared == nil && stated != declared
}

// issueDay is the day that picks the rules: that of issue or, before a proof is issued, today.
func issueDay(c *procedure.Case) certificate.Date {
	if c.Proof.IssueDate.IsZero() && c.Stage == procedure.Issue {
		return c.Today
	}
	return c.Proof.IssueDate
}

// fillClaim puts the question of the claim, if the proof says anything of the item's origin.
func (b *Book) fillClaim(c *procedure.Case, item *procedure.Item, input origin.ClaimInput, day certificate.Date) {
	printed := item.Criterion != ""
	proven := c.Proof.Kind != procedure.None && c.Proof.Kind != procedure.Simplified && c.Proof.Kind != ""
	asked := proven && (origin.PrintsCriterion(c.Agreement) || !input.HS.IsZero())
	if item.Claim != nil || (!printed && !asked) {
		return
	}
	input.On = day
	result := b.Claim(input)
	item.Claim = &procedure.Origin{Outcome: result.Outcome, Tree: result.Tree, Boxes: result.Boxes}
}

// claimOf is what the case says of an item's claim.
func claimOf(c *procedure.Case, item *procedure.Item, bill origin.Bill) origin.ClaimInput {
	input := origin.ClaimInput{
		Agreement: c.Agreement, Exporter: c.Exporter, Importer: c.Importer, HS: item.HS, Criterion: item.Criterion,
		FOBShown: item.FOBShown, Choice: bill.Good.Choice, Rule: item.Rule,
	}
	if len(c.Items) == 1 { // otherwise nobody can tell which line a tick is for
		input.Ticks = &origin.Ticks{
			Accumulation: c.Proof.Has(procedure.Accumulation), DeMinimis: c.Proof.Has(procedure.DeMinimis),
			PartialCumulation: c.Proof.Has(procedure.PartialCumulation),
		}
	}
	if input.HS.IsZero() {
		input.HS = item.Declared.HS
	}
	return input
}

// fillDetermination puts the question of origin. What the bill leaves open, the case says.
func (b *Book) fillDetermination(c *procedure.Case, item *procedure.Item, bill origin.Bill) error {
	if item.Determination != nil {
		return nil
	}
	completeBill(&bill, c, item)
	d, err := b.Determine(bill)
	var none *NoRulesError
	if errors.As(err, &none) { // a day without rules leaves the origin open, it does not stop the examination
		unknown := finding.Finding{Outcome: finding.CannotTell, Message: "rule.unknown"}.From("code", bill.Good.HS.Code)
		item.Determination = &procedure.Origin{Outcome: finding.CannotTell, Tree: unknown}
		return nil
	}
	if err != nil {
		return err
	}
	answer := &procedure.Origin{Outcome: d.Outcome, Tree: d.Tree, Claimed: d.Claimed}
	if d.By != nil {
		answer.By, answer.Marks = d.By.Rule, d.Basis().Marks
	}
	item.Determination = answer
	return nil
}

// completeBill takes over from the case what a bill does not say.
func completeBill(bill *origin.Bill, c *procedure.Case, item *procedure.Item) {
	bill.Agreement = c.Agreement
	if bill.On.IsZero() {
		bill.On = issueDay(c)
	}
	bill.Exporter = orElse(bill.Exporter, c.Exporter)
	bill.Importer = orElse(bill.Importer, c.Importer)
	bill.Rule = orElse(bill.Rule, item.Rule)
	if _, err := certificate.ParseCriterion(c.Agreement, item.Criterion); err == nil { // an unreadable one is for the claim to tell
		bill.Criterion = orElse(bill.Criterion, item.Criterion)
	}
	if bill.Good.HS.IsZero() {
		bill.Good.HS = item.HS
	}
}

func orElse(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}

// ruleFor is the rule for a code in notation: the one given, or that of the table if exactly one is known.
func (b *Book) ruleFor(c *procedure.Case, given string, code certificate.HSCode, day certificate.Date) string {
	if given != "" || code.IsZero() {
		return given
	}
	rule, _ := b.Lookup(c.Agreement, code, day).Only()
	return rule
}
