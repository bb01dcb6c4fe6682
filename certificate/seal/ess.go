package seal

import (
	"bytes"
	"crypto"
	"crypto/subtle"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

var directoryName = asn1.Tag(4).ContextSpecific().Constructed()

// checkESS is check 11: signing-certificate-v2 is there and its first entry is the signer's
// certificate (RFC 5035, 3 and 4). It binds the certificate, not just the key, to the signature,
// and is what makes a seal CAdES-BES (RFC 5126, 5.7.3).
func (s *signerInfo) checkESS(signer *Enrolled) error {
	var body, entries, entry cryptobyte.String
	value := s.signed.find(oidSigningCertificateV2)
	if !value.ReadASN1(&body, asn1.SEQUENCE) ||
		!body.ReadASN1(&entries, asn1.SEQUENCE) || !body.SkipOptionalASN1(asn1.SEQUENCE) || !body.Empty() ||
		!entries.ReadASN1(&entry, asn1.SEQUENCE) || !essNames(entry, signer) {
		return refuse(11, CodeESS)
	}
	return nil
}

// essNames compares ESSCertIDv2 ::= SEQUENCE { hash algorithm DEFAULT SHA-256, hash, issuer and
// serial number OPTIONAL } with the signer's certificate.
func essNames(entry cryptobyte.String, signer *Enrolled) bool {
	hash := crypto.SHA256
	if entry.PeekASN1Tag(asn1.SEQUENCE) {
		var algorithm algorithmID
		if !algorithm.read(&entry) {
			return false
		}
		hash = digestOf(algorithm)
	}
	var digest cryptobyte.String
	if hash == 0 || !entry.ReadASN1(&digest, asn1.OCTET_STRING) ||
		subtle.ConstantTimeCompare(digest, signer.sum(hash)) != 1 {
		return false
	}
	return entry.Empty() || essIssuerSerial(entry, signer)
}

// sum is the digest of the certificate; the SHA-256 is at hand.
func (e *Enrolled) sum(hash crypto.Hash) []byte {
	if hash == crypto.SHA256 {
		return e.fingerprint[:]
	}
	return sum(hash, e.certificate.Raw)
}

// essIssuerSerial compares IssuerSerial ::= SEQUENCE { GeneralNames, INTEGER }, where the issuer is
// one directory name.
func essIssuerSerial(entry cryptobyte.String, signer *Enrolled) bool {
	var body, names, name, serial cryptobyte.String
	if !entry.ReadASN1(&body, asn1.SEQUENCE) || !entry.Empty() ||
		!body.ReadASN1(&names, asn1.SEQUENCE) || !names.ReadASN1(&name, directoryName) || !names.Empty() ||
		!body.ReadASN1Element(&serial, asn1.INTEGER) || !body.Empty() {
		return false
	}
	issuer := signer.certificate.RawIssuer
	return bytes.Equal(name, issuer) && signer.ids[0] == issuerAndSerialID(issuer, serial)
}
