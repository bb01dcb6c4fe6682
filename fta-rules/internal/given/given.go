// Package given helps tests to write down cases: days, amounts and statements as text. What cannot be read panics, for
// it stands in a test. No program imports it.
package given

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// Day reads a day such as "2026-03-10".
func Day(text string) certificate.Date {
	d, err := certificate.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Decimal reads a number such as "12.5".
func Decimal(text string) certificate.Decimal {
	d, err := certificate.ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Truth is a statement, where nil would be none.
func Truth(b bool) *bool { return &b }

// Money is an amount of a currency.
func Money(text, currency string) *certificate.Money {
	return &certificate.Money{Amount: Decimal(text), Currency: currency}
}

// Dollars is an amount of US dollars.
func Dollars(text string) *certificate.Money { return Money(text, "USD") }

// Measured is an amount of a unit.
func Measured(text, unit string) *certificate.Measure {
	return &certificate.Measure{Value: Decimal(text), Unit: unit}
}

// Kilograms is an amount of kilograms.
func Kilograms(text string) *certificate.Measure { return Measured(text, "KGM") }

var place = regexp.MustCompile(`\{(\w+)\}`)

// Texts are the English texts of an area by code.
type Texts map[finding.Message]string

// ReadTexts reads the texts of an area from its file.
func ReadTexts(file string) (Texts, error) {
	raw, err := os.ReadFile(file)
	texts := Texts{}
	for line := range strings.Lines(string(raw)) {
		code, text, _ := strings.Cut(line, " = ")
		texts[finding.Message(code)] = text
	}
	return texts, err
}

// CheckPlaces sees that a finding carries every value that its text names.
func (texts Texts) CheckPlaces(t *testing.T, f finding.Finding) {
	t.Helper()
	for _, found := range place.FindAllStringSubmatch(texts[f.Message], -1) {
		if _, ok := f.Value(found[1]); !ok && found[1] != "until" {
			t.Errorf("%s has no value %q for its text", f.Message, found[1])
		}
	}
}
