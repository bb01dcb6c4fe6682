package seal

import (
	"crypto"
	"crypto/sha256"
	"crypto/sha512"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// algorithmID is an AlgorithmIdentifier: a name and its parameters' element, nil when absent.
type algorithmID struct {
	oid        oid
	parameters cryptobyte.String
}

func (a *algorithmID) read(s *cryptobyte.String) bool {
	var body cryptobyte.String
	return s.ReadASN1(&body, asn1.SEQUENCE) && a.readBody(body)
}

func (a *algorithmID) readBody(body cryptobyte.String) bool {
	var name cryptobyte.String
	if !body.ReadASN1(&name, asn1.OBJECT_IDENTIFIER) {
		return false
	}
	a.oid = oid(name)
	if body.Empty() {
		return true
	}
	return body.ReadAnyASN1Element(&a.parameters, new(asn1.Tag)) && body.Empty()
}

// absent, null and plain classify the parameters: none, NULL, or either of the two.
func (a algorithmID) absent() bool { return len(a.parameters) == 0 }
func (a algorithmID) null() bool   { return string(a.parameters) == "\x05\x00" }
func (a algorithmID) plain() bool  { return a.absent() || a.null() }

// sameAs treats absent and NULL parameters as the same, as RFC 5754, 2, does.
func (a algorithmID) sameAs(b algorithmID) bool {
	return a.oid == b.oid && (a.plain() && b.plain() || string(a.parameters) == string(b.parameters))
}

// onlyAlgorithm reads a set that must hold one AlgorithmIdentifier.
func onlyAlgorithm(set cryptobyte.String) (algorithmID, bool) {
	var a algorithmID
	return a, a.read(&set) && set.Empty()
}

// digestOf is the digest algorithm, or 0 if it is not one of SHA-256, SHA-384 and SHA-512 with
// absent or NULL parameters (RFC 5754, 2).
func digestOf(a algorithmID) crypto.Hash {
	if !a.plain() {
		return 0
	}
	switch a.oid {
	case oidSHA256:
		return crypto.SHA256
	case oidSHA384:
		return crypto.SHA384
	case oidSHA512:
		return crypto.SHA512
	default:
		return 0
	}
}

// sum is the digest of content by one of the algorithms digestOf gives.
func sum(hash crypto.Hash, content []byte) []byte {
	switch hash {
	case crypto.SHA384:
		digest := sha512.Sum384(content)
		return digest[:]
	case crypto.SHA512:
		digest := sha512.Sum512(content)
		return digest[:]
	default:
		digest := sha256.Sum256(content)
		return digest[:]
	}
}

// scheme is a way to sign.
type scheme int

const (
	noScheme scheme = iota
	pkcs1v15
	pss
	ecdsaScheme
	ed25519Scheme
)

// named lists the signature algorithms whose name fixes the digest, and the parameters they may
// have: NULL or absent with RSA (RFC 5754, 3.2), absent with the others (RFC 5754, 3.3; RFC 8419, 3).
var named = map[oid]struct {
	scheme scheme
	digest crypto.Hash
}{
	oidSHA256WithRSA:   {pkcs1v15, crypto.SHA256},
	oidSHA384WithRSA:   {pkcs1v15, crypto.SHA384},
	oidSHA512WithRSA:   {pkcs1v15, crypto.SHA512},
	oidECDSAWithSHA256: {ecdsaScheme, crypto.SHA256},
	oidECDSAWithSHA384: {ecdsaScheme, crypto.SHA384},
	oidECDSAWithSHA512: {ecdsaScheme, crypto.SHA512},
	oidEd25519:         {ed25519Scheme, crypto.SHA512},
}

// schemeOf is the first half of check 14: the scheme a signature algorithm stands for, or noScheme
// if it is unknown or does not agree with the digest.
func schemeOf(a algorithmID, digest crypto.Hash) scheme {
	switch {
	case a.oid == oidRSA && a.plain():
		return pkcs1v15
	case a.oid == oidPSS && isPSSFor(a.parameters, digest):
		return pss
	}
	n := named[a.oid]
	if n.digest != digest || !(a.absent() || a.null() && n.scheme == pkcs1v15) {
		return noScheme
	}
	return n.scheme
}

// isPSSFor demands RSASSA-PSS parameters that are written out and leave nothing to choose: the
// digest, MGF1 with the same digest, a salt as long as the digest, trailer 1 (RFC 4055, 3.1; RFC
// 4056, 3). Absent fields would mean SHA-1.
func isPSSFor(parameters cryptobyte.String, digest crypto.Hash) bool {
	var body, hash, mask, salt, trailer cryptobyte.String
	var hasTrailer bool
	if !parameters.ReadASN1(&body, asn1.SEQUENCE) || !parameters.Empty() ||
		!body.ReadASN1(&hash, tagged0) || !body.ReadASN1(&mask, tagged1) ||
		!body.ReadASN1(&salt, tagged2) || !body.ReadOptionalASN1(&trailer, &hasTrailer, tagged3) || !body.Empty() {
		return false
	}
	return isAlgorithm(hash, digest) && isMGF1(mask, digest) && isInteger(salt, digest.Size()) &&
		(!hasTrailer || isInteger(trailer, 1))
}

func isAlgorithm(s cryptobyte.String, digest crypto.Hash) bool {
	a, ok := onlyAlgorithm(s)
	return ok && digestOf(a) == digest
}

func isMGF1(s cryptobyte.String, digest crypto.Hash) bool {
	a, ok := onlyAlgorithm(s)
	return ok && a.oid == oidMGF1 && isAlgorithm(a.parameters, digest)
}

func isInteger(s cryptobyte.String, want int) bool {
	var n int
	return s.ReadASN1Integer(&n) && s.Empty() && n == want
}
