package ukvfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What checks of the parties and of the kind of proof find.
const (
	msgSchemeOK           finding.Message = "ukvfta.scheme.ok"
	msgSchemeOther        finding.Message = "ukvfta.scheme.other"
	msgSchemeDirection    finding.Message = "ukvfta.scheme.direction"
	msgKindOK             finding.Message = "ukvfta.kind.ok"
	msgKindRefused        finding.Message = "ukvfta.kind.refused"
	msgKindForm           finding.Message = "ukvfta.kind.form"
	msgKindNotNotified    finding.Message = "ukvfta.kind.not_notified"
	msgKindNotice         finding.Message = "ukvfta.kind.notice_unknown"
	msgPartiesOK          finding.Message = "ukvfta.parties.ok"
	msgPartiesUnread      finding.Message = "ukvfta.parties.unread"
	msgPartiesIssuer      finding.Message = "ukvfta.parties.issuer"
	msgPartiesExporter    finding.Message = "ukvfta.parties.exporter"
	msgPartiesOrigin      finding.Message = "ukvfta.parties.origin"
	msgDestinationOK      finding.Message = "ukvfta.destination.ok"
	msgDestinationOther   finding.Message = "ukvfta.destination.other"
	msgDestinationUnknown finding.Message = "ukvfta.destination.unreadable"
)

// The forms of proof. A registered exporter's statement is made like an origin declaration.
const (
	formEUR1       = "EUR.1"
	formRegistered = "REX"
)

// Settings of a case: notifications between the parties that the sources do not record.
const (
	// SettingUKRegistered tells that the United Kingdom has notified its registered exporters (Art. 15(1)(c)).
	SettingUKRegistered = "uk_registered_exporters_notified"
	// SettingVietNamExporters tells that Viet Nam has notified its approved or registered exporters (Art. 15(2)(c)).
	SettingVietNamExporters = "vn_approved_or_registered_exporters_notified"
)

func partyChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M1", Citation: "UKVFTA Protocol 1 Art. 15", Stages: always,
			Messages: []finding.Message{msgSchemeOK, msgSchemeOther, msgSchemeDirection}, Judge: judgeScheme},
		{ID: "UKVFTA-M2", Citation: "UKVFTA Protocol 1 Art. 15(1)-(2)", Stages: always, Applies: hasProof,
			Messages: []finding.Message{msgKindOK, msgKindRefused, msgKindForm, msgKindNotNotified, msgKindNotice}, Judge: judgeKind},
		{ID: "UKVFTA-M6", Citation: "UKVFTA Protocol 1 Art. 1 and Annex VII boxes 1, 2 and 4", Stages: always, Applies: hasProof,
			Messages: []finding.Message{msgPartiesOK, msgPartiesIssuer, msgPartiesExporter, msgPartiesOrigin, msgPartiesUnread, msgNeedOriginal}, Judge: judgeParties},
		{ID: "UKVFTA-M6-DESTINATION", Citation: "UKVFTA Protocol 1 Annex VII boxes 2 and 5", Stages: always, Applies: namesDestination,
			Messages: []finding.Message{msgDestinationOK, msgDestinationOther, msgDestinationUnknown}, Judge: judgeDestination},
	}
}

// judgeScheme: one agreement is claimed, and the goods go from one party to the other.
func judgeScheme(c *procedure.Case) []finding.Finding {
	if c.Agreement != certificate.UKVFTA {
		return fails(finding.Refuse, msgSchemeOther, "agreement", string(c.Agreement))
	}
	from, to := c.Exporter, c.Importer
	if !(from == britain && to == vietNam || from == vietNam && to == britain) {
		return fails(finding.Refuse, msgSchemeDirection, "exporting", from, "importing", to)
	}
	return met(msgSchemeOK, "exporting", from, "importing", to)
}

// judgeKind: proofs are the certificate EUR.1 and the origin declaration; a registered exporter's statement counts once
// its party has notified the other. What an importer knows is no proof.
func judgeKind(c *procedure.Case) []finding.Finding {
	kind, form := string(c.Proof.Kind), c.Proof.Form
	switch {
	case isCertificate(c) && form != "" && form != formEUR1:
		return fails(finding.Refuse, msgKindForm, "form", form)
	case isDeclaration(c) && form == formRegistered:
		return judgeRegistered(c)
	case isCertificate(c), isDeclaration(c):
		return met(msgKindOK, "kind", kind)
	}
	return fails(finding.Refuse, msgKindRefused, "kind", kind)
}

func judgeRegistered(c *procedure.Case) []finding.Finding {
	notified, known := exportersNotified(c)
	switch {
	case !known:
		return open(msgKindNotice, "exporting", c.Exporter)
	case !notified:
		return fails(finding.Refuse, msgKindNotNotified, "exporting", c.Exporter)
	}
	return met(msgKindOK, "kind", string(c.Proof.Kind))
}

// exportersNotified tells whether the exporting party has notified its scheme of exporters who declare origin at any
// value, and whether that is known.
func exportersNotified(c *procedure.Case) (notified, known bool) {
	setting := SettingUKRegistered
	if c.Exporter == vietNam {
		setting = SettingVietNamExporters
	}
	notified, known = c.Settings[setting]
	return notified, known
}

// judgeParties: what the boxes say of issuer, exporter and origin agrees with the direction of trade. Goods that
// originate in the importing party may come back with a proof, so box 4 may name either.
func judgeParties(c *procedure.Case) []finding.Finding {
	p := c.Proof
	switch {
	case p.IssuingCountry != "" && p.IssuingCountry != c.Exporter:
		return fails(finding.Refuse, msgPartiesIssuer, "issuing", p.IssuingCountry, "exporting", c.Exporter)
	case p.ExporterCountry != "" && p.ExporterCountry != c.Exporter:
		return fails(finding.Refuse, msgPartiesExporter, "country", p.ExporterCountry, "exporting", c.Exporter)
	case p.OriginCountry != "" && !certificate.UKVFTA.HasParty(p.OriginCountry):
		return fails(finding.Refuse, msgPartiesOrigin, "origin", p.OriginCountry)
	case p.IssuingCountry == "" && p.ExporterCountry == "" && p.OriginCountry == "":
		return unseen(msgPartiesUnread, msgNeedOriginal)
	}
	return met(msgPartiesOK, "exporting", c.Exporter)
}

func namesDestination(c *procedure.Case) bool { return c.Proof.DestinationCountry != "" }

// judgeDestination: box 5 names the other party. It is a check of its own because what it finds is about the way of the
// goods: a proof can be sound although the goods were consigned elsewhere.
func judgeDestination(c *procedure.Case) []finding.Finding {
	to := c.Proof.DestinationCountry
	switch {
	case to == c.Importer:
		return met(msgDestinationOK, "destination", to)
	case !certificate.IsCountry(to):
		return open(msgDestinationUnknown, "destination", to)
	}
	return fails(finding.Refuse, msgDestinationOther, "destination", to, "importing", c.Importer)
}
