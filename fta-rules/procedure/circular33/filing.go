package circular33

import (
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on handing in a proof.
const (
	FiledInTime       finding.Message = "vn.filing.in_time"
	FiledLate         finding.Message = "vn.filing.late"
	ProofToFollow     finding.Message = "vn.proof.to_follow"
	ProofGuaranteed   finding.Message = "vn.proof.to_follow_guaranteed"
	ProofNeverCame    finding.Message = "vn.proof.never_came"
	EarlierLawHeld    finding.Message = "vn.law.earlier"
	ReferenceDeclared finding.Message = "vn.declared.as_on_proof"
	ReferenceDiffers  finding.Message = "vn.declared.reference_differs"
	DateDiffers       finding.Message = "vn.declared.date_differs"
)

// SupplementDeadline is the last day on which a proof may follow a declaration: so many years after its registration,
// one in general and two under UKVFTA and EVFTA (Art. 12(1)(b)). It is zero if the registration is not known.
func SupplementDeadline(c *procedure.Case, years int) certificate.Date {
	if c.Declaration.Registered.IsZero() {
		return certificate.Date{}
	}
	return c.Declaration.Registered.AddYears(years)
}

// LateFiling refuses a proof that follows later than so many years after registration (Arts 12(1)(b), 14(1)). That the
// proof must still be valid is the treaty's affair.
func LateFiling(id string, years int) procedure.Check {
	check := national(id, "12(1)(b), 14(1)", func(c *procedure.Case) []finding.Finding {
		last := SupplementDeadline(c, years)
		f := procedure.Passed(FiledInTime)
		if c.Declaration.ProofSubmitted.After(last) {
			f = procedure.Failed(finding.Refuse, FiledLate)
		}
		return []finding.Finding{f.From("registered", c.Declaration.Registered.String()).
			From("submitted", c.Declaration.ProofSubmitted.String()).
			Giving("years", strconv.Itoa(years)).Giving("last", last.String())}
	}, FiledInTime, FiledLate)
	check.Applies = func(c *procedure.Case) bool {
		return governs(c) && c.HasProof() && !c.Declaration.ProofSubmitted.IsZero() && !c.Declaration.Registered.IsZero()
	}
	return check
}

// NoProofYet lets the goods go at the ordinary rate, or at the preferential one if a credit institution guarantees the
// difference, and says until when the proof may follow (Arts 10(1)(a), 12(1)(b)). A consignment for which a waiver is
// claimed is judged by the treaty's own check.
func NoProofYet(id string, years int) procedure.Check {
	check := national(id, "10(1)(a), 12(1)(b)", func(c *procedure.Case) []finding.Finding {
		last := SupplementDeadline(c, years)
		f := procedure.Failed(finding.Defer, ProofToFollow)
		switch {
		case !last.IsZero() && c.Today.After(last):
			f = procedure.Failed(finding.Refuse, ProofNeverCame)
		case procedure.Is(c.Declaration.Guarantee):
			f.Message = ProofGuaranteed
		}
		f.Until = last
		return []finding.Finding{f.From("registered", c.Declaration.Registered.String()).Giving("years", strconv.Itoa(years))}
	}, ProofToFollow, ProofGuaranteed, ProofNeverCame)
	check.Applies = func(c *procedure.Case) bool {
		return governs(c) && c.Proof.Kind == procedure.None && !claimsWaiver(c)
	}
	return check
}

// claimsWaiver reports whether the claim rests on a small value or on private use instead of a proof.
func claimsWaiver(c *procedure.Case) bool {
	return c.Waiver.Value != nil || procedure.Is(c.Waiver.Private) || procedure.Is(c.Waiver.Luggage)
}

// EarlierLaw refers what the circular would decide on a declaration registered before it was the law: its predecessors
// are not at hand, and they are not replaced by it in silence.
func EarlierLaw(id string) procedure.Check {
	return procedure.Check{
		ID: id, Citation: article("23"), Until: Since.AddDays(-1), Day: procedure.OfDeclaration,
		Stages: []procedure.Stage{procedure.Clearance}, Messages: []finding.Message{EarlierLawHeld},
		Applies: func(c *procedure.Case) bool { return c.Importer == importer && reliesOnCircular(c) },
		Judge: func(c *procedure.Case) []finding.Finding {
			f := procedure.Unclear(finding.Refer, EarlierLawHeld)
			return []finding.Finding{f.From("registered", c.Declaration.Registered.String()).Giving("since", Since.String())}
		},
	}
}

// reliesOnCircular reports whether a question arises that the circular alone answers: a missing or supplementary proof,
// a differing subheading, or the evidence of a transit.
func reliesOnCircular(c *procedure.Case) bool {
	if c.Declaration.Registered.IsZero() {
		return false
	}
	if c.Proof.Kind == procedure.None && !claimsWaiver(c) || c.Declaration.ProofSubmitted.After(c.Declaration.Registered) ||
		len(c.ForeignLegs()) > 0 {
		return true
	}
	for _, item := range c.Items {
		if relate(item.HS, item.Declared.HS) == otherSubheading {
			return true
		}
	}
	return false
}

// DeclaredReference compares number and date of the proof on the declaration with the proof itself (Art. 11). Wrong
// data may be amended (Art. 11(4)). A self-certified proof may be named by the exporter's code.
func DeclaredReference(id string) procedure.Check {
	check := national(id, "11(1), 11(4)", func(c *procedure.Case) []finding.Finding {
		declared, proof := c.Declaration, c.Proof
		var differ []finding.Finding
		if declared.Reference != "" && !names(declared.Reference, proof) {
			f := procedure.Curable(finding.Refer, ReferenceDiffers)
			differ = append(differ, f.From("declared", declared.Reference).From("proof", proof.Reference))
		}
		if !declared.IssueDate.IsZero() && declared.IssueDate != proof.IssueDate {
			f := procedure.Curable(finding.Refer, DateDiffers)
			differ = append(differ, f.From("declared", declared.IssueDate.String()).From("proof", proof.IssueDate.String()))
		}
		if differ == nil {
			return procedure.Met(ReferenceDeclared)
		}
		return differ
	}, ReferenceDeclared, ReferenceDiffers, DateDiffers)
	check.Applies = func(c *procedure.Case) bool {
		return governs(c) && c.HasProof() && (c.Declaration.Reference != "" || !c.Declaration.IssueDate.IsZero())
	}
	return check
}

// names reports whether the declared text is the proof's number or, for self-certification, the exporter's code.
// Blanks and case do not matter.
func names(declared string, proof procedure.Proof) bool {
	known := []string{proof.Reference}
	if proof.Kind == procedure.Self {
		known = append(known, proof.Self.Authorisation, proof.Self.EORI)
	}
	for _, name := range known {
		if name != "" && plain(name) == plain(declared) {
			return true
		}
	}
	return false
}

// plain drops blanks and case, in which typists differ.
func plain(text string) string { return strings.ToUpper(strings.Join(strings.Fields(text), "")) }
