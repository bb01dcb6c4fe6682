package cases

import (
	"fmt"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure/circular33"
)

// byGrounds stands for the reasons why the claimed alternative of the rule is not met.
const byGrounds = ""

// atigaReasons are the schema's words for what was found. A finding that stands in the way and has no word here is
// given by its message, so that no reason is lost.
var atigaReasons = map[finding.Message]string{
	circular33.FiledLate:            "SUBMITTED_AFTER_ONE_YEAR_OF_REGISTRATION",
	circular33.ProofToFollow:        "NO_PROOF_YET",
	circular33.ProofGuaranteed:      "NO_PROOF_YET",
	circular33.ProofCancelled:       "PROOF_CANCELLED",
	circular33.ProofReplaced:        "PROOF_CANCELLED",
	circular33.CodeMinor:            "MINOR_HS8_DIFFERENCE",
	circular33.CodeCriterionDiffers: "HS_CRITERION_MISMATCH",
	circular33.QuantityExceeds:      "QTY_EXCEEDS_PROOF",
	circular33.TransitUnproven:      "TRANSIT_PROOF_MISSING",
	circular33.VerificationTimeout:  "VERIFICATION_TIMEOUT",
	circular33.VerificationPending:  "VERIFICATION_PENDING",

	"atiga.origin.not_met":                       byGrounds,
	"atiga.origin.by_other_criterion":            byGrounds,
	"atiga.value.below":                          "RVC_BELOW_THRESHOLD",
	"atiga.partial.not_eligible":                 "PARTIAL_CUMULATION_NOT_ELIGIBLE",
	"atiga.criterion.ita_unverified":             "ITA_BOX8_CODE_UNVERIFIED",
	"atiga.fob.missing":                          "BOX9_FOB_MISSING",
	"atiga.retroactive.not_marked":               "RETROACTIVE_NOT_MARKED",
	"atiga.retroactive.over_one_year":            "RETROACTIVE_OVER_ONE_YEAR",
	"atiga.invoice.third_country_not_marked":     "TCI_NOT_MARKED",
	"atiga.invoice.number_differs":               "INVOICE_MISMATCH",
	"atiga.invoice.date_differs":                 "INVOICE_MISMATCH",
	"atiga.issuer.not_member":                    "ISSUER_NOT_MEMBER",
	"atiga.back_to_back.intermediate_not_member": "B2B_INTERMEDIATE_NOT_MEMBER",
	"atiga.back_to_back.after_earliest_expiry":   "B2B_AFTER_EARLIEST_ORIGINAL_EXPIRY",
	"atiga.back_to_back.quantity_exceeded":       "B2B_QTY_EXCEEDED",
	"atiga.transit.not_direct":                   "NOT_DIRECT_CONSIGNMENT",
	"atiga.signatory.not_notified":               "SIGNATORY_NOT_NOTIFIED",
	"atiga.exporter.product_not_registered":      "CE_PRODUCT_NOT_REGISTERED",

	// Words of our own, in the manner of the schema's.
	"atiga.exporter.signatory_not_listed":      "CE_SIGNATORY_NOT_LISTED",
	"atiga.exporter.not_authorised":            "CE_NOT_VALID",
	"atiga.waiver.above":                       "NO_PROOF_YET",
	"atiga.waiver.no_declaration":              "NO_PROOF_YET",
	"atiga.tick.missing":                       "TICK_MISSING",
	"atiga.tick.superfluous":                   "TICK_SUPERFLUOUS",
	"atiga.invoice.issuer_missing":             "TCI_ISSUER_MISSING",
	"atiga.back_to_back.not_marked":            "B2B_NOT_MARKED",
	"atiga.back_to_back.originals_not_named":   "B2B_ORIGINALS_NOT_NAMED",
	"atiga.validity.late":                      "PROOF_EXPIRED",
	"atiga.validity.late_but_imported_in_time": "PROOF_EXPIRED",
}

// atigaGrounds are the schema's words for why an alternative of a rule is not met.
var atigaGrounds = map[finding.Message]string{
	"rvc.below":                  "RVC_BELOW_THRESHOLD",
	"change.not_met":             "CTC_FAIL",
	"change.excepted":            "CTC_FAIL",
	"tolerance.exceeded":         "DE_MINIMIS_EXCEEDED",
	"process.excluded_operation": "TEXTILE_EXCLUDED_OPERATION",
	"process.not_done":           "PROCESS_NOT_DONE",
	"wo.not_met":                 "WO_NOT_MET",
	"listed.not_met":             "ITA_NOT_LISTED",
}

// reasons are all that stands in the way or is noted.
func (f *atigaFound) reasons() set {
	reasons := set{}
	for _, found := range f.decision.Findings {
		word, named := atigaReasons[found.Message]
		switch {
		case named && word == byGrounds:
			reasons = append(reasons, f.grounds()...)
		case !named && (found.Verdict == finding.Accept || found.Verdict == finding.Waived || found.Verdict == ""):
		case !named:
			reasons = append(reasons, string(found.Message))
		case found.Item > 0 && len(f.examined.Items) > 1:
			reasons = append(reasons, fmt.Sprintf("ITEM%d_%s", found.Item, word))
		default:
			reasons = append(reasons, word)
		}
	}
	return reasons
}

// grounds are why the claimed alternative is not met. Where nothing but minimal operations was done, nothing else counts.
func (f *atigaFound) grounds() set {
	var grounds set
	minimal := false
	f.determination.Tree.Walk(func(node finding.Finding) {
		minimal = minimal || node.Message == "minimal.only" && node.Outcome == finding.NotMet
	})
	if minimal {
		return set{"MINIMAL_OPERATION_ONLY"}
	}
	if f.claim.Criterion.UsesValue() {
		grounds = append(grounds, f.outOfRange()...)
	}
	f.determination.Tree.Walk(func(node finding.Finding) {
		if node.Outcome != finding.NotMet || !strings.HasPrefix(string(node.Message), "alternative.") || !f.claims(node.Rule) {
			return
		}
		node.Walk(func(below finding.Finding) {
			if word, ok := atigaGrounds[below.Message]; ok && below.Outcome == finding.NotMet {
				grounds = append(grounds, word)
			}
		})
	})
	return grounds
}

// outOfRange names materials whose content is not within the range of partial cumulation (Art. 30(2)).
func (f *atigaFound) outOfRange() set {
	var found set
	f.determination.Tree.Walk(func(node finding.Finding) {
		switch node.Message {
		case "partial.below_range":
			found = append(found, "PC_BELOW_20")
		case "partial.above_range":
			found = append(found, "PC_ABOVE_39")
		}
	})
	return found
}

// claims reports whether the criterion on the form claims the alternative with that rule.
func (f *atigaFound) claims(rule string) bool {
	return slices.ContainsFunc(f.determination.Routes, func(r origin.Route) bool { return r.Claimed && r.Rule == rule })
}

// addConsequences adds deadlines and what else follows from single findings.
func (f *atigaFound) addConsequences(got answers) {
	for _, found := range f.decision.Findings {
		switch found.Message {
		case circular33.ProofToFollow, circular33.ProofGuaranteed, "atiga.waiver.above":
			got["supplement_deadline"] = last(found)
		case circular33.VerificationTimeout, circular33.VerificationPending:
			got["verification_deadline"] = last(found)
		case circular33.ProofReplaced, circular33.ProofCancelled:
			if replacement := f.examined.Proof.ReplacedBy; replacement != "" {
				got["hint"] = mentioning{replacement}
			}
		case "atiga.validity.in_time", "atiga.validity.late", "atiga.validity.late_but_imported_in_time",
			"atiga.validity.late_excused":
			got["effective_valid_until"] = f.validUntil(found)
		case "atiga.back_to_back.quantity_exceeded", "atiga.back_to_back.quantity_within":
			remaining, _ := found.Value("remaining")
			got["remaining_qty"] = numberIn(remaining)
		case circular33.TransitUnproven:
			got["if_not_cured"] = text("REFUSE")
		}
	}
	if f.claim.Criterion.Kind == certificate.PartialCumulation {
		got["record_for_cumulation"] = flag(true)
	}
}

// validUntil is the last day of the proof that a finding names, or of an original behind it that lapses earlier.
func (f *atigaFound) validUntil(found finding.Finding) answer {
	until, _ := found.Value("last")
	for _, original := range f.examined.Proof.Originals {
		if day := certificate.LastDay(certificate.ATIGA, original.IssueDate); !day.IsZero() && day.String() < until {
			until = day.String()
		}
	}
	return text(until)
}

// last is the last day that a finding names, or the deadline that follows from it.
func last(f finding.Finding) answer {
	if day, ok := f.Value("last"); ok {
		return text(day)
	}
	return date(f.Until)
}
