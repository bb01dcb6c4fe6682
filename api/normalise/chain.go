package normalise

import (
	"bytes"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// The bounds of a message's certificates: those looked at, and those the verifier lets in.
const (
	maxCarried = 64
	maxKept    = 8
)

// certificate is what tells whose certificate it is and by whom.
type certificate struct {
	der, issuer, serial, subject, keyID []byte
}

// keepChains keeps of the carried certificates those of the signers and of their issuers, each once.
func keepChains(set cryptobyte.String, ids [][]byte) ([][]byte, bool) {
	all, ok := elements(set)
	if !ok || len(all) > maxCarried {
		return nil, false
	}
	carried := make([]certificate, 0, len(all))
	for _, der := range all {
		if c, ok := readCertificate(der); ok {
			carried = append(carried, c)
		}
	}
	var kept [][]byte
	for i := range carried {
		if slices.ContainsFunc(ids, carried[i].namedBy) {
			kept = addChain(kept, carried, i)
		}
	}
	return kept, true
}

// addChain keeps a certificate and, going up, those by the name of its issuer.
func addChain(kept [][]byte, carried []certificate, i int) [][]byte {
	c := carried[i]
	if len(kept) == maxKept || slices.ContainsFunc(kept, func(k []byte) bool { return bytes.Equal(k, c.der) }) {
		return kept
	}
	kept = append(kept, c.der)
	for j := range carried {
		if bytes.Equal(carried[j].subject, c.issuer) {
			kept = addChain(kept, carried, j)
		}
	}
	return kept
}

// namedBy reports whether a SignerIdentifier (RFC 5652, 5.3) names the certificate.
func (c certificate) namedBy(id []byte) bool {
	var body cryptobyte.String
	var tag asn1.Tag
	s := cryptobyte.String(id)
	if !s.ReadAnyASN1(&body, &tag) {
		return false
	}
	if tag == asn1.SEQUENCE {
		return bytes.Equal(body, slices.Concat(c.issuer, c.serial))
	}
	return len(body) > 0 && bytes.Equal(body, c.keyID)
}

// readCertificate takes a certificate (RFC 5280, 4.1) apart as far as names need.
func readCertificate(der []byte) (certificate, bool) {
	var body, tbs, serial, issuer, subject, extensions cryptobyte.String
	s := cryptobyte.String(der)
	ok := s.ReadASN1(&body, asn1.SEQUENCE) && body.ReadASN1(&tbs, asn1.SEQUENCE) &&
		tbs.SkipOptionalASN1(tagged0) &&
		tbs.ReadASN1Element(&serial, asn1.INTEGER) &&
		tbs.SkipASN1(asn1.SEQUENCE) &&
		tbs.ReadASN1Element(&issuer, asn1.SEQUENCE) &&
		tbs.SkipASN1(asn1.SEQUENCE) &&
		tbs.ReadASN1Element(&subject, asn1.SEQUENCE) &&
		tbs.SkipASN1(asn1.SEQUENCE) &&
		tbs.SkipOptionalASN1(0x81) && tbs.SkipOptionalASN1(0x82) &&
		tbs.ReadOptionalASN1(&extensions, nil, 0xa3)
	return certificate{der: der, issuer: issuer, serial: serial, subject: subject, keyID: subjectKeyID(extensions)}, ok
}

func subjectKeyID(extensions cryptobyte.String) []byte {
	var list, extension, kind, value, id cryptobyte.String
	extensions.ReadASN1(&list, asn1.SEQUENCE)
	for list.ReadASN1(&extension, asn1.SEQUENCE) {
		if extension.ReadASN1(&kind, asn1.OBJECT_IDENTIFIER) && string(kind) == oidSubjectKeyIDs &&
			extension.SkipOptionalASN1(asn1.BOOLEAN) && extension.ReadASN1(&value, asn1.OCTET_STRING) &&
			value.ReadASN1(&id, asn1.OCTET_STRING) {
			return id
		}
	}
	return nil
}
