package certificate

import (
	"cmp"
	"errors"
	"time"
)

// Date is a calendar day without time or zone. Its JSON form is "YYYY-MM-DD". Dates compare with ==; the zero Date
// means that no date is given.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

var errDate = errors.New("a date is written YYYY-MM-DD and must exist in the calendar")

// ParseDate reads "YYYY-MM-DD", years 0001 to 9999, in that form only.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, errDate
	}
	return DateOf(t), nil
}

// NewDate is the given day; days and months beyond their range carry over, as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day in UTC on which the moment falls.
func DateOf(t time.Time) Date {
	year, month, day := t.UTC().Date()
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}
}

// Time is midnight UTC at which the day begins.
func (d Date) Time() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// IsZero reports whether no date is given.
func (d Date) IsZero() bool { return d == Date{} }

// Year is the calendar year.
func (d Date) Year() int { return int(d.year) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String is the date as "YYYY-MM-DD", empty for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Compare is -1, 0 or 1 as d is earlier than, equal to or later than other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.year, other.year), cmp.Compare(d.month, other.month), cmp.Compare(d.day, other.day))
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// DaysSince is the number of days from other to d, negative if d is earlier.
func (d Date) DaysSince(other Date) int { return int(d.Time().Sub(other.Time()) / (24 * time.Hour)) }

// AddDays is the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, or the last day of that month where it is shorter.
func (d Date) AddMonths(n int) Date {
	first := time.Date(int(d.year), time.Month(d.month)+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(int(d.day), last)-1))
}

// AddYears is the same day n years later; 29 February becomes 28 February in a common year.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
