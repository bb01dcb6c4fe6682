package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// number agrees with an equal number.
type number struct{ certificate.Decimal }

// numberIn is the number in the text, nothing if there is none.
func numberIn(text string) answer {
	value, err := certificate.ParseDecimal(text)
	if err != nil {
		return nothing{}
	}
	return number{value}
}

func (n number) agrees(want any) bool {
	expected, _, ok := readNumber(want)
	return ok && expected.Cmp(n.Decimal) == 0
}

// percent agrees with the same share in percent. Only a share that does not end after four decimals may be rounded
// where it is expected, and to no fewer than two decimals.
type percent struct{ origin.Ratio }

// percentIn is the share of that name in a determination, nothing if it was not computed.
func percentIn(d *origin.Determination, name string) answer {
	share, ok := d.Share(name)
	if !ok {
		return nothing{}
	}
	return percent{share}
}

func (p percent) agrees(want any) bool {
	expected, places, ok := readNumber(want)
	if !ok {
		return false
	}
	if p.off(expected).Sign() == 0 {
		return true
	}
	shown, err := certificate.ParseDecimal(p.Percent())
	if err != nil || p.off(shown).Sign() == 0 || places < 2 {
		return false
	}
	half := certificate.DecimalOf(5).Mul(unit(places + 1)).Mul(p.Den)
	off := p.off(expected)
	return off.Cmp(half) <= 0 && off.Cmp(certificate.Decimal{}.Sub(half)) > 0
}

// off is by how much an expected percentage differs, times the denominator.
func (p percent) off(expected certificate.Decimal) certificate.Decimal {
	return expected.Mul(p.Den).Sub(p.Num.Mul(certificate.DecimalOf(100)))
}

func (p percent) String() string { return p.Percent() }

// readNumber reads a decoded JSON number and says how many decimals it has.
func readNumber(want any) (value certificate.Decimal, places int, ok bool) {
	literal, ok := want.(json.Number)
	if !ok {
		return certificate.Decimal{}, 0, false
	}
	value, err := decimalOf(literal)
	return value, decimals(value.String()), err == nil
}

// decimals counts the digits behind the point.
func decimals(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// unit is 1 at the given decimal.
func unit(decimal int) certificate.Decimal {
	one, _ := certificate.ParseDecimal("0." + strings.Repeat("0", decimal-1) + "1") // always well formed
	return one
}

// decimalOf reads a JSON number without an exponent; "40.0" is 40.
func decimalOf(literal json.Number) (certificate.Decimal, error) {
	canonical := literal.String()
	if strings.Contains(canonical, ".") {
		canonical = strings.TrimSuffix(strings.TrimRight(canonical, "0"), ".")
	}
	value, err := certificate.ParseDecimal(canonical)
	if err != nil {
		return certificate.Decimal{}, fmt.Errorf("read number %s: %w", literal, err)
	}
	return value, nil
}

// decodeNumbers decodes JSON and keeps its numbers as they are written.
func decodeNumbers(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	return nil
}

// decodeInput decodes what a case gives, and refuses members that nothing would look at.
func decodeInput(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("a member of the case that is not understood: %w", err)
	}
	return nil
}
