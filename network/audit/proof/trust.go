package proof

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"origo/certificate/registry"
	"origo/certificate/seal"
)

// authority: added by its country and never changed, except to retire it once.
func (e *entry) authority(parts []string, value []byte) error {
	next, err := decode[registry.Authority](value)
	if err != nil {
		return fmt.Errorf("not an authority: %w", err)
	}
	if seal.FingerprintOf(next.Certificate).String() != next.Fingerprint {
		return errors.New("its fingerprint is that of another certificate")
	}
	present, known := read[registry.Authority](e.view, registry.KeyAuthority, parts...)
	if known {
		present.RetiredAt = e.instant()
		if !same(present, next) {
			return errors.New("changed otherwise than by retiring it")
		}
	} else if next.AddedAt != e.instant() || next.RetiredAt != "" {
		return errors.New("its dates are not the transaction's")
	}
	return errors.Join(e.byIssuerOf(next.Country), isKey(parts, next.Country, next.Fingerprint))
}

// revocationList: signed by its authority and newer than the last.
func (e *entry) revocationList(parts []string, value []byte) error {
	next, err := decode[registry.RevocationList](value)
	if err != nil {
		return fmt.Errorf("not a revocation list: %w", err)
	}
	der, _ := written[[]byte](e, registry.KeyCRLBytes, parts...)
	if sum := sha256.Sum256(der); hex.EncodeToString(sum[:]) != next.Digest {
		return errors.New("the list itself is not the one of this digest")
	}
	issuer, ok := e.authorityBy(next.Authority)
	if !ok {
		return errors.New("its authority is not known")
	}
	list, err := verifyList(der, issuer, e)
	if err != nil {
		return fmt.Errorf("it does not verify: %w", err)
	}
	if present, known := read[registry.RevocationList](e.view, registry.KeyCRL, parts...); known && !grows(present.Number, next.Number) {
		return fmt.Errorf("number %s follows number %s", next.Number, present.Number)
	}
	for _, revoked := range list.Revoked {
		if !e.revoked(next.Authority, revoked.Serial.Text(16)) {
			return fmt.Errorf("serial %s is listed and not revoked", revoked.Serial.Text(16))
		}
	}
	return isKey(parts, next.Authority)
}

func verifyList(der []byte, issuer registry.Authority, e *entry) (*seal.CRL, error) {
	certificate, err := seal.ParseCertificate(issuer.Certificate)
	if err != nil {
		return nil, err
	}
	return seal.VerifyCRL(der, certificate, e.at)
}

func grows(present, next string) bool {
	a, okA := new(big.Int).SetString(present, 10)
	b, okB := new(big.Int).SetString(next, 10)
	return okA && okB && a.Cmp(b) < 0
}

// revoked says whether a serial is revoked once the transaction is through.
func (e *entry) revoked(authority, serial string) bool {
	key := compose(registry.KeyRevocation, authority, serial)
	return e.writes[key] != nil || e.public[key] != nil
}

// authorityBy finds an authority of any country.
func (v view) authorityBy(fingerprint string) (registry.Authority, bool) {
	for _, party := range v.inForce().Parties {
		if a, ok := read[registry.Authority](v, registry.KeyAuthority, party.Country, fingerprint); ok {
			return a, true
		}
	}
	return registry.Authority{}, false
}

// listItself: never without the record that vouches for it.
func (e *entry) listItself(parts []string, _ []byte) error {
	return e.beside(registry.KeyCRL, parts)
}

func (e *entry) beside(kind string, parts []string) error {
	if e.writes[compose(kind, parts...)] == nil {
		return fmt.Errorf("written without a record of kind %s", kind)
	}
	return nil
}

// revocation: final, and from a list.
func (e *entry) revocation(parts []string, value []byte) error {
	next, err := decode[registry.Revocation](value)
	if err != nil {
		return fmt.Errorf("not a revocation: %w", err)
	}
	if e.raw(registry.KeyRevocation, parts...) != nil {
		return errors.New("a revocation was changed")
	}
	return errors.Join(e.beside(registry.KeyCRL, []string{next.Authority}), isKey(parts, next.Authority, next.Serial))
}

// office: kept by its country.
func (e *entry) office(parts []string, value []byte) error {
	next, err := decode[registry.Office](value)
	if err != nil {
		return fmt.Errorf("not an office: %w", err)
	}
	if next.RegisteredAt != e.instant() && next.ClosedFrom != e.instant() {
		return errors.New("neither registered nor closed by this transaction")
	}
	return errors.Join(e.byIssuerOf(next.Country), isKey(parts, next.Country, next.Code))
}

// signer: enrolled with a valid path to an anchor, then changed by acts only.
func (e *entry) signer(parts []string, value []byte) error {
	next, err := decode[registry.Signer](value)
	if err != nil {
		return fmt.Errorf("not a signer: %w", err)
	}
	if seal.FingerprintOf(next.Certificate).String() != next.Fingerprint {
		return errors.New("its fingerprint is that of another certificate")
	}
	if err := errors.Join(e.byIssuerOf(next.Country), isKey(parts, next.Fingerprint)); err != nil {
		return err
	}
	if present, known := read[registry.Signer](e.view, registry.KeySigner, parts...); known {
		return e.changedByAct(present, next)
	}
	if next.EnrolledAt != e.instant() || next.Suspended != "" || next.Revoked != "" {
		return errors.New("not enrolled by this transaction")
	}
	office, ok := read[registry.Office](e.view, registry.KeyOffice, next.Country, next.Office)
	if !ok || closed(office, e.instant()) {
		return fmt.Errorf("enrolled for the office %s, which is not open", next.Office)
	}
	return e.hasPath(next)
}

// hasPath verifies a signer's certification path with the authorities and
// lists of the time, and compares it with the one noted.
func (e *entry) hasPath(s registry.Signer) error {
	leaf, err := seal.ParseCertificate(s.Certificate)
	if err != nil {
		return fmt.Errorf("its certificate: %w", err)
	}
	path, err := seal.VerifyPath(leaf, e.trusted(s.Country), e.at, seal.Policy{})
	if err != nil {
		return fmt.Errorf("its certification path: %w", err)
	}
	var links []registry.Link
	for i, below := range path[:len(path)-1] {
		links = append(links, registry.Link{Authority: seal.FingerprintOf(path[i+1].Raw).String(), Serial: below.SerialNumber.Text(16)})
	}
	if !same(links, s.Path) {
		return errors.New("its certification path is another one than noted")
	}
	return nil
}

// trusted gathers a country's authorities and their newest lists.
func (v view) trusted(country string) seal.Authorities {
	var all seal.Authorities
	for key := range v.public {
		kind, parts, err := decompose(key)
		if err != nil || kind != registry.KeyAuthority || parts[0] != country {
			continue
		}
		authority, ok := read[registry.Authority](v, kind, parts...)
		if !ok || authority.RetiredAt != "" {
			continue
		}
		if certificate, err := seal.ParseCertificate(authority.Certificate); err == nil {
			v.add(&all, authority, certificate)
		}
	}
	return all
}

func (v view) add(all *seal.Authorities, authority registry.Authority, certificate *x509.Certificate) {
	if authority.Anchor {
		all.Anchors = append(all.Anchors, certificate)
	} else {
		all.Intermediates = append(all.Intermediates, certificate)
	}
	der, _ := read[[]byte](v, registry.KeyCRLBytes, authority.Fingerprint)
	if list, err := seal.ParseCRL(der); err == nil {
		all.CRLs = append(all.CRLs, list)
	}
}

// signerIndex: entries by which signers are found name an enrolled one.
func (e *entry) signerIndex(_ []string, value []byte) error {
	fingerprint, err := decode[string](value)
	if err != nil {
		return fmt.Errorf("not a fingerprint: %w", err)
	}
	return e.beside(registry.KeySigner, []string{fingerprint})
}

// same compares records by what is written of them.
func same(a, b any) bool {
	first, errA := json.Marshal(a)
	second, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(first, second)
}
