package material

import (
	"crypto/x509"
	"encoding/asn1"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/network/topology"
)

func made(t *testing.T, name string) (string, *topology.Topology) {
	t.Helper()
	demo, err := topology.Demo()
	if err != nil {
		t.Fatal(err)
	}
	o, _ := demo.Organisation(name)
	directory := filepath.Join(t.TempDir(), name)
	if err := Make(directory, demo, o); err != nil {
		t.Fatal(err)
	}
	return directory, demo
}

func read(t *testing.T, path string) *x509.Certificate {
	t.Helper()
	certificate, err := ReadCertificate(path)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

func TestMake(t *testing.T) {
	directory, _ := made(t, "KRCustoms")
	for _, c := range []struct {
		identity Identity
		unit     string
		role     string
	}{
		{NodeIdentity(directory, "peer0"), "peer", ""},
		{NodeIdentity(directory, "ordering/orderer"), "orderer", ""},
		{UserIdentity(directory, Operator), "admin", ""},
		{UserIdentity(directory, "issuer"), "client", "issuer"},
		{UserIdentity(directory, "customs"), "client", "customs"},
		{UserIdentity(directory, "admin"), "client", "admin"},
		{UserIdentity(directory, "admin-1"), "client", "admin"},
		{UserIdentity(directory, "admin-2"), "client", "admin"},
	} {
		certificate := read(t, c.identity.Certificate())
		if got := certificate.Subject.OrganizationalUnit; len(got) != 1 || got[0] != c.unit {
			t.Errorf("%s has the unit %v, want %s", c.identity.Directory, got, c.unit)
		}
		if got := attribute(certificate); got != c.role {
			t.Errorf("%s has the attribute %q, want %q", c.identity.Directory, got, c.role)
		}
	}
}

func attribute(c *x509.Certificate) string {
	for _, e := range c.Extensions {
		if e.Id.Equal(attributeOID) {
			return strings.TrimSuffix(strings.TrimPrefix(string(e.Value), `{"attrs":{"origo.role":"`), `"}}`)
		}
	}
	return ""
}

// TestOrderingIsApart: the organisation's own people must not count as members
// of its ordering MSP.
func TestOrderingIsApart(t *testing.T) {
	directory, _ := made(t, "KRCustoms")
	roots := x509.NewCertPool()
	roots.AddCert(read(t, filepath.Join(OrderingHome(directory), PublicDirectory, "cacerts", "ca.pem")))
	options := x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	if _, err := read(t, UserIdentity(directory, "customs").Certificate()).Verify(options); err == nil {
		t.Error("a customs officer's certificate verifies in the ordering MSP")
	}
}

func TestTLS(t *testing.T) {
	directory, _ := made(t, "VNIssuer")
	roots := x509.NewCertPool()
	roots.AddCert(read(t, TLSAuthority(directory)))
	for node, name := range map[string]string{"peer0": "peer0.vnissuer", ContractDirectory: "contract.vnissuer"} {
		certificate := read(t, NodeIdentity(directory, node).TLSCertificate())
		for _, host := range []string{name, "127.0.0.1", "localhost"} {
			if _, err := certificate.Verify(x509.VerifyOptions{Roots: roots, DNSName: host}); err != nil {
				t.Errorf("%s as %s: %v", node, host, err)
			}
		}
	}
}

func TestKeysAreForTheirOwnerOnly(t *testing.T) {
	directory, _ := made(t, "THCustoms")
	err := filepath.WalkDir(directory, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMakeOverwritesNothing(t *testing.T) {
	directory, demo := made(t, "THCustoms")
	key := UserIdentity(directory, "issuer").Key()
	before, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	o, _ := demo.Organisation("THCustoms")
	if err := Make(directory, demo, o); err == nil {
		t.Error("keys were made twice in one place")
	}
	after, err := os.ReadFile(key)
	if err != nil || string(after) != string(before) {
		t.Error("a key was overwritten")
	}
}

func TestSignaturesAreLowS(t *testing.T) {
	authority, err := NewAuthority("ca", "Org", "VN")
	if err != nil {
		t.Fatal(err)
	}
	half := new(big.Int).Rsh(authority.key.Params().N, 1)
	for range 40 {
		der, _, err := authority.Issue(Leaf{Name: "leaf", Unit: "peer"})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "cert.pem")
		if err := os.WriteFile(path, der, 0o600); err != nil {
			t.Fatal(err)
		}
		var signature struct{ R, S *big.Int }
		if _, err := asn1.Unmarshal(read(t, path).Signature, &signature); err != nil {
			t.Fatal(err)
		}
		if signature.S.Cmp(half) > 0 {
			t.Fatal("a signature has the larger S")
		}
	}
}

func TestAuthorityRoundTrip(t *testing.T) {
	authority, err := NewAuthority("ca", "Org", "VN")
	if err != nil {
		t.Fatal(err)
	}
	directory := t.TempDir()
	if err := authority.Save(directory, "ca"); err != nil {
		t.Fatal(err)
	}
	again, err := LoadAuthority(directory, "ca")
	if err != nil || !again.key.Equal(authority.key) || !again.Certificate.Equal(authority.Certificate) {
		t.Errorf("read back otherwise: %v", err)
	}
}
