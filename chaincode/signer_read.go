package chaincode

import "origo/certificate/registry"

// signerState gathers what a reader needs to judge a seal of this signer.
func (c *call) signerState(fingerprint string) (registry.SignerState, error) {
	signer, err := c.signer(fingerprint)
	if err != nil {
		return registry.SignerState{}, err
	}
	state := registry.SignerState{Signer: signer, CRLs: []registry.RevocationList{}}
	if state.Office, err = c.office(signer.Country, signer.Office); err != nil {
		return state, err
	}
	for _, link := range signer.Path {
		if err := c.addLink(&state, link); err != nil {
			return state, err
		}
	}
	return state, nil
}

// addLink adds what the revocation registry knows of one step of the path.
func (c *call) addLink(state *registry.SignerState, link registry.Link) error {
	revocation, found, err := read[registry.Revocation](c.ledger, public(registry.KeyRevocation, link.Authority, link.Serial))
	if err != nil {
		return err
	}
	if found {
		state.Revocations = append(state.Revocations, revocation)
	}
	head, found, err := read[registry.RevocationList](c.ledger, public(registry.KeyCRL, link.Authority))
	if err != nil {
		return err
	}
	if found {
		state.CRLs = append(state.CRLs, head)
	}
	return nil
}

// findSigner resolves the key of a signer identifier (seal.SignerID.Key).
func (c *call) findSigner(key string) (registry.SignerState, error) {
	fingerprint, found, err := read[string](c.ledger, public(registry.KeySignerID, key))
	if err != nil {
		return registry.SignerState{}, err
	}
	if !found {
		return registry.SignerState{}, registry.Refuse(registry.SignerUnknown)
	}
	return c.signerState(fingerprint)
}

// signers lists the signers of an office, in order of their fingerprints; of
// all offices of the country, or of all countries, where the names are empty.
func (c *call) signers(country, office string) ([]registry.Signer, error) {
	scope := some(country)
	if country != "" {
		scope = append(scope, some(office)...)
	}
	fingerprints, err := list[string](c.ledger, public(registry.KeyOfficeSigner, scope...))
	if err != nil {
		return nil, err
	}
	found := make([]registry.Signer, len(fingerprints))
	for i, fingerprint := range fingerprints {
		if found[i], err = c.signer(fingerprint); err != nil {
			return nil, err
		}
	}
	return found, nil
}
