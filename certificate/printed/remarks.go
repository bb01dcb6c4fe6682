package printed

import (
	"fmt"
	"strings"

	"origo/certificate"
)

// mark is one of the squares that may be ticked in box 13.
type mark struct {
	words  string
	ticked bool
}

// remarksCaption names box 13.
func remarksCaption(form certificate.Form) string {
	if form == certificate.FormD {
		return "Tick where it applies"
	}
	return "Remarks"
}

// ticks are the squares of box 13: seven on Form D (Annex 7), and on VK and KV the entries that Chapter 3 prescribes.
func ticks(d *certificate.Document) []mark {
	r := d.Remarks
	if d.Form == certificate.FormD {
		return []mark{
			{"Third Country Invoicing", r.ThirdCountryInvoicing}, {"Accumulation", r.Accumulation},
			{"Back-to-Back CO", r.BackToBack}, {"Partial Cumulation", r.PartialCumulation},
			{"Exhibition", r.Exhibition != nil}, {"De Minimis", r.DeMinimis}, {"Issued Retroactively", r.Retroactive},
		}
	}
	return []mark{{"Non-Party Invoicing", r.ThirdCountryInvoicing}, {"ISSUED RETROACTIVELY", r.Retroactive}}
}

// remarkLines is what box 13 says beside its ticks.
func remarkLines(d *certificate.Document) []string {
	var lines []string
	if d.Form != certificate.FormD {
		lines = append(lines, invoiceIssuers(d)...)
		lines = append(lines, exhibition(d.Remarks.Exhibition)...)
	}
	lines = append(lines, replacement(d)...)
	if d.Remarks.RetroactiveReason == certificate.RetroError {
		lines = append(lines, "Issued after shipment because of an error, an omission or another valid cause.")
	}
	return append(lines, d.Remarks.Other...)
}

// replacement says which certificate this one stands in for.
func replacement(d *certificate.Document) []string {
	if d.Replaces == nil {
		return nil
	}
	return []string{fmt.Sprintf("REPLACES %s, which is no longer valid.", link(*d.Replaces))}
}

// combinedColumns are boxes 5 to 10 of Forms D, VK and KV.
func combinedColumns(form certificate.Form) []column {
	return []column{
		{boxName{"5", "Item"}, 12, itemNumber, nil},
		{boxName{"6", "Marks and numbers on packages"}, 30, itemMarks, nil},
		{boxName{"7", "Number and kind of packages, description of goods, quantity where apt, HS code of the importing country"}, 74, combinedGoods, totalPackages},
		{boxName{"8", "Origin criterion (see notes)"}, 21, itemCriterion, nil},
		{boxName{"9", fobCaption(form)}, 30, itemAmounts, totalAmounts},
		{boxName{"10", "Number and date of invoices"}, 23, invoicesOf, nil},
	}
}

// fobCaption names box 9.
func fobCaption(form certificate.Form) string {
	if form == certificate.FormD {
		return "Gross weight or other quantity; FOB price if notes require it"
	}
	return "Gross weight or other quantity; FOB value if the criterion is RVC"
}

// itemNumber is box 5.
func itemNumber(_ *certificate.Document, i certificate.Item) []string {
	return []string{fmt.Sprint(i.Number)}
}

// itemMarks is box 6.
func itemMarks(_ *certificate.Document, i certificate.Item) []string { return nonEmpty(i.Marks) }

// itemCriterion is box 8.
func itemCriterion(_ *certificate.Document, i certificate.Item) []string {
	return nonEmpty(i.Criterion)
}

// combinedGoods is box 7. A Form D also names invoicing companies and original proofs there (Annex 7 notes 11, 12).
func combinedGoods(d *certificate.Document, i certificate.Item) []string {
	lines := nonEmpty(packages(i), i.Description, hsCode(i.HS))
	lines = append(lines, given("Manufacturer", i.Manufacturer, "Trade mark", i.TradeMark)...)
	if i.Number == 1 && !d.Producer.IsZero() {
		lines = append(lines, "Producer: "+strings.Join(party(d.Producer), ", "))
	}
	if d.Form == certificate.FormD && i.Number == 1 {
		lines = append(lines, invoiceIssuers(d)...)
	}
	return append(lines, originals(d, i.Number)...)
}

// itemAmounts is box 9.
func itemAmounts(_ *certificate.Document, i certificate.Item) []string {
	lines := []string{measure(i.Quantity)}
	if i.GrossWeight != nil {
		lines = append(lines, "G.W. "+measure(*i.GrossWeight))
	}
	if i.FOB != nil {
		lines = append(lines, "FOB "+money(*i.FOB))
	}
	return lines
}

// totalPackages is what stands under box 7.
func totalPackages(t certificate.Totals) []string {
	switch {
	case t.Packages > 0:
		return []string{fmt.Sprintf("TOTAL: %d packages", t.Packages)}
	case t != (certificate.Totals{}):
		return []string{"TOTAL"}
	}
	return nil
}

// totalAmounts is what stands under box 9.
func totalAmounts(t certificate.Totals) []string {
	var lines []string
	if t.Quantity != nil {
		lines = append(lines, measure(*t.Quantity))
	}
	if t.GrossWeight != nil {
		lines = append(lines, "G.W. "+measure(*t.GrossWeight))
	}
	if t.FOB != nil {
		lines = append(lines, "FOB "+money(*t.FOB))
	}
	return lines
}

// nonEmpty drops what is not said.
func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}
