package atiga

import (
	"slices"
	"strings"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// The messages on whether the proof is genuine.
const (
	electronicReceived  finding.Message = "atiga.electronic.received"
	electronicMissing   finding.Message = "atiga.electronic.not_received"
	electronicUnchecked finding.Message = "atiga.electronic.not_looked_up"
	sealValid           finding.Message = "atiga.seal.valid"
	sealInvalid         finding.Message = "atiga.seal.invalid"
	sealUntrusted       finding.Message = "atiga.seal.not_trusted"
	signatoryNotified   finding.Message = "atiga.signatory.notified"
	signatoryUnnotified finding.Message = "atiga.signatory.not_notified"
	exporterListed      finding.Message = "atiga.exporter.listed"
	exporterUnchecked   finding.Message = "atiga.exporter.not_looked_up"
	exporterInvalid     finding.Message = "atiga.exporter.not_authorised"
	exporterSignatory   finding.Message = "atiga.exporter.signatory_not_listed"
	exporterProduct     finding.Message = "atiga.exporter.product_not_registered"
	declarationEarly    finding.Message = "atiga.declaration.before_awsc"
	declarationUnsigned finding.Message = "atiga.declaration.unsigned"
	copyGood            finding.Message = "atiga.copy.good"
	sealHalf            finding.Message = "atiga.seal.partly_checked"
	exporterHalf        finding.Message = "atiga.exporter.partly_looked_up"
	copyElectronic      finding.Message = "atiga.copy.electronic"
	copyUndated         finding.Message = "atiga.copy.undated"
	copyLate            finding.Message = "atiga.copy.over_one_year"
	evidenceLookUp      finding.Message = "atiga.evidence.look_up"
)

// evidence lists the messages that name what would settle a question, besides those of the questions themselves.
var evidence = []finding.Message{evidenceLookUp, evidenceExhibition, evidenceThroughBill, evidenceOriginals}

func authenticityChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M06", Citation: annex8 + "R.28, R.30(1); Circular 33/2023/TT-BTC Art. 15(1)", Stages: atClearance,
			Messages: []finding.Message{electronicReceived, electronicMissing, electronicUnchecked},
			Applies:  isElectronic, Judge: judgeReceipt,
		},
		{
			ID: "ATIGA-M07", Citation: annex8 + "R.2", Stages: atClearance, Judge: judgeSeal,
			Messages: []finding.Message{sealValid, sealInvalid, sealUntrusted, sealHalf},
			Applies: func(c *procedure.Case) bool {
				a := c.Proof.Authenticity
				return isElectronic(c) && (a.SignatureValid != nil || a.SignatoryListed != nil)
			},
		},
		{
			ID: "ATIGA-M08", Citation: annex8 + "R.2(1), R.2(2)", Stages: atClearance,
			Messages: []finding.Message{signatoryNotified, signatoryUnnotified},
			Applies:  func(c *procedure.Case) bool { return isPaper(c) && c.Proof.Authenticity.SignatoryListed != nil },
			Judge: func(c *procedure.Case) []finding.Finding {
				if *c.Proof.Authenticity.SignatoryListed {
					return procedure.Met(signatoryNotified)
				}
				return one(procedure.Curable(finding.Refuse, signatoryUnnotified))
			},
		},
		{
			ID: "ATIGA-M09", Citation: annex8 + "R.2(6), R.12A(4)", From: awscFrom, Stages: atClearance,
			Messages: []finding.Message{exporterListed, exporterUnchecked, exporterInvalid, exporterSignatory, exporterProduct, declarationUnsigned, exporterHalf},
			Applies:  isSelf, Judge: judgeExporter,
		},
		{
			ID: "ATIGA-M09", Citation: "First Protocol to amend ATIGA", Until: awscFrom.AddDays(-1), Stages: atClearance,
			Messages: []finding.Message{declarationEarly},
			Applies:  func(c *procedure.Case) bool { return isSelf(c) && !c.Proof.IssueDate.IsZero() },
			Judge: func(c *procedure.Case) []finding.Finding {
				return one(procedure.Unclear(finding.Refer, declarationEarly).
					From("issued", c.Proof.IssueDate.String()).Giving("since", awscFrom.String()))
			},
		},
		{
			ID: "ATIGA-M30", Citation: annex8 + "R.12, R.26(2)", Stages: atClearance, Judge: judgeCopy,
			Messages: []finding.Message{copyGood, copyElectronic, copyUndated, copyLate},
			Applies:  func(c *procedure.Case) bool { return c.Proof.Has(procedure.TrueCopy) },
		},
	}
}

// judgeReceipt: an e-Form D has arrived on the single window. What the issuing authority withdrew is for M29.
func judgeReceipt(c *procedure.Case) []finding.Finding {
	switch c.Proof.Status {
	case procedure.NotReceived:
		f := procedure.Curable(finding.Defer, electronicMissing).From("reference", c.Proof.Reference)
		if c.Importer == "VN" {
			f.Until = circular33.SupplementDeadline(c, supplementYears)
		}
		return one(f)
	case procedure.StatusUnknown:
		return procedure.CannotTell(finding.Refer, electronicUnchecked, evidenceLookUp)
	}
	return procedure.Met(electronicReceived)
}

// judgeSeal: the electronic seal is whole, and its key was the issuing authority's when it was made.
func judgeSeal(c *procedure.Case) []finding.Finding {
	switch a := c.Proof.Authenticity; {
	case procedure.IsNot(a.SignatureValid):
		return procedure.NotMet(finding.Refuse, sealInvalid)
	case procedure.IsNot(a.SignatoryListed):
		return procedure.NotMet(finding.Refuse, sealUntrusted)
	case a.SignatureValid == nil || a.SignatoryListed == nil:
		return procedure.CannotTell(finding.Accept, sealHalf, evidenceLookUp)
	}
	return procedure.Met(sealValid)
}

// judgeExporter: what the ASEAN-wide database does not hold is not honoured. The exporter may obtain a Form D instead.
func judgeExporter(c *procedure.Case) []finding.Finding {
	self := c.Proof.Self
	var all []finding.Finding
	switch {
	case procedure.IsNot(self.AuthorisationValid):
		all = append(all, procedure.Curable(finding.Refuse, exporterInvalid))
	case self.AuthorisationValid == nil:
		all = append(all, procedure.Unclear(finding.Refer, exporterUnchecked, evidenceLookUp))
	}
	if procedure.IsNot(self.SignatoryListed) {
		all = append(all, procedure.Curable(finding.Refuse, exporterSignatory))
	}
	if procedure.IsNot(self.Signed) || procedure.IsNot(self.Named) {
		all = append(all, procedure.Curable(finding.Refer, declarationUnsigned))
	}
	all = append(all, unregistered(c)...)
	switch {
	case all != nil:
	case self.SignatoryListed == nil || self.Products == nil:
		all = procedure.CannotTell(finding.Accept, exporterHalf, evidenceLookUp)
	default:
		all = procedure.Met(exporterListed)
	}
	for i := range all {
		all[i] = all[i].From("authorisation", self.Authorisation)
	}
	return all
}

// unregistered finds the items whose product the exporter is not registered for. The database names products by
// subheading or by national code.
func unregistered(c *procedure.Case) []finding.Finding {
	products := c.Proof.Self.Products
	if products == nil {
		return nil
	}
	var all []finding.Finding
	for _, item := range c.Items {
		code := digits(item.HS.Code)
		registered := slices.ContainsFunc(products, func(p string) bool { return p != "" && strings.HasPrefix(code, digits(p)) })
		if code != "" && !registered {
			f := procedure.Curable(finding.Refuse, exporterProduct).From("code", item.HS.Code).From("registered", strings.Join(products, ", "))
			all = append(all, procedure.About(item, f)...)
		}
	}
	return all
}

// digits drops the points of a code.
func digits(code string) string { return strings.ReplaceAll(code, ".", "") }

// judgeCopy: a certified true copy stands for a lost paper form, with the original's date and within a year of it.
func judgeCopy(c *procedure.Case) []finding.Finding {
	p := c.Proof
	last := p.IssueDate.AddYears(1)
	f := procedure.Passed(copyGood)
	switch {
	case isElectronic(c):
		f = procedure.Failed(finding.Refuse, copyElectronic)
	case p.IssueDate.IsZero() || p.CopyDate.IsZero():
		f = procedure.Unclear(finding.Refer, copyUndated)
		return one(f.From("issued", p.IssueDate.String()).From("copied", p.CopyDate.String()))
	case p.CopyDate.After(last):
		f = procedure.Failed(finding.Refuse, copyLate)
	}
	return one(f.From("issued", p.IssueDate.String()).From("copied", p.CopyDate.String()).Giving("last", last.String()))
}
