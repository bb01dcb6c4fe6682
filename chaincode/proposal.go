package chaincode

import (
	"cmp"
	"slices"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// proposeAct keeps an act that needs two administrators until a second one
// confirms it. Nothing changes for the signer yet.
func (c *call) proposeAct(text string) (registry.ActState, error) {
	var none registry.ActState
	o, err := c.order(text)
	if err != nil {
		return none, err
	}
	if err := c.mustIssueFor(o.act.Country, registry.RoleAdmin); err != nil {
		return none, err
	}
	if !registry.NeedsTwo(o.act.Kind) {
		return none, registry.Refuse(registry.ActMismatch, "kind", string(o.act.Kind))
	}
	if state, found, err := c.actState(o.sealed.Digest()); err != nil || found {
		return state, err
	}
	by, err := c.mustStillBeOrdered(o)
	if err != nil {
		return none, err
	}
	return c.propose(o, by)
}

// propose writes the proposal.
func (c *call) propose(o order, by registry.Signer) (registry.ActState, error) {
	consent, err := c.consent()
	if err != nil {
		return registry.ActState{}, err
	}
	proposal := registry.ProposedAct{SealedAct: o.sealed, Signer: by.Fingerprint, Rests: o.about.Act, Proposed: consent}
	if err := c.keep(proposalAt(o.sealed.Digest()), proposal, false); err != nil {
		return registry.ActState{}, err
	}
	return c.stateOf(proposal)
}

// mustStillBeOrdered verifies the act as of now: its seal is fresh, by a signer
// in good standing who may order it, and it can still have an effect.
func (c *call) mustStillBeOrdered(o order) (registry.Signer, error) {
	until := c.lapses(o.act)
	switch final := o.about.Revoked != "" && o.about.Revoked <= c.now(); {
	case !c.at.Before(until):
		return registry.Signer{}, registry.Refuse(registry.ActLapsed, "until", instant(until))
	case final && o.act.Kind == certificate.ReinstateSigner:
		return registry.Signer{}, registry.Refuse(registry.SignerInactive, "state", "revoked")
	}
	return c.mustBeOrdered(o.act, o.sealed)
}

// confirmAct carries out what another administrator proposed. Everything is
// judged again as of now: a signer whose key turned out to be stolen meanwhile
// orders nothing.
func (c *call) confirmAct(digest string) (registry.Signer, error) {
	var none registry.Signer
	proposal, found, err := read[registry.ProposedAct](c.ledger, proposalAt(digest))
	if err != nil {
		return none, err
	}
	if !found {
		return none, registry.Refuse(registry.ActUnknown, "act", digest)
	}
	o, err := c.orderOf(proposal.SealedAct)
	if err != nil {
		return none, err
	}
	if err := c.mustIssueFor(o.act.Country, registry.RoleAdmin); err != nil {
		return none, err
	}
	if _, applied, err := read[registry.AppliedAct](c.ledger, actAt(digest)); err != nil || applied {
		return o.about, err
	}
	if err := c.mustBeAnother(proposal); err != nil {
		return none, err
	}
	return c.confirm(o, proposal)
}

// mustBeAnother refuses the person who proposed.
func (c *call) mustBeAnother(proposal registry.ProposedAct) error {
	person, err := c.person()
	if err == nil && person == proposal.Proposed.Identity {
		err = registry.Refuse(registry.TwoNeeded, "identity", person)
	}
	return err
}

// confirm carries the proposal out. A reinstatement holds only for the
// suspension it was proposed upon: if the signer was suspended once more since,
// for a reason the first administrator did not know, it must be proposed again.
func (c *call) confirm(o order, proposal registry.ProposedAct) (registry.Signer, error) {
	if o.act.Kind == certificate.ReinstateSigner && proposal.Rests != o.about.Act {
		return o.about, registry.Refuse(registry.ActOvertaken, "act", o.about.Act)
	}
	by, err := c.mustStillBeOrdered(o)
	if err != nil {
		return o.about, err
	}
	return c.carryOut(o, by, proposal.Proposed)
}

// lapses is when a proposed act can no longer be confirmed: as soon as its seal
// is too old to be anchored.
func (c *call) lapses(act *certificate.Act) time.Time { return act.MadeAt.Time().Add(c.signingAge()) }

// actState finds an act by its digest, proposed or applied.
func (c *call) actState(digest string) (registry.ActState, bool, error) {
	applied, found, err := read[registry.AppliedAct](c.ledger, actAt(digest))
	if err != nil || found {
		return stateOfApplied(applied), found, err
	}
	proposal, found, err := read[registry.ProposedAct](c.ledger, proposalAt(digest))
	if err != nil || !found {
		return registry.ActState{}, found, err
	}
	state, err := c.stateOf(proposal)
	return state, true, err
}

// acts lists the acts about a signer, or about all, in the order in which they
// were brought.
func (c *call) acts(signer string) ([]registry.ActState, error) {
	applied, err := list[registry.AppliedAct](c.ledger, public(registry.KeyAct))
	if err != nil {
		return nil, err
	}
	proposed, err := list[registry.ProposedAct](c.ledger, public(registry.KeyProposal))
	if err != nil {
		return nil, err
	}
	states, done := []registry.ActState{}, map[string]bool{}
	for _, a := range applied {
		states, done[a.Digest()] = append(states, stateOfApplied(a)), true
	}
	for _, p := range proposed {
		if done[p.Digest()] {
			continue
		}
		state, err := c.stateOf(p)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return actsAbout(signer, states)
}

// actsAbout keeps the acts about one signer, all for an empty name, and sorts them.
func actsAbout(signer string, states []registry.ActState) ([]registry.ActState, error) {
	kept := []registry.ActState{}
	for _, state := range states {
		act, err := certificate.ParseAct(state.Act)
		if err != nil {
			return nil, err
		}
		if signer == "" || act.Signer == signer {
			kept = append(kept, state)
		}
	}
	slices.SortFunc(kept, func(a, b registry.ActState) int {
		return cmp.Or(cmp.Compare(a.Consents[0].At, b.Consents[0].At), cmp.Compare(a.Digest, b.Digest))
	})
	return kept, nil
}

// stateOf describes a proposal that was not confirmed.
func (c *call) stateOf(p registry.ProposedAct) (registry.ActState, error) {
	act, err := certificate.ParseAct(p.Act)
	if err != nil {
		return registry.ActState{}, err
	}
	until := c.lapses(act)
	state := registry.ActState{
		Digest: p.Digest(), SealedAct: p.SealedAct, Signer: p.Signer, Standing: registry.StandingProposed,
		Until: instant(until), Consents: []registry.Consent{p.Proposed},
	}
	if !c.at.Before(until) {
		state.Standing = registry.StandingLapsed
	}
	return state, nil
}

// stateOfApplied describes an act that took effect. Acts from before consents
// were noted name no person.
func stateOfApplied(a registry.AppliedAct) registry.ActState {
	if len(a.Consents) == 0 {
		a.Consents = []registry.Consent{{At: a.At, Transaction: a.Transaction}}
	}
	return registry.ActState{
		Digest: a.Digest(), SealedAct: a.SealedAct, Signer: a.Signer, Standing: registry.StandingApplied, Consents: a.Consents,
	}
}

func proposalAt(digest string) address { return public(registry.KeyProposal, digest) }
