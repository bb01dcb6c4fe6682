package seal

import (
	"crypto"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// Context tags of CMS.
var (
	tagged0       = asn1.Tag(0).ContextSpecific().Constructed()
	tagged1       = asn1.Tag(1).ContextSpecific().Constructed()
	tagged2       = asn1.Tag(2).ContextSpecific().Constructed()
	tagged3       = asn1.Tag(3).ContextSpecific().Constructed()
	primitive0    = asn1.Tag(0).ContextSpecific()
	subjectKeyTag = uint8(primitive0)
)

// Message is a seal that has passed the DER gate and whose structure is that of the profile
// (checks 1 to 9). Nothing in it has been verified. It refers to the bytes it was read from.
type Message struct {
	certificates []carried
	signer       signerInfo
	content      []byte // of a time-stamp token; nil in a seal
}

// Inspect reads a seal without verifying it: enough to look its signer up in the registry. It
// fails with a *Refusal of checks 1 to 10.
func Inspect(cms []byte) (*Message, error) {
	m, err := parseMessage(cms, detachedData)
	if err != nil {
		return nil, err
	}
	return m, m.signer.readTime(detachedData)
}

// SignerID is how the message names its signer.
func (m *Message) SignerID() SignerID { return m.signer.id }

// SigningTime is the time the signer claims, in UTC.
func (m *Message) SigningTime() time.Time { return m.signer.time }

// Digest is the algorithm of the digest over the record.
func (m *Message) Digest() crypto.Hash { return m.signer.digest }

// Certificates are the certificates the message carries, in DER and in its order.
func (m *Message) Certificates() [][]byte {
	all := make([][]byte, len(m.certificates))
	for i, c := range m.certificates {
		all[i] = c.der
	}
	return all
}

// Embedded is the fingerprint of the signer's certificate; ok is false if the message does not
// carry it or carries several that would fit.
func (m *Message) Embedded() (fingerprint Fingerprint, ok bool) {
	der, err := m.embeddedSigner()
	if err != nil || der == nil {
		return fingerprint, false
	}
	return FingerprintOf(der), true
}

// embeddedSigner is the DER of the carried certificate that the signer identifier names, or nil.
func (m *Message) embeddedSigner() ([]byte, error) {
	var found []byte
	for i := range m.certificates {
		if !m.certificates[i].namedBy(m.signer.id) {
			continue
		}
		if found != nil {
			return nil, refuse(7, CodeSignerAmbiguous)
		}
		found = m.certificates[i].der
	}
	return found, nil
}

// kind is what a message is about: a detached record, or a time-stamp inside a seal.
type kind struct {
	contentType oid
	detached    bool
}

var (
	detachedData   = kind{contentType: oidData, detached: true}
	timeStampToken = kind{contentType: oidTSTInfo}
)

// signedData holds the fields of SignedData (RFC 5652, 5.1) as they stand in the message.
type signedData struct {
	version      int
	digests      cryptobyte.String
	contentType  cryptobyte.String
	content      cryptobyte.String // the [0] element inside EncapsulatedContentInfo
	hasContent   bool
	certificates cryptobyte.String
	hasCRLs      bool
	signers      cryptobyte.String
}

// parseMessage makes checks 1 to 9.
func parseMessage(cms []byte, want kind) (*Message, error) {
	if len(cms) > MaxMessage {
		return nil, refuse(1, CodeSize)
	}
	if !isDER(cms) {
		return nil, refuse(2, CodeDER)
	}
	sd, err := openContentInfo(cms)
	if err != nil {
		return nil, err
	}
	m := &Message{}
	if m.content, err = sd.checkHead(want); err != nil {
		return nil, err
	}
	if m.certificates, err = readCertificates(sd.certificates); err != nil {
		return nil, err
	}
	if sd.hasCRLs {
		return nil, refuse(6, CodeCRLsPresent)
	}
	return m, m.readSigner(sd, want)
}

// openContentInfo is check 3: ContentInfo holds SignedData (RFC 5652, 3 and 5.1), and no field is
// missing or added.
func openContentInfo(cms []byte) (*signedData, error) {
	var info, contentType, wrapper, body cryptobyte.String
	outer := cryptobyte.String(cms)
	if !outer.ReadASN1(&info, asn1.SEQUENCE) || !info.ReadASN1(&contentType, asn1.OBJECT_IDENTIFIER) ||
		oid(contentType) != oidSignedData {
		return nil, refuse(3, CodeNotSignedData)
	}
	sd := &signedData{}
	if !info.ReadASN1(&wrapper, tagged0) || !info.Empty() ||
		!wrapper.ReadASN1(&body, asn1.SEQUENCE) || !wrapper.Empty() || !sd.read(body) {
		return nil, refuse(3, CodeStruct)
	}
	return sd, nil
}

// read takes the fields of SignedData apart.
func (sd *signedData) read(body cryptobyte.String) bool {
	var encapsulated, crls cryptobyte.String
	return body.ReadASN1Integer(&sd.version) &&
		body.ReadASN1(&sd.digests, asn1.SET) &&
		body.ReadASN1(&encapsulated, asn1.SEQUENCE) &&
		encapsulated.ReadASN1(&sd.contentType, asn1.OBJECT_IDENTIFIER) &&
		encapsulated.ReadOptionalASN1(&sd.content, &sd.hasContent, tagged0) &&
		encapsulated.Empty() &&
		body.ReadOptionalASN1(&sd.certificates, nil, tagged0) &&
		body.ReadOptionalASN1(&crls, &sd.hasCRLs, tagged1) &&
		body.ReadASN1(&sd.signers, asn1.SET) &&
		body.Empty()
}

// checkHead makes checks 3 to 5 on what precedes the certificates and returns embedded content.
func (sd *signedData) checkHead(want kind) ([]byte, error) {
	if sd.version != 1 && sd.version != 3 {
		return nil, refuse(3, CodeSDVersion)
	}
	if _, ok := onlyAlgorithm(sd.digests); !ok {
		return nil, refuse(4, CodeDigestSet)
	}
	if oid(sd.contentType) != want.contentType {
		return nil, refuse(5, CodeContentType)
	}
	if want.detached == sd.hasContent {
		return nil, refuse(5, CodeEmbedded)
	}
	if want.detached {
		return nil, nil
	}
	var content cryptobyte.String
	if !sd.content.ReadASN1(&content, asn1.OCTET_STRING) || !sd.content.Empty() {
		return nil, refuse(5, CodeEmbedded)
	}
	return content, nil
}
