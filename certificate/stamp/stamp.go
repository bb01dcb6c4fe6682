package stamp

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"origo/certificate"
	"origo/certificate/seal"
)

// Prefix begins the text of every stamp. Its digit is the version of the layout.
const Prefix = "ORIGO1:"

// MaxText bounds the text of a stamp in characters.
const MaxText = len(Prefix) + maxBytes/2*3

// context begins what is signed, so that no stamp can be taken for a seal, whose signed attributes begin with the tag of
// a set (0x31), nor for anything else that these keys sign.
const context = "origo stamp 1\n"

// Stamp is a stamp that was read. Nothing of it is proven until Verify.
type Stamp struct {
	Facts
	head
	content   []byte
	signature []byte
}

// Make stamps a certificate at the given time, to the second, and gives the text of the QR code. The text has been
// verified against the signer's certificate before it is returned.
func Make(d *certificate.Document, signer seal.Signer, at time.Time) (string, error) {
	facts, err := FactsOf(d, certificate.InstantOf(at))
	if err != nil {
		return "", fmt.Errorf("make stamp: %w", err)
	}
	text, err := facts.sign(signer)
	if err != nil {
		return "", fmt.Errorf("make stamp: %w", err)
	}
	made, err := Parse(text)
	if err == nil {
		err = made.Verify(signer.Chain[0])
	}
	if err != nil {
		return "", fmt.Errorf("make stamp: check own stamp: %w", err)
	}
	return text, nil
}

func (f Facts) sign(signer seal.Signer) (string, error) {
	if signer.Key == nil || len(signer.Chain) == 0 {
		return "", errors.New("a key and its certificate are needed")
	}
	method, err := methodOf(signer)
	if err != nil {
		return "", err
	}
	fingerprint := seal.FingerprintOf(signer.Chain[0].Raw)
	content, err := f.content(head{method: method, hint: [hintSize]byte(fingerprint[:hintSize])})
	if err != nil {
		return "", err
	}
	signature, err := method.sign(signer.Key, message(fingerprint, content))
	return Prefix + encode45(append(content, signature...)), err
}

// message is what is signed. The signer's whole fingerprint is in it although the stamp carries its beginning only: a
// stamp cannot be moved to another certificate whose fingerprint happens to begin alike.
func message(fingerprint seal.Fingerprint, content []byte) []byte {
	return bytes.Join([][]byte{[]byte(context), fingerprint[:], content}, nil)
}

// Parse reads the text of a QR code. It takes what Make gives and nothing else: there is one text of every stamp.
// Errors are *Refusal.
func Parse(text string) (*Stamp, error) {
	encoded, ok := strings.CutPrefix(text, Prefix)
	if !ok || len(text) > MaxText {
		return nil, refuse(CodeText)
	}
	raw, ok := decode45(encoded)
	if !ok {
		return nil, refuse(CodeText)
	}
	facts, h, signature, err := readFacts(raw)
	if err != nil {
		return nil, err
	}
	if least, most := h.method.sizes(); len(signature) < max(1, least) || len(signature) > most {
		return nil, refuse(CodeText)
	}
	return &Stamp{Facts: facts, head: h, content: raw[:len(raw)-len(signature)], signature: signature}, nil
}

// Signer is the beginning of the signer's fingerprint, 16 digits of lower hex. It finds candidates and proves nothing.
func (s *Stamp) Signer() string { return hex.EncodeToString(s.hint[:]) }

// NamesSigner reports whether the stamp's signer may be the one with this fingerprint, in lower hex.
func (s *Stamp) NamesSigner(fingerprint string) bool {
	return strings.HasPrefix(fingerprint, s.Signer())
}

// Verify proves that the holder of the certificate's key stamped these facts. Whether the certificate is enrolled for
// the office, and was at that time, is the registry's word and not asked here. Errors are *Refusal.
func (s *Stamp) Verify(signer *x509.Certificate) error {
	fingerprint := seal.FingerprintOf(signer.Raw)
	if !bytes.HasPrefix(fingerprint[:], s.hint[:]) {
		return refuse(CodeSigner)
	}
	genuine, fits := s.method.genuine(signer.PublicKey, message(fingerprint, s.content), s.signature)
	switch at := s.StampedAt.Time(); {
	case !fits:
		return refuse(CodeKey)
	case !genuine:
		return refuse(CodeSignature)
	case at.Before(signer.NotBefore) || at.After(signer.NotAfter):
		return refuse(CodeTime)
	}
	return nil
}
