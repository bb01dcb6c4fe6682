package seed

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

// country is one country's demonstration authority and its officers'
// certificates by office code.
type country struct {
	code      string
	authority *demopki.Authority
	officers  map[string]*x509.Certificate
}

// link is one certification authority of a country and how it makes a
// revocation list.
type link struct {
	certificate *x509.Certificate
	list        func(number int64, at time.Time, validity time.Duration) ([]byte, error)
}

// links lists the country's authorities, the anchor first.
func (c *country) links() []link {
	return []link{
		{c.authority.Root, func(n int64, at time.Time, d time.Duration) ([]byte, error) { return c.authority.RootCRL(n, at, d) }},
		{c.authority.Issuing, func(n int64, at time.Time, d time.Duration) ([]byte, error) { return c.authority.CRL(n, at, d) }},
	}
}

// crl is a fresh revocation list that names nobody. Its number is the time in
// seconds, so that it only ever increases; it begins a minute ago, so that
// clocks need not agree to the second.
func (l link) crl(now time.Time) ([]byte, error) {
	begin := now.UTC().Truncate(time.Second).Add(-time.Minute)
	return l.list(begin.Unix(), begin, crlLife)
}

// openKeys reads the demonstration's keys, and makes those that are missing.
func openKeys(directory string, now time.Time) (map[string]*country, error) {
	countries := map[string]*country{}
	for _, o := range offices() {
		if countries[o.country] == nil {
			c, err := openCountry(filepath.Join(directory, o.country), o.country, now)
			if err != nil {
				return nil, fmt.Errorf("demonstration authority of %s: %w", o.country, err)
			}
			countries[o.country] = c
		}
		c := countries[o.country]
		leaf, err := c.openOfficer(OfficerFile(directory, o.country, o.code, ".pem"), o, now)
		if err != nil {
			return nil, fmt.Errorf("demonstration officer of %s %s: %w", o.country, o.code, err)
		}
		c.officers[o.code] = leaf
	}
	return countries, writeSecret(PasswordFile(directory), []byte(Password+"\n"))
}

// OfficerFile is a file of an office's officer: with the ending .pem the key
// and all certificates, .crt the officer's certificate alone, .chain.crt those
// above it, .p12 everything as PKCS#12 under the password in PasswordFile.
func OfficerFile(directory, country, office, ending string) string {
	return filepath.Join(directory, country, office+ending)
}

// PasswordFile holds Password, for commands that read it from a file.
func PasswordFile(directory string) string { return filepath.Join(directory, "password.txt") }

// openCountry reads the country's authority or makes one.
func openCountry(directory, code string, now time.Time) (*country, error) {
	c := &country{code: code, officers: map[string]*x509.Certificate{}}
	file := filepath.Join(directory, "authority.pem")
	text, err := os.ReadFile(file)
	switch {
	case err == nil:
		c.authority, err = demopki.ParseAuthority(text)
		return c, err
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if c.authority, err = demopki.NewAuthority(code, "Origo Demonstration "+code, now); err != nil {
		return nil, err
	}
	if text, err = c.authority.PEM(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, err
	}
	return c, writeSecret(file, text)
}

// openOfficer reads the officer's certificate, or makes key and certificate
// where there is none that lasts.
func (c *country) openOfficer(file string, o office, now time.Time) (*x509.Certificate, error) {
	if text, err := os.ReadFile(file); err == nil {
		signer, err := seal.ParsePEM(text)
		if err != nil {
			return nil, err
		}
		if leaf := signer.Chain[0]; leaf.NotAfter.Sub(now) > crlMargin {
			return leaf, nil
		}
	}
	officer, err := c.authority.Officer(demopki.OfficerOptions{
		Name: o.officer.Name, Office: o.code, Kind: o.officer.Key,
		NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(2, 0, 0),
	})
	if err != nil {
		return nil, err
	}
	return officer.Certificate, writeOfficer(file, officer)
}

// writeOfficer writes the officer's files.
func writeOfficer(file string, officer *demopki.Officer) error {
	text, err := officer.PEM()
	if err != nil {
		return err
	}
	p12, err := officer.PKCS12(Password)
	if err != nil {
		return err
	}
	base := file[:len(file)-len(filepath.Ext(file))]
	if err := writeSecret(base+".p12", p12); err != nil {
		return err
	}
	if err := writeSecret(base+".crt", demopki.CertificatePEM(officer.Certificate)); err != nil {
		return err
	}
	if err := writeSecret(base+".chain.crt", demopki.CertificatePEM(officer.Chain[1:]...)); err != nil {
		return err
	}
	return writeSecret(file, text)
}

// writeSecret writes a file whole or not at all, for its owner's eyes only.
func writeSecret(file string, raw []byte) error {
	if err := os.WriteFile(file+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
