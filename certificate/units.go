package certificate

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cockroachdb/apd/v3"
)

// Unit is a unit of measure of UN/ECE Recommendation 20, or a package of Recommendation 21 written with the prefix X.
type Unit struct {
	Code      string
	Name      string
	Dimension string  // units convert into one another only within a dimension
	Factor    Decimal // how many base units of the dimension one unit is, exactly
}

//go:embed data/units.txt
var unitList string

// unitTable is the list of units in its printed order with an index.
type unitTable struct {
	units  []Unit
	byCode map[string]Unit
}

var units = sync.OnceValue(func() unitTable {
	table := unitTable{byCode: make(map[string]Unit)}
	for line := range strings.Lines(unitList) {
		unit, ok := readUnit(strings.TrimSpace(line))
		if ok {
			table.units = append(table.units, unit)
			table.byCode[unit.Code] = unit
		}
	}
	return table
})

// readUnit reads a line of code, dimension, factor and name.
func readUnit(line string) (Unit, bool) {
	fields := strings.SplitN(line, " ", 4)
	if len(fields) != 4 {
		return Unit{}, false
	}
	factor, err := ParseDecimal(fields[2])
	return Unit{Code: fields[0], Dimension: fields[1], Factor: factor, Name: fields[3]}, err == nil
}

// Units lists the units that may stand on a certificate.
func Units() []Unit { return slices.Clone(units().units) }

// LookupUnit finds a unit by its code.
func LookupUnit(code string) (Unit, bool) {
	unit, ok := units().byCode[code]
	return unit, ok
}

// IsUnit reports whether code is one of Units.
func IsUnit(code string) bool {
	_, ok := LookupUnit(code)
	return ok
}

// SameDimension reports whether amounts in the two units can be converted into one another.
func SameDimension(a, b string) bool {
	one, ok := LookupUnit(a)
	other, okToo := LookupUnit(b)
	return ok && okToo && one.Dimension == other.Dimension
}

// Errors of Convert.
var (
	ErrUnknownUnit  = errors.New("unit is not in the list of UN/ECE Recommendation 20 that certificates use")
	ErrIncomparable = errors.New("units measure different things")
	ErrInexact      = errors.New("the converted amount has no exact decimal of at most 34 digits")
)

// Convert expresses the measure in another unit of the same dimension. It never rounds: ErrInexact tells that no exact
// result exists, as with 1 kg in ounces. Compare then settles which of two measures is greater.
func Convert(m Measure, unit string) (Measure, error) {
	from, to, err := unitPair(m.Unit, unit)
	if err != nil {
		return Measure{}, err
	}
	if m.Unit == unit {
		return m, nil
	}
	var quotient apd.Decimal
	base := m.Value.Mul(from.Factor)
	condition, err := exact.WithPrecision(MaxDigits).Quo(&quotient, &base.value, &to.Factor.value)
	if err != nil || condition.Inexact() {
		return Measure{}, fmt.Errorf("convert %s to %s: %w", m.Unit, unit, ErrInexact)
	}
	return Measure{Value: reduced(&quotient), Unit: unit}, nil
}

// Compare is -1, 0 or 1 as a is less than, equal to or greater than b, exactly, whatever their units within one
// dimension.
func Compare(a, b Measure) (int, error) {
	one, other, err := unitPair(a.Unit, b.Unit)
	if err != nil {
		return 0, err
	}
	return a.Value.Mul(one.Factor).Cmp(b.Value.Mul(other.Factor)), nil
}

// unitPair looks both units up and demands one dimension.
func unitPair(a, b string) (one, other Unit, err error) {
	one, ok := LookupUnit(a)
	other, okToo := LookupUnit(b)
	switch {
	case !ok || !okToo:
		return one, other, fmt.Errorf("units %s and %s: %w", a, b, ErrUnknownUnit)
	case one.Dimension != other.Dimension:
		return one, other, fmt.Errorf("units %s and %s: %w", a, b, ErrIncomparable)
	}
	return one, other, nil
}
