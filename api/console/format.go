package console

import (
	"strconv"
	"strings"
	"time"

	"origo/certificate"
	"origo/fta-rules/explain"
)

// Date is a day as the language writes it: 22 November 2026, 22/11/2026,
// 2026년 11월 22일; empty if there is none.
func (w Words) Date(day certificate.Date) string {
	if day.IsZero() {
		return ""
	}
	return w.Language().Date(day)
}

// Day is a day that the API wrote as 2026-11-22; other text stays as it is.
func (w Words) Day(text string) string {
	if day, err := certificate.ParseDate(text); err == nil {
		return w.Date(day)
	}
	return text
}

// Time is a moment, in UTC, which is the time of the ledger and the same for
// both countries of a certificate.
func (w Words) Time(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.UTC()
	return w.Date(certificate.DateOf(at)) + ", " + at.Format("15:04") + " UTC"
}

// Moment is a moment that the API wrote as RFC 3339; other text stays as it is.
func (w Words) Moment(text string) string {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return w.Time(at)
	}
	return text
}

// Number is an exact decimal with the marks of the language: 12,345.5 in
// English and Korean, 12.345,5 in Vietnamese. Text that is no decimal stays as
// it is.
func (w Words) Number(decimal string) string {
	sign, digits := "", decimal
	if rest, negative := strings.CutPrefix(decimal, "-"); negative {
		sign, digits = "-", rest
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return decimal
	}
	group, point := ",", "."
	if w.Language() == explain.Vietnamese {
		group, point = ".", ","
	}
	if fraction == "" {
		point = ""
	}
	return sign + grouped(whole, group) + point + fraction
}

const groupDigits = 3

// grouped sets a mark between groups of three digits.
func grouped(whole, mark string) string {
	first := len(whole) % groupDigits
	parts := []string{}
	if first > 0 {
		parts = append(parts, whole[:first])
	}
	for i := first; i < len(whole); i += groupDigits {
		parts = append(parts, whole[i:i+groupDigits])
	}
	return strings.Join(parts, mark)
}

// Count is a number of things.
func (w Words) Count(n int) string { return w.Number(strconv.Itoa(n)) }

// Quantity is an exact decimal with its unit, a code of UN/ECE Recommendation
// 20 such as KGM, in words where there are any.
func (w Words) Quantity(decimal, unit string) string {
	return w.Number(decimal) + "\u00a0" + w.Or("unit.", unit)
}

// HS is a tariff code as tariffs print it: 8703.23.55.
func (w Words) HS(code string) string { return w.Say("frame.hs", "hs", code) }

// Country is the name of a country by its ISO 3166-1 alpha-2 code, where we
// have one.
func (w Words) Country(code string) string { return w.Or("country.", code) }
