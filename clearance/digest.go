package clearance

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Digest names the facts: SHA-256, in lower hex, of the facts as JSON with members in the order of the type, in which
// certificates, seals and signing certificates stand as their own SHA-256. It fails only for text that JSON cannot
// carry.
func (f Facts) Digest() (string, error) { return f.sums().digest() }

// sums are the SHA-256 of what is long among the facts, so that each is made once.
type sums struct {
	facts                *Facts
	certificate, dossier []byte // nil if there is none
	seal, dossierSeal    []byte
}

func (f *Facts) sums() sums {
	p := f.Presented
	s := sums{facts: f, certificate: sum(p.Certificate), seal: sum(p.Seal)}
	if dossier, ok := f.Dossier.found(); ok {
		s.dossier = sumLike(dossier.Certificate, p.Certificate, s.certificate)
		s.dossierSeal = sumLike(dossier.Seal, p.Seal, s.seal)
	}
	return s
}

// sumLike is the sum of bytes that often are the same as others whose sum is known.
func sumLike(raw, others, known []byte) []byte {
	if bytes.Equal(raw, others) {
		return known
	}
	return sum(raw)
}

// digest is the digest of the facts.
func (s sums) digest() (string, error) {
	f := *s.facts
	f.Presented = Presented{Certificate: s.certificate, Seal: s.seal, Stamp: f.Presented.Stamp}
	if dossier, ok := f.Dossier.found(); ok {
		dossier.Certificate, dossier.Seal = s.dossier, s.dossierSeal
		f.Dossier = Have(dossier)
	}
	if signer, ok := f.Signer.found(); ok {
		signer.Signer.Certificate = sum(signer.Signer.Certificate)
		f.Signer = Have(signer)
	}
	if signer, ok := f.StampSigner.found(); ok {
		signer.Signer.Certificate = sum(signer.Signer.Certificate)
		f.StampSigner = Have(signer)
	}
	raw, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("encode facts: %w", err)
	}
	return digest(raw), nil
}

// sum stands for bytes; nothing stands for none.
func sum(raw []byte) []byte {
	if len(raw) == 0 {
		return nil
	}
	s := sha256.Sum256(raw)
	return s[:]
}

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
