package clearance

import (
	"slices"
	"strings"

	"origo/certificate"
)

// declarationChecks compare the declaration with the certificate. They are made only where both say something. A slight
// difference is accepted and named; any other is for an officer.
func declarationChecks() []check {
	return []check{
		{id: "DEC-01", asks: "Is the exporter declared the one on the certificate?", cites: onDifferences, need: aDeclaration,
			judge: func(s subject) ruling { return s.sameParty("exporter", s.Declaration.Exporter, s.document.Exporter) }},
		{id: "DEC-02", asks: "Is the consignee declared the one on the certificate?", cites: onDifferences, need: aDeclaration,
			judge: func(s subject) ruling { return s.sameParty("consignee", s.Declaration.Consignee, s.document.Consignee) }},
		{id: "DEC-03", asks: "Is the country of origin declared the one on the certificate?", cites: onDifferences, need: aDeclaration, judge: sameOrigin,
			yields: []Message{"atiga.origin_country.agrees", "atiga.origin_country.differs", "atiga.origin_country.not_issuer"}},
		{id: "DEC-04", asks: "Is it declared for import here?", cites: onDifferences, need: aDeclaration, judge: declaredHere},
	}
}

func onDifferences(s subject) string { return atImport(s.Here, s.law.differs, "Art. 15(8)") }

// aDeclaration asks for a declaration and a sealed certificate, and says nothing where either is not there.
func aDeclaration(s subject) (Message, bool) { return "", s.Declaration != nil && s.document != nil }

// sameParty compares names. How a name is spelt is no ground to doubt the certificate.
func (s subject) sameParty(role, declared string, printed certificate.Party) ruling {
	if declared == "" || printed.Name == "" {
		return ruling{}
	}
	var r ruling
	switch {
	case declared == printed.Name:
		r = met(msgPartyAgrees)
	case alike(declared, printed.Name):
		r = met(msgPartySpelling)
	default:
		r = notMet(Refer, msgPartyDiffers)
		r.Curable, r.Evidence = true, []Message{evidenceContract}
	}
	return r.from("role", role, "declared", declared, "certificate", printed.Name)
}

func sameOrigin(s subject) ruling {
	declared, printed := s.Declaration.OriginCountry, s.document.OriginCountry
	if declared == "" || printed == "" {
		return ruling{}
	}
	r := met(msgOriginAgrees)
	if declared != printed {
		r = notMet(Refer, msgOriginDiffers)
		r.Curable = true
	}
	return r.from("declared", declared, "certificate", printed)
}

// declaredHere speaks up only where the declaration names another country than the one whose customs assess.
func declaredHere(s subject) ruling {
	country := s.Declaration.ImportingCountry
	if country == "" || s.Here == "" || country == s.Here {
		return ruling{}
	}
	return notMet(Correct, msgDeclaredElsewhere).from("declared", country, "here", s.Here)
}

// anInvoice asks for an invoice on the declaration and on the item, and says nothing where either is not there.
func anInvoice(s subject) (Message, bool) {
	return "", s.line.item != nil && s.document != nil && s.Declaration != nil && s.Declaration.Invoice.Number != ""
}

// sameInvoice: the declared invoice is one that the certificate names for the item, with its date.
func sameInvoice(s subject) ruling {
	item, _ := s.document.Line(s.line.item.Number)
	if len(item.Invoices) == 0 {
		return ruling{}
	}
	declared := s.Declaration.Invoice
	r := notMet(Refer, msgInvoiceDiffers)
	r.Curable, r.Evidence = true, []Message{evidenceContract}
	for _, invoice := range s.document.Invoices {
		dated := declared.Date.IsZero() || declared.Date == invoice.Date
		if plain(invoice.Number) == plain(declared.Number) && slices.Contains(item.Invoices, invoice.Number) && dated {
			r = met(msgInvoiceAgrees)
		}
	}
	return r.from("declared", strings.TrimSpace(declared.Number+" "+declared.Date.String()), "certificate", strings.Join(item.Invoices, ", "))
}
