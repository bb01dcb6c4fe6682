package stamp

import "origo/certificate/seal"

// WithSignature is the stamp of the text with another signature of the same length.
func WithSignature(text string, signature []byte) string {
	raw, _ := decode45(text[len(Prefix):])
	return Prefix + encode45(append(raw[:len(raw)-len(signature)], signature...))
}

// Signed is what is signed of a stamp by the holder of a certificate, DER.
func Signed(s *Stamp, signer []byte) string {
	return string(message(seal.FingerprintOf(signer), s.content))
}
