package seal

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
)

// Fingerprint is the SHA-256 of a certificate's DER, by which the registry pins signers.
type Fingerprint [sha256.Size]byte

// FingerprintOf is the fingerprint of a certificate given in DER.
func FingerprintOf(der []byte) Fingerprint { return sha256.Sum256(der) }

// String is the fingerprint in lower-case hexadecimal, as the registry writes it.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// ParseFingerprint reads what String writes. It fails on any other text.
func ParseFingerprint(text string) (Fingerprint, error) {
	var f Fingerprint
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(f) {
		return f, fmt.Errorf("fingerprint %q: want %d hexadecimal digits", text, 2*len(f))
	}
	copy(f[:], raw)
	if f.String() != text {
		return Fingerprint{}, fmt.Errorf("fingerprint %q: want lower case", text)
	}
	return f, nil
}

// SignerID is how a message names its signer's certificate: by issuer and serial number or by
// subject key identifier (RFC 5652, 5.3). Names are compared byte by byte. SignerIDs are comparable.
type SignerID struct{ der string }

// Key is a stable look-up key, the SHA-256 of the identifier's DER in lower-case hexadecimal. The
// identifier is chosen by whoever made the message: a look-up finds a candidate, never a proof.
func (id SignerID) Key() string {
	sum := sha256.Sum256([]byte(id.der))
	return hex.EncodeToString(sum[:])
}

// bySubjectKey reports whether the identifier is a subject key identifier.
func (id SignerID) bySubjectKey() bool { return len(id.der) > 0 && id.der[0] == subjectKeyTag }

// SignerIDsOf gives every identifier by which a message may name the certificate: issuer and
// serial number first, then the subject key identifier where the certificate has one.
func SignerIDsOf(certificate *x509.Certificate) []SignerID {
	var c carried
	der := cryptobyte.String(certificate.Raw)
	if !c.read(&der) {
		return nil // not a certificate that ParseCertificate would have given
	}
	ids := []SignerID{issuerAndSerialID(c.issuer, c.serial)}
	if key := c.subjectKeyID(); len(key) > 0 {
		ids = append(ids, SignerID{der: string(element(subjectKeyTag, key))})
	}
	return ids
}

// issuerAndSerialID builds IssuerAndSerialNumber ::= SEQUENCE { Name, INTEGER } of two elements.
func issuerAndSerialID(issuer, serial []byte) SignerID {
	return SignerID{der: string(element(tagSequence, issuer, serial))}
}

// element writes one DER element of a content below 64 KiB.
func element(tag byte, parts ...[]byte) []byte {
	length := 0
	for _, part := range parts {
		length += len(part)
	}
	out := make([]byte, 0, length+4)
	switch {
	case length < 0x80:
		out = append(out, tag, byte(length))
	case length < 0x100:
		out = append(out, tag, 0x81, byte(length))
	default:
		out = append(out, tag, 0x82, byte(length>>8), byte(length))
	}
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}
