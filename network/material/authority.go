// Package material makes what proves who is who inside a network: every
// organisation's certificate authorities, its nodes' and users' identities in
// the directory form that Fabric reads (MSP), and their TLS certificates.
//
// Keys are ECDSA P-256 with low-S signatures, as Fabric normalises them, in
// PKCS #8 files that only their owner may read.
package material

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

const (
	authorityYears = 15
	leafYears      = 5
	// backdate lets hosts whose clocks run a little behind accept a new certificate.
	backdate = 5 * time.Minute
)

// Authority is a certificate authority with its key.
type Authority struct {
	Certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// lowS signs like its key, but always with the smaller of the two equivalent
// S values. Fabric rewrites certificates to that form, and a consenter's
// certificate must be byte for byte the one in the genesis block.
type lowS struct{ *ecdsa.PrivateKey }

func (k lowS) Sign(random io.Reader, digest []byte, options crypto.SignerOpts) ([]byte, error) {
	der, err := k.PrivateKey.Sign(random, digest, options)
	if err != nil {
		return nil, err
	}
	var signature struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &signature); err != nil {
		return nil, fmt.Errorf("read back an ECDSA signature: %w", err)
	}
	order := k.Curve.Params().N
	if half := new(big.Int).Rsh(order, 1); signature.S.Cmp(half) > 0 {
		signature.S.Sub(order, signature.S)
	}
	return asn1.Marshal(signature)
}

// NewAuthority makes a self-signed certificate authority of an organisation.
func NewAuthority(name, organisation, country string) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("authority %s: %w", name, err)
	}
	subject := pkix.Name{CommonName: name, Organization: []string{organisation}, Country: []string{country}}
	template, err := newTemplate(subject, authorityYears)
	if err != nil {
		return nil, fmt.Errorf("authority %s: %w", name, err)
	}
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, lowS{key})
	if err != nil {
		return nil, fmt.Errorf("authority %s: %w", name, err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("authority %s: %w", name, err)
	}
	return &Authority{Certificate: certificate, key: key}, nil
}

// newTemplate is what all certificates have in common.
func newTemplate(subject pkix.Name, years int) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial, Subject: subject,
		NotBefore: now.Add(-backdate), NotAfter: now.AddDate(years, 0, 0),
	}, nil
}

// PEM is the authority's certificate.
func (a *Authority) PEM() []byte { return certificatePEM(a.Certificate.Raw) }

// Save writes the certificate and the key to directory as NAME.pem and NAME.key.
func (a *Authority) Save(directory, name string) error {
	key, err := keyPEM(a.key)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(directory, name+".key"), key); err != nil {
		return err
	}
	return write(filepath.Join(directory, name+".pem"), a.PEM())
}

// LoadAuthority reads what Save wrote.
func LoadAuthority(directory, name string) (*Authority, error) {
	certificate, err := ReadCertificate(filepath.Join(directory, name+".pem"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(directory, name+".key")
	block, err := readPEM(path, "PRIVATE KEY")
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: not an ECDSA key", path)
	}
	return &Authority{Certificate: certificate, key: key}, nil
}

// ReadCertificate reads one PEM certificate.
func ReadCertificate(path string) (*x509.Certificate, error) {
	block, err := readPEM(path, "CERTIFICATE")
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(block)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return certificate, nil
}

func readPEM(path, kind string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil || block.Type != kind {
		return nil, fmt.Errorf("%s: no %s in it", path, kind)
	}
	return block.Bytes, nil
}

// Leaf says what a certificate of a node or user is to contain.
type Leaf struct {
	Name string
	// Unit is the Fabric node role: peer, orderer, client or admin. Empty for TLS.
	Unit string
	// Role becomes the attribute origo.role, which the contract checks.
	Role string
	// Hosts are the names and addresses of a TLS server.
	Hosts []string
}

// Issue makes a key and a certificate for it, both PEM.
func (a *Authority) Issue(leaf Leaf) (certificate, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("issue %s: %w", leaf.Name, err)
	}
	template, err := leaf.template()
	if err != nil {
		return nil, nil, fmt.Errorf("issue %s: %w", leaf.Name, err)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.Certificate, &private.PublicKey, lowS{a.key})
	if err != nil {
		return nil, nil, fmt.Errorf("issue %s: %w", leaf.Name, err)
	}
	key, err = keyPEM(private)
	return certificatePEM(der), key, err
}

func (l Leaf) template() (*x509.Certificate, error) {
	template, err := newTemplate(pkix.Name{CommonName: l.Name}, leafYears)
	if err != nil {
		return nil, err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	if l.Unit != "" {
		template.Subject.OrganizationalUnit = []string{l.Unit}
	} else {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	}
	for _, host := range l.Hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	if l.Role == "" {
		return template, nil
	}
	extension, err := roleExtension(l.Role)
	template.ExtraExtensions = []pkix.Extension{extension}
	return template, err
}

func certificatePEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func keyPEM(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("encode a key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// write makes a file that only its owner may read, and refuses to replace one:
// a key that is overwritten is lost.
func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
