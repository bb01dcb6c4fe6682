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
}

func (f *Facts) sums() sums {
	s := sums{facts: f, certificate: sum(f.Presented.Certificate)}
	if dossier, ok := f.Dossier.found(); ok {
		s.dossier = s.certificate
		if !bytes.Equal(dossier.Certificate, f.Presented.Certificate) {
			s.dossier = sum(dossier.Certificate)
		}
	}
	return s
}

// digest is the digest of the facts.
func (s sums) digest() (string, error) {
	f := *s.facts
	f.Presented = Presented{Certificate: s.certificate, Seal: sum(f.Presented.Seal), Stamp: f.Presented.Stamp}
	if dossier, ok := f.Dossier.found(); ok {
		dossier.Certificate, dossier.Seal = s.dossier, sum(dossier.Seal)
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
