package seal

import (
	"bytes"
	"crypto/subtle"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// attribute is one Attribute of RFC 5652, 5.3, that has exactly one value.
type attribute struct {
	kind  oid
	value cryptobyte.String // the value's element
}

// attributes are the signed attributes of a message.
type attributes struct {
	list  [maxAttributes]attribute
	count int
}

// read is check 9: a SET OF in DER, so strictly ascending, each type once and with one value
// (RFC 5652, 5.3 and 11). Signed attributes are what keeps a signature from being replayed with
// its attributes passed off as content, so a seal cannot go without them.
func (a *attributes) read(content cryptobyte.String) error {
	var previous cryptobyte.String
	for !content.Empty() {
		var element cryptobyte.String
		if !content.ReadASN1Element(&element, asn1.SEQUENCE) || bytes.Compare(previous, element) >= 0 {
			return refuse(9, CodeAttrOrder)
		}
		if err := a.add(element); err != nil {
			return err
		}
		previous = element
	}
	return nil
}

func (a *attributes) add(element cryptobyte.String) error {
	if a.count == maxAttributes {
		return refuse(1, CodeAttrCount)
	}
	next := &a.list[a.count]
	values, ok := readAttribute(element, next)
	if !ok {
		return refuse(9, CodeAttrOrder)
	}
	if a.find(next.kind) != nil {
		return refuse(9, CodeAttrDup)
	}
	if values != 1 {
		return refuse(9, CodeAttrMulti)
	}
	a.count++
	return nil
}

// readAttribute reads Attribute ::= SEQUENCE { OBJECT IDENTIFIER, SET OF value } and counts its
// values; more than one count as two.
func readAttribute(element cryptobyte.String, into *attribute) (values int, ok bool) {
	var body, kind, set cryptobyte.String
	if !element.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1(&kind, asn1.OBJECT_IDENTIFIER) ||
		!body.ReadASN1(&set, asn1.SET) || !body.Empty() {
		return 0, false
	}
	into.kind = oid(kind)
	if set.Empty() {
		return 0, true
	}
	if !set.ReadAnyASN1Element(&into.value, new(asn1.Tag)) {
		return 0, false
	}
	if !set.Empty() {
		return 2, true
	}
	return 1, true
}

// find is the value of the attribute of that type, or nil.
func (a *attributes) find(kind oid) cryptobyte.String {
	for i := range a.count {
		if a.list[i].kind == kind {
			return a.list[i].value
		}
	}
	return nil
}

// checkContent is check 10 for content-type and message-digest (RFC 5652, 11.1 and 11.2).
func (s *signerInfo) checkContent(content []byte, want kind) error {
	var contentType, digest cryptobyte.String
	value := s.signed.find(oidContentType)
	if !value.ReadASN1(&contentType, asn1.OBJECT_IDENTIFIER) || oid(contentType) != want.contentType {
		return refuse(10, CodeAttrContentType)
	}
	value = s.signed.find(oidMessageDigest)
	if !value.ReadASN1(&digest, asn1.OCTET_STRING) ||
		subtle.ConstantTimeCompare(digest, sum(s.digest, content)) != 1 {
		return refuse(10, CodeMessageDigest)
	}
	return nil
}

// readTime is check 10 for signing-time (RFC 5652, 11.3). A seal must have one; a time-stamp token,
// which carries its own time, may go without.
func (s *signerInfo) readTime(want kind) error {
	value := s.signed.find(oidSigningTime)
	if value == nil && want.contentType == oidTSTInfo {
		return nil
	}
	var text cryptobyte.String
	if !value.ReadASN1(&text, asn1.UTCTime) {
		return refuse(10, CodeAttrSigningTime)
	}
	at, ok := parseUTCTime(text)
	if !ok {
		return refuse(10, CodeAttrSigningTime)
	}
	s.time = at
	return nil
}

const utcTime = "060102150405Z"

// parseUTCTime reads YYMMDDHHMMSSZ, the one form DER allows (X.690, 11.8); years 50 to 99 belong to
// the twentieth century (RFC 5652, 11.3).
func parseUTCTime(text []byte) (time.Time, bool) {
	if len(text) != len(utcTime) {
		return time.Time{}, false
	}
	at, err := time.Parse(utcTime, string(text))
	if err != nil || at.Format(utcTime) != string(text) {
		return time.Time{}, false
	}
	if at.Year() >= 2050 {
		at = at.AddDate(-100, 0, 0)
	}
	return at, true
}

// checkProtection is check 12: CMSAlgorithmProtection, where present, repeats both algorithms
// (RFC 6211, 2), and no signature policy is named, since none is registered (RFC 5126, 5.8.1).
// Other signed attributes are ignored: they say nothing this profile relies on.
func (s *signerInfo) checkProtection() error {
	if value := s.signed.find(oidAlgorithmProtection); value != nil && !s.protectedBy(value) {
		return refuse(12, CodeAlgProtect)
	}
	if s.signed.find(oidSignaturePolicy) != nil {
		return refuse(12, CodeSigPolicy)
	}
	return nil
}

// protectedBy compares CMSAlgorithmProtection ::= SEQUENCE { digest, [1] IMPLICIT signature }.
func (s *signerInfo) protectedBy(value cryptobyte.String) bool {
	var body, signature cryptobyte.String
	var digest, algorithm algorithmID
	return value.ReadASN1(&body, asn1.SEQUENCE) && digest.read(&body) &&
		body.ReadASN1(&signature, tagged1) && body.Empty() && algorithm.readBody(signature) &&
		digest.sameAs(s.digestID) && algorithm.sameAs(s.algorithm)
}
