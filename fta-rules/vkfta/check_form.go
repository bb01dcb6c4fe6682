package vkfta

import (
	"regexp"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

const (
	formRight          finding.Message = "vkfta.form.right"
	formWrong          finding.Message = "vkfta.form.wrong"
	formSelf           finding.Message = "vkfta.form.self_certified"
	formUnknown        finding.Message = "vkfta.form.unknown"
	referenceUsual     finding.Message = "vkfta.reference.usual"
	referenceUnusual   finding.Message = "vkfta.reference.unusual"
	referenceReused    finding.Message = "vkfta.reference.reused"
	referenceUnique    finding.Message = "vkfta.reference.unique"
	arrivalMissing     finding.Message = "vkfta.electronic.not_received"
	evidencePortal     finding.Message = "vkfta.evidence.portal"
	evidenceForm       finding.Message = "vkfta.evidence.form"
	evidenceOfMaterial finding.Message = "vkfta.evidence.form_of_material"
)

// formOf is the form that each party issues. Goods from Vietnamese non-tariff zones enter Viet Nam with a Form VK too
// (Decree 125/2022/ND-CP), so the exporter alone decides.
var formOf = map[string]string{"KR": "KV", "VN": "VK"}

// formCheck asks for the agreement's own certificate: another agreement's form supports that agreement's rate only, and
// the agreement knows no certification by exporters.
func formCheck() procedure.Check {
	check := treaty("VKFTA-DOC1", "VKFTA Art. 3.14.1, Annex 3-C", always, oneFinding(func(c *procedure.Case) finding.Finding {
		expected, f := formOf[c.Exporter], procedure.Passed(formRight)
		switch {
		case c.Proof.Kind == procedure.Self || c.Proof.Kind == procedure.Simplified:
			f = procedure.Curable(finding.Refuse, formSelf)
		case c.Proof.Form == "" || expected == "":
			f = procedure.Unclear(finding.Refer, formUnknown, evidenceForm)
		case c.Proof.Form != expected:
			f = procedure.Curable(finding.Refuse, formWrong)
		}
		return f.From("form", c.Proof.Form).From("exporter", c.Exporter).Giving("expected", expected)
	}), formRight, formWrong, formSelf, formUnknown)
	return when(func(c *procedure.Case) bool { return c.Proof.Kind != procedure.None }, check)
}

// vietnameseReference is how Viet Nam numbers Form VK: country codes, year, office and serial number, which some
// offices need more than five digits for.
var vietnameseReference = regexp.MustCompile(`^VN-KR \d{2}/\d{2}/\d{5,}$`)

// referenceCheck looks at Vietnamese numbers only. Korea's follow no published pattern; their uniqueness is all that
// the treaty asks for. A departure may be a typing error, so an officer judges.
func referenceCheck() procedure.Check {
	check := treaty("VKFTA-DOC2", "VKFTA Art. 3.14.3; Circular 40/2015/TT-BCT Annex VIII Art. 1.3", always,
		oneFinding(func(c *procedure.Case) finding.Finding {
			f := procedure.Passed(referenceUsual)
			if !vietnameseReference.MatchString(c.Proof.Reference) {
				f = procedure.Unclear(finding.Refer, referenceUnusual, evidencePortal)
			}
			return f.From("reference", c.Proof.Reference)
		}), referenceUsual, referenceUnusual)
	return when(func(c *procedure.Case) bool {
		return c.Certified() && c.Proof.Form == "VK" && c.Proof.Reference != ""
	}, check)
}

// reuseCheck takes from the ledger whether another certificate bears the number.
func reuseCheck() procedure.Check {
	check := treaty("VKFTA-DOC3", "VKFTA Arts 3.14.3, 3.21.1; Decree 31/2018/ND-CP Art. 22.1", always,
		oneFinding(func(c *procedure.Case) finding.Finding {
			f := procedure.Passed(referenceUnique)
			if *c.Proof.Reused {
				f = procedure.Failed(finding.Verify, referenceReused)
			}
			return f.From("reference", c.Proof.Reference)
		}), referenceUnique, referenceReused)
	return when(func(c *procedure.Case) bool { return c.Certified() && c.Proof.Reused != nil }, check)
}

// arrivalCheck is for certificates sent through EODES: one that has not arrived is looked up on the issuer's portal, its
// absence is no ground of refusal.
func arrivalCheck() procedure.Check {
	check := treaty("VKFTA-DOC16", "VKFTA Arts 3.14.3, 3.21.1", atClearance, oneFinding(func(c *procedure.Case) finding.Finding {
		f := procedure.Unclear(finding.Refer, arrivalMissing, evidencePortal)
		return f.From("reference", c.Proof.Reference)
	}), arrivalMissing)
	return when(func(c *procedure.Case) bool { return c.Certified() && c.Proof.Status == procedure.NotReceived }, check)
}
