package stamp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"origo/certificate/seal"
)

// Method is how a stamp is signed, under its number in the stamp. The kinds of keys are those of seals.
type Method uint8

// The methods.
const (
	P256WithSHA256 Method = 1 // ECDSA, r and s of 32 bytes each
	P384WithSHA384 Method = 2 // ECDSA, r and s of 48 bytes each
	Ed25519        Method = 3 // 64 bytes
	RSAWithSHA256  Method = 4 // PKCS#1 v1.5, as long as the modulus: 256 to 512 bytes
	PSSWithSHA256  Method = 5 // RSASSA-PSS with SHA-256 throughout and a salt of 32 bytes
)

// The RSA sizes of seals, in bytes of the modulus.
const (
	minRSA = 2048 / 8
	maxRSA = 4096 / 8
)

// methodOf is how the signer signs. It fails for keys that may not seal either.
func methodOf(signer seal.Signer) (Method, error) {
	switch key := signer.Key.Public().(type) {
	case *ecdsa.PublicKey:
		switch key.Curve {
		case elliptic.P256():
			return P256WithSHA256, nil
		case elliptic.P384():
			return P384WithSHA384, nil
		}
	case ed25519.PublicKey:
		return Ed25519, nil
	case *rsa.PublicKey:
		if signer.PSS {
			return PSSWithSHA256, nil
		}
		return RSAWithSHA256, nil
	}
	return 0, fmt.Errorf("keys of type %T, or of this size, do not stamp", signer.Key.Public())
}

// sizes are the least and the greatest length of a signature in bytes; zero for an unknown method.
func (m Method) sizes() (least, most int) {
	switch m {
	case P256WithSHA256, Ed25519:
		return 64, 64
	case P384WithSHA384:
		return 96, 96
	case RSAWithSHA256, PSSWithSHA256:
		return minRSA, maxRSA
	}
	return 0, 0
}

// sign signs the message. ECDSA signatures become r and s side by side, with the smaller of the two values of s.
func (m Method) sign(key crypto.Signer, message []byte) ([]byte, error) {
	digest, options := m.prepare(message)
	signature, err := key.Sign(rand.Reader, digest, options)
	if err != nil {
		return nil, fmt.Errorf("use key: %w", err)
	}
	public, isECDSA := key.Public().(*ecdsa.PublicKey)
	if !isECDSA {
		return signature, nil
	}
	r, s, err := values(signature)
	if err != nil {
		return nil, fmt.Errorf("use key: %w", err)
	}
	if !isLow(s, public.Curve) {
		s.Sub(public.Curve.Params().N, s)
	}
	least, _ := m.sizes()
	raw := make([]byte, least)
	r.FillBytes(raw[:least/2])
	s.FillBytes(raw[least/2:])
	return raw, nil
}

// prepare is what the key signs of a message, and how.
func (m Method) prepare(message []byte) ([]byte, crypto.SignerOpts) {
	switch m {
	case P384WithSHA384:
		digest := sha512.Sum384(message)
		return digest[:], crypto.SHA384
	case Ed25519:
		return message, crypto.Hash(0)
	}
	digest := sha256.Sum256(message)
	if m == PSSWithSHA256 {
		return digest[:], &rsa.PSSOptions{SaltLength: sha256.Size, Hash: crypto.SHA256}
	}
	return digest[:], crypto.SHA256
}

// genuine reports whether signature is the key's over message. fits is false if the key is not of the method's kind.
func (m Method) genuine(public crypto.PublicKey, message, signature []byte) (genuine, fits bool) {
	digest, _ := m.prepare(message)
	switch key := public.(type) {
	case *ecdsa.PublicKey:
		fits = m == P256WithSHA256 && key.Curve == elliptic.P256() || m == P384WithSHA384 && key.Curve == elliptic.P384()
		return fits && genuineECDSA(key, digest, signature), fits
	case ed25519.PublicKey:
		fits = m == Ed25519 && len(key) == ed25519.PublicKeySize
		return fits && ed25519.Verify(key, message, signature), fits
	case *rsa.PublicKey:
		fits = (m == RSAWithSHA256 || m == PSSWithSHA256) && key.Size() >= minRSA && key.Size() <= maxRSA
		return fits && m.genuineRSA(key, digest, signature), fits
	}
	return false, false
}

func (m Method) genuineRSA(key *rsa.PublicKey, digest, signature []byte) bool {
	if len(signature) != key.Size() {
		return false
	}
	if m == PSSWithSHA256 {
		options := rsa.PSSOptions{SaltLength: sha256.Size, Hash: crypto.SHA256}
		return rsa.VerifyPSS(key, crypto.SHA256, digest, signature, &options) == nil
	}
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, signature) == nil
}

// genuineECDSA takes the smaller value of s only: the other would make a second text of one stamp.
func genuineECDSA(key *ecdsa.PublicKey, digest, signature []byte) bool {
	half := len(signature) / 2
	r, s := new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])
	return isLow(s, key.Curve) && ecdsa.Verify(key, digest, r, s)
}

func isLow(s *big.Int, curve elliptic.Curve) bool {
	return s.Cmp(new(big.Int).Rsh(curve.Params().N, 1)) <= 0
}

// values reads ECDSA-Sig-Value ::= SEQUENCE { r, s }, as keys give it.
func values(signature []byte) (r, s *big.Int, err error) {
	r, s = new(big.Int), new(big.Int)
	var body cryptobyte.String
	outer := cryptobyte.String(signature)
	if !outer.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1Integer(r) || !body.ReadASN1Integer(s) || r.Sign() <= 0 || s.Sign() <= 0 {
		return nil, nil, errECDSA
	}
	return r, s, nil
}

var errECDSA = errors.New("the key gave no ECDSA signature")
