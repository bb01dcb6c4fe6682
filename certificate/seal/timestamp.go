package seal

import (
	"crypto/subtle"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// checkUnsigned is check 13: unsigned attributes prove nothing and can be added by anybody, so only
// one is let in, a single signature-time-stamp (RFC 5126, 6.1.1), which carries its own proof.
func (s *signerInfo) checkUnsigned() error {
	if s.unsigned == nil {
		return nil
	}
	var stamp attribute
	values, ok := readAttribute(s.unsigned, &stamp)
	rest := s.unsigned
	if !ok || values != 1 || stamp.kind != oidTimeStampToken || !rest.SkipASN1(asn1.SEQUENCE) || !rest.Empty() {
		return refuse(13, CodeUnsignedAttr)
	}
	s.token = stamp.value
	return nil
}

// checkTimestamp is check 21: the time-stamp, if there is one or policy demands one, is a message by
// the same rules, over this signature, by a time-stamp authority the ledger trusts, at a fitting
// time (RFC 3161, 2.3 and 2.4.2; RFC 5816).
func (m *Message) checkTimestamp(at time.Time, policy Policy) (*time.Time, error) {
	if m.signer.token == nil {
		if policy.RequireTimestamp {
			return nil, refuse(21, CodeTimestampMissing)
		}
		return nil, nil
	}
	token, err := parseMessage(m.signer.token, timeStampToken)
	if err != nil {
		return nil, refuse(21, CodeTimestampStruct)
	}
	info, ok := parseTSTInfo(token.content)
	if !ok {
		return nil, refuse(21, CodeTimestampStruct)
	}
	if !info.covers(m.signer.signature) {
		return nil, refuse(21, CodeTimestampImprint)
	}
	if err := token.checkStamper(at, policy); err != nil {
		return nil, err
	}
	if info.at.Before(m.signer.time.Add(-policy.ahead())) || info.at.After(at.Add(policy.ahead())) {
		return nil, refuse(21, CodeTimestampTime)
	}
	return &info.at, nil
}

// checkStamper makes checks 10 to 19 on the token.
func (m *Message) checkStamper(at time.Time, policy Policy) error {
	signer, authorities, err := m.gather(Trust{Authorities: policy.TimeStamping})
	if err != nil {
		return refuse(21, CodeTimestampStruct)
	}
	s := &m.signer
	if s.checkSigned(m.content, signer, timeStampToken) != nil || s.unsigned != nil ||
		s.checkScheme(signer.certificate.PublicKey) != nil {
		return refuse(21, CodeTimestampStruct)
	}
	if checkLeaf(signer.certificate, forTimeStamping) != nil {
		return refuse(21, CodeTimestampEKU)
	}
	if _, err := walkPath(signer.certificate, authorities, at); err != nil {
		return refuse(21, CodeTimestampChain)
	}
	return nil
}

// tstInfo is what a TSTInfo (RFC 3161, 2.4.2) says about our signature.
type tstInfo struct {
	imprint algorithmID
	digest  cryptobyte.String
	at      time.Time
}

// covers reports whether the imprint is a digest of the signature value by an allowed algorithm.
func (t *tstInfo) covers(signature []byte) bool {
	hash := digestOf(t.imprint)
	return hash != 0 && subtle.ConstantTimeCompare(t.digest, sum(hash, signature)) == 1
}

// parseTSTInfo reads the content of a token, which must be DER as well. Extensions are refused when
// critical, since none is known.
func parseTSTInfo(content []byte) (*tstInfo, bool) {
	var body, imprint, text cryptobyte.String
	var version int
	t := &tstInfo{}
	outer := cryptobyte.String(content)
	if !isDER(content) || !outer.ReadASN1(&body, asn1.SEQUENCE) ||
		!body.ReadASN1Integer(&version) || version != 1 ||
		!body.SkipASN1(asn1.OBJECT_IDENTIFIER) || // policy
		!body.ReadASN1(&imprint, asn1.SEQUENCE) || !t.imprint.read(&imprint) ||
		!imprint.ReadASN1(&t.digest, asn1.OCTET_STRING) || !imprint.Empty() ||
		!body.SkipASN1(asn1.INTEGER) || // serial number
		!body.ReadASN1(&text, asn1.GeneralizedTime) {
		return nil, false
	}
	var ok bool
	t.at, ok = parseGeneralizedTime(text)
	return t, ok && skipTSTOptions(body)
}

// skipTSTOptions reads past accuracy, ordering, nonce and name, up to the extensions.
func skipTSTOptions(body cryptobyte.String) bool {
	var extensions cryptobyte.String
	return body.SkipOptionalASN1(asn1.SEQUENCE) &&
		body.SkipOptionalASN1(asn1.BOOLEAN) &&
		body.SkipOptionalASN1(asn1.INTEGER) &&
		body.SkipOptionalASN1(tagged0) &&
		body.ReadOptionalASN1(&extensions, nil, tagged1) &&
		body.Empty() && noneCritical(extensions)
}

func noneCritical(extensions cryptobyte.String) bool {
	for !extensions.Empty() {
		var extension, critical cryptobyte.String
		if !extensions.ReadASN1(&extension, asn1.SEQUENCE) || !extension.SkipASN1(asn1.OBJECT_IDENTIFIER) ||
			!extension.ReadOptionalASN1(&critical, nil, asn1.BOOLEAN) || len(critical) > 0 && critical[0] != 0 {
			return false
		}
	}
	return true
}

// parseGeneralizedTime reads YYYYMMDDHHMMSS[.f]Z without trailing zeros, as DER has it (X.690, 11.7).
func parseGeneralizedTime(text []byte) (time.Time, bool) {
	const form = "20060102150405.999999999Z"
	at, err := time.Parse(form, string(text))
	return at, err == nil && at.Format(form) == string(text)
}
