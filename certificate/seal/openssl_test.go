package seal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

var act = []byte(`{"form":"D","office":"VN-HN"}`)

// openssl runs the program; these tests cannot do without it.
func openssl(t *testing.T, arguments ...string) {
	t.Helper()
	path, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("openssl is missing; it is needed to prove that its signatures are accepted (Debian: apt-get install openssl)")
	}
	if output, err := exec.Command(path, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("openssl %v: %v\n%s", arguments, err, output)
	}
}

// files writes an officer's key, certificate and chain, and the record, into a folder.
func files(t *testing.T, officer *demopki.Officer) string {
	t.Helper()
	folder := t.TempDir()
	key, err := demopki.KeyPEM(officer.Key)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"officer.key": key,
		"officer.pem": demopki.CertificatePEM(officer.Certificate),
		"chain.pem":   demopki.CertificatePEM(officer.Chain[1:]...),
		"record.json": act,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func newOfficer(t testing.TB, options demopki.OfficerOptions) *demopki.Officer {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "Ministry", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	officer, err := authority.Officer(options)
	if err != nil {
		t.Fatal(err)
	}
	return officer
}

func enrol(t testing.TB, officer *demopki.Officer) *seal.Enrolled {
	t.Helper()
	enrolled, err := seal.NewEnrolled(officer.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	return enrolled
}

func TestOpenSSLSignaturesAreAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		kind  demopki.KeyKind
		extra []string
	}{
		"RSA PKCS#1 v1.5": {demopki.RSA2048, []string{"-md", "sha256"}},
		"RSA SHA-512":     {demopki.RSA2048, []string{"-md", "sha512"}},
		"RSASSA-PSS":      {demopki.RSA2048, []string{"-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"}},
		"P-256":           {demopki.P256, []string{"-md", "sha256"}},
		"P-384":           {demopki.P384, []string{"-md", "sha384"}},
		"by key id":       {demopki.P256, []string{"-md", "sha256", "-keyid"}},
		"without chain":   {demopki.P256, []string{"-md", "sha256", "-nocerts"}},
	} {
		t.Run(name, func(t *testing.T) {
			officer := newOfficer(t, demopki.OfficerOptions{Name: "Officer", Kind: c.kind})
			folder := files(t, officer)
			out := filepath.Join(folder, "record.p7s")
			openssl(t, append([]string{
				"cms", "-sign", "-binary", "-cades", "-nosmimecap", "-in", filepath.Join(folder, "record.json"),
				"-signer", filepath.Join(folder, "officer.pem"), "-inkey", filepath.Join(folder, "officer.key"),
				"-certfile", filepath.Join(folder, "chain.pem"), "-outform", "DER", "-out", out,
			}, c.extra...)...)
			cms, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := seal.VerifyEnrolled(cms, act, time.Now(), enrol(t, officer), seal.Policy{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOpenSSLAcceptsOurSeals(t *testing.T) {
	for name, options := range map[string]demopki.OfficerOptions{
		"RSA PKCS#1 v1.5": {Name: "Officer", Kind: demopki.RSA2048},
		"RSASSA-PSS":      {Name: "Officer", Kind: demopki.RSA2048, PSS: true},
		"P-256":           {Name: "Officer", Kind: demopki.P256},
		"P-384":           {Name: "Officer", Kind: demopki.P384},
	} {
		t.Run(name, func(t *testing.T) {
			officer := newOfficer(t, options)
			cms, err := officer.Sign(act, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			folder := files(t, officer)
			out := filepath.Join(folder, "record.p7s")
			if err := os.WriteFile(out, cms, 0o600); err != nil {
				t.Fatal(err)
			}
			openssl(t, "cms", "-verify", "-binary", "-cades", "-purpose", "any", "-partial_chain", "-inform", "DER", "-in", out,
				"-content", filepath.Join(folder, "record.json"), "-CAfile", filepath.Join(folder, "chain.pem"),
				"-out", filepath.Join(folder, "verified.json"))
		})
	}
}

func TestOpenSSLPKCS12IsRead(t *testing.T) {
	officer := newOfficer(t, demopki.OfficerOptions{Name: "Officer", Kind: demopki.RSA2048})
	folder := files(t, officer)
	for name, extra := range map[string][]string{"modern": nil, "legacy": {"-legacy"}} {
		out := filepath.Join(folder, name+".p12")
		openssl(t, append([]string{
			"pkcs12", "-export", "-inkey", filepath.Join(folder, "officer.key"), "-in", filepath.Join(folder, "officer.pem"),
			"-certfile", filepath.Join(folder, "chain.pem"), "-passout", "pass:secret", "-out", out,
		}, extra...)...)
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		signer, err := seal.ParsePKCS12(file, "secret")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !signer.Chain[0].Equal(officer.Certificate) || len(signer.Chain) != 2 {
			t.Errorf("%s: chain of %d", name, len(signer.Chain))
		}
	}
}
