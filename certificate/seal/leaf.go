package seal

import (
	"bytes"
	"crypto/x509"
	"slices"
)

// Enrolled is a signer's certificate from the registry, prepared once and used for many seals. Its
// zero value accepts nothing.
type Enrolled struct {
	certificate *x509.Certificate
	fingerprint Fingerprint
	ids         []SignerID
}

// NewEnrolled prepares a certificate given in DER. It fails with CodeCertParse; whether the
// certificate may sign is judged with each seal.
func NewEnrolled(der []byte) (*Enrolled, error) {
	certificate, err := ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return enrolled(certificate), nil
}

func enrolled(certificate *x509.Certificate) *Enrolled {
	return &Enrolled{
		certificate: certificate,
		fingerprint: FingerprintOf(certificate.Raw),
		ids:         SignerIDsOf(certificate),
	}
}

// Certificate is the signer's certificate.
func (e *Enrolled) Certificate() *x509.Certificate { return e.certificate }

// Fingerprint is the SHA-256 of the signer's certificate.
func (e *Enrolled) Fingerprint() Fingerprint { return e.fingerprint }

// namedBy is check 7 against a certificate from the registry: the message must name it, and if it
// carries a certificate by that name it must be this one, byte for byte.
func (e *Enrolled) namedBy(m *Message) error {
	if e == nil || e.certificate == nil || !slices.Contains(e.ids, m.signer.id) {
		return refuse(7, CodeSignerCert)
	}
	embedded, err := m.embeddedSigner()
	if err != nil {
		return err
	}
	if embedded != nil && !bytes.Equal(embedded, e.certificate.Raw) {
		return refuse(7, CodeSignerAmbiguous)
	}
	return nil
}

// checkLeaf makes checks 15 (key), 16 and 17 on a signer's certificate.
func checkLeaf(leaf *x509.Certificate, allowed purpose) error {
	switch {
	case !allowedKey(leaf.PublicKey):
		return refuse(15, CodeKey)
	case !allowedSignature(leaf.SignatureAlgorithm):
		return refuse(16, CodeChain)
	case leaf.Version != 3 || leaf.IsCA:
		return refuse(17, CodeLeafCA)
	case !maySign(leaf.KeyUsage):
		return refuse(17, CodeKeyUsage)
	}
	return allowed(leaf)
}

// maySign: key usage must be there and name signing, and must not name what only CAs do (RFC 5280,
// 4.2.1.3).
func maySign(usage x509.KeyUsage) bool {
	const signing = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	const authority = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	return usage&signing != 0 && usage&authority == 0
}

// allowedSignature is check 16: SHA-2, or Ed25519, which has SHA-512 inside.
func allowedSignature(algorithm x509.SignatureAlgorithm) bool {
	switch algorithm {
	case x509.SHA256WithRSA, x509.SHA384WithRSA, x509.SHA512WithRSA,
		x509.SHA256WithRSAPSS, x509.SHA384WithRSAPSS, x509.SHA512WithRSAPSS,
		x509.ECDSAWithSHA256, x509.ECDSAWithSHA384, x509.ECDSAWithSHA512, x509.PureEd25519:
		return true
	default:
		return false
	}
}
