package seal

import (
	"crypto"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// signerInfo is the message's one SignerInfo (RFC 5652, 5.3).
type signerInfo struct {
	id        SignerID
	digestID  algorithmID
	digest    crypto.Hash
	signed    attributes
	signedRaw []byte // the signed attributes as they stand in the message, with their [0] tag
	algorithm algorithmID
	signature []byte
	unsigned  cryptobyte.String
	time      time.Time
	token     []byte // the time-stamp among the unsigned attributes, or nil
	version   int
}

// readSigner makes checks 7 to 9, and the parts of 3 and 4 that depend on the signer.
func (m *Message) readSigner(sd *signedData, want kind) error {
	var body cryptobyte.String
	if !sd.signers.ReadASN1(&body, asn1.SEQUENCE) || !sd.signers.Empty() {
		return refuse(7, CodeMultiSigner)
	}
	s := &m.signer
	attributes, present, ok := s.readFields(body)
	if !ok {
		return refuse(7, CodeStruct)
	}
	if err := s.checkVersions(sd, want); err != nil {
		return err
	}
	if err := s.checkDigest(sd); err != nil {
		return err
	}
	if !present || attributes.Empty() {
		return refuse(9, CodeNoSignedAttrs)
	}
	return s.signed.read(attributes)
}

// readFields takes SignerInfo apart and returns the content of its signed attributes.
func (s *signerInfo) readFields(body cryptobyte.String) (attributes cryptobyte.String, present, ok bool) {
	var element, signature cryptobyte.String
	ok = body.ReadASN1Integer(&s.version) && s.readID(&body) && s.digestID.read(&body)
	if !ok {
		return nil, false, false
	}
	if present = body.PeekASN1Tag(tagged0); present {
		if !body.ReadASN1Element(&element, tagged0) {
			return nil, false, false
		}
		s.signedRaw = element
		element.ReadASN1(&attributes, tagged0)
	}
	ok = s.algorithm.read(&body) &&
		body.ReadASN1(&signature, asn1.OCTET_STRING) &&
		body.ReadOptionalASN1(&s.unsigned, nil, tagged1) &&
		body.Empty()
	s.signature = signature
	return attributes, present, ok
}

// readID reads the SignerIdentifier and keeps its DER.
func (s *signerInfo) readID(body *cryptobyte.String) bool {
	var element cryptobyte.String
	if body.PeekASN1Tag(primitive0) {
		if !body.ReadASN1Element(&element, primitive0) {
			return false
		}
	} else if !body.ReadASN1Element(&element, asn1.SEQUENCE) || !isIssuerAndSerial(element) {
		return false
	}
	s.id = SignerID{der: string(element)}
	return true
}

// isIssuerAndSerial checks the shape SEQUENCE { Name, INTEGER }.
func isIssuerAndSerial(element cryptobyte.String) bool {
	var body cryptobyte.String
	return element.ReadASN1(&body, asn1.SEQUENCE) &&
		body.SkipASN1(asn1.SEQUENCE) && body.SkipASN1(asn1.INTEGER) && body.Empty()
}

// checkVersions: a signer named by issuer and serial number makes SignerInfo version 1, one named
// by subject key identifier version 3. SignedData takes the signer's version, or 3 when its
// content is not plain data (RFC 5652, 5.1 and 5.3).
func (s *signerInfo) checkVersions(sd *signedData, want kind) error {
	version := 1
	if s.id.bySubjectKey() {
		version = 3
	}
	if s.version != version {
		return refuse(7, CodeSIVersion)
	}
	if want.contentType != oidData {
		version = 3
	}
	if sd.version != version {
		return refuse(3, CodeSDVersion)
	}
	return nil
}

// checkDigest is check 8, and 4 for the agreement of the two places that name the digest.
func (s *signerInfo) checkDigest(sd *signedData) error {
	listed, _ := onlyAlgorithm(sd.digests)
	if listed.oid != s.digestID.oid {
		return refuse(4, CodeDigestSet)
	}
	s.digest = digestOf(s.digestID)
	if s.digest == 0 || !listed.plain() {
		return refuse(8, CodeDigestAlg)
	}
	return nil
}
