package console

import (
	"cmp"
	"slices"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// pendingAct is an act that waits for a second administrator, in any agreement.
type pendingAct struct {
	agreement certificate.Agreement
	state     wire.ActState
	act       *certificate.Act
	about     registry.Signer // whom it is about; nothing if he cannot be read
	asker     string          // who proposed it, as far as this organisation knows
	own       bool            // the reader did
	foreign   bool            // the reader's organisation has no say in it
}

// amendment is a membership text that others approved and this organisation did not.
type amendment struct {
	agreement certificate.Agreement
	approval  wire.Approval
}

// awaiting is everything that waits for a second hand.
type awaiting struct {
	acts       []pendingAct
	amendments []amendment
}

// mine are the acts that the reader may confirm.
func (a awaiting) mine() []pendingAct {
	return slices.DeleteFunc(slices.Clone(a.acts), func(w pendingAct) bool { return w.own || w.foreign })
}

// others are the acts that somebody else has to confirm.
func (a awaiting) others() []pendingAct {
	return slices.DeleteFunc(slices.Clone(a.acts), func(w pendingAct) bool { return !w.own && !w.foreign })
}

// showAwaiting lists what waits for the reader's confirmation, and what the
// reader asked for and somebody else has to confirm.
func showAwaiting(p *Page) error {
	all, err := p.awaiting()
	if err != nil {
		return err
	}
	return p.Show(p.Say("registry.awaiting.menu"), awaitingPage(p, all))
}

// awaiting reads what waits under every agreement of this organisation, what
// must be confirmed first before the rest.
func (p *Page) awaiting() (awaiting, error) {
	var all awaiting
	keys, err := p.keys()
	if err != nil {
		return all, err
	}
	for _, a := range certificate.Agreements() {
		members, err := answer[wire.Membership](p.API.ReadMembership(p.Request.Context(), &wire.ReadMembershipParams{Agreement: a}))
		if unlessRefused(err) != nil {
			return all, err
		}
		if err != nil {
			continue // this organisation is not on that channel
		}
		if err := p.gather(&all, keys, members); err != nil {
			return all, err
		}
	}
	slices.SortStableFunc(all.acts, func(x, y pendingAct) int { return cmp.Compare(x.state.Until, y.state.Until) })
	return all, nil
}

// keys are those under which administrators of this organisation act.
func (p *Page) keys() ([]wire.Administrator, error) {
	return answer[[]wire.Administrator](p.API.ListAdministrators(p.Request.Context()))
}

// gather adds what waits under one agreement.
func (p *Page) gather(all *awaiting, keys []wire.Administrator, members registry.Membership) error {
	ctx := p.Request.Context()
	acts, err := answer[[]wire.ActState](p.API.ListActs(ctx, &wire.ListActsParams{Agreement: members.Agreement}))
	if err != nil {
		return err
	}
	for _, state := range acts {
		if act := actOf(state); act != nil && state.Standing == registry.StandingProposed && act.Country == p.Country() {
			all.acts = append(all.acts, p.pendingAct(keys, members, state))
		}
	}
	approvals, err := answer[[]wire.Approval](p.API.ListApprovals(ctx, &wire.ListApprovalsParams{Agreement: members.Agreement}))
	for _, a := range approvals {
		if a.Version > members.Version && !approved(approvals, p.Organisation(), a) {
			all.amendments = append(all.amendments, amendment{members.Agreement, a})
		}
	}
	return err
}

// approved says whether the organisation approved the very text as well.
func approved(all []wire.Approval, organisation string, text wire.Approval) bool {
	return slices.ContainsFunc(all, func(a wire.Approval) bool {
		return a.Organisation == organisation && a.Version == text.Version && a.Digest == text.Digest
	})
}

// pendingAct describes one act to the reader.
func (p *Page) pendingAct(keys []wire.Administrator, members registry.Membership, state wire.ActState) pendingAct {
	w := pendingAct{agreement: members.Agreement, state: state, act: actOf(state), foreign: !p.issues(members)}
	w.asker, w.own = p.asker(keys, state)
	about, err := answer[wire.SignerState](p.API.ReadSigner(p.Request.Context(), w.act.Signer, &wire.ReadSignerParams{Agreement: w.agreement}))
	if err == nil {
		w.about = about.Signer
	}
	return w
}

// issues says whether this organisation issues for its country, and so may
// change its registry.
func (p *Page) issues(members registry.Membership) bool {
	party, _ := members.Party(p.Country())
	return slices.Contains(party.Issuing, p.Organisation())
}

// asker names who proposed an act, and says whether it was the reader. The
// ledger knows keys, not names; keys of other organisations have none here.
func (p *Page) asker(keys []wire.Administrator, state wire.ActState) (name string, own bool) {
	if len(state.Consents) == 0 {
		return "", false
	}
	first := state.Consents[0]
	name = p.Say("registry.key.of", "organisation", p.Or("organisation.", first.Organisation))
	at := slices.IndexFunc(keys, func(k wire.Administrator) bool { return k.Identity == first.Identity })
	if at < 0 {
		return name, false
	}
	if keys[at].Name != nil {
		name = *keys[at].Name
	}
	return name, keys[at].Own
}

// remaining is how long something still lasts; nothing if it is over.
func (p *Page) remaining(moment string) time.Duration {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return 0
	}
	return max(at.Sub(p.Now()), 0)
}

// warnWithin is how far ahead an end is marked.
const warnWithin = 30 * 24 * time.Hour

// soon says whether something ends within the time in which it is marked.
func (p *Page) soon(moment string) bool { return p.remaining(moment) < warnWithin }
