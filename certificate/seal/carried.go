package seal

import (
	"bytes"
	"crypto/x509"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

const (
	maxSerial          = 20                  // octets (RFC 5280, 4.1.2.2)
	oidSubjectKeyID    = oid("\x55\x1d\x0e") // 2.5.29.14
	tagIssuerUniqueID  = asn1.Tag(1 | 0x80)
	tagSubjectUniqueID = asn1.Tag(2 | 0x80)
)

// carried is a certificate in a message, taken apart only as far as its identity needs. Certificates
// that no path leads through are never parsed further, which keeps surplus ones cheap.
type carried struct {
	der        []byte
	issuer     cryptobyte.String // Name element
	serial     cryptobyte.String // INTEGER element
	extensions cryptobyte.String
}

// readCertificates is check 6: X.509 certificates only (RFC 5652, 10.2.2), at most maxCerts of
// them, no two with the same issuer and serial number.
func readCertificates(set cryptobyte.String) ([]carried, error) {
	if set.Empty() {
		return nil, nil
	}
	all := make([]carried, 0, 4)
	for !set.Empty() {
		if len(all) == maxCerts {
			return nil, refuse(1, CodeCertCount)
		}
		var c carried
		if !c.read(&set) {
			return nil, refuse(6, CodeCertParse)
		}
		for i := range all {
			if bytes.Equal(all[i].serial, c.serial) && bytes.Equal(all[i].issuer, c.issuer) {
				return nil, refuse(6, CodeSignerAmbiguous)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// read takes the next certificate (RFC 5280, 4.1) off s.
func (c *carried) read(s *cryptobyte.String) bool {
	var element, body, tbs cryptobyte.String
	if !s.ReadASN1Element(&element, asn1.SEQUENCE) {
		return false
	}
	c.der = element
	return element.ReadASN1(&body, asn1.SEQUENCE) &&
		body.ReadASN1(&tbs, asn1.SEQUENCE) && body.SkipASN1(asn1.SEQUENCE) && body.SkipASN1(asn1.BIT_STRING) &&
		body.Empty() && c.readBody(tbs) && allowedSerial(c.serial)
}

func (c *carried) readBody(tbs cryptobyte.String) bool {
	return tbs.SkipOptionalASN1(tagged0) && // version
		tbs.ReadASN1Element(&c.serial, asn1.INTEGER) &&
		tbs.SkipASN1(asn1.SEQUENCE) && // signature algorithm
		tbs.ReadASN1Element(&c.issuer, asn1.SEQUENCE) &&
		tbs.SkipASN1(asn1.SEQUENCE) && // validity
		tbs.SkipASN1(asn1.SEQUENCE) && // subject
		tbs.SkipASN1(asn1.SEQUENCE) && // public key
		tbs.SkipOptionalASN1(tagIssuerUniqueID) &&
		tbs.SkipOptionalASN1(tagSubjectUniqueID) &&
		tbs.ReadOptionalASN1(&c.extensions, nil, tagged3) &&
		tbs.Empty()
}

// allowedSerial demands a positive number of at most 20 octets, before crypto/x509 sees it: whether
// that accepts others depends on the environment.
func allowedSerial(element cryptobyte.String) bool {
	var n cryptobyte.String
	return element.ReadASN1(&n, asn1.INTEGER) && len(n) <= maxSerial && n[0] < 0x80 && (len(n) > 1 || n[0] > 0)
}

// namedBy reports whether the identifier names this certificate, comparing bytes.
func (c *carried) namedBy(id SignerID) bool {
	s := cryptobyte.String(id.der)
	if id.bySubjectKey() {
		var want cryptobyte.String
		return s.ReadASN1(&want, primitive0) && len(want) > 0 && bytes.Equal(want, c.subjectKeyID())
	}
	var body cryptobyte.String
	return s.ReadASN1(&body, asn1.SEQUENCE) && len(body) == len(c.issuer)+len(c.serial) &&
		bytes.HasPrefix(body, c.issuer) && bytes.HasSuffix(body, c.serial)
}

// subjectKeyID is the content of the subject key identifier extension, or nil.
func (c *carried) subjectKeyID() []byte {
	all := c.extensions
	var list, extension, kind, value, id cryptobyte.String
	all.ReadASN1(&list, asn1.SEQUENCE)
	for list.ReadASN1(&extension, asn1.SEQUENCE) {
		if extension.ReadASN1(&kind, asn1.OBJECT_IDENTIFIER) && oid(kind) == oidSubjectKeyID &&
			extension.SkipOptionalASN1(asn1.BOOLEAN) && extension.ReadASN1(&value, asn1.OCTET_STRING) &&
			value.ReadASN1(&id, asn1.OCTET_STRING) {
			return id
		}
	}
	return nil
}

// ParseCertificate reads a certificate. Its own rules come first: DER throughout and an allowed
// serial number (check 6), so that crypto/x509 sees nothing on which its releases differ. It does
// not judge the key or the usage; VerifyPath does. Errors are *Refusal with CodeCertParse.
func ParseCertificate(der []byte) (*x509.Certificate, error) {
	var c carried
	s := cryptobyte.String(der)
	if len(der) > MaxMessage || !isDER(der) || !c.read(&s) {
		return nil, refuse(6, CodeCertParse)
	}
	return parseCarried(der)
}

// parseCarried parses a certificate whose outer shape has been checked.
func parseCarried(der []byte) (*x509.Certificate, error) {
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, refuse(6, CodeCertParse)
	}
	return parsed, nil
}
