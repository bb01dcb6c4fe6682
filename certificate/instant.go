package certificate

import (
	"errors"
	"time"
)

// instantLayout is RFC 3339 in UTC to the second, the only form an Instant is written in.
const instantLayout = "2006-01-02T15:04:05Z"

// Instant is a moment to the second. Its JSON form is "2026-11-22T08:30:00Z". Instants compare with ==; the zero
// Instant means that none is given.
type Instant struct {
	seconds int64
	given   bool
}

var errInstant = errors.New("a moment is written YYYY-MM-DDTHH:MM:SSZ, in UTC and to the second")

// ParseInstant reads "YYYY-MM-DDTHH:MM:SSZ" in that form only.
func ParseInstant(text string) (Instant, error) {
	t, err := time.Parse(instantLayout, text)
	if err != nil || t.Year() < 1 || len(text) != len(instantLayout) {
		return Instant{}, errInstant
	}
	return InstantOf(t), nil
}

// InstantOf is the moment with its fraction of a second cut off.
func InstantOf(t time.Time) Instant { return Instant{seconds: t.Unix(), given: true} }

// Time is the moment in UTC.
func (i Instant) Time() time.Time { return time.Unix(i.seconds, 0).UTC() }

// IsZero reports whether no moment is given.
func (i Instant) IsZero() bool { return !i.given }

// String is the moment as "YYYY-MM-DDTHH:MM:SSZ", empty for the zero Instant.
func (i Instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.Time().Format(instantLayout)
}

// Before reports whether i is earlier than other.
func (i Instant) Before(other Instant) bool { return i.seconds < other.seconds }

// MarshalText writes the moment as String does.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads what ParseInstant reads.
func (i *Instant) UnmarshalText(text []byte) error {
	parsed, err := ParseInstant(string(text))
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}
