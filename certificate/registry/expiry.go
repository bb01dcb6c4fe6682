package registry

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"slices"
	"time"

	"origo/certificate"
)

// ExpiryKind is what comes to an end.
type ExpiryKind string

// The kinds of expiry.
const (
	SignerEnds         ExpiryKind = "signer"          // the enrolment or the certificate, whichever is earlier
	AuthorityEnds      ExpiryKind = "authority"       // the certificate of a certification authority
	RevocationListEnds ExpiryKind = "revocation_list" // until a newer list comes, signers below it anchor nothing
	AuthorisationEnds  ExpiryKind = "authorisation"   // of an exporter
)

// Expiry is something in the trust registry that ends by itself, and somebody
// has to see to before.
type Expiry struct {
	Kind    ExpiryKind `json:"kind"`
	Country string     `json:"country"`
	Office  string     `json:"office,omitempty"` // of a signer or an authorisation
	Name    string     `json:"name"`             // of the person, the authority or the exporter
	ID      string     `json:"id"`               // fingerprint; code of an authorisation
	Ends    Instant    `json:"ends"`             // first instant at which it no longer holds
}

// Holdings are the parts of a trust registry that end by themselves.
type Holdings struct {
	Authorities []Authority
	CRLs        []RevocationList
	Offices     []Office
	Signers     []Signer
}

// afterwards is for how long an ended enrolment or authorisation is still
// listed: long enough to be noticed, short enough to not bury what is to come.
const afterwards = 30 * 24 * time.Hour

// Expiries lists what ends before a moment, the earliest first. What has ended
// already and still stands in the way (a list, an authority) is listed too;
// what was revoked, retired or closed is not. It fails for certificates that
// cannot be read.
func (h Holdings) Expiries(now, before time.Time) ([]Expiry, error) {
	all := h.authorisations()
	authorities, err := h.authorities()
	if err != nil {
		return nil, err
	}
	signers, err := h.signers()
	if err != nil {
		return nil, err
	}
	due, gone := certificate.InstantOf(before).String(), certificate.InstantOf(now.Add(-afterwards)).String()
	all = slices.DeleteFunc(slices.Concat(all, authorities, signers), func(e Expiry) bool {
		fades := e.Kind == SignerEnds || e.Kind == AuthorisationEnds
		return e.Ends >= due || fades && e.Ends < gone
	})
	slices.SortFunc(all, func(a, b Expiry) int {
		return cmp.Or(cmp.Compare(a.Ends, b.Ends), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Office, b.Office))
	})
	return all, nil
}

// authorities gives the ends of authorities not retired and of their lists.
func (h Holdings) authorities() ([]Expiry, error) {
	var all []Expiry
	for _, a := range h.Authorities {
		if a.RetiredAt != "" {
			continue
		}
		ca, err := x509.ParseCertificate(a.Certificate)
		if err != nil {
			return nil, fmt.Errorf("read authority %s: %w", a.Fingerprint, err)
		}
		end := Expiry{Kind: AuthorityEnds, Country: a.Country, Name: ca.Subject.CommonName, ID: a.Fingerprint, Ends: past(ca)}
		all = append(all, end)
		for _, l := range h.CRLs {
			if l.Authority == a.Fingerprint {
				end.Kind, end.Ends = RevocationListEnds, l.NextUpdate
				all = append(all, end)
			}
		}
	}
	return all, nil
}

// signers gives the ends of signers not revoked.
func (h Holdings) signers() ([]Expiry, error) {
	var all []Expiry
	for _, s := range h.Signers {
		if s.Revoked != "" || h.closed(s) {
			continue
		}
		leaf, err := x509.ParseCertificate(s.Certificate)
		if err != nil {
			return nil, fmt.Errorf("read signer %s: %w", s.Fingerprint, err)
		}
		all = append(all, Expiry{
			Kind: SignerEnds, Country: s.Country, Office: s.Office, Name: leaf.Subject.CommonName, ID: s.Fingerprint,
			Ends: min(s.Until, past(leaf)),
		})
	}
	return all, nil
}

// closed says whether a signer's office was closed.
func (h Holdings) closed(s Signer) bool {
	return slices.ContainsFunc(h.Offices, func(o Office) bool {
		return o.Country == s.Country && o.Code == s.Office && o.ClosedFrom != ""
	})
}

// authorisations gives the ends of exporters' authorisations.
func (h Holdings) authorisations() []Expiry {
	var all []Expiry
	for _, o := range h.Offices {
		if o.ClosedFrom == "" && o.Authorisation != nil {
			all = append(all, Expiry{
				Kind: AuthorisationEnds, Country: o.Country, Office: o.Code, Name: o.Name, ID: o.Authorisation.Code,
				Ends: o.Authorisation.Until.AddDays(1).String() + "T00:00:00Z",
			})
		}
	}
	return all
}

// past is the first second at which a certificate is no longer valid.
func past(c *x509.Certificate) Instant {
	return certificate.InstantOf(c.NotAfter.Add(time.Second)).String()
}
