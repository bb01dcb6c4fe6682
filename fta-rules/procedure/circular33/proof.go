package circular33

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on what the issuing authority says of a proof, and on small discrepancies.
const (
	ProofStands       finding.Message = "vn.proof.stands"
	ProofCancelled    finding.Message = "vn.proof.cancelled"
	OriginDenied      finding.Message = "vn.proof.origin_denied"
	ProofReplaced     finding.Message = "vn.proof.replaced"
	DifferenceMinor   finding.Message = "vn.difference.minor"
	DifferenceUnknown finding.Message = "vn.difference.to_judge"
)

// Withdrawn refuses a proof that the issuing authority has cancelled, or whose goods it says do not originate
// (Art. 14(2)). A cancellation in favour of another proof may be mended by declaring that one.
func Withdrawn(id, treaty string) procedure.Check {
	check := shared(id, "14(2)", treaty, func(c *procedure.Case) []finding.Finding {
		if c.Query.Answer == AnswerNotOriginating {
			return procedure.NotMet(finding.Refuse, OriginDenied)
		}
		if c.Proof.Status != procedure.Cancelled {
			return procedure.Met(ProofStands)
		}
		f := procedure.Failed(finding.Refuse, ProofCancelled)
		f.Curable = c.Proof.ReplacedBy != ""
		return []finding.Finding{f.From("reference", c.Proof.Reference).
			From("replaced_by", c.Proof.ReplacedBy).From("reason", c.Proof.StatusReason)}
	}, ProofStands, ProofCancelled, OriginDenied)
	holds := check.Applies
	check.Applies = func(c *procedure.Case) bool {
		known := c.Proof.Status == procedure.Valid || c.Proof.Status == procedure.Cancelled
		return holds(c) && c.HasProof() && (known || c.Query.Answer == AnswerNotOriginating)
	}
	return check
}

// Replaced refuses a proof in whose place the issuing authority has issued another (Art. 14(2)); the other one may be
// declared instead.
func Replaced(id, treaty string) procedure.Check {
	check := shared(id, "14(2)", treaty, func(c *procedure.Case) []finding.Finding {
		f := procedure.Curable(finding.Refuse, ProofReplaced)
		return []finding.Finding{f.From("reference", c.Proof.Reference).From("replaced_by", c.Proof.ReplacedBy)}
	}, ProofReplaced)
	holds := check.Applies
	check.Applies = func(c *procedure.Case) bool {
		return holds(c) && c.HasProof() && c.Proof.Status == procedure.Replaced
	}
	return check
}

// minorDifferences are the discrepancies that do not affect a proof (Art. 15(8)); the differing digits beyond the sixth
// are found by HSDifference.
var minorDifferences = []string{
	"spelling", "tick_form", "signature_slight", "units", "paper_size", "ink", "vessel", "description_slight",
}

// MinorDifferences accepts the discrepancies that the circular lists and puts any other to an officer.
func MinorDifferences(id, treaty string) procedure.Check {
	check := shared(id, "15(8)", treaty, func(c *procedure.Case) []finding.Finding {
		var all []finding.Finding
		for _, difference := range c.Differences {
			f := procedure.Unclear(finding.Refer, DifferenceUnknown)
			if slices.Contains(minorDifferences, strings.ToLower(difference)) {
				f = procedure.Passed(DifferenceMinor)
			}
			all = append(all, f.From("difference", difference))
		}
		return all
	}, DifferenceMinor, DifferenceUnknown)
	return check
}
