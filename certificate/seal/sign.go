package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/digitorus/pkcs7"
)

// Signer is somebody who can seal records: a key and the certificate that goes with it.
type Signer struct {
	Key   crypto.Signer       // a key in memory, or a handle to one in a token or a security module
	Chain []*x509.Certificate // the signer's certificate, followed by the CA certificates to send along
	PSS   bool                // with an RSA key: sign by RSASSA-PSS instead of PKCS#1 v1.5
}

// Sign seals a record with an RSA (PKCS#1 v1.5), ECDSA or Ed25519 key; see Signer.Sign.
func Sign(record []byte, key crypto.Signer, chain []*x509.Certificate, at time.Time) ([]byte, error) {
	return Signer{Key: key, Chain: chain}.Sign(record, at)
}

// Sign seals a record: a detached PKCS#7 message with the CAdES-BES attributes, in DER. The signing
// time is at, to the second. The digest follows the key: SHA-256, or SHA-384 with P-384, or SHA-512
// with Ed25519. Before it is returned the seal has passed every check that needs no ledger, so a key
// that does not fit its certificate, a certificate that may not sign at that time, or a record that
// is not canonical shows here; those errors are *Refusal.
func (s Signer) Sign(record []byte, at time.Time) ([]byte, error) {
	if s.Key == nil || len(s.Chain) == 0 {
		return nil, errors.New("sign: a key and its certificate are needed")
	}
	leaf := enrolled(s.Chain[0])
	method, err := s.method()
	if err != nil {
		return nil, err
	}
	message, err := s.assemble(record, method, at.UTC().Truncate(time.Second))
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	if _, err := VerifyEnrolled(message, record, at, leaf, Policy{}); err != nil {
		return nil, fmt.Errorf("sign: check own signature: %w", err)
	}
	return message, nil
}

// method is how a key signs.
type method struct {
	digest    asn1.ObjectIdentifier
	hash      crypto.Hash
	algorithm *pkix.AlgorithmIdentifier // nil where the library names the right one
	options   crypto.SignerOpts
}

func (s Signer) method() (method, error) {
	switch key := s.Key.Public().(type) {
	case *rsa.PublicKey:
		if s.PSS {
			return pssMethod(), nil
		}
		return method{digest: pkcs7.OIDDigestAlgorithmSHA256, hash: crypto.SHA256, options: crypto.SHA256}, nil
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P384() {
			return method{digest: pkcs7.OIDDigestAlgorithmSHA384, hash: crypto.SHA384, options: crypto.SHA384}, nil
		}
		return method{digest: pkcs7.OIDDigestAlgorithmSHA256, hash: crypto.SHA256, options: crypto.SHA256}, nil
	case ed25519.PublicKey:
		return method{digest: pkcs7.OIDDigestAlgorithmSHA512, hash: crypto.SHA512, options: crypto.Hash(0)}, nil
	default:
		return method{}, fmt.Errorf("sign: keys of type %T are not supported", key)
	}
}

// assemble lets the library lay the message out and then sets what it leaves no choice in: the
// signing time, which it takes from the clock, and RSASSA-PSS. The signature is made last.
func (s Signer) assemble(record []byte, m method, at time.Time) ([]byte, error) {
	data, err := pkcs7.NewSignedData(record)
	if err != nil {
		return nil, err
	}
	data.SetDigestAlgorithm(m.digest)
	config := pkcs7.SignerInfoConfig{ExtraSignedAttributes: []pkcs7.Attribute{signingCertificate(s.Chain[0])}}
	if err := data.AddSigner(s.Chain[0], draft{s.Key.Public()}, config); err != nil {
		return nil, err
	}
	for _, ca := range s.Chain[1:] {
		data.AddCertificate(ca)
	}
	info := &data.GetSignedData().SignerInfos[0]
	var signed []byte
	for i := range info.AuthenticatedAttributes {
		attribute := &info.AuthenticatedAttributes[i]
		if attribute.Type.Equal(pkcs7.OIDAttributeSigningTime) {
			attribute.Value.Bytes = element(tagUTCTime, []byte(at.Format(utcTime)))
		}
		der, err := asn1.Marshal(*attribute)
		if err != nil {
			return nil, fmt.Errorf("encode attribute: %w", err)
		}
		signed = append(signed, der...)
	}
	if m.algorithm != nil {
		info.DigestEncryptionAlgorithm = *m.algorithm
	}
	if info.EncryptedDigest, err = s.sign(element(tagSet, signed), m); err != nil {
		return nil, err
	}
	data.Detach()
	return data.Finish()
}

// sign makes the signature over the signed attributes in the form of a SET OF.
func (s Signer) sign(attributes []byte, m method) ([]byte, error) {
	message := attributes // Ed25519 hashes inside
	if m.options.HashFunc() != 0 {
		message = sum(m.hash, attributes)
	}
	signature, err := s.Key.Sign(rand.Reader, message, m.options)
	if err != nil {
		return nil, fmt.Errorf("use key: %w", err)
	}
	return signature, nil
}

// draft stands in for the key while the library lays the message out, so that a token signs once.
type draft struct{ public crypto.PublicKey }

func (d draft) Public() crypto.PublicKey { return d.public }

func (d draft) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) { return nil, nil }

// signingCertificate is signing-certificate-v2 (RFC 5035, 3) with the SHA-256 of the certificate.
func signingCertificate(leaf *x509.Certificate) pkcs7.Attribute {
	fingerprint := FingerprintOf(leaf.Raw)
	entry := element(tagSequence, element(tagOctetString, fingerprint[:]))
	value := element(tagSequence, element(tagSequence, entry))
	return pkcs7.Attribute{
		Type:  asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47},
		Value: asn1.RawValue{FullBytes: value},
	}
}

// pssMethod is RSASSA-PSS with SHA-256 throughout and a salt of its length (RFC 4056, 3).
func pssMethod() method {
	sha256 := element(tagSequence, element(tagObject, []byte(oidSHA256)))
	mgf1 := element(tagSequence, element(tagObject, []byte(oidMGF1)), sha256)
	salt := element(tagInteger, []byte{byte(crypto.SHA256.Size())})
	parameters := element(tagSequence, element(uint8(tagged0), sha256), element(uint8(tagged1), mgf1), element(uint8(tagged2), salt))
	return method{
		digest: pkcs7.OIDDigestAlgorithmSHA256,
		hash:   crypto.SHA256,
		algorithm: &pkix.AlgorithmIdentifier{
			Algorithm:  asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10},
			Parameters: asn1.RawValue{FullBytes: parameters},
		},
		options: &rsa.PSSOptions{SaltLength: crypto.SHA256.Size(), Hash: crypto.SHA256},
	}
}
