package demopki_test

import (
	"crypto/x509"
	"errors"
	"testing"
	"time"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

var (
	now    = time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC)
	record = []byte(`{"form":"D","office":"VN-HN"}`)
)

func authority(t *testing.T) *demopki.Authority {
	t.Helper()
	a, err := demopki.NewAuthority("VN", "Demonstration Office", now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func trust(t *testing.T, a *demopki.Authority, revoked ...*demopki.Officer) seal.Trust {
	t.Helper()
	root, err := a.RootCRL(1, now, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var crls []*x509.RevocationList
	issuing, err := a.CRL(1, now, 24*time.Hour)
	for _, officer := range revoked {
		issuing, err = a.CRL(2, now, 24*time.Hour, officer.Certificate.SerialNumber)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, der := range [][]byte{root, issuing} {
		list, err := seal.ParseCRL(der)
		if err != nil {
			t.Fatal(err)
		}
		crls = append(crls, list)
	}
	return seal.Trust{
		Authorities: seal.Authorities{Anchors: []*x509.Certificate{a.Root}, CRLs: crls},
		Enrolled:    func(seal.Fingerprint) bool { return true },
	}
}

func TestOfficersOfEveryKindSealAndAreVerified(t *testing.T) {
	a := authority(t)
	for _, options := range []demopki.OfficerOptions{
		{Name: "P-256"}, {Name: "P-384", Kind: demopki.P384}, {Name: "Ed25519", Kind: demopki.Ed25519},
		{Name: "RSA", Kind: demopki.RSA2048}, {Name: "PSS", Kind: demopki.RSA2048, PSS: true},
	} {
		t.Run(options.Name, func(t *testing.T) {
			officer, err := a.Officer(options)
			if err != nil {
				t.Fatal(err)
			}
			cms, err := officer.Sign(record, now)
			if err != nil {
				t.Fatal(err)
			}
			got, err := seal.Verify(cms, record, now, trust(t, a))
			if err != nil {
				t.Fatal(err)
			}
			if got.Fingerprint != officer.Fingerprint() || !got.SigningTime.Equal(now) {
				t.Errorf("verified as %v at %v", got.Fingerprint, got.SigningTime)
			}
		})
	}
}

func TestRevokedOfficerIsRefused(t *testing.T) {
	a := authority(t)
	officer, err := a.Officer(demopki.OfficerOptions{Name: "Revoked"})
	if err != nil {
		t.Fatal(err)
	}
	cms, err := officer.Sign(record, now)
	if err != nil {
		t.Fatal(err)
	}
	var refusal *seal.Refusal
	if _, err := seal.Verify(cms, record, now, trust(t, a, officer)); !errors.As(err, &refusal) || refusal.Code != seal.CodeRevoked {
		t.Errorf("got %v", err)
	}
}

func TestExpiredOfficerCannotSeal(t *testing.T) {
	a := authority(t)
	officer, err := a.Officer(demopki.OfficerOptions{Name: "Late", NotAfter: now.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	var refusal *seal.Refusal
	if _, err := officer.Sign(record, now); !errors.As(err, &refusal) || refusal.Code != seal.CodeTimeCert {
		t.Errorf("got %v", err)
	}
}

func TestFilesCarryTheSigner(t *testing.T) {
	a := authority(t)
	officer, err := a.Officer(demopki.OfficerOptions{Name: "Filed"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := officer.PEM()
	if err != nil {
		t.Fatal(err)
	}
	fromPEM, err := seal.ParsePEM(text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := officer.PKCS12("secret")
	if err != nil {
		t.Fatal(err)
	}
	fromPKCS12, err := seal.ParsePKCS12(file, "secret")
	if err != nil {
		t.Fatal(err)
	}
	for name, signer := range map[string]seal.Signer{"PEM": fromPEM, "PKCS#12": fromPKCS12} {
		cms, err := signer.Sign(record, now)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := seal.Verify(cms, record, now, trust(t, a)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := seal.ParsePKCS12(file, "wrong"); err == nil {
		t.Error("a wrong password was accepted")
	}
}

func TestAuthoritySurvivesItsFile(t *testing.T) {
	a := authority(t)
	text, err := a.PEM()
	if err != nil {
		t.Fatal(err)
	}
	again, err := demopki.ParseAuthority(text)
	if err != nil {
		t.Fatal(err)
	}
	if again.Country != "VN" || again.Name != a.Name || !again.Issuing.Equal(a.Issuing) {
		t.Errorf("read back %s %s", again.Country, again.Name)
	}
	der, err := again.CRL(7, now, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	crl, err := seal.VerifyCRL(der, a.Issuing, now)
	if err != nil || crl.Number.Int64() != 7 {
		t.Errorf("CRL %v, %v", crl, err)
	}
}
