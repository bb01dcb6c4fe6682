package seal

import (
	"crypto/x509"
	"slices"
	"time"

	"origo/certificate/canonical"
)

// Verify makes all 23 checks of the profile on a seal over a record, for the time of the
// transaction. The verdict depends on nothing but the arguments. Errors are *Refusal.
func Verify(cms, record []byte, at time.Time, trust Trust) (Verified, error) {
	m, err := open(cms, record)
	if err != nil {
		return Verified{}, err
	}
	signer, authorities, err := m.gather(trust)
	if err != nil {
		return Verified{}, err
	}
	if err := m.checkSignature(record, signer, trust.Policy); err != nil {
		return Verified{}, err
	}
	if _, err := walkPath(signer.certificate, authorities, at); err != nil {
		return Verified{}, err
	}
	stamp, err := m.checkTimes(signer, at, trust.Policy)
	if err != nil {
		return Verified{}, err
	}
	if trust.Enrolled == nil || !trust.Enrolled(signer.fingerprint) {
		return Verified{}, refuse(22, CodeOffice)
	}
	return m.verified(signer, stamp), checkRecord(record)
}

// VerifyEnrolled makes every check but 18, 19 and 22 on a seal by a signer from the registry: the
// path was verified when the signer was enrolled, and whether the enrolment holds for the office in
// the record, unrevoked, is the caller's look-up. The certificate must be valid at that time. An
// accepted seal is by this signer and no other. Errors are *Refusal.
func VerifyEnrolled(cms, record []byte, at time.Time, signer *Enrolled, policy Policy) (Verified, error) {
	m, err := open(cms, record)
	if err != nil {
		return Verified{}, err
	}
	return m.VerifyEnrolled(record, at, signer, policy)
}

// VerifyEnrolled is the function of that name for a seal that was read already. A message must not
// be verified by two goroutines at once.
func (m *Message) VerifyEnrolled(record []byte, at time.Time, signer *Enrolled, policy Policy) (Verified, error) {
	if len(record) > MaxRecord {
		return Verified{}, refuse(1, CodeSize)
	}
	if err := signer.namedBy(m); err != nil {
		return Verified{}, err
	}
	if err := m.checkSignature(record, signer, policy); err != nil {
		return Verified{}, err
	}
	if !signer.validAt(at) {
		return Verified{}, refuse(20, CodeTimeCert)
	}
	stamp, err := m.checkTimes(signer, at, policy)
	if err != nil {
		return Verified{}, err
	}
	return m.verified(signer, stamp), checkRecord(record)
}

// open makes checks 1 to 9.
func open(cms, record []byte) (*Message, error) {
	if len(record) > MaxRecord {
		return nil, refuse(1, CodeSize)
	}
	return parseMessage(cms, detachedData)
}

// gather is check 7 against the message and the registry. It gives the signer's certificate and the
// authorities, widened by the CA certificates that the message carries.
func (m *Message) gather(trust Trust) (*Enrolled, Authorities, error) {
	signer, err := m.findSigner(trust.Known)
	if err != nil {
		return nil, Authorities{}, err
	}
	widened, err := m.widen(trust.Authorities, signer)
	return signer, widened, err
}

// findSigner gives the one certificate that the message names, be it carried or known. A carried
// certificate that borrows the name of a known one makes two.
func (m *Message) findSigner(known []*x509.Certificate) (*Enrolled, error) {
	der, err := m.embeddedSigner()
	if err != nil {
		return nil, err
	}
	var found *Enrolled
	if der != nil {
		certificate, err := parseCarried(der)
		if err != nil {
			return nil, err
		}
		found = enrolled(certificate)
	}
	for _, certificate := range known {
		if !slices.Contains(SignerIDsOf(certificate), m.signer.id) {
			continue
		}
		if found != nil && !found.certificate.Equal(certificate) {
			return nil, refuse(7, CodeSignerAmbiguous)
		}
		found = enrolled(certificate)
	}
	if found == nil {
		return nil, refuse(7, CodeSignerCert)
	}
	return found, nil
}

// widen adds the carried certificates, other than the signer's, to the intermediates.
func (m *Message) widen(authorities Authorities, signer *Enrolled) (Authorities, error) {
	widened := authorities
	widened.Intermediates = append([]*x509.Certificate(nil), authorities.Intermediates...)
	for _, c := range m.certificates {
		if FingerprintOf(c.der) == signer.fingerprint {
			continue
		}
		certificate, err := parseCarried(c.der)
		if err != nil {
			return Authorities{}, err
		}
		widened.Intermediates = append(widened.Intermediates, certificate)
	}
	return widened, nil
}

// checkSignature makes checks 10 to 17: the attributes bind the record, the certificate and the
// algorithms, and the signature over them is the signer's.
func (m *Message) checkSignature(record []byte, signer *Enrolled, policy Policy) error {
	s := &m.signer
	if err := s.checkSigned(record, signer, detachedData); err != nil {
		return err
	}
	if err := s.checkUnsigned(); err != nil {
		return err
	}
	if err := s.checkScheme(signer.certificate.PublicKey); err != nil {
		return err
	}
	return checkLeaf(signer.certificate, forDocuments(policy.ExtraEKUs))
}

// checkSigned makes checks 10 to 12 on the signed attributes.
func (s *signerInfo) checkSigned(content []byte, signer *Enrolled, want kind) error {
	if err := s.checkContent(content, want); err != nil {
		return err
	}
	if err := s.readTime(want); err != nil {
		return err
	}
	if err := s.checkESS(signer); err != nil {
		return err
	}
	return s.checkProtection()
}

// checkScheme makes check 14, and 15 for the signature itself, which is over the signed attributes
// in the form of a SET OF (RFC 5652, 5.4).
func (s *signerInfo) checkScheme(public any) error {
	scheme := schemeOf(s.algorithm, s.digest)
	if scheme == noScheme || !scheme.fits(public) {
		return refuse(14, CodeSigAlg)
	}
	if !allowedKey(public) {
		return refuse(15, CodeKey)
	}
	signed := append([]byte{tagSet}, s.signedRaw[1:]...)
	if !scheme.genuine(public, s.digest, signed, s.signature) {
		return refuse(15, CodeSignature)
	}
	return nil
}

// validAt reports whether the certificate is valid at that time, both ends included.
func (e *Enrolled) validAt(at time.Time) bool {
	at = at.UTC().Truncate(time.Second)
	return !at.Before(e.certificate.NotBefore) && !at.After(e.certificate.NotAfter)
}

// checkTimes makes checks 20 and 21.
func (m *Message) checkTimes(signer *Enrolled, at time.Time, policy Policy) (*time.Time, error) {
	signed := m.signer.time
	switch {
	case !signer.validAt(signed):
		return nil, refuse(20, CodeTimeCert)
	case signed.After(at.Add(policy.ahead())):
		return nil, refuse(20, CodeTimeFuture)
	case signed.Before(at.Add(-policy.age())):
		return nil, refuse(20, CodeTimeOld)
	}
	return m.checkTimestamp(at, policy)
}

// checkRecord is check 23: the record is a JSON object and its own canonical form.
func checkRecord(record []byte) error {
	if len(record) == 0 || record[0] != '{' || canonical.Check(record, canonical.Limits{Size: MaxRecord}) != nil {
		return refuse(23, CodeContentJCS)
	}
	return nil
}

func (m *Message) verified(signer *Enrolled, stamp *time.Time) Verified {
	return Verified{
		Signer:      signer.certificate,
		Fingerprint: signer.fingerprint,
		SigningTime: m.signer.time,
		Digest:      m.signer.digest,
		Timestamp:   stamp,
	}
}
