package ukvfta

import (
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// What checks of the import declaration find.
const msgInvoiceThird finding.Message = "ukvfta.invoice.third_party"

// citeSlight is the treaty's article on discrepancies, for imports into the United Kingdom.
const citeSlight = "UKVFTA Protocol 1 Art. 27"

// importChecks compare proof and declaration. Viet Nam's circular says in detail what follows from a difference; into
// the United Kingdom the treaty's article on slight discrepancies holds alone.
func importChecks() []procedure.Check {
	return []procedure.Check{
		circular33.Withdrawn("UKVFTA-M5-WITHDRAWN", "UKVFTA Protocol 1 Arts 16 and 29"),
		circular33.Replaced("UKVFTA-M5-REPLACED", "UKVFTA Protocol 1 Arts 16 and 29"),
		circular33.Quantity("UKVFTA-M18", citeSlight),
		circular33.MinorDifferences("UKVFTA-M18-SLIGHT", citeSlight),
		circular33.HSDifference("UKVFTA-M19", citeSlight),
		circular33.DeclaredReference("UKVFTA-C33-REFERENCE"),
		circular33.NoProofYet("UKVFTA-C33-NO-PROOF", yearsToFile),
		certificateFiling(),
		earlierLaw(),
		{ID: "UKVFTA-INVOICE", Citation: "UKVFTA Protocol 1 Annex VIII (Art. 1, exporter)", Stages: atClearance, Applies: invoicedElsewhere,
			Messages: []finding.Message{msgInvoiceThird}, Judge: judgeInvoice},
	}
}

// earlierLaw refers what only the circular's predecessors would tell. Evidence of the way is none of it: the treaty says
// itself when that is asked for (Art. 13(4), Annex VIII).
func earlierLaw() procedure.Check {
	check := circular33.EarlierLaw("UKVFTA-C33-EARLIER")
	applies := check.Applies
	check.Applies = func(c *procedure.Case) bool {
		apart := *c
		apart.Journey = procedure.Journey{}
		return applies(&apart)
	}
	return check
}

func invoicedElsewhere(c *procedure.Case) bool {
	country := c.Declaration.Invoice.Country
	return hasProof(c) && country != "" && country != c.Exporter
}

// judgeInvoice: the exporter need not be the seller; a company of another country may invoice.
func judgeInvoice(c *procedure.Case) []finding.Finding {
	return met(msgInvoiceThird, "country", c.Declaration.Invoice.Country)
}
