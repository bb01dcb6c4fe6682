package registry

import (
	"crypto/sha256"
	"strings"
)

// CheckCodeLength is the number of characters of a check code, without the
// hyphen. Each stands for five bits: one guess in 2^40 is right.
const CheckCodeLength = 8

// crockford is the alphabet of check codes (Crockford's base 32): no letter
// looks like a digit.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// checkCodeDomain keeps check codes apart from every other use of the digest.
const checkCodeDomain = "origo check code 1\n"

// CheckCode is printed on the certificate beside its number, as in 7K2M-9QXD.
// Whoever looks up the public status must know it, so that nobody learns
// anything by trying numbers. It follows from the salted digest alone, which is
// seen by members of the channel only.
func (r Record) CheckCode() string {
	sum := sha256.Sum256([]byte(checkCodeDomain + r.Digest))
	var code strings.Builder
	for i := range CheckCodeLength {
		if i == CheckCodeLength/2 {
			code.WriteByte('-')
		}
		bit := 5 * i
		pair := uint16(sum[bit/8])<<8 | uint16(sum[bit/8+1])
		code.WriteByte(crockford[pair>>(11-bit%8)&31])
	}
	return code.String()
}

// readAs is how people's letters are read: I and L for 1, O for 0, small ones
// for capitals; blanks and hyphens do not count.
var readAs = strings.NewReplacer("I", "1", "L", "1", "O", "0", " ", "", "-", "")

// TidyCheckCode brings a check code as somebody typed it into the form in which
// two of them are compared.
func TidyCheckCode(typed string) string { return readAs.Replace(strings.ToUpper(typed)) }
