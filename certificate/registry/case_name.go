package registry

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"origo/certificate"
)

// CaseName says where a verification case lies: on which channel, and between which two countries. Its mark tells the
// cases of a pair apart and says nothing about certificate or goods, so that the name may be seen by others.
type CaseName struct {
	Agreement certificate.Agreement
	Importing string // country that asks, ISO 3166-1 alpha-2
	Issuing   string // country that is asked
	Mark      string // 32 lower hex digits
}

// errCaseName says what ParseCaseName wants.
var errCaseName = errors.New("a case is named by agreement, importing country, issuing country and mark, as in atiga.TH.VN.0123456789abcdef0123456789abcdef")

// markLength is the length of a mark: 128 bits in hex.
const markLength = 32

// ParseCaseName reads what String writes.
func ParseCaseName(text string) (CaseName, error) {
	parts := strings.Split(text, ".")
	if len(parts) != 4 {
		return CaseName{}, errCaseName
	}
	n := CaseName{certificate.Agreement(parts[0]), parts[1], parts[2], parts[3]}
	if !n.Agreement.Known() || !certificate.IsCountry(n.Importing) || !certificate.IsCountry(n.Issuing) || !isMark(n.Mark) {
		return CaseName{}, errCaseName
	}
	return n, nil
}

func isMark(s string) bool {
	return len(s) == markLength && strings.Trim(s, "0123456789abcdef") == ""
}

// NameCase names the case that customs of a country open under a file number of theirs. The mark is an HMAC under the
// secret salt of the request, so that file numbers cannot be tried out on the hashes in the blocks.
func NameCase(agreement certificate.Agreement, importing string, asked OpenCase) CaseName {
	mac := hmac.New(sha256.New, asked.Salt)
	mac.Write([]byte("case|" + importing + "|" + asked.Number))
	return CaseName{agreement, importing, asked.Certificate.Country, hex.EncodeToString(mac.Sum(nil))[:markLength]}
}

// String is the case's id.
func (n CaseName) String() string {
	return strings.Join([]string{string(n.Agreement), n.Importing, n.Issuing, n.Mark}, ".")
}

// Side is the part a country has in a case.
type Side string

// The sides.
const (
	ImportingSide Side = "importing" // the customs that ask
	IssuingSide   Side = "issuing"   // the authority that is asked
)

// SideOf tells which side a country is on, empty for a stranger.
func (n CaseName) SideOf(country string) Side {
	switch country {
	case n.Importing:
		return ImportingSide
	case n.Issuing:
		return IssuingSide
	}
	return ""
}
