package ukvfta

import (
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What checks of an origin declaration find.
const (
	msgLimitWithin        finding.Message = "ukvfta.limit.within"
	msgLimitAuthorised    finding.Message = "ukvfta.limit.authorised"
	msgLimitRegistered    finding.Message = "ukvfta.limit.registered"
	msgLimitAbove         finding.Message = "ukvfta.limit.above"
	msgLimitAuthorisation finding.Message = "ukvfta.limit.authorisation_invalid"
	msgLimitNotNotified   finding.Message = "ukvfta.limit.not_notified"
	msgLimitNotice        finding.Message = "ukvfta.limit.notice_unknown"
	msgLimitNoValue       finding.Message = "ukvfta.limit.value_unknown"
	msgLimitCurrency      finding.Message = "ukvfta.limit.currency"
	msgLimitUnchecked     finding.Message = "ukvfta.limit.authorisation_not_looked_up"
	msgMadeUnread         finding.Message = "ukvfta.declaration.unread"
	msgMadeOK             finding.Message = "ukvfta.declaration.ok"
	msgMadeTransport      finding.Message = "ukvfta.declaration.transport_document"
	msgMadeWording        finding.Message = "ukvfta.declaration.wording"
	msgMadeWordingUnread  finding.Message = "ukvfta.declaration.wording_unread"
	msgMadeUnsigned       finding.Message = "ukvfta.declaration.unsigned"
	msgMadeSignUnread     finding.Message = "ukvfta.declaration.signature_unread"
	msgMadeUnnamed        finding.Message = "ukvfta.declaration.unnamed"
	msgMadeUndertaking    finding.Message = "ukvfta.declaration.undertaking"
	msgMadeUndated        finding.Message = "ukvfta.declaration.undated"
)

// declarationLimit is the greatest value in euro of a consignment for which any exporter may declare origin
// (Art. 15(1)(b)(ii) and (2)(b)).
var declarationLimit = certificate.DecimalOf(6000)

const euro = "EUR"

func declarationChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M11", Citation: "UKVFTA Protocol 1 Arts 15, 20(3) and 28", Stages: always, Applies: isDeclaration,
			Messages: []finding.Message{msgLimitWithin, msgLimitAuthorised, msgLimitRegistered, msgLimitAbove, msgLimitAuthorisation,
				msgLimitNotNotified, msgLimitNotice, msgLimitNoValue, msgLimitCurrency, msgLimitUnchecked, msgNeedLookUp}, Judge: judgeLimit},
		{ID: "UKVFTA-M12", Citation: "UKVFTA Protocol 1 Art. 19 and Annexes VI and VIII", Stages: atClearance, Applies: isDeclaration,
			Messages: []finding.Message{msgMadeOK, msgMadeTransport, msgMadeWording, msgMadeWordingUnread, msgMadeUnsigned,
				msgMadeSignUnread, msgMadeUnnamed, msgMadeUndertaking, msgMadeUndated, msgMadeUnread, msgNeedOriginal}, Judge: judgeMaking},
	}
}

// judgeLimit: any exporter may declare up to the limit, and whom the exporting party approved at any value.
func judgeLimit(c *procedure.Case) []finding.Finding {
	value := c.Proof.Self.ConsignmentValue
	switch {
	case value != nil && value.Currency == euro && value.Amount.Cmp(declarationLimit) <= 0:
		return met(msgLimitWithin, "value", value.Amount.String(), "limit", declarationLimit.String())
	case c.Proof.Self.Authorisation != "":
		return judgeAuthorisation(c)
	case c.Proof.Form == formRegistered:
		return judgeRegisteredLimit(c)
	case value == nil:
		return open(msgLimitNoValue, "limit", declarationLimit.String())
	case value.Currency != euro:
		return open(msgLimitCurrency, "value", value.Amount.String(), "currency", value.Currency, "limit", declarationLimit.String())
	}
	return curable(fails(finding.Refuse, msgLimitAbove, "value", value.Amount.String(), "limit", declarationLimit.String()))
}

// judgeAuthorisation: an approved exporter declares at any value. Vietnamese approval counts once Viet Nam has notified
// that its law on it applies (Art. 15(2)(c)).
func judgeAuthorisation(c *procedure.Case) []finding.Finding {
	number := c.Proof.Self.Authorisation
	notified, known := exportersNotified(c)
	switch {
	case procedure.IsNot(c.Proof.Self.AuthorisationValid):
		return curable(fails(finding.Refuse, msgLimitAuthorisation, "number", number))
	case c.Exporter == vietNam && !known:
		return open(msgLimitNotice, "number", number)
	case c.Exporter == vietNam && !notified:
		return curable(fails(finding.Refuse, msgLimitNotNotified, "number", number))
	case c.Proof.Self.AuthorisationValid == nil:
		return unseen(msgLimitUnchecked, msgNeedLookUp, "number", number)
	}
	return met(msgLimitAuthorised, "number", number)
}

// judgeRegisteredLimit: a registered exporter declares at any value, once the scheme is notified.
func judgeRegisteredLimit(c *procedure.Case) []finding.Finding {
	notified, known := exportersNotified(c)
	switch {
	case !known:
		return open(msgLimitNotice, "number", "")
	case !notified:
		return curable(fails(finding.Refuse, msgLimitNotNotified, "number", ""))
	}
	return met(msgLimitRegistered)
}

// transportDocuments are words that tell a transport document, on which no declaration may stand (Annex VIII).
var transportDocuments = []string{"bill of lading", "airway bill", "air waybill", "waybill", "consignment note", "transport document", "b/l", "awb", "cmr"}

// judgeMaking: document, wording, date, signature and name. All of it can be made again, so whatever is missing is for
// an officer.
func judgeMaking(c *procedure.Case) []finding.Finding {
	made := c.Proof.Self
	var found []finding.Finding
	if isTransportDocument(made.Document) {
		found = append(found, fails(finding.Refer, msgMadeTransport, "document", made.Document)...)
	}
	switch {
	case made.Wording == nil:
		found = append(found, open(msgMadeWordingUnread)...)
	case !*made.Wording:
		found = append(found, fails(finding.Refer, msgMadeWording)...)
	}
	if c.Proof.IssueDate.IsZero() {
		found = append(found, fails(finding.Refer, msgMadeUndated)...)
	}
	found = append(found, judgeSigning(c)...)
	switch {
	case len(found) > 0:
	case made.Document == "" || made.Named == nil && !approvedUndertaking(made):
		return unseen(msgMadeUnread, msgNeedOriginal)
	default:
		return met(msgMadeOK, "document", made.Document)
	}
	for i := range found {
		found[i].Curable = true
	}
	return found
}

func isTransportDocument(name string) bool {
	words := strings.ReplaceAll(strings.ToLower(name), "_", " ")
	return slices.ContainsFunc(transportDocuments, func(known string) bool { return strings.Contains(words, known) })
}

// approvedUndertaking reports whether an approved exporter's undertaking stands for signature and name.
func approvedUndertaking(made procedure.SelfCertified) bool {
	return procedure.Is(made.Undertaking) && made.Authorisation != "" && !procedure.IsNot(made.AuthorisationValid)
}

// judgeSigning: signed by hand with the name in clear, unless an approved exporter has undertaken in writing to answer
// for every declaration that identifies it (Art. 19(4)). Nobody else's undertaking counts.
func judgeSigning(c *procedure.Case) []finding.Finding {
	made := c.Proof.Self
	if approvedUndertaking(made) {
		return nil
	}
	var found []finding.Finding
	switch {
	case made.Signed == nil:
		found = append(found, open(msgMadeSignUnread)...)
	case !*made.Signed && procedure.Is(made.Undertaking):
		found = append(found, fails(finding.Refer, msgMadeUndertaking)...)
	case !*made.Signed:
		found = append(found, fails(finding.Refer, msgMadeUnsigned)...)
	}
	if procedure.IsNot(made.Named) {
		found = append(found, fails(finding.Refer, msgMadeUnnamed)...)
	}
	return found
}
