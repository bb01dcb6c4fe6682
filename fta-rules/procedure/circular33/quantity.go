package circular33

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on quantities.
const (
	QuantityCovered   finding.Message = "vn.quantity.covered"
	QuantityExceeds   finding.Message = "vn.quantity.exceeds"
	QuantityExhausted finding.Message = "vn.quantity.exhausted"
	QuantityUnits     finding.Message = "vn.quantity.units"
)

// Quantity compares what all declarations together draw on a proof with what it certifies (Arts 15(5), 15(6), 22). Part
// of a lot may be imported and the rest later; what exceeds the certified quantity has no preference unless another
// proof is filed in time.
func Quantity(id, treaty string) procedure.Check {
	return shared(id, "15(5), 15(6), 22", treaty, procedure.OncePerItem(judgeQuantity),
		QuantityCovered, QuantityExceeds, QuantityExhausted, QuantityUnits)
}

func judgeQuantity(_ *procedure.Case, item procedure.Item) finding.Finding {
	certified, declared := item.Quantity, item.Declared.Quantity
	if certified == nil || declared == nil {
		return finding.Finding{}
	}
	used := certificate.Measure{Unit: certified.Unit}
	if item.Declared.Used != nil {
		used = *item.Declared.Used
	}
	now, err := inUnit(*declared, certified.Unit)
	before, usedErr := inUnit(used, certified.Unit)
	if err != nil || usedErr != nil {
		return described(procedure.Unclear(finding.Refer, QuantityUnits), *certified, *declared, used)
	}
	return described(draw(*certified, now, before), *certified, now, before)
}

// draw decides on one declaration's draw on what earlier ones have left.
func draw(certified, declared, used certificate.Measure) finding.Finding {
	left := certificate.Measure{Value: certified.Value.Sub(used.Value), Unit: certified.Unit}
	excess := certificate.Measure{Value: declared.Value.Sub(left.Value), Unit: certified.Unit}
	switch {
	case excess.Value.Sign() <= 0:
		return procedure.Passed(QuantityCovered)
	case left.Value.Sign() <= 0:
		return procedure.Curable(finding.Refuse, QuantityExhausted)
	}
	return procedure.WithQuantities(procedure.Failed(finding.AcceptPart, QuantityExceeds), left, excess)
}

// described adds the quantities that were compared.
func described(f finding.Finding, certified, declared, used certificate.Measure) finding.Finding {
	return f.From("certified", shown(certified)).From("declared", shown(declared)).From("used", shown(used))
}

func shown(m certificate.Measure) string { return m.Value.String() + " " + m.Unit }

// inUnit converts; amounts already in the unit need not be in a unit that Origo knows.
func inUnit(m certificate.Measure, unit string) (certificate.Measure, error) {
	if m.Unit == unit {
		return m, nil
	}
	return certificate.Convert(m, unit)
}
