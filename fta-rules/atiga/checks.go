package atiga

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// The stages at which a check is made.
var (
	always      = []procedure.Stage{procedure.Issue, procedure.Clearance}
	atClearance = []procedure.Stage{procedure.Clearance}
)

// The citations that several checks of Annex 8 share.
const (
	annex8 = "ATIGA Annex 8 "
	notes  = "ATIGA Annex 7, overleaf note "
)

// supplementYears is how long after registration of the declaration a proof may follow in Viet Nam.
const supplementYears = 1

// Checks lists what Annex 8 and Viet Nam's import procedure ask, ATIGA-M01 to M32, and the questions ATIGA-J01 to J14
// that only an officer can answer.
func Checks() []procedure.Check {
	return slices.Concat(proofChecks(), fieldChecks(), authenticityChecks(), timeChecks(), claimChecks(), tradeChecks(),
		journeyChecks(), vietnameseChecks(), questions())
}

// vietnameseChecks are those of Viet Nam's customs that ATIGA shares with other agreements.
func vietnameseChecks() []procedure.Check {
	transit := circular33.TransitEvidence("ATIGA-M25")
	transit.Applies = both(transit.Applies, keptOnTheWay)
	return []procedure.Check{
		circular33.NoProofYet("ATIGA-M01", supplementYears),
		circular33.DeclaredReference("ATIGA-M04"),
		circular33.Replaced("ATIGA-M06", annex8+"R.29(4)"),
		circular33.LateFiling("ATIGA-M14", supplementYears),
		circular33.EarlierLaw("ATIGA-M14"),
		circular33.HSDifference("ATIGA-M19", annex8+"R.16(1), R.16(2)"),
		circular33.Quantity("ATIGA-M20", annex8+"R.6"),
		transit,
		circular33.Withdrawn("ATIGA-M29", annex8+"R.18, R.29(4)"),
		circular33.VerificationClock("ATIGA-M32", circular33.Clock{Days: 180, Treaty: annex8 + "R.18"}),
		circular33.VisitClock("ATIGA-M32"),
		circular33.InquiryClock("ATIGA-M32"),
		circular33.MinorDifferences("ATIGA-J03", annex8+"R.16(1); matrix of minor discrepancies (36th SC-AROO)"),
	}
}

// Messages lists every message of the package in alphabetical order: those of checks and provisions and the names of
// evidence.
func Messages() []finding.Message {
	all := []finding.Message{evidenceOfMaterial}
	for _, check := range Checks() {
		all = append(all, check.Messages...)
	}
	for _, provision := range Provisions() {
		all = append(all, provision.Message)
	}
	all = append(all, evidence...)
	for _, q := range questionList {
		all = append(all, q.evidence())
	}
	all = slices.DeleteFunc(all, func(m finding.Message) bool { return !strings.HasPrefix(string(m), "atiga.") })
	slices.Sort(all)
	return slices.Compact(all)
}

// both reports whether each of two conditions holds; nil always holds.
func both(a, b func(*procedure.Case) bool) func(*procedure.Case) bool {
	return func(c *procedure.Case) bool { return (a == nil || a(c)) && (b == nil || b(c)) }
}

// one is a list of one finding.
func one(f finding.Finding) []finding.Finding { return []finding.Finding{f} }

// issueDay is the day of issue or, on an application, the day on which it is looked at.
func issueDay(c *procedure.Case) certificate.Date {
	if c.Proof.IssueDate.IsZero() && c.Stage == procedure.Issue {
		return c.Today
	}
	return c.Proof.IssueDate
}

// issuer is the country whose authority issues the proof: as the proof says, else the exporting party.
func issuer(c *procedure.Case) string {
	if c.Proof.IssuingCountry != "" {
		return c.Proof.IssuingCountry
	}
	return c.Exporter
}

// isPaper reports whether the proof is a paper Form D, or one of which nothing says that it is electronic.
func isPaper(c *procedure.Case) bool { return c.Proof.Kind == procedure.Certificate }

// isElectronic reports whether the proof is an e-Form D.
func isElectronic(c *procedure.Case) bool { return c.Proof.Kind == procedure.Electronic }

// isSelf reports whether the proof is the origin declaration of a certified exporter.
func isSelf(c *procedure.Case) bool { return c.Proof.Kind == procedure.Self }

// plain drops case and superfluous blanks, in which typists differ.
func plain(text string) string { return strings.ToUpper(strings.Join(strings.Fields(text), " ")) }
