package certificate

import "slices"

// itemRules concern the lines of goods.
var itemRules = []rule{
	{"item_number", citations{"ATIGA Annex 7 box 5", "VKFTA Annex 3-C box 5", "UKVFTA Protocol 1 Annex VII box 8"}, checkNumbers},
	{"missing", citations{"ATIGA Annex 7 box 7", "VKFTA Annex 3-C box 7", "UKVFTA Protocol 1 Annex VII box 8"}, checkHSGiven},
	{"packages_or_bulk", citations{"ATIGA Annex 7 box 7", "VKFTA Annex 3-C box 7", "UKVFTA Protocol 1 Annex VII box 8"}, checkPackages},
	{"criterion_unknown", citations{"ATIGA Annex 7 note 3", "VKFTA Annex 3-C note 3", "UKVFTA Protocol 1 Annex VII"}, checkCriterion},
	{"fob_missing", citations{"ATIGA Annex 7 note 10, Annex 8 R.25", "VKFTA Annex 3-C box 9", ""}, checkFOBGiven},
	{"fob_not_shown", citations{"ATIGA Annex 7 note 10, Annex 8 R.25", "VKFTA Annex 3-C box 9", "UKVFTA Protocol 1 Annex VII box 9"}, checkFOBAbsent},
	{"fob_currency", citations{}, checkFOBCurrency},
	{"weight_unit", citations{"ATIGA Annex 7 box 9", "VKFTA Annex 3-C box 9", "UKVFTA Protocol 1 Annex VII box 9"}, checkWeightUnit},
}

// eachItem gathers the finding at field of every line for which broken holds.
func eachItem(d *Document, field string, broken func(Item) bool) []finding {
	var found []finding
	for i, item := range d.Items {
		if broken(item) {
			found = append(found, at("items", i, field))
		}
	}
	return found
}

// checkNumbers: lines are numbered 1, 2, 3 and so on.
func checkNumbers(d *Document) []finding {
	for i, item := range d.Items {
		if item.Number != i+1 {
			return []finding{at("items", i, "number")}
		}
	}
	return nil
}

// checkHSGiven: boxes 7 of Forms D, VK and KV and the data of an ATIGA declaration include the HS code; the UKVFTA
// forms do not demand it.
func checkHSGiven(d *Document) []finding {
	if underUKVFTA(d) {
		return nil
	}
	return eachItem(d, "hs", func(item Item) bool { return item.HS.IsZero() })
}

// checkPackages: goods are either packed or in bulk; EUR.1 must say which.
func checkPackages(d *Document) []finding {
	return eachItem(d, "packages", func(item Item) bool {
		packed := len(item.Packages) > 0
		return packed && item.InBulk || d.Form == FormEUR1 && !packed && !item.InBulk
	})
}

// checkCriterion: box 8 reads as its overleaf notes allow; UKVFTA proofs have no such box.
func checkCriterion(d *Document) []finding {
	return eachItem(d, "criterion", func(item Item) bool {
		if underUKVFTA(d) {
			return item.Criterion != ""
		}
		_, err := ParseCriterion(d.Agreement, item.Criterion)
		return err != nil
	})
}

// fobCountries are the members for whose trade Form D still shows the FOB price.
var fobCountries = []string{"ID", "KH", "LA"}

// fobNeed says whether the form shows the FOB price of a line.
type fobNeed int

const (
	fobForbidden fobNeed = iota
	fobOptional
	fobRequired
)

// fobFor applies the clauses on the FOB price. Form D: only where regional value content is used and the goods leave or
// enter Cambodia, Indonesia or Laos. VK and KV: only where regional value content is used. ATIGA declaration: required
// with regional value content. Whether it goes with a partial cumulation is not said, so both are let pass there.
func fobFor(d *Document, item Item) fobNeed {
	criterion, err := ParseCriterion(d.Agreement, item.Criterion)
	switch {
	case underUKVFTA(d):
		return fobForbidden
	case err != nil, isDeclared(d) && !criterion.UsesValue():
		return fobOptional
	case !criterion.UsesValue(), d.Form == FormD && !tradesWithFOB(d):
		return fobForbidden
	case criterion.Kind == PartialCumulation:
		return fobOptional
	}
	return fobRequired
}

// tradesWithFOB reports whether the goods leave or enter one of fobCountries.
func tradesWithFOB(d *Document) bool {
	return slices.Contains(fobCountries, d.IssuingCountry) || slices.Contains(fobCountries, d.ImportingCountry)
}

// checkFOBGiven: the FOB price stands where the form demands it.
func checkFOBGiven(d *Document) []finding {
	return eachItem(d, "fob", func(item Item) bool { return item.FOB == nil && fobFor(d, item) == fobRequired })
}

// checkFOBAbsent: and nowhere else.
func checkFOBAbsent(d *Document) []finding {
	return eachItem(d, "fob", func(item Item) bool { return item.FOB != nil && fobFor(d, item) == fobForbidden })
}

// checkFOBCurrency: one document states FOB prices in one currency.
func checkFOBCurrency(d *Document) []finding {
	first := ""
	return eachItem(d, "fob/currency", func(item Item) bool {
		if item.FOB == nil {
			return false
		}
		if first == "" {
			first = item.FOB.Currency
		}
		return item.FOB.Currency != first
	})
}

// checkWeightUnit: gross weight is a mass.
func checkWeightUnit(d *Document) []finding {
	return eachItem(d, "gross_weight/unit", func(item Item) bool {
		return item.GrossWeight != nil && IsUnit(item.GrossWeight.Unit) && !SameDimension(item.GrossWeight.Unit, "KGM")
	})
}
