// Package ccaas lets Fabric run the contract as a service: it makes the
// package that organisations install and approve, and it is the external
// builder that peers call for such a package.
package ccaas

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// packageType is what metadata.json calls a package of this kind.
const packageType = "ccaas"

// Connection tells a peer where the contract runs and how to trust it.
//
// The package carries no key. The peer's own TLS certificate and key identify
// it to the contract; the builder puts them in on the peer's own host. So a
// package can be shown to anyone, and new peer keys need no new approval.
type Connection struct {
	Address            string `json:"address"`
	DialTimeout        string `json:"dial_timeout"`
	TLSRequired        bool   `json:"tls_required"`
	ClientAuthRequired bool   `json:"client_auth_required"`
	RootCertificate    string `json:"root_cert"`
	ClientCertificate  string `json:"client_cert,omitempty"`
	ClientKey          string `json:"client_key,omitempty"`
}

// Program identifies the contract program that an organisation approves.
type Program struct {
	Version string `json:"version"`
	SHA256  string `json:"sha256"` // of the executable, hexadecimal
}

// Package is an installable chaincode package.
type Package struct {
	Label string
	ID    string // label:SHA-256, as the peer computes it
	Bytes []byte
}

// file is one entry of an archive.
type file struct {
	name string
	data []byte
}

// New makes the package of one release for one organisation. address is where
// its contract process listens, authority the PEM certificate its TLS
// certificate comes from. The same arguments give the same bytes.
func New(label string, program Program, address string, authority []byte) (Package, error) {
	connection, err := json.Marshal(Connection{
		Address: address, DialTimeout: "10s", TLSRequired: true, ClientAuthRequired: true, RootCertificate: string(authority),
	})
	if err != nil {
		return Package{}, fmt.Errorf("package %s: %w", label, err)
	}
	what, err := json.Marshal(program)
	if err != nil {
		return Package{}, fmt.Errorf("package %s: %w", label, err)
	}
	metadata, err := json.Marshal(map[string]string{"type": packageType, "label": label})
	if err != nil {
		return Package{}, fmt.Errorf("package %s: %w", label, err)
	}
	code, err := archive(file{"connection.json", connection}, file{"program.json", what})
	if err != nil {
		return Package{}, fmt.Errorf("package %s: %w", label, err)
	}
	data, err := archive(file{"metadata.json", metadata}, file{"code.tar.gz", code})
	if err != nil {
		return Package{}, fmt.Errorf("package %s: %w", label, err)
	}
	digest := sha256.Sum256(data)
	return Package{Label: label, ID: label + ":" + hex.EncodeToString(digest[:]), Bytes: data}, nil
}

// archive is a tar.gz without times, owners or anything else that differs
// from one making to the next.
func archive(files ...file) ([]byte, error) {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	tape := tar.NewWriter(zip)
	for _, f := range files {
		header := &tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.data)), Typeflag: tar.TypeReg, Format: tar.FormatUSTAR}
		if err := tape.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := tape.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := tape.Close(); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
