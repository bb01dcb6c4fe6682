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
func (f Facts) Digest() (string, error) {
	presented := f.Presented.Certificate
	f.Presented = Presented{Certificate: sum(presented), Seal: sum(f.Presented.Seal)}
	if dossier, ok := f.Dossier.found(); ok {
		held := f.Presented.Certificate
		if !bytes.Equal(dossier.Certificate, presented) {
			held = sum(dossier.Certificate)
		}
		dossier.Certificate, dossier.Seal = held, sum(dossier.Seal)
		f.Dossier = Have(dossier)
	}
	if signer, ok := f.Signer.found(); ok {
		signer.Signer.Certificate = sum(signer.Signer.Certificate)
		f.Signer = Have(signer)
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
