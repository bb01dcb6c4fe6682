package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/procedure"
)

const (
	outwardListed    finding.Message = "vkfta.article35.listed"
	outwardUnlisted  finding.Message = "vkfta.article35.not_listed"
	outwardAmbiguous finding.Message = "vkfta.article35.code_ambiguous"
	outwardIssuer    finding.Message = "vkfta.article35.customs_issued"
	outwardChamber   finding.Message = "vkfta.article35.not_customs"
	outwardWho       finding.Message = "vkfta.article35.issuer_unknown"
	outwardStands    finding.Message = "vkfta.article35.complex_closed"
	evidenceCode     finding.Message = "vkfta.evidence.code_2012"
	evidenceIssuer   finding.Message = "vkfta.evidence.issuer"
	evidenceComplex  finding.Message = "vkfta.evidence.complex"
)

// complexClosed is the day after Korea shut the Gaeseong complex down. It has not worked since.
var complexClosed = certificate.NewDate(2016, 2, 11)

// outwardChecks are on goods processed in the Gaeseong complex. That their input does not exceed 40% of FOB is part of
// the determination.
func outwardChecks() []procedure.Check {
	return []procedure.Check{listedCheck(), customsIssuerCheck(), complexCheck()}
}

// outwardItems judges the items for which Article 3.5 is claimed.
func outwardItems(judge func(*procedure.Case, procedure.Item) finding.Finding) func(*procedure.Case) []finding.Finding {
	return procedure.EachItem(func(c *procedure.Case, item procedure.Item) []finding.Finding {
		if criterionKind(item) != certificate.OutwardProcessing {
			return nil
		}
		return []finding.Finding{judge(c, item)}
	})
}

// listedCheck asks that the subheading be one of the hundred of Annex 3-B, which are written in HS 2012.
func listedCheck() procedure.Check {
	return when(certified, treaty("VKFTA-ART35-1", "VKFTA Annex 3-B, paragraph 7", always,
		outwardItems(func(_ *procedure.Case, item procedure.Item) finding.Finding {
			f := procedure.Unclear(finding.Refer, outwardAmbiguous, evidenceCode)
			switch onList(item.HS) {
			case finding.Met:
				f = procedure.Passed(outwardListed)
			case finding.NotMet:
				f = procedure.Failed(finding.Refuse, outwardUnlisted)
			}
			return f.From("hs", item.HS.Code)
		}), outwardListed, outwardUnlisted, outwardAmbiguous))
}

// onList says whether a code is on the list under everything that it may be in HS 2012.
func onList(declared certificate.HSCode) finding.Outcome {
	goods, err := outwardGoods()
	if err != nil {
		return finding.CannotTell
	}
	code, err := hs.Parse(declared.Code)
	if err != nil {
		return finding.CannotTell
	}
	var outcomes []finding.Outcome
	for _, candidate := range hs.Map(code, hs.Edition(declared.Edition), hs.HS2012).Candidates {
		outcomes = append(outcomes, finding.Of(goods.Contains(candidate)))
	}
	return finding.Agreeing(outcomes...)
}

// customsIssuerCheck asks that, for Korea, the customs authority issued the certificate: chambers may not.
func customsIssuerCheck() procedure.Check {
	check := treaty("VKFTA-ART35-2", "VKFTA Annex 3-B, paragraph 2", always,
		outwardItems(func(c *procedure.Case, _ procedure.Item) finding.Finding {
			f := procedure.Unclear(finding.Refer, outwardWho, evidenceIssuer)
			switch {
			case procedure.Is(c.Proof.IssuerIsCustoms):
				f = procedure.Passed(outwardIssuer)
			case procedure.IsNot(c.Proof.IssuerIsCustoms):
				f = procedure.Curable(finding.Refuse, outwardChamber)
			}
			return f.From("issuer", c.Proof.Issuer)
		}), outwardIssuer, outwardChamber, outwardWho)
	return when(func(c *procedure.Case) bool { return c.Certified() && c.Exporter == "KR" }, check)
}

// complexCheck sends every claim made after the complex was closed to an officer.
func complexCheck() procedure.Check {
	check := treaty("VKFTA-ART35-3", "VKFTA Art. 3.5, Annex 3-B", always,
		outwardItems(func(c *procedure.Case, _ procedure.Item) finding.Finding {
			return procedure.Unclear(finding.Refer, outwardStands, evidenceComplex).
				From("issued", c.Proof.IssueDate.String()).Giving("closed", complexClosed.String())
		}), outwardStands)
	check.From = complexClosed
	return when(certified, check)
}
