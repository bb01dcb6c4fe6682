package certificate

import (
	"errors"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// MaxDigits bounds the digits of a decimal that is read, before and after the point together.
const MaxDigits = 34

// Decimal is an exact decimal number for quantities, weights, money and percentages. Its JSON form is a string such
// as "12.5". The zero value is 0. Arithmetic is exact and never rounds.
type Decimal struct{ value apd.Decimal }

var errDecimal = errors.New(`a number is a string such as "12.5": at most 34 digits, no sign but minus, no exponent, no superfluous zeros`)

// exact has no limit of precision, so its sums and differences never round.
var exact = apd.BaseContext

// ParseDecimal reads a decimal in its one canonical form; "12.50", "+1", ".5", "1e3" and "-0" are refused.
func ParseDecimal(text string) (Decimal, error) {
	if !isDecimal(text) {
		return Decimal{}, errDecimal
	}
	var value apd.Decimal
	whole, fraction, _ := strings.Cut(text, ".")
	if digits, err := strconv.ParseInt(whole+fraction, 10, 64); err == nil { // nearly always
		return reduced(value.SetFinite(digits, -int32(len(fraction)))), nil
	}
	if _, _, err := value.SetString(text); err != nil {
		return Decimal{}, errDecimal
	}
	return reduced(&value), nil
}

// DecimalOf is the whole number n.
func DecimalOf(n int64) Decimal { return reduced(apd.New(n, 0)) }

// isDecimal recognises -?(0|[1-9][0-9]*)(\.[0-9]*[1-9])? of at most MaxDigits digits, but not "-0".
func isDecimal(text string) bool {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, fraction, pointed := strings.Cut(unsigned, ".")
	switch {
	case !isDigits(whole) || len(whole)+len(fraction) > MaxDigits:
		return false
	case len(whole) > 1 && whole[0] == '0':
		return false
	case !pointed:
		return !negative || whole != "0"
	}
	return isDigits(fraction) && fraction[len(fraction)-1] != '0'
}

// isDigits reports whether s is one or more of the digits 0 to 9.
func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// reduced drops trailing zeros so that equal numbers are written alike.
func reduced(value *apd.Decimal) Decimal {
	var d Decimal
	d.value.Reduce(value)
	return d
}

// Add is the exact sum of d and other.
func (d Decimal) Add(other Decimal) Decimal {
	var sum apd.Decimal
	_, _ = exact.Add(&sum, &d.value, &other.value) // finite operands and unlimited precision: no condition can arise
	return reduced(&sum)
}

// Sub is the exact difference of d and other.
func (d Decimal) Sub(other Decimal) Decimal {
	var difference apd.Decimal
	_, _ = exact.Sub(&difference, &d.value, &other.value)
	return reduced(&difference)
}

// Mul is the exact product of d and other.
func (d Decimal) Mul(other Decimal) Decimal {
	var product apd.Decimal
	_, _ = exact.Mul(&product, &d.value, &other.value)
	return reduced(&product)
}

// Cmp is -1, 0 or 1 as d is less than, equal to or greater than other.
func (d Decimal) Cmp(other Decimal) int { return d.value.Cmp(&other.value) }

// Sign is -1, 0 or 1 as d is negative, zero or positive.
func (d Decimal) Sign() int { return d.value.Sign() }

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.value.IsZero() }

// String is the number in canonical form.
func (d Decimal) String() string { return d.value.Text('f') }

// AppendText adds the number as String writes it.
func (d Decimal) AppendText(text []byte) ([]byte, error) { return d.value.Append(text, 'f'), nil }

// MarshalText writes the number as String does.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal reads.
func (d *Decimal) UnmarshalText(text []byte) error {
	parsed, err := ParseDecimal(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
