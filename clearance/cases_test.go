package clearance

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	rules "origo/fta-rules"
	"origo/fta-rules/cases"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// through is a book whose examinations at clearance go through the whole assessment, from stored facts.
type through struct {
	*rules.Book
	t    *testing.T
	seen map[procedure.Kind]int
}

func (b through) Examine(c *procedure.Case, bills map[int]origin.Bill) (procedure.Decision, error) {
	if c.Stage != procedure.Clearance {
		return b.Book.Examine(c, bills)
	}
	b.seen[c.Proof.Kind]++
	a, err := NewAssessor(b.Book).Assess(stored(b.t, factsOf(c, bills)))
	return decisionOf(must(b.t, a, err)), nil
}

// stored is what a file keeps of the facts.
func stored(t *testing.T, f Facts) Facts {
	t.Helper()
	raw, err := json.Marshal(f)
	var again Facts
	if err := json.Unmarshal(must(t, raw, err), &again); err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	return again
}

// factsOf is a worked case as an officer would enter it: the cases are about proofs on paper or from other systems, and
// about claims without proof. Whatever they do not doubt, an officer has compared.
func factsOf(c *procedure.Case, bills map[int]origin.Bill) Facts {
	f := Facts{
		Source: FromLedger, Here: c.Importer, PresentedOn: c.Declaration.ProofSubmitted, Today: c.Today,
		Entered:     &Entered{Agreement: c.Agreement, Exporter: c.Exporter, Proof: c.Proof, Items: c.Items},
		Declaration: declarationOf(c), Account: Have(accountOf(c)),
		Papers: Papers{
			Journey: c.Journey, Waiver: c.Waiver, Query: c.Query, Settings: c.Settings, Differences: c.Differences,
			Doubts: map[string]bool{doubtAuthenticity: false}, Bills: bills, Previous: map[int]Previous{},
		},
		AsOf: AsOf{Channel: string(c.Agreement)},
	}
	for name, raised := range c.Doubts {
		f.Papers.Doubts[name] = raised
	}
	for _, item := range c.Items {
		if d := item.Determination; d != nil {
			f.Papers.Previous[item.Number] = Previous{Outcome: d.Outcome, Claimed: d.Claimed, By: d.By, Marks: d.Marks}
		}
	}
	return f
}

func declarationOf(c *procedure.Case) *Declaration {
	d := &Declaration{
		Number: "VN-1", ImportingCountry: c.Importer, Registered: c.Declaration.Registered, Invoice: c.Declaration.Invoice,
		OriginCountry: c.Declaration.OriginCountry, Reference: c.Declaration.Reference, IssueDate: c.Declaration.IssueDate,
		Guarantee: c.Declaration.Guarantee, RateExcluded: c.Declaration.RateExcluded,
	}
	for _, item := range c.Items {
		line := DeclaredLine{Line: item.Number, Item: item.Number, HS: item.Declared.HS.Code, Edition: item.Declared.HS.Edition,
			Rule: item.Declared.Rule, EvidenceDays: item.Declared.EvidenceDays}
		switch {
		case item.Declared.Quantity != nil:
			line.Quantity = *item.Declared.Quantity
		case item.Quantity != nil:
			line.Quantity = *item.Quantity
		}
		d.Lines = append(d.Lines, line)
	}
	return d
}

// accountOf is what the ledger counts of the proof.
func accountOf(c *procedure.Case) registry.Account {
	var account registry.Account
	for _, item := range c.Items {
		if item.Quantity == nil {
			continue
		}
		b := registry.Balance{Item: item.Number, Unit: item.Quantity.Unit, Certified: item.Quantity.Value}
		if used := item.Declared.Used; used != nil {
			b.Used = used.Value
		}
		account.Balances = append(account.Balances, b)
	}
	return account
}

// decisionOf is the assessment in the words of the rules, for the comparison with what the case expects.
func decisionOf(a Assessment) procedure.Decision {
	d := procedure.Decision{Verdict: a.Verdict, Curable: a.Step.Curable, Findings: ofAgreement(a.Findings)}
	for _, l := range a.Lines {
		item := procedure.ItemDecision{Number: l.Item, Verdict: l.Verdict}
		if l.Excess != nil {
			item.Covered, item.Excess = l.Covered, l.Excess
		}
		d.Items = append(d.Items, item)
		d.Findings = append(d.Findings, ofAgreement(l.Findings)...)
	}
	return d
}

func ofAgreement(findings []Finding) []Finding {
	var own []Finding
	for _, f := range findings {
		for _, agreement := range certificate.Agreements() {
			if strings.HasPrefix(f.Check, strings.ToUpper(string(agreement))+"-") {
				own = append(own, f)
			}
		}
	}
	return own
}

// TestWorkedCases: every worked case at clearance comes out of the assessment as the case expects, strictly.
func TestWorkedCases(t *testing.T) {
	book, err := rulebook()
	must(t, book, err)
	for _, name := range []string{"atiga", "vkfta", "ukvfta"} {
		raw, err := os.ReadFile("../fta-rules/cases/testdata/" + name + ".json")
		b := through{book, t, map[procedure.Kind]int{}}
		report, err2 := cases.Run(b, must(t, raw, err))
		must(t, report, err2)
		for _, r := range report.Results {
			if !r.Passed {
				t.Errorf("%s %s: %s %+v", r.ID, r.Title, r.Problem, r.Differences)
			}
		}
		t.Logf("%s: %s, assessed %v", name, report.Summary(), b.seen)
	}
}
