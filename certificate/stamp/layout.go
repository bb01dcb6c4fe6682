package stamp

import (
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/text/unicode/norm"

	"origo/certificate"
)

// version is the first byte of the only layout there is.
const version = 1

// Bounds of a stamp.
const (
	hintSize = 8    // bytes of the fingerprint that name the signer
	maxBytes = 1024 // of a stamp with its signature: the longest fields and an RSA key of 4096 bits stay below
)

// The forms and agreements, each under its number in a stamp, counted from 1. Numbers are never given twice.
var (
	formNumbers      = []certificate.Form{certificate.FormD, certificate.FormVK, certificate.FormKV, certificate.FormEUR1, certificate.FormOD}
	agreementNumbers = []certificate.Agreement{certificate.ATIGA, certificate.VKFTA, certificate.UKVFTA}
)

// dayZero is the day from which dates count.
var dayZero = certificate.NewDate(2000, time.January, 1)

// head is what stands before the facts.
type head struct {
	method Method
	hint   [hintSize]byte
}

// content writes what is signed of a stamp but for the context: everything before the signature.
func (f Facts) content(h head) ([]byte, error) {
	digest, err := hex.DecodeString(f.Digest)
	if err != nil {
		return nil, fmt.Errorf("write stamp: digest: %w", err)
	}
	b := cryptobyte.NewBuilder(make([]byte, 0, 256))
	for _, number := range []int{version, int(h.method), 1 + slices.Index(agreementNumbers, f.Agreement), 1 + slices.Index(formNumbers, f.Form)} {
		b.AddUint8(uint8(number))
	}
	b.AddBytes([]byte(f.Country + f.ImportingCountry))
	for _, n := range []int{f.IssueDate.DaysSince(dayZero), f.Expiry.DaysSince(dayZero), f.Items} {
		if n < 0 || n > math.MaxUint16 {
			return nil, fmt.Errorf("write stamp: %d does not fit into two bytes", n)
		}
		b.AddUint16(uint16(n))
	}
	at := f.StampedAt.Time().Unix()
	if at < 0 || at > math.MaxUint32 {
		return nil, fmt.Errorf("write stamp: the time %s does not fit into four bytes", f.StampedAt)
	}
	b.AddUint32(uint32(at))
	b.AddBytes(digest)
	b.AddBytes(h.hint[:])
	for _, text := range []string{f.Network, f.Office, f.Reference, f.Exporter, f.Consignee, f.HS, f.amount()} {
		b.AddUint8LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes([]byte(text)) })
	}
	return b.Bytes()
}

// reader reads fields one after the other; after the first that is not there everything is empty.
type reader struct {
	rest   cryptobyte.String
	failed bool
}

func (r *reader) number(size int) int {
	n := 0
	for _, b := range r.bytes(size) {
		n = n<<8 | int(b)
	}
	return n
}

func (r *reader) bytes(size int) []byte {
	var raw []byte
	if r.failed = r.failed || !r.rest.ReadBytes(&raw, size); r.failed {
		return nil
	}
	return raw
}

func (r *reader) text() string { return string(r.bytes(r.number(1))) }

// from is the value under a number that counts from 1; the zero value if there is none.
func from[T any](values []T, number int) T {
	var none T
	if number < 1 || number > len(values) {
		return none
	}
	return values[number-1]
}

// readFacts reads what content writes, and gives what is left: the signature.
func readFacts(raw []byte) (Facts, head, []byte, error) {
	r := reader{rest: raw}
	if r.number(1) != version {
		return Facts{}, head{}, nil, refuse(CodeVersion)
	}
	h := head{method: Method(r.number(1))}
	var f Facts
	f.Agreement, f.Form = from(agreementNumbers, r.number(1)), from(formNumbers, r.number(1))
	f.Country, f.ImportingCountry = string(r.bytes(2)), string(r.bytes(2))
	f.IssueDate, f.Expiry, f.Items = dayZero.AddDays(r.number(2)), dayZero.AddDays(r.number(2)), r.number(2)
	f.StampedAt = certificate.InstantOf(time.Unix(int64(r.number(4)), 0))
	f.Digest = hex.EncodeToString(r.bytes(32))
	copy(h.hint[:], r.bytes(hintSize))
	f.Network, f.Office, f.Reference = r.text(), r.text(), r.text()
	f.Exporter, f.Consignee, f.HS = r.text(), r.text(), r.text()
	measured := f.readAmount(r.text())
	switch {
	case r.failed:
		return f, h, nil, refuse(CodeText)
	case !measured || !f.sound():
		return f, h, nil, refuse(CodeField)
	}
	return f, h, r.rest, nil
}

// readAmount reads the quantity, in its one form.
func (f *Facts) readAmount(text string) bool {
	value, unit, _ := strings.Cut(text, " ")
	amount, err := certificate.ParseDecimal(value)
	f.Quantity = certificate.Measure{Value: amount, Unit: unit}
	return err == nil && amount.Sign() > 0 && certificate.IsUnit(unit)
}

// sound reports whether every fact is one that a certificate may state.
func (f Facts) sound() bool {
	return f.Check() == nil && slices.Contains(f.Form.Agreements(), f.Agreement) && certificate.IsCountry(f.ImportingCountry) &&
		!f.Expiry.Before(f.IssueDate) && f.Items > 0 && f.Items <= certificate.MaxItems &&
		isName(f.Exporter) && (f.Consignee == "" || isName(f.Consignee)) && isHS(f.HS) &&
		isCode(f.Network) && isCode(f.Office)
}

// isName admits what shortened gives of a name: a printable line in Unicode form NFC.
func isName(s string) bool {
	return s != "" && len(s) <= MaxName && s == strings.TrimSpace(s) && norm.NFC.IsNormalString(s) &&
		strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) < 0
}

// isHS admits no code, or 6 to 10 digits.
func isHS(s string) bool {
	return s == "" || len(s) >= 6 && len(s) <= 10 && strings.Trim(s, "0123456789") == ""
}

// isCode admits the names of networks and offices: printable ASCII, not blank at either end.
func isCode(s string) bool {
	return s != "" && len(s) <= 64 && s == strings.TrimSpace(s) &&
		strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}
