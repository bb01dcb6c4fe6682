package seal_test

import (
	"encoding/asn1"
	"testing"

	"origo/certificate/seal"
)

func TestLedgerMayWidenExtendedKeyUsage(t *testing.T) {
	record := read(t, corpus+"/content/co.json")
	clientAuth := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 2}
	codeSigning := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 3}
	cms := vectors(t, "n-eku-client.der")["n-eku-client"]
	signer := signerOf(t, cms)
	for name, c := range map[string]struct {
		extra []asn1.ObjectIdentifier
		code  seal.Code
	}{
		"nothing added": {nil, seal.CodeEKU},
		"another added": {[]asn1.ObjectIdentifier{codeSigning}, seal.CodeEKU},
		"added":         {[]asn1.ObjectIdentifier{codeSigning, clientAuth}, ""},
	} {
		_, err := seal.VerifyEnrolled(cms, record, corpusTime, signer, seal.Policy{ExtraEKUs: c.extra})
		if c.code != "" {
			wantCode(t, err, c.code)
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The leaf checks hold on the enrolled path too, whatever was enrolled.
func TestUnfitCertificatesCannotSealThoughEnrolled(t *testing.T) {
	record := read(t, corpus+"/content/co.json")
	for id, code := range map[string]seal.Code{
		"n-rsa1024": seal.CodeKey, "n-rsa8192": seal.CodeKey, "n-p521": seal.CodeKey,
		"n-cert-sha1": seal.CodeChain, "n-cert-md5": seal.CodeChain, "n-leaf-is-ca": seal.CodeLeafCA,
		"n-ku-encipherment": seal.CodeKeyUsage, "n-eku-codesigning": seal.CodeEKU, "n-expired": seal.CodeTimeCert,
		"n-notyet": seal.CodeTimeCert, "n-ecdsa-r0": seal.CodeSignature, "n-old-80h": seal.CodeTimeOld,
	} {
		cms := vectors(t, id+".der")[id]
		_, err := seal.VerifyEnrolled(cms, record, corpusTime, signerOf(t, cms), seal.Policy{})
		wantCode(t, err, code)
	}
}
