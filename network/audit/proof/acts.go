package proof

import (
	"errors"
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
)

// act: sealed by who may order it, consented to by those who must, applied once.
func (e *entry) act(parts []string, value []byte) error {
	applied, err := decode[registry.AppliedAct](value)
	if err != nil {
		return fmt.Errorf("not an act: %w", err)
	}
	if e.raw(registry.KeyAct, parts...) != nil {
		return errors.New("an applied act was changed")
	}
	act, by, err := e.ordered(applied.SealedAct)
	if err != nil {
		return err
	}
	if applied.Signer != by.Fingerprint || applied.Transaction != e.tx.ID || applied.At != e.instant() {
		return errors.New("the note of it is not of this transaction and signer")
	}
	return errors.Join(e.consented(act, applied), e.beside(registry.KeySigner, []string{act.Signer}), isKey(parts, applied.Digest()))
}

// ordered verifies an act by the office that sealed it: an issuing authority
// orders what it likes of its country, everybody may give up his own key.
func (e *entry) ordered(sealed registry.SealedAct) (*certificate.Act, registry.Signer, error) {
	act, by, err := e.order(sealed)
	if err != nil {
		return act, by, err
	}
	office, _ := read[registry.Office](e.view, registry.KeyOffice, by.Country, by.Office)
	self := by.Fingerprint == act.Signer && act.Kind != certificate.ReinstateSigner
	if !self && office.Kind != registry.IssuingAuthority {
		return act, by, errors.New("ordered by an office that may not")
	}
	return act, by, nil
}

// consented wants as many people behind an act as its kind needs: the one who
// made this transaction and, where two are needed, another who proposed the
// very same act before.
func (e *entry) consented(act *certificate.Act, applied registry.AppliedAct) error {
	var want []registry.Consent
	if registry.NeedsTwo(act.Kind) {
		proposal, ok := read[registry.ProposedAct](e.view, registry.KeyProposal, applied.Digest())
		if !ok || !same(proposal.SealedAct, applied.SealedAct) {
			return errors.New("it needed two people and was never proposed")
		}
		if proposal.Proposed.Identity == e.tx.Person {
			return errors.New("proposed and confirmed by the same person")
		}
		want = append(want, proposal.Proposed)
	}
	if !same(append(want, e.consent()), applied.Consents) {
		return errors.New("those who consented are others than noted")
	}
	return nil
}

// consent is the hand of who made the transaction.
func (e *entry) consent() registry.Consent {
	return registry.Consent{Organisation: e.tx.Creator, Identity: e.tx.Person, At: e.instant(), Transaction: e.tx.ID}
}

// proposal: an act that may be ordered and needs two, noted for who brought it.
func (e *entry) proposal(parts []string, value []byte) error {
	next, err := decode[registry.ProposedAct](value)
	if err != nil {
		return fmt.Errorf("not a proposed act: %w", err)
	}
	if e.raw(registry.KeyProposal, parts...) != nil {
		return errors.New("a proposed act was changed")
	}
	act, by, err := e.ordered(next.SealedAct)
	if err != nil {
		return err
	}
	if err := e.byIssuerOf(act.Country); err != nil {
		return err
	}
	about, _ := read[registry.Signer](e.view, registry.KeySigner, act.Signer)
	switch {
	case !registry.NeedsTwo(act.Kind):
		return fmt.Errorf("an act of the kind %s is not proposed", act.Kind)
	case next.Signer != by.Fingerprint || next.Rests != about.Act || !same(next.Proposed, e.consent()):
		return errors.New("the note of it is not of this transaction, person and signer")
	}
	return isKey(parts, next.Digest())
}

// changedByAct wants exactly the change that an act of this transaction orders.
func (e *entry) changedByAct(present, next registry.Signer) error {
	for key := range e.writes {
		kind, parts, err := decompose(key)
		if err != nil || kind != registry.KeyAct {
			continue
		}
		applied, _ := written[registry.AppliedAct](e, kind, parts...)
		act, err := certificate.ParseAct(applied.Act)
		if err == nil && act.Signer == present.Fingerprint && act.Country == present.Country {
			if same(after(present, act, applied.Digest()), next) {
				return nil
			}
			return errors.New("changed otherwise than the act orders")
		}
	}
	return errors.New("changed without an act")
}

// after is a signer as an act leaves it. A revocation never moves to a later
// moment and is never taken back.
func after(s registry.Signer, act *certificate.Act, digest string) registry.Signer {
	s.Act = digest
	from := act.From.String()
	if act.From.IsZero() {
		from = act.MadeAt.String()
	}
	final := s.Revoked != ""
	switch act.Kind {
	case certificate.SuspendSigner:
		s.Suspended = from
	case certificate.ReinstateSigner:
		s.Suspended = ""
	case certificate.RevokeSigner:
		if !final || from < s.Revoked {
			s.Revoked = from
		}
		final = false
	}
	if !final {
		s.Reason = string(act.Reason)
	}
	return s
}
