package certificate

import "slices"

// originalRules concern back-to-back certificates, which ATIGA alone knows.
var originalRules = []rule{
	{"originals_missing", citations{atiga: "ATIGA Annex 8 R.11(1), Annex 7 note 12"}, checkOriginalsGiven},
	{"back_to_back_tick_missing", citations{atiga: "ATIGA Annex 8 R.11(1)"}, checkBackToBackTicked},
	{"original_wrong", citations{atiga: "ATIGA Annex 8 R.11(1)"}, checkOriginals},
	{"original_expired", citations{atiga: "ATIGA Annex 8 R.11(1)"}, checkOriginalsAlive},
	{"original_item_unknown", citations{}, checkOriginalItems},
	{"original_twice", citations{}, checkOriginalsOnce},
	{"originals_short", citations{atiga: "ATIGA Annex 8 R.11(1)"}, checkOriginalsSuffice},
}

// checkOriginalsGiven: the tick comes with the originals' numbers and dates.
func checkOriginalsGiven(d *Document) []finding {
	return when(d.Remarks.BackToBack && len(d.BackToBack) == 0, at("back_to_back"))
}

// checkBackToBackTicked: and the originals with the tick, which origin declarations do not have.
func checkBackToBackTicked(d *Document) []finding {
	return when(d.Form == FormD && len(d.BackToBack) > 0 && !d.Remarks.BackToBack, at("remarks", "back_to_back"))
}

// eachOriginal gathers the finding at every original for which broken holds.
func eachOriginal(d *Document, field string, broken func(Original) bool) []finding {
	var found []finding
	for i, original := range d.BackToBack {
		if broken(original) {
			found = append(found, at("back_to_back", i, field).with("reference", original.Certificate.Reference))
		}
	}
	return found
}

// checkOriginals: an original is a proof of the agreement from another member than the intermediate and the importer.
func checkOriginals(d *Document) []finding {
	return eachOriginal(d, "certificate", func(o Original) bool {
		country := o.Certificate.Country
		return !slices.Contains(o.Certificate.Form.Agreements(), d.Agreement) || !d.Agreement.HasParty(country) ||
			country == d.IssuingCountry || country == d.ImportingCountry
	})
}

// checkOriginalsAlive: the back-to-back certificate is issued within the life of every original.
func checkOriginalsAlive(d *Document) []finding {
	return eachOriginal(d, "issue_date", func(o Original) bool {
		return d.IssueDate.Before(o.IssueDate) || d.IssueDate.After(LastDay(d.Agreement, o.IssueDate))
	})
}

// checkOriginalItems: quantities are taken for lines that exist.
func checkOriginalItems(d *Document) []finding {
	return eachOriginal(d, "item", func(o Original) bool {
		_, ok := d.Line(o.Item)
		return !ok
	})
}

// draw is which line of which original feeds which line.
type draw struct {
	from           ID
	original, item int
}

// checkOriginalsOnce: one line of an original feeds a line once; two takings are added up instead.
func checkOriginalsOnce(d *Document) []finding {
	seen := make(map[draw]bool)
	return eachOriginal(d, "original_item", func(o Original) bool {
		key := draw{o.Certificate, o.OriginalItem, o.Item}
		twice := seen[key]
		seen[key] = true
		return twice
	})
}

// checkOriginalsSuffice: what is taken from the originals covers each line, as far as the units compare.
func checkOriginalsSuffice(d *Document) []finding {
	if len(d.BackToBack) == 0 {
		return nil
	}
	return eachItem(d, "quantity", func(item Item) bool {
		taken, comparable := takenFor(d, item)
		unit, _ := LookupUnit(item.Quantity.Unit)
		return comparable && taken.Cmp(item.Quantity.Value.Mul(unit.Factor)) < 0
	})
}

// takenFor is the sum taken for a line in base units, and whether all units compare with the line's.
func takenFor(d *Document, item Item) (Decimal, bool) {
	var sum Decimal
	for _, o := range d.BackToBack {
		if o.Item != item.Number {
			continue
		}
		if !SameDimension(o.Quantity.Unit, item.Quantity.Unit) {
			return sum, false
		}
		unit, _ := LookupUnit(o.Quantity.Unit)
		sum = sum.Add(o.Quantity.Value.Mul(unit.Factor))
	}
	return sum, IsUnit(item.Quantity.Unit)
}
