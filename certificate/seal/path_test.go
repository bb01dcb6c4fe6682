package seal_test

import (
	"crypto/x509"
	"errors"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

func TestPathForEnrolment(t *testing.T) {
	at := corpusTime
	a, err := demopki.NewAuthority("VN", "Ministry", at)
	if err != nil {
		t.Fatal(err)
	}
	officer, err := a.Officer(demopki.OfficerOptions{Name: "Officer"})
	if err != nil {
		t.Fatal(err)
	}
	good := func(number int64, revoked ...*big.Int) []*x509.RevocationList {
		root, err1 := a.RootCRL(1, at, time.Hour)
		issuing, err2 := a.CRL(number, at, time.Hour, revoked...)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		return []*x509.RevocationList{parseCRL(t, root), parseCRL(t, issuing)}
	}
	authorities := seal.Authorities{
		Anchors: []*x509.Certificate{a.Root}, Intermediates: []*x509.Certificate{a.Issuing}, CRLs: good(1),
	}
	path, err := seal.VerifyPath(officer.Certificate, authorities, at, seal.Policy{})
	if err != nil || len(path) != 3 || !path[2].Equal(a.Root) {
		t.Errorf("path of %d, %v", len(path), err)
	}
	change := func(edit func(*seal.Authorities)) seal.Authorities {
		changed := authorities
		edit(&changed)
		return changed
	}
	for name, c := range map[string]struct {
		leaf        *x509.Certificate
		authorities seal.Authorities
		at          time.Time
		code        seal.Code
	}{
		"revoked":         {officer.Certificate, change(func(x *seal.Authorities) { x.CRLs = good(2, officer.Certificate.SerialNumber) }), at, seal.CodeRevoked},
		"no CRL":          {officer.Certificate, change(func(x *seal.Authorities) { x.CRLs = nil }), at, seal.CodeCRLMissing},
		"CRL ends now":    {officer.Certificate, authorities, at.Add(time.Hour), seal.CodeCRLTime},
		"no intermediate": {officer.Certificate, change(func(x *seal.Authorities) { x.Intermediates = nil }), at, seal.CodeChain},
		"no anchor":       {officer.Certificate, change(func(x *seal.Authorities) { x.Anchors = nil }), at, seal.CodeChain},
		"leaf as anchor":  {officer.Certificate, change(func(x *seal.Authorities) { x.Anchors = []*x509.Certificate{officer.Certificate} }), at, seal.CodeChain},
		"no time":         {officer.Certificate, authorities, time.Time{}, seal.CodeChain},
		"a CA":            {a.Issuing, authorities, at, seal.CodeLeafCA},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seal.VerifyPath(c.leaf, c.authorities, c.at, seal.Policy{})
			wantCode(t, err, c.code)
		})
	}
}

func TestCRLImport(t *testing.T) {
	issuer := certificate(t, "pki/intA.pem")
	got, err := seal.VerifyCRL(read(t, corpus+"/crl/intA.crl"), issuer, corpusTime)
	if err != nil || got.Number == nil || len(got.Revoked) == 0 || !got.ThisUpdate.Before(got.NextUpdate) {
		t.Errorf("%+v, %v", got, err)
	}
	for file, code := range map[string]seal.Code{
		"intA-forged": seal.CodeCRLSig, "intA-sha1": seal.CodeCRLSig, "intE": seal.CodeCRLSig,
		"intA-delta": seal.CodeCRLScope, "intA-indirect": seal.CodeCRLScope,
		"intA-future": seal.CodeCRLTime, "intA-stale": seal.CodeCRLTime,
	} {
		_, err := seal.VerifyCRL(read(t, corpus+"/crl/"+file+".crl"), issuer, corpusTime)
		wantCode(t, err, code)
	}
	_, err = seal.VerifyCRL([]byte("x"), issuer, corpusTime)
	wantCode(t, err, seal.CodeCRLParse)
}

func certificate(t testing.TB, path string) *x509.Certificate {
	t.Helper()
	parsed, err := seal.ParseCertificate(pemBlock(t, filepath.Join(corpus, path)))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func crl(t testing.TB, path string) *x509.RevocationList {
	t.Helper()
	return parseCRL(t, read(t, filepath.Join(corpus, path)))
}

func parseCRL(t testing.TB, der []byte) *x509.RevocationList {
	t.Helper()
	list, err := seal.ParseCRL(der)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
