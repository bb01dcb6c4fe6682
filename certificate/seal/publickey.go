package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// The RSA sizes of check 15, in bits. The lower end is that of SP 800-131A; the upper caps cost.
const (
	minRSA      = 2048
	maxRSA      = 4096
	minExponent = 65537
)

// allowedKey is check 15 for one key: RSA of 2048 to 4096 bits in whole bytes with an odd exponent of
// at least 65537, NIST P-256 or P-384, or Ed25519.
func allowedKey(public crypto.PublicKey) bool {
	switch key := public.(type) {
	case *rsa.PublicKey:
		bits := key.N.BitLen()
		return bits >= minRSA && bits <= maxRSA && bits%8 == 0 && key.E >= minExponent && key.E&1 == 1
	case *ecdsa.PublicKey:
		return key.Curve == elliptic.P256() || key.Curve == elliptic.P384()
	case ed25519.PublicKey:
		return len(key) == ed25519.PublicKeySize
	default:
		return false
	}
}

// fits is the second half of check 14: the scheme is one for this type of key. Types that
// allowedKey refuses fit everything, so that the refusal names the key.
func (s scheme) fits(public crypto.PublicKey) bool {
	switch public.(type) {
	case *rsa.PublicKey:
		return s == pkcs1v15 || s == pss
	case *ecdsa.PublicKey:
		return s == ecdsaScheme
	case ed25519.PublicKey:
		return s == ed25519Scheme
	default:
		return true
	}
}

// genuine reports whether signature is the key's over message, by the scheme. Its length must be
// exactly that of the key (check 15); the key must have passed allowedKey.
func (s scheme) genuine(public crypto.PublicKey, digest crypto.Hash, message, signature []byte) bool {
	switch key := public.(type) {
	case *rsa.PublicKey:
		return len(signature) == key.Size() && s.genuineRSA(key, digest, sum(digest, message), signature)
	case *ecdsa.PublicKey:
		return isECDSAValue(signature) && ecdsa.VerifyASN1(key, sum(digest, message), signature)
	case ed25519.PublicKey:
		return len(signature) == ed25519.SignatureSize && ed25519.Verify(key, message, signature)
	default:
		return false
	}
}

func (s scheme) genuineRSA(key *rsa.PublicKey, hash crypto.Hash, digest, signature []byte) bool {
	if s == pss {
		options := rsa.PSSOptions{SaltLength: hash.Size(), Hash: hash}
		return rsa.VerifyPSS(key, hash, digest, signature, &options) == nil
	}
	return rsa.VerifyPKCS1v15(key, hash, digest, signature) == nil
}

// isECDSAValue demands ECDSA-Sig-Value ::= SEQUENCE { r, s } in DER with positive numbers (SEC 1,
// 4.1.4), so that nobody can re-encode a signature without notice.
func isECDSAValue(signature []byte) bool {
	var body cryptobyte.String
	outer := cryptobyte.String(signature)
	return outer.ReadASN1(&body, asn1.SEQUENCE) && outer.Empty() &&
		readPositive(&body) && readPositive(&body) && body.Empty()
}

func readPositive(s *cryptobyte.String) bool {
	var n cryptobyte.String
	return s.ReadASN1(&n, asn1.INTEGER) && minimalInteger(n) && n[0] < 0x80 && (len(n) > 1 || n[0] > 0)
}
