package certificate

// totalRules compare printed sums with the lines above them.
var totalRules = []rule{{"total_differs", citations{}, checkTotals}}

// checkTotals: every total equals the exact sum of its lines.
func checkTotals(d *Document) []finding {
	t := d.Totals
	var found []finding
	found = append(found, when(t.Packages != 0 && t.Packages != packagesOf(d), at("totals", "packages"))...)
	found = append(found, when(t.Quantity != nil && !isSum(*t.Quantity, quantitiesOf(d)), at("totals", "quantity"))...)
	found = append(found, when(t.GrossWeight != nil && !isSum(*t.GrossWeight, weightsOf(d)), at("totals", "gross_weight"))...)
	return append(found, when(t.FOB != nil && !isFOBSum(*t.FOB, d.Items), at("totals", "fob"))...)
}

// packagesOf counts the packages of all lines.
func packagesOf(d *Document) int {
	n := 0
	for _, item := range d.Items {
		for _, p := range item.Packages {
			n += p.Number
		}
	}
	return n
}

// quantitiesOf gathers the quantities of all lines.
func quantitiesOf(d *Document) []Measure {
	quantities := make([]Measure, len(d.Items))
	for i, item := range d.Items {
		quantities[i] = item.Quantity
	}
	return quantities
}

// weightsOf gathers the gross weights of all lines that state one.
func weightsOf(d *Document) []Measure {
	var weights []Measure
	for _, item := range d.Items {
		if item.GrossWeight != nil {
			weights = append(weights, *item.GrossWeight)
		}
	}
	return weights
}

// isSum reports whether total is exactly the sum of the parts. A total across units that do not compare is wrong.
func isSum(total Measure, parts []Measure) bool {
	unit, known := LookupUnit(total.Unit)
	var sum Decimal
	for _, part := range parts {
		other, ok := LookupUnit(part.Unit)
		if !ok || other.Dimension != unit.Dimension {
			return false
		}
		sum = sum.Add(part.Value.Mul(other.Factor))
	}
	return known && sum.Cmp(total.Value.Mul(unit.Factor)) == 0
}

// isFOBSum reports whether total is exactly the sum of the lines' FOB prices, in their currency.
func isFOBSum(total Money, items []Item) bool {
	var sum Decimal
	for _, item := range items {
		if item.FOB == nil {
			continue
		}
		if item.FOB.Currency != total.Currency {
			return false
		}
		sum = sum.Add(item.FOB.Amount)
	}
	return sum.Cmp(total.Amount) == 0
}
