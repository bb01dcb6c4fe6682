package cases

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure/circular33"
)

// ground is one reason for what was decided, by the layout's words for it: usually one, several where it has more than
// one word for the same thing.
type ground struct {
	words   []string
	adverse bool // it stands in the way
}

// grounds agree with a list of reasons if each of them was given, and no adverse one that is not in the list.
type grounds []ground

func (g grounds) agrees(want any) bool {
	list, ok := want.([]any)
	if !ok {
		return false
	}
	for _, reason := range list {
		word, _ := reason.(string)
		if !slices.ContainsFunc(g, func(one ground) bool { return slices.Contains(one.words, word) }) {
			return false
		}
	}
	for _, one := range g {
		expected := func(reason any) bool { word, _ := reason.(string); return slices.Contains(one.words, word) }
		if one.adverse && !slices.ContainsFunc(list, expected) {
			return false
		}
	}
	return true
}

func (g grounds) String() string {
	var words []string
	for _, one := range g {
		word := strings.Join(one.words, "|")
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// reasonWords are the layout's words for what checks find, without OR_ reasons; see originGrounds. Something adverse
// that has no word here is given by its message, so that no reason is lost.
var reasonWords = map[finding.Message][]string{
	"vkfta.form.wrong": {"DOC_WRONG_FORM"}, "vkfta.form.self_certified": {"DOC_WRONG_FORM"},
	"vkfta.reference.reused":   {"DOC_DUPLICATE_REF"},
	circular33.ProofCancelled:  {"DOC_REVOKED"},
	circular33.ProofReplaced:   {"DOC_REVOKED", "DOC_REPLACED"},
	"vkfta.issue.unmarked":     {"DOC_RETRO_LABEL_MISSING"},
	"vkfta.issue.too_late":     {"DOC_RETRO_TOO_LATE"},
	"vkfta.validity.expired":   {"DOC_EXPIRED"},
	"vkfta.copy.too_late":      {"DOC_TRUECOPY_TOO_LATE"},
	"vkfta.seal.not_yet":       {"DOC_SEAL_UNKNOWN"},
	"vkfta.seal.unknown":       {"DOC_SEAL_UNKNOWN"},
	"vkfta.signature.wrong":    {"DOC_SEAL_UNKNOWN", "DOC_SIGNATURE"},
	"vkfta.alteration.erased":  {"DOC_ERASURE"},
	"vkfta.fob.missing":        {"DOC_BOX9_MISSING_FOB"},
	"vkfta.invoice.unmarked":   {"DOC_NONPARTY_INVOICE_UNMARKED"},
	"vkfta.invoice.nameless":   {"DOC_NONPARTY_INVOICE_UNMARKED"},
	circular33.DifferenceMinor: {"DOC_MINOR"},
	circular33.FiledLate:       {"DOC_LATE_FILING"}, "vkfta.claim.late": {"DOC_LATE_FILING"},
	circular33.ProofNeverCame: {"DOC_LATE_FILING"}, circular33.ProofToFollow: {"DOC_MISSING"}, "vkfta.claim.proof_to_follow": {"DOC_MISSING"},
	"vkfta.waiver.small":         {"WAIVER_600"},
	"vkfta.waiver.above":         {"WAIVER_EXCEEDED", "DOC_MISSING"},
	"vkfta.waiver.split":         {"WAIVER_SPLIT"},
	"vkfta.article35.not_listed": {"ART35_NOT_LISTED"}, "vkfta.article35.not_customs": {"ART35_ISSUER"},
	"vkfta.route.direct": {"TR_DIRECT_OK"}, "vkfta.route.transit": {"TR_TRANSIT_OK"},
	"vkfta.route.not_from_exporter": {"TR_NOT_DIRECT"}, "vkfta.route.entered_commerce": {"TR_NOT_DIRECT"},
	"vkfta.route.worked_on": {"TR_NOT_DIRECT"}, "vkfta.transit.no_through_bill": {"TR_NOT_DIRECT"},
	circular33.TransitUnproven: {"TR_NOT_DIRECT"}, circular33.TransitNeverShown: {"TR_NOT_DIRECT"},
	circular33.CodeMinor: {"HS_DIFF_8DIGIT"}, circular33.CodeWhollyObtained: {"HS_DIFF_WO"}, circular33.CodeOriginating: {"HS_DIFF_PE"},
	circular33.CodeSameProcess: {"HS_DIFF_SAME_PROCESS", "HS_DIFF_SAME_CRITERION"},
	circular33.CodeProven:      {"HS_DIFF_SAME_CRITERION"}, circular33.CodeUnproven: {"HS_DIFF_SAME_CRITERION"},
	circular33.CodeCriterionDiffers: {"HS_DIFF_OTHER_CRITERION"}, circular33.CodeOtherProcess: {"HS_DIFF_OTHER_CRITERION"},
	circular33.CodeAsClassified: {"HS_DIFF_SAME_CRITERION", "HS_DIFF_OTHER_CRITERION"},
	circular33.QuantityExceeds:  {"QTY_EXCESS"}, circular33.QuantityExhausted: {"QTY_EXCESS"},
	circular33.VerificationTimeout: {"VERIF_NO_REPLY"}, circular33.OriginDenied: {"VERIF_NOT_ORIGINATING"},
	circular33.ReplyInsufficient: {"VERIF_INSUFFICIENT", "VERIF_NO_REPLY"},
	"vkfta.visit.refused":        {"VERIF_NO_CONSENT"}, "vkfta.visit.no_consent": {"VERIF_NO_CONSENT"},
	circular33.VerificationPending: {"VERIF_PENDING"}, "vkfta.visit.pending": {"VERIF_PENDING"},
}

// failWords are the words for conditions of a rule, or of Art. 3.5, that are not met.
var failWords = map[finding.Message][]string{
	"change.not_met": {"OR_CTC_FAIL"}, "rvc.below": {"OR_RVC_FAIL"}, "wo.not_met": {"OR_WO_FAIL"}, "pe.not_met": {"OR_PE_FAIL"},
	"process.not_done": {"OR_SP_FAIL"}, "process.excluded_operation": {"OR_SP_FAIL"}, "materials_wo.not_met": {"OR_PROVISO_FAIL"},
	"value.above": {"OR_SP_FAIL", "OR_PROVISO_FAIL"}, "weight.above": {"OR_SP_FAIL", "OR_PROVISO_FAIL"},
	"outward.not_listed": {"ART35_NOT_LISTED"}, "outward.above": {"OR_ART35_FAIL", "OR_RVC_FAIL", "ART35_INPUT_EXCEEDED", "ART35_OVER_40"},
}

// reasons are all grounds of the decision. Where other items are granted the preference, one word stands for what is
// wrong with those that are not.
func (f *vkftaFound) reasons() grounds {
	given := grounds{}
	partly := len(f.decision.Items) > 1 && f.decision.Verdict == finding.AcceptPart
	for _, found := range f.decision.Findings {
		switch {
		case partly && found.Item > 0 && found.Verdict == finding.Refuse:
			given = append(given, ground{[]string{"ITEM_FAIL_OTHERS_OK"}, true})
		case found.Check == "VKFTA-OR2":
			given = append(given, f.originGrounds(found)...)
		default:
			given = append(given, groundOf(found)...)
		}
	}
	return given
}

// groundOf is the reason that a finding gives, none if it only says that all is well.
func groundOf(found finding.Finding) grounds {
	words, known := reasonWords[found.Message]
	switch {
	case known:
		return grounds{{words, !stands(found)}}
	case stands(found):
		return nil
	}
	return grounds{{[]string{string(found.Message)}, true}}
}

// originGrounds are why the goods of an item originate, or do not.
func (f *vkftaFound) originGrounds(found finding.Finding) grounds {
	switch {
	case found.Outcome == finding.Met:
		return f.earned()
	case found.Outcome == finding.CannotTell || len(found.Findings) == 0:
		return groundOf(found)
	}
	var failed grounds
	for _, node := range found.Findings[0].Findings {
		failed = append(failed, failedIn(node)...)
	}
	if failed == nil {
		return groundOf(found)
	}
	return failed
}

// failedIn are the failed conditions of a part of a determination: of the alternatives of the rule, of Art. 3.5, and
// that more than minimal operations was done. Ways to originate beside the rule are not reasons.
func failedIn(node finding.Finding) grounds {
	if node.Outcome != finding.NotMet {
		return nil
	}
	switch message := string(node.Message); {
	case message == "minimal.only":
		return grounds{{[]string{"OR_NONQUALIFYING"}, true}}
	case node.Rule == "Article 3.5", strings.HasPrefix(message, "alternative."):
		return failedConditions(node)
	}
	var failed grounds
	for _, part := range node.Findings {
		failed = append(failed, failedIn(part)...)
	}
	return failed
}

// failedConditions are the conditions that are not met. A change of classification whose offending materials are within
// the tolerance is not what the alternative fails by.
func failedConditions(alternative finding.Finding) grounds {
	tolerated := slices.ContainsFunc(alternative.Findings, func(part finding.Finding) bool { return part.Message == "tolerance.within" })
	var failed grounds
	alternative.Walk(func(node finding.Finding) {
		words, known := failWords[node.Message]
		if known && node.Outcome == finding.NotMet && !(tolerated && node.Message == "change.not_met") {
			failed = append(failed, ground{words, true})
		}
	})
	return failed
}

// earnedWords are the words for the grounds on which goods originate.
var earnedWords = map[certificate.CriterionKind][]string{
	certificate.WhollyObtained: {"OR_WO_OK"}, certificate.EntirelyProduced: {"OR_PE_OK"}, certificate.ChangeOfTariff: {"OR_CTC_OK"},
	certificate.RegionalValue: {"OR_RVC_OK"}, certificate.SpecificProcess: {"OR_SP_OK"},
	certificate.OutwardProcessing: {"OR_ART35_OK"}, certificate.ChangeAndValue: {"OR_CTC_OK", "OR_RVC_OK"},
}

// earned are the grounds on which the goods originate.
func (f *vkftaFound) earned() grounds {
	var met grounds
	for _, r := range f.determination.Routes {
		if r.Outcome == finding.Met {
			met = append(met, ground{words: earnedBy(r)})
		}
	}
	return met
}

func earnedBy(r origin.Route) []string {
	if r.Tolerance != "" {
		return []string{"OR_CTC_DEMINIMIS_OK"}
	}
	criterion, err := certificate.ParseCriterion(certificate.VKFTA, r.Criterion)
	if err != nil {
		return nil
	}
	return earnedWords[criterion.Kind]
}
