package ukvfta

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// What the check of an exemption from proof finds.
const (
	msgWaiverGranted    finding.Message = "ukvfta.waiver.granted"
	msgWaiverNoProof    finding.Message = "ukvfta.waiver.no_proof"
	msgWaiverTrade      finding.Message = "ukvfta.waiver.trade"
	msgWaiverNature     finding.Message = "ukvfta.waiver.nature_unknown"
	msgWaiverUndeclared finding.Message = "ukvfta.waiver.undeclared"
	msgWaiverNoValue    finding.Message = "ukvfta.waiver.value_unknown"
	msgWaiverCurrency   finding.Message = "ukvfta.waiver.currency"
	msgWaiverAbove      finding.Message = "ukvfta.waiver.above"
)

// The values up to which no proof is needed, the limit included (Art. 24(3)).
var (
	parcelToBritain  = certificate.Money{Amount: certificate.DecimalOf(500), Currency: euro}
	luggageToBritain = certificate.Money{Amount: certificate.DecimalOf(1200), Currency: euro}
	eitherToVietNam  = certificate.Money{Amount: certificate.DecimalOf(200), Currency: "USD"}
)

func waiverChecks() []procedure.Check {
	return []procedure.Check{
		{ID: "UKVFTA-M21", Citation: "UKVFTA Protocol 1 Art. 24", Stages: atClearance, Applies: waiverAsked, Judge: judgeWaiver,
			Messages: []finding.Message{msgWaiverGranted, msgWaiverNoProof, msgWaiverTrade, msgWaiverNature, msgWaiverUndeclared,
				msgWaiverNoValue, msgWaiverCurrency, msgWaiverAbove}},
	}
}

// waiverAsked: there is no proof, and none is said to follow. Into Viet Nam a proof may follow unless the claim rests on
// the exemption; the circular's own check says until when.
func waiverAsked(c *procedure.Case) bool {
	return c.Proof.Kind == procedure.None && (c.Importer != vietNam || claimsWaiver(c))
}

func claimsWaiver(c *procedure.Case) bool {
	w := c.Waiver
	return w.Value != nil || procedure.Is(w.Private) || procedure.Is(w.Luggage)
}

// judgeWaiver: a small package between private persons or a traveller's luggage, no trade, declared as meeting the
// rules, and within the importing party's limit.
func judgeWaiver(c *procedure.Case) []finding.Finding {
	w := c.Waiver
	switch {
	case !claimsWaiver(c):
		return curable(fails(finding.Refuse, msgWaiverNoProof))
	case procedure.IsNot(w.Private) && !procedure.Is(w.Luggage):
		return curable(fails(finding.Refuse, msgWaiverTrade))
	case !procedure.Is(w.Private) && !procedure.Is(w.Luggage):
		return open(msgWaiverNature)
	}
	limit := waiverLimit(c)
	values := []string{"limit", limit.Amount.String(), "limit_currency", limit.Currency}
	switch {
	case w.Value == nil:
		return open(msgWaiverNoValue, values...)
	case w.Value.Currency != limit.Currency:
		return open(msgWaiverCurrency, append(values, "value", w.Value.Amount.String(), "currency", w.Value.Currency)...)
	case w.Value.Amount.Cmp(limit.Amount) > 0:
		return curable(fails(finding.Refuse, msgWaiverAbove, append(values, "value", w.Value.Amount.String())...))
	case !procedure.Is(w.Declared):
		return curable(fails(finding.Refer, msgWaiverUndeclared))
	}
	granted := met(msgWaiverGranted, append(values, "value", w.Value.Amount.String())...)
	granted[0].Verdict = finding.Waived
	return granted
}

// waiverLimit is by what the goods are for the United Kingdom, and one amount for Viet Nam.
func waiverLimit(c *procedure.Case) certificate.Money {
	switch {
	case c.Importer == vietNam:
		return eitherToVietNam
	case procedure.Is(c.Waiver.Luggage):
		return luggageToBritain
	}
	return parcelToBritain
}
