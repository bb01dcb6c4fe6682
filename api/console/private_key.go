package console

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
)

// mostKey is how long a private key by itself may be to be recognised, in bytes.
const mostKey = 64 << 10

// holdsKey says whether a file is, or holds, a private key in any of the ways in
// which keys are kept: PEM (also of OpenSSH, PuTTY and of Windows in UTF-16),
// PKCS#8, PKCS#1, SEC 1, PKCS#12, JWK, in DER or its base64. It would rather
// find a key too many.
func holdsKey(data []byte) bool {
	text := bytes.ToUpper(bytes.ReplaceAll(data, []byte{0}, nil))
	if bytes.Contains(text, []byte("PRIVATE KEY-----")) || bytes.Contains(text, []byte("PUTTY-USER-KEY-FILE")) {
		return true
	}
	if isPKCS12(data) {
		return true
	}
	if len(data) > mostKey {
		return false
	}
	if isKey(data) || isJWK(data) {
		return true
	}
	bare := bytes.Join(bytes.Fields(data), nil)
	der := make([]byte, base64.StdEncoding.DecodedLen(len(bare)))
	n, err := base64.StdEncoding.Decode(der, bare)
	return err == nil && (isKey(der[:n]) || isPKCS12(der[:n]))
}

// isKey recognises private keys in DER.
func isKey(der []byte) bool {
	var plain struct { // PKCS#8
		Version   int
		Algorithm pkix.AlgorithmIdentifier
		Key       []byte
	}
	var encrypted struct { // PKCS#8, encrypted
		Algorithm pkix.AlgorithmIdentifier
		Key       []byte
	}
	var curve struct { // SEC 1
		Version int
		Key     []byte
	}
	for _, shape := range []any{&plain, &encrypted, &curve} {
		if _, err := asn1.Unmarshal(der, shape); err == nil {
			return true
		}
	}
	_, err := x509.ParsePKCS1PrivateKey(der)
	return err == nil
}

// isPKCS12 recognises the outer shape of PKCS#12 in DER or BER, which carries keys
// and certificates together: version 3, then a CMS content.
func isPKCS12(data []byte) bool {
	if len(data) == 0 || data[0] != 0x30 {
		return false
	}
	head := data[1:min(len(data), 32)]
	version := []byte{0x02, 0x01, 0x03, 0x30}                                     // INTEGER 3, SEQUENCE
	content := []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07} // OID 1.2.840.113549.1.7 …
	at := bytes.Index(head, version)
	return at >= 0 && at <= 5 && bytes.Contains(head[at:], content)
}

// isJWK recognises private keys in JSON.
func isJWK(data []byte) bool {
	var key struct {
		Type string `json:"kty"`
		D, K string
	}
	return json.Unmarshal(data, &key) == nil && key.Type != "" && (key.D != "" || key.K != "")
}
