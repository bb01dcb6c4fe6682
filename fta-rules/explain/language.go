package explain

import (
	"fmt"
	"strings"

	"origo/certificate"
)

// Language is a language of the catalogue, by its ISO 639-1 code.
type Language string

// The languages.
const (
	English    Language = "en"
	Vietnamese Language = "vi"
	Korean     Language = "ko"
)

// Languages lists the languages of the catalogue.
func Languages() []Language { return []Language{English, Vietnamese, Korean} }

// ParseLanguage reads a code; nothing at all means English.
func ParseLanguage(code string) (Language, error) {
	if code == "" {
		return English, nil
	}
	for _, known := range Languages() {
		if string(known) == code {
			return known, nil
		}
	}
	return "", fmt.Errorf("there is no language %q; choose en, vi or ko", code)
}

// Date writes a day as the language does.
func (l Language) Date(day certificate.Date) string {
	at := day.Time()
	switch l {
	case Vietnamese:
		return at.Format("02/01/2006")
	case Korean:
		return at.Format("2006년 1월 2일")
	}
	return at.Format("2 January 2006")
}

// moment writes a moment to the second, which may decide whether a seal was made before its signer was revoked. UTC is
// the time of the ledger, and the same for both countries of a certificate.
func (l Language) moment(at certificate.Instant) string {
	return l.Date(certificate.DateOf(at.Time())) + at.Time().Format(", 15:04:05 UTC")
}

// number writes a number with the language's decimal mark.
func (l Language) number(value string) string {
	if l == Vietnamese {
		return strings.Replace(value, ".", ",", 1)
	}
	return value
}
