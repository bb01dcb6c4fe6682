package ukvfta

import (
	"regexp"
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What checks of the certificate's authenticity, number and boxes find.
const (
	msgSealOK            finding.Message = "ukvfta.seal.ok"
	msgSealBroken        finding.Message = "ukvfta.seal.broken"
	msgSignatoryListed   finding.Message = "ukvfta.signatory.listed"
	msgSignatoryUnlisted finding.Message = "ukvfta.signatory.unlisted"
	msgReferenceUnsought finding.Message = "ukvfta.reference.not_looked_up"
	msgReferenceOK       finding.Message = "ukvfta.reference.ok"
	msgReferenceUnusual  finding.Message = "ukvfta.reference.unusual"
	msgReferenceReused   finding.Message = "ukvfta.reference.reused"
	msgReferenceAbsent   finding.Message = "ukvfta.reference.not_received"
	msgBoxesComplete     finding.Message = "ukvfta.boxes.complete"
	msgBoxesMissing      finding.Message = "ukvfta.boxes.missing"
	msgBoxesFilled       finding.Message = "ukvfta.boxes.filled"
	msgMarksElectronic   finding.Message = "ukvfta.marks.electronic"
	msgMarksUnseen       finding.Message = "ukvfta.marks.unseen"
	msgNeedLookUp        finding.Message = "ukvfta.need.look_up"
	msgNeedOriginal      finding.Message = "ukvfta.need.original"
)

// usualReference is how Viet Nam's numbers usually look: VN-GB, year, issuing office, five digits. No text at hand
// prescribes it for this agreement, so a departure is noted and nothing follows from it.
var usualReference = regexp.MustCompile(`^VN-GB \d{2}/[0-9A-Z]{2}/\d{5}$`)

func formChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M3", Citation: "UKVFTA Protocol 1 Arts 16 and 19", Stages: atClearance, Applies: sealExamined,
			Messages: []finding.Message{msgSealOK, msgSealBroken}, Judge: judgeSeal},
		{ID: "UKVFTA-M4", Citation: "UKVFTA Protocol 1 Arts 16 and 29", Stages: atClearance, Applies: signatoryExamined,
			Messages: []finding.Message{msgSignatoryListed, msgSignatoryUnlisted}, Judge: judgeSignatory},
		{ID: "UKVFTA-M5", Citation: "UKVFTA Protocol 1 Art. 16 and Annex VII", Stages: atClearance, Applies: isCertificate,
			Messages: []finding.Message{msgReferenceOK, msgReferenceUnsought, msgReferenceUnusual, msgReferenceReused, msgReferenceAbsent, msgNeedLookUp}, Judge: judgeReference},
		{ID: "UKVFTA-M7", Citation: "UKVFTA Protocol 1 Art. 16 and Annex VII boxes 8, 9, 11 and 12", Stages: atClearance, Applies: isCertificate,
			Messages: []finding.Message{msgBoxesComplete, msgBoxesMissing, msgBoxesFilled, msgMarksElectronic, msgMarksUnseen, msgNeedOriginal}, Judge: judgeBoxes},
	}
}

func sealExamined(c *procedure.Case) bool {
	return hasProof(c) && c.Proof.Authenticity.SignatureValid != nil
}

// judgeSeal: the signature holds, and whoever made it might then make it: the issuer for a certificate, the exporter
// for a declaration. The ledger says so.
func judgeSeal(c *procedure.Case) []finding.Finding {
	if !procedure.Is(c.Proof.Authenticity.SignatureValid) {
		return fails(finding.Refuse, msgSealBroken)
	}
	return met(msgSealOK)
}

func signatoryExamined(c *procedure.Case) bool { return hasProof(c) && signatoryListed(c) != nil }

func signatoryListed(c *procedure.Case) *bool {
	if isDeclaration(c) && c.Proof.Self.SignatoryListed != nil {
		return c.Proof.Self.SignatoryListed
	}
	return c.Proof.Authenticity.SignatoryListed
}

// judgeSignatory: issuer and signatory are on the exporting authority's list on the day of issue.
func judgeSignatory(c *procedure.Case) []finding.Finding {
	if !procedure.Is(signatoryListed(c)) {
		return fails(finding.Refer, msgSignatoryUnlisted, "issuer", c.Proof.Issuer)
	}
	return met(msgSignatoryListed)
}

// judgeReference: the certificate has arrived and its number is its own, as far as the ledger was asked.
func judgeReference(c *procedure.Case) []finding.Finding {
	p := c.Proof
	var found []finding.Finding
	switch {
	case p.Status == procedure.NotReceived:
		return open(msgReferenceAbsent, "reference", p.Reference)
	case procedure.Is(p.Reused):
		return open(msgReferenceReused, "reference", p.Reference)
	case p.Reused == nil:
		found = unseen(msgReferenceUnsought, msgNeedLookUp, "reference", p.Reference)
	default:
		found = met(msgReferenceOK, "reference", p.Reference)
	}
	if c.Exporter == vietNam && p.Reference != "" && !usualReference.MatchString(p.Reference) {
		found = append(found, met(msgReferenceUnusual, "reference", p.Reference)...)
	}
	return found
}

// judgeBoxes: number, description, place and date, stamp and signature are there. What is missing may be made good, or
// be a slight thing that does not void the proof (Art. 27), so it is for an officer.
func judgeBoxes(c *procedure.Case) []finding.Finding {
	p := c.Proof
	missing := slices.Clone(p.Missing)
	for _, box := range []struct {
		name  string
		empty bool
	}{
		{"number", p.Reference == ""},
		{"box 8", slices.ContainsFunc(c.Items, func(i procedure.Item) bool { return i.Description == "" })},
		{"box 11: date", p.IssueDate.IsZero()},
		{"box 11: stamp", procedure.IsNot(p.Authenticity.StampThere)},
		{"box 11: signature", procedure.IsNot(p.Authenticity.SignatureThere)},
	} {
		if box.empty {
			missing = append(missing, box.name)
		}
	}
	switch seen := p.Authenticity; {
	case len(missing) > 0:
		return curable(fails(finding.Refer, msgBoxesMissing, "boxes", strings.Join(missing, ", ")))
	case procedure.Is(seen.StampThere) && procedure.Is(seen.SignatureThere):
		return met(msgBoxesComplete)
	}
	return append(met(msgBoxesFilled), judgeMarks(c)...)
}

// judgeMarks: an electronic record has no stamp and no signature by hand; its seal is for UKVFTA-M3. On paper somebody
// has to look at them.
func judgeMarks(c *procedure.Case) []finding.Finding {
	if c.Proof.Kind == procedure.Electronic || c.Proof.Authenticity.SignatureValid != nil {
		return []finding.Finding{{Outcome: finding.NotApplicable, Verdict: finding.Accept, Message: msgMarksElectronic}}
	}
	return unseen(msgMarksUnseen, msgNeedOriginal)
}
