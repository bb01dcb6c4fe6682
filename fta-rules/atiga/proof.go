package atiga

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// The messages on the kind of proof and on who issued it.
const (
	proofAdmitted     finding.Message = "atiga.proof.admitted"
	proofOfOtherForm  finding.Message = "atiga.proof.other_form"
	proofMissing      finding.Message = "atiga.proof.none"
	proofKindUnknown  finding.Message = "atiga.proof.kind_unknown"
	issuerMember      finding.Message = "atiga.issuer.member"
	issuerNotMember   finding.Message = "atiga.issuer.not_member"
	issuerIsImporter  finding.Message = "atiga.issuer.is_importer"
	importerNotMember finding.Message = "atiga.importer.not_member"
	rateThere         finding.Message = "atiga.rate.there"
	rateExcluded      finding.Message = "atiga.rate.excluded"
	referenceUsual    finding.Message = "atiga.reference.usual"
	referenceUnusual  finding.Message = "atiga.reference.unusual"
	referenceReused   finding.Message = "atiga.reference.reused"
	waiverGranted     finding.Message = "atiga.waiver.granted"
	waiverAbove       finding.Message = "atiga.waiver.above"
	waiverUndeclared  finding.Message = "atiga.waiver.no_declaration"
	waiverUnvalued    finding.Message = "atiga.waiver.value_unknown"
	waiverCurrency    finding.Message = "atiga.waiver.currency"
)

func proofChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M01", Citation: annex8 + "R.1A", Stages: atClearance, Judge: judgeKind,
			Messages: []finding.Message{proofAdmitted, proofOfOtherForm, proofMissing, proofKindUnknown},
			Applies: func(c *procedure.Case) bool {
				return c.HasProof() || c.Proof.Kind == procedure.None && c.Importer != "VN" && !waiverClaimed(c)
			},
		},
		{
			ID: "ATIGA-M02", Citation: annex8 + "R.1; ATIGA Art. 2; Decree 126/2022/ND-CP Art. 4(2)", Stages: always,
			Messages: []finding.Message{issuerMember, issuerNotMember, issuerIsImporter, importerNotMember},
			Applies:  func(c *procedure.Case) bool { return issuer(c) != "" },
			Judge:    judgeParties,
		},
		{
			ID: "ATIGA-M03", Citation: "Decree 126/2022/ND-CP Art. 3", Stages: atClearance, Messages: []finding.Message{rateThere, rateExcluded},
			Applies: func(c *procedure.Case) bool { return c.Declaration.RateExcluded != nil && c.Importer == "VN" },
			Judge: func(c *procedure.Case) []finding.Finding {
				if *c.Declaration.RateExcluded {
					return procedure.NotMet(finding.Refuse, rateExcluded)
				}
				return procedure.Met(rateThere)
			},
		},
		{
			ID: "ATIGA-M05", Citation: annex8 + "R.7(3); Circular 19/2020/TT-BCT", Stages: atClearance,
			Messages: []finding.Message{referenceUsual, referenceUnusual, referenceReused},
			Applies:  func(c *procedure.Case) bool { return c.Certified() && c.Proof.Reference != "" },
			Judge:    judgeReference,
		},
		{
			ID: "ATIGA-M28", Citation: annex8 + "R.15", Stages: atClearance, Applies: waiverClaimed, Judge: judgeWaiver,
			Messages: []finding.Message{waiverGranted, waiverAbove, waiverUndeclared, waiverUnvalued, waiverCurrency},
		},
	}
}

// judgeKind: Form D, e-Form D and the origin declaration are the proofs there are. Without one the duty is paid, and a
// proof may follow.
func judgeKind(c *procedure.Case) []finding.Finding {
	p := c.Proof
	switch {
	case p.Kind == procedure.None:
		return procedure.NotMet(finding.Defer, proofMissing)
	case p.Kind == "":
		return procedure.CannotTell(finding.Refer, proofKindUnknown)
	case c.Certified() && p.Form != "" && p.Form != string(certificate.FormD):
		f := procedure.Curable(finding.Defer, proofOfOtherForm).From("form", p.Form)
		if c.Importer == "VN" {
			f.Until = circular33.SupplementDeadline(c, supplementYears)
		}
		return one(f)
	}
	return one(procedure.Passed(proofAdmitted).From("kind", string(p.Kind)))
}

// judgeParties: the issuing authority is another member's than the importer's.
func judgeParties(c *procedure.Case) []finding.Finding {
	f := procedure.Passed(issuerMember)
	switch {
	case !certificate.ATIGA.HasParty(issuer(c)):
		f = procedure.Failed(finding.Refuse, issuerNotMember)
	case issuer(c) == c.Importer:
		f = procedure.Failed(finding.Refuse, issuerIsImporter)
	case c.Importer != "" && !certificate.ATIGA.HasParty(c.Importer):
		f = procedure.Failed(finding.Refuse, importerNotMember)
	}
	return one(f.From("issuer", issuer(c)).From("importer", c.Importer))
}

// judgeReference: every place of issue has a series of its own; only Viet Nam's format is known.
func judgeReference(c *procedure.Case) []finding.Finding {
	document := certificate.Document{
		Form: certificate.FormD, IssuingCountry: issuer(c), ImportingCountry: c.Importer, Reference: c.Proof.Reference,
	}
	f := procedure.Passed(referenceUsual)
	switch {
	case procedure.Is(c.Proof.Reused):
		f = procedure.Failed(finding.Refer, referenceReused)
	case !document.UsualReference():
		f = procedure.Failed(finding.Refer, referenceUnusual)
	}
	return one(f.From("reference", c.Proof.Reference).From("issuer", issuer(c)))
}

// waiverLimit is the FOB value in US dollars up to which no proof is needed.
var waiverLimit = certificate.DecimalOf(200)

// waiverClaimed reports whether a small value is to stand for a proof.
func waiverClaimed(c *procedure.Case) bool {
	return c.Proof.Kind == procedure.Simplified || c.Proof.Kind == procedure.None && c.Waiver.Value != nil
}

// judgeWaiver: up to and including 200 US dollars FOB the exporter's simplified declaration is enough.
func judgeWaiver(c *procedure.Case) []finding.Finding {
	value, known := consignmentValue(c)
	var f finding.Finding
	switch {
	case !known:
		return procedure.CannotTell(finding.Refer, waiverUnvalued)
	case value.Currency != "USD":
		f = procedure.Unclear(finding.Refer, waiverCurrency)
	case value.Amount.Cmp(waiverLimit) > 0:
		f = deferred(c, waiverAbove)
	case c.Proof.Kind == procedure.None && !procedure.Is(c.Waiver.Declared):
		f = deferred(c, waiverUndeclared)
	default:
		f = procedure.Passed(waiverGranted)
		f.Verdict = finding.Waived
	}
	return one(f.From("value", value.Amount.String()).From("currency", value.Currency).Giving("limit", waiverLimit.String()))
}

// deferred is a finding that a proof is needed, which may follow.
func deferred(c *procedure.Case, message finding.Message) finding.Finding {
	f := procedure.Failed(finding.Defer, message)
	if c.Importer == "VN" {
		f.Until = circular33.SupplementDeadline(c, supplementYears)
	}
	return f
}

// consignmentValue is the value as stated, else the sum of the items' FOB values if all are known in one currency.
func consignmentValue(c *procedure.Case) (certificate.Money, bool) {
	if c.Waiver.Value != nil {
		return *c.Waiver.Value, true
	}
	var sum certificate.Money
	for i, item := range c.Items {
		if item.FOB == nil || i > 0 && item.FOB.Currency != sum.Currency {
			return sum, false
		}
		sum.Amount, sum.Currency = sum.Amount.Add(item.FOB.Amount), item.FOB.Currency
	}
	return sum, len(c.Items) > 0
}
