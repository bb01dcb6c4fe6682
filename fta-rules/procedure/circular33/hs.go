package circular33

import (
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/procedure"
)

// The messages on differing codes.
const (
	CodeSame              finding.Message = "vn.hs.same"
	CodeMinor             finding.Message = "vn.hs.minor"
	CodeUnread            finding.Message = "vn.hs.unreadable"
	CodeOtherEdition      finding.Message = "vn.hs.edition_differs"
	CodeAsClassified      finding.Message = "vn.hs.classification"
	CodeWhollyObtained    finding.Message = "vn.hs.wholly_obtained"
	CodeOriginating       finding.Message = "vn.hs.originating_materials"
	CodeNeedsWO           finding.Message = "vn.hs.wholly_obtained_required"
	CodeSameProcess       finding.Message = "vn.hs.same_process"
	CodeOtherProcess      finding.Message = "vn.hs.process_differs"
	CodeProven            finding.Message = "vn.hs.proven"
	CodeUnproven          finding.Message = "vn.hs.evidence_missing"
	CodeCriterionDiffers  finding.Message = "vn.hs.criterion_differs"
	CodeCriterionUnread   finding.Message = "vn.hs.criterion_unread"
	CodeRuleUnknown       finding.Message = "vn.hs.rule_unknown"
	EvidenceProcess       finding.Message = "vn.evidence.process"
	EvidenceMaterialsList finding.Message = "vn.evidence.materials_list"
	EvidenceCostSheet     finding.Message = "vn.evidence.cost_sheet"
)

// EvidenceDays is how many days the declarant has to prove the rule for the declared code (Arts 16, 19(2)).
const EvidenceDays = 10

// HSDifference compares the code on the proof with the declared one. Digits beyond the sixth are a small discrepancy
// (Art. 15(8)(g)). Another subheading is judged by the criterion on the proof against the rule for the declared code
// (Art. 16); for other importers, whose treaty has no such table, an officer settles the classification.
func HSDifference(id, treaty string) procedure.Check {
	return shared(id, "15(8)(g), 16", treaty, procedure.OncePerItem(judgeCodes),
		CodeSame, CodeMinor, CodeUnread, CodeOtherEdition, CodeAsClassified, CodeWhollyObtained, CodeOriginating, CodeNeedsWO,
		CodeSameProcess, CodeOtherProcess, CodeProven, CodeUnproven, CodeCriterionDiffers, CodeCriterionUnread, CodeRuleUnknown)
}

func judgeCodes(c *procedure.Case, item procedure.Item) finding.Finding {
	var f finding.Finding
	switch relate(item.HS, item.Declared.HS) {
	case notCompared:
		return finding.Finding{}
	case sameCode:
		f = procedure.Passed(CodeSame)
	case sameSubheading:
		f = procedure.Passed(CodeMinor)
	case unreadable:
		f = procedure.Unclear(finding.Refer, CodeUnread)
	case otherEdition:
		f = procedure.Unclear(finding.Refer, CodeOtherEdition)
	default:
		f = otherCode(c, item)
	}
	return f.From("proof", item.HS.Code).From("declared", item.Declared.HS.Code)
}

// relation is how two codes relate.
type relation int

const (
	notCompared relation = iota // one is not known
	sameCode                    // equal as far as both go
	sameSubheading
	otherSubheading
	otherEdition // of different editions and not alike, so that only a correlation could tell
	unreadable
)

func relate(proof, declared certificate.HSCode) relation {
	if proof.Code == "" || declared.Code == "" {
		return notCompared
	}
	one, err := hs.Parse(proof.Code)
	other, otherErr := hs.Parse(declared.Code)
	a, b := strings.ReplaceAll(proof.Code, ".", ""), strings.ReplaceAll(declared.Code, ".", "")
	switch {
	case err != nil || otherErr != nil:
		return unreadable
	case strings.HasPrefix(a, b) || strings.HasPrefix(b, a):
		return sameCode
	case one == other:
		return sameSubheading
	case proof.Edition != declared.Edition && proof.Edition != 0 && declared.Edition != 0:
		return otherEdition
	}
	return otherSubheading
}

// otherCode applies the table of Art. 16.
func otherCode(c *procedure.Case, item procedure.Item) finding.Finding {
	if !governs(c) {
		return procedure.Unclear(finding.Refer, CodeAsClassified)
	}
	criterion, err := certificate.ParseCriterion(c.Agreement, item.Criterion)
	if err != nil {
		return procedure.Unclear(finding.Refer, CodeCriterionUnread).From("criterion", item.Criterion)
	}
	var f finding.Finding
	switch {
	case criterion.Kind == certificate.WhollyObtained:
		f = procedure.Passed(CodeWhollyObtained)
	case madeOfOriginating(criterion):
		f = originating(c, item)
	default:
		f = byGround(criterion, item)
	}
	return f.From("criterion", item.Criterion).From("rule", item.Declared.Rule)
}

// madeOfOriginating reports whether the criterion says that all materials originate: PE, or regional value of 100%.
func madeOfOriginating(criterion certificate.Criterion) bool {
	return criterion.Kind == certificate.EntirelyProduced ||
		criterion.Kind == certificate.RegionalValue && criterion.Percent.Cmp(certificate.DecimalOf(100)) == 0
}

// originating accepts goods made of originating materials only, unless the rule for the declared code asks for wholly
// obtained goods and the treaty does not treat the others as originating in every case, as VKFTA Art. 3.1.1(c) does.
func originating(c *procedure.Case, item procedure.Item) finding.Finding {
	if c.Agreement == certificate.VKFTA {
		return procedure.Passed(CodeOriginating)
	}
	grounds, known := groundsOf(item.Declared.Rule)
	switch {
	case !known:
		return procedure.Unclear(finding.Refer, CodeRuleUnknown)
	case grounds.onlyWhollyObtained:
		return procedure.Failed(finding.Refuse, CodeNeedsWO)
	}
	return procedure.Passed(CodeOriginating)
}

// byGround compares the kinds of criterion: alike, the declarant may prove that the rule is met; otherwise the issuing
// authority is asked at once.
func byGround(criterion certificate.Criterion, item procedure.Item) finding.Finding {
	declared, known := groundsOf(item.Declared.Rule)
	switch {
	case !known:
		return procedure.Unclear(finding.Refer, CodeRuleUnknown)
	case !declared.admits(criterion):
		return procedure.Failed(finding.Verify, CodeCriterionDiffers)
	case criterion.Kind == certificate.SpecificProcess:
		return sameProcess(item, declared)
	}
	return proven(item)
}

// sameProcess compares the processes of the rules for both codes; the criterion on the proof does not name its process.
func sameProcess(item procedure.Item, declared grounds) finding.Finding {
	certified, known := groundsOf(item.Rule)
	if !known {
		return procedure.Unclear(finding.Verify, CodeOtherProcess, EvidenceProcess)
	}
	if slices.Equal(certified.processes, declared.processes) {
		return procedure.Passed(CodeSameProcess)
	}
	return procedure.Failed(finding.Verify, CodeOtherProcess)
}

// proven asks whether the declarant proved in time that the rule for the declared code is met.
func proven(item procedure.Item) finding.Finding {
	days := item.Declared.EvidenceDays
	if days == nil || *days > EvidenceDays {
		f := procedure.Unclear(finding.Verify, CodeUnproven, EvidenceProcess, EvidenceMaterialsList, EvidenceCostSheet)
		return f.Giving("days", strconv.Itoa(EvidenceDays))
	}
	return procedure.Passed(CodeProven).From("after", strconv.Itoa(*days)).Giving("days", strconv.Itoa(EvidenceDays))
}
