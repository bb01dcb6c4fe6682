package console

import (
	"net/http"
	"net/url"
	"slices"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// orders are the kinds of act about a signer, by the part of the address.
func orders() map[string]certificate.ActKind {
	return map[string]certificate.ActKind{
		"suspension": certificate.SuspendSigner, "revocation": certificate.RevokeSigner, "reinstatement": certificate.ReinstateSigner,
	}
}

// signerOrder is the act that the address and the form describe.
func (p *Page) signerOrder() (*order, error) {
	kind, ok := orders()[p.In("order")]
	if !ok {
		return nil, errNoPage
	}
	v, err := p.signer()
	if err != nil {
		return nil, err
	}
	o, err := p.order(kind, v.agreement, v.state.Signer.Office)
	if err != nil {
		return nil, err
	}
	o.act.Signer, o.act.From = v.state.Signer.Fingerprint, o.act.MadeAt
	if from, err := certificate.ParseInstant(o.query.Get("from")); err == nil && kind != certificate.ReinstateSigner {
		o.act.From = from
	}
	o.path = signerPath(v.agreement, v.state.Signer.Fingerprint) + "/" + p.In("order")
	o.about = []string{signerName(v.state.Signer), v.state.Office.Code + " · " + v.state.Office.Name, v.state.Signer.Fingerprint}
	o.check()
	return o, nil
}

// showOrder asks why, then gives the bytes and takes the signature.
func showOrder(p *Page) error {
	o, err := p.signerOrder()
	if err != nil {
		return err
	}
	return p.Show(p.Say("act.title."+string(o.act.Kind)), orderForm(p, o))
}

func downloadSignerOrder(p *Page) error {
	o, err := p.signerOrder()
	if err != nil {
		return err
	}
	return p.downloadOrder(o)
}

// sendOrder brings the signed act to the ledger.
func sendOrder(p *Page) error {
	o, err := p.signerOrder()
	if err != nil {
		return err
	}
	act, err := p.sealed(o)
	if err != nil {
		return err
	}
	if _, err := answer[wire.ActDone](p.bring(o.act, act)); err != nil {
		return err
	}
	return p.Go(signerPath(o.act.Agreement, o.act.Signer) + "#acts")
}

// bring uses the route of the act's kind.
func (p *Page) bring(act *certificate.Act, sealed wire.SealedAct) (*http.Response, error) {
	ctx, key := p.Request.Context(), p.Key()
	switch act.Kind {
	case certificate.RevokeSigner:
		return p.API.ProposeRevocation(ctx, act.Signer, &wire.ProposeRevocationParams{Agreement: act.Agreement, IdempotencyKey: &key}, sealed)
	case certificate.ReinstateSigner:
		return p.API.ProposeReinstatement(ctx, act.Signer, &wire.ProposeReinstatementParams{Agreement: act.Agreement, IdempotencyKey: &key}, sealed)
	}
	return p.API.SuspendSigner(ctx, act.Signer, &wire.SuspendSignerParams{Agreement: act.Agreement, IdempotencyKey: &key}, sealed)
}

// proposal is an act that waits for a second administrator, with what it says.
type proposal struct {
	agreement certificate.Agreement
	state     wire.ActState
	act       *certificate.Act
	about     registry.Signer
	own       bool              // the reader proposed it
	names     map[string]string // of the administrators of this organisation, by key
}

func actPath(a certificate.Agreement, digest string) string {
	return "/registry/" + url.PathEscape(string(a)) + "/acts/" + url.PathEscape(digest)
}

// proposal finds the act that the address names.
func (p *Page) proposal() (proposal, error) {
	found := proposal{agreement: certificate.Agreement(p.In("agreement"))}
	if !found.agreement.Known() {
		return found, errNoPage
	}
	acts, err := answer[[]wire.ActState](p.API.ListActs(p.Request.Context(), &wire.ListActsParams{Agreement: found.agreement}))
	if err != nil {
		return found, err
	}
	at := slices.IndexFunc(acts, func(a wire.ActState) bool { return a.Digest == p.In("act") })
	if at < 0 {
		return found, errNoPage
	}
	found.state = acts[at]
	if found.act, err = certificate.ParseAct(found.state.Act); err != nil {
		return found, err
	}
	about, err := answer[wire.SignerState](p.API.ReadSigner(p.Request.Context(), found.act.Signer, &wire.ReadSignerParams{Agreement: found.agreement}))
	found.about = about.Signer
	if err != nil {
		return found, err
	}
	keys, err := p.keys()
	_, found.own = p.asker(keys, found.state)
	found.names = namesOf(keys)
	return found, err
}

// namesOf are the names of administrators by their keys.
func namesOf(keys []wire.Administrator) map[string]string {
	names := map[string]string{}
	for _, k := range keys {
		if k.Name != nil {
			names[k.Identity] = *k.Name
		}
	}
	return names
}

// showAct shows an act about a signer with who consented.
func showAct(p *Page) error {
	found, err := p.proposal()
	if err != nil {
		return err
	}
	return p.Show(p.Say("registry.act."+string(found.act.Kind)), proposalPage(p, found))
}

// sendConfirmation is the second administrator's word. The ledger refuses that
// of the first.
func sendConfirmation(p *Page) error {
	found, err := p.proposal()
	if err != nil {
		return err
	}
	ctx, key, body := p.Request.Context(), p.Key(), wire.Confirmation{Act: found.state.Digest}
	if found.act.Kind == certificate.ReinstateSigner {
		_, err = answer[wire.ActDone](p.API.ConfirmReinstatement(ctx, found.act.Signer,
			&wire.ConfirmReinstatementParams{Agreement: found.agreement, IdempotencyKey: &key}, body))
	} else {
		_, err = answer[wire.ActDone](p.API.ConfirmRevocation(ctx, found.act.Signer,
			&wire.ConfirmRevocationParams{Agreement: found.agreement, IdempotencyKey: &key}, body))
	}
	if err != nil {
		return err
	}
	return p.Go(signerPath(found.agreement, found.act.Signer) + "#acts")
}

// actOf reads an act for a list; nil if this server does not know its format.
func actOf(a wire.ActState) *certificate.Act {
	act, err := certificate.ParseAct(a.Act)
	if err != nil {
		return nil
	}
	return act
}
