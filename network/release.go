package network

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"origo/network/ccaas"
	"origo/network/layout"
	"origo/network/topology"
)

// Release is one version of the contract program on this network.
type Release struct {
	Version  string `json:"version"`
	SHA256   string `json:"sha256"`   // of the program
	Sequence int    `json:"sequence"` // of its definition on the channels, from 1
}

// releases reads the record of releases: the one in force and, while an
// upgrade is under way, its successor after it. There is none on a new network.
func releases(l layout.Layout) ([]Release, error) {
	data, err := os.ReadFile(l.Releases())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Release
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", l.Releases(), err)
	}
	return all, nil
}

// saveReleases replaces the record in one step.
func saveReleases(l layout.Layout, all []Release) error {
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	fresh := l.Releases() + ".new"
	if err := os.WriteFile(fresh, data, 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, l.Releases())
}

// addRelease keeps a copy of the program, so that building a newer one does
// not change what organisations have approved, and notes it as the next release.
func addRelease(l layout.Layout, version, program string) ([]Release, error) {
	all, err := releases(l)
	if err != nil {
		return nil, err
	}
	next := Release{Version: version, Sequence: 1}
	if len(all) > 0 {
		next.Sequence = all[len(all)-1].Sequence + 1
	}
	if next.SHA256, err = copyProgram(program, l.Release(version)); err != nil {
		return nil, fmt.Errorf("contract program of release %s: %w", version, err)
	}
	all = append(all, next)
	return all, saveReleases(l, all)
}

// copyProgram copies an executable in one step and gives its SHA-256.
func copyProgram(from, to string) (string, error) {
	data, err := os.ReadFile(from)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return "", err
	}
	fresh := to + ".new"
	if err := os.WriteFile(fresh, data, 0o755); err != nil {
		return "", err
	}
	return digest(data), os.Rename(fresh, to)
}

// fileDigest is the SHA-256 of a file, hexadecimal.
func fileDigest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	return digest(data), err
}

// contractPackage is what an organisation installs for a release.
func contractPackage(l layout.Layout, t *topology.Topology, o topology.Organisation, r Release) (ccaas.Package, error) {
	authority, err := os.ReadFile(l.TLSAuthority(o.Name))
	if err != nil {
		return ccaas.Package{}, fmt.Errorf("package of %s: %w", o.Name, err)
	}
	address := topology.Address(contractHost, t.ContractPort(o.Name, r.Sequence))
	return ccaas.New(t.Contract.Name+"_"+r.Version, ccaas.Program{Version: r.Version, SHA256: r.SHA256}, address, authority)
}

// contractHost: the contract serves only the peers of its own organisation,
// which run on the same host.
const contractHost = "127.0.0.1"
