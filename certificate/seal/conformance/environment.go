package conformance

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"origo/certificate/seal"
)

// Environment is what a verifier would read from ledger state, as a manifest writes it.
type Environment struct {
	At                time.Time `json:"tx_time"`
	Anchors           []string  `json:"anchors"`       // PEM files
	Intermediates     []string  `json:"intermediates"` // PEM files
	CRLs              []string  `json:"crls"`          // DER files
	TimeStampAnchors  []string  `json:"tsa_anchors"`   // PEM files
	Enrolled          []string  `json:"office_cert_sha256"`
	MaxAgeSeconds     int64     `json:"max_signing_age_s"`
	MaxAheadSeconds   int64     `json:"skew_s"`
	TimestampRequired bool      `json:"require_tst"`
}

// state is an environment with its files read.
type state struct {
	at    time.Time
	trust seal.Trust
}

// states reads environments when a case first asks for them.
type states struct {
	corpus       fs.FS
	prepare      func([]byte) []byte
	environments map[string]Environment
	loaded       map[string]*state
}

func (s *states) load(name string) (*state, error) {
	if known, ok := s.loaded[name]; ok {
		return known, nil
	}
	environment, ok := s.environments[name]
	if !ok {
		return nil, fmt.Errorf("environment %q is not in the manifest", name)
	}
	trust, err := s.trust(environment)
	if err != nil {
		return nil, fmt.Errorf("environment %q: %w", name, err)
	}
	s.loaded[name] = &state{at: environment.At, trust: trust}
	return s.loaded[name], nil
}

// trust reads the files of an environment.
func (s *states) trust(e Environment) (seal.Trust, error) {
	anchors, err1 := s.certificates(e.Anchors)
	intermediates, err2 := s.certificates(e.Intermediates)
	stampers, err3 := s.certificates(e.TimeStampAnchors)
	crls, err4 := s.crls(e.CRLs)
	enrolled, err5 := fingerprints(e.Enrolled)
	known, err6 := s.known(enrolled)
	return seal.Trust{
		Authorities: seal.Authorities{Anchors: anchors, Intermediates: intermediates, CRLs: crls},
		Known:       known,
		Enrolled:    func(f seal.Fingerprint) bool { return enrolled[f] },
		Policy: seal.Policy{
			MaxSigningAge:    time.Duration(e.MaxAgeSeconds) * time.Second,
			MaxSigningAhead:  time.Duration(e.MaxAheadSeconds) * time.Second,
			RequireTimestamp: e.TimestampRequired,
			TimeStamping:     seal.Authorities{Anchors: stampers, CRLs: crls},
		},
	}, errors.Join(err1, err2, err3, err4, err5, err6)
}

// certificates reads PEM files. What the profile does not take for a certificate is left out, as a
// ledger would not have let it in.
func (s *states) certificates(files []string) ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for _, file := range files {
		raw, err := fs.ReadFile(s.corpus, file)
		if err != nil {
			return nil, fmt.Errorf("read certificate: %w", err)
		}
		for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
			if certificate, err := seal.ParseCertificate(block.Bytes); err == nil {
				all = append(all, certificate)
			}
		}
	}
	return all, nil
}

// crls reads DER files, by the same rule.
func (s *states) crls(files []string) ([]*x509.RevocationList, error) {
	var all []*x509.RevocationList
	for _, file := range files {
		raw, err := fs.ReadFile(s.corpus, file)
		if err != nil {
			return nil, fmt.Errorf("read CRL: %w", err)
		}
		if list, err := seal.ParseCRL(raw); err == nil {
			all = append(all, list)
		}
	}
	return all, nil
}

func fingerprints(texts []string) (map[seal.Fingerprint]bool, error) {
	set := make(map[seal.Fingerprint]bool, len(texts))
	for _, text := range texts {
		fingerprint, err := seal.ParseFingerprint(text)
		if err != nil {
			return nil, err
		}
		set[fingerprint] = true
	}
	return set, nil
}

// known are the enrolled certificates whose bytes the corpus has in its pki folder. A registry
// holds every enrolled certificate and finds it when a message carries none.
func (s *states) known(enrolled map[seal.Fingerprint]bool) ([]*x509.Certificate, error) {
	files, err := fs.Glob(s.corpus, path.Join("pki", "*.pem"))
	if err != nil {
		return nil, fmt.Errorf("list certificates: %w", err)
	}
	all, err := s.certificates(files)
	if err != nil {
		return nil, err
	}
	var known []*x509.Certificate
	for _, certificate := range all {
		if enrolled[seal.FingerprintOf(certificate.Raw)] {
			known = append(known, certificate)
		}
	}
	return known, nil
}
