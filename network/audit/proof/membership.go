package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"origo/certificate/canonical"
	"origo/certificate/registry"
)

// membership: a text comes into force as the successor of the last, when every
// organisation that either of them names has approved it.
func (e *entry) membership(parts []string, value []byte) error {
	next, err := decode[registry.Membership](value)
	if err != nil {
		return fmt.Errorf("not a membership: %w", err)
	}
	present, _ := read[registry.Membership](e.view, registry.KeyMembership)
	text, err := canonical.Marshal(next)
	if err != nil {
		return fmt.Errorf("membership: %w", err)
	}
	switch {
	case len(parts) > 0:
		return errKey
	case next.Version != present.Version+1:
		return fmt.Errorf("version %d follows version %d", next.Version, present.Version)
	case string(next.Agreement) != e.tx.Channel:
		return fmt.Errorf("it is of the agreement %s", next.Agreement)
	}
	sum := sha256.Sum256(text)
	want := registry.Approval{Version: next.Version, Digest: hex.EncodeToString(sum[:])}
	for _, organisation := range append(present.Organisations(), next.Organisations()...) {
		if !e.approved(organisation, want) {
			return fmt.Errorf("in force without the approval of %s", organisation)
		}
	}
	return nil
}

// approved looks for an organisation's consent, given now or before.
func (e *entry) approved(organisation string, want registry.Approval) bool {
	given, now := written[registry.Approval](e, registry.KeyApproval, organisation)
	if !now {
		given, _ = read[registry.Approval](e.view, registry.KeyApproval, organisation)
	}
	return given.Version == want.Version && given.Digest == want.Digest
}

// approval: everyone approves for himself.
func (e *entry) approval(parts []string, value []byte) error {
	given, err := decode[registry.Approval](value)
	if err != nil {
		return fmt.Errorf("not an approval: %w", err)
	}
	switch {
	case given.Organisation != e.tx.Creator:
		return fmt.Errorf("approval of %s, given by %s", given.Organisation, e.tx.Creator)
	case given.At != e.instant():
		return fmt.Errorf("dated %s, the transaction %s", given.At, e.instant())
	}
	return isKey(parts, given.Organisation)
}

// inForce is the membership that a transaction ran under.
func (v view) inForce() registry.Membership {
	m, _ := read[registry.Membership](v, registry.KeyMembership)
	return m
}

var errNoParty = errors.New("no country of the agreement")

// byIssuerOf refuses writes of others than a country's issuing organisations.
func (e *entry) byIssuerOf(country string) error {
	party, ok := e.inForce().Party(country)
	if !ok {
		return fmt.Errorf("%s: %w", country, errNoParty)
	}
	if !slices.Contains(party.Issuing, e.tx.Creator) {
		return fmt.Errorf("written by %s, which is no issuing organisation of %s", e.tx.Creator, country)
	}
	return nil
}
