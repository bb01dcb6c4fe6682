package apiclient

import (
	"context"
	"net/url"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// Signer is an enrolled signer with its office and certification path.
func (t Trust) Signer(ctx context.Context, fingerprint string) (registry.SignerState, error) {
	return read[registry.SignerState](ctx, t, t.path("signers/"+url.PathEscape(fingerprint)))
}

// Approvals lists which organisation approved which membership text.
func (t Trust) Approvals(ctx context.Context) ([]registry.Approval, error) {
	return read[[]registry.Approval](ctx, t, t.path("approvals"))
}

// Expiries lists what ends before a moment; an empty country means all.
func (t Trust) Expiries(ctx context.Context, country string, before registry.Instant) ([]registry.Expiry, error) {
	return read[[]registry.Expiry](ctx, t, t.path("expiries", "country", country, "before", before))
}

// RetireAuthority retires an authority of the caller's country.
func (t Trust) RetireAuthority(ctx context.Context, fingerprint string) (client.Receipt, error) {
	return t.write(ctx, t.path("authorities/"+url.PathEscape(fingerprint)+"/retirement"), nil)
}

// CloseOffice closes an office of the caller's country.
func (t Trust) CloseOffice(ctx context.Context, code string) (client.Receipt, error) {
	return t.write(ctx, t.path("offices/"+url.PathEscape(code)+"/closure"), nil)
}

// actRoutes are the routes that acts about signers take.
var actRoutes = map[certificate.ActKind]string{
	certificate.SuspendSigner: "suspension", certificate.RevokeSigner: "revocation", certificate.ReinstateSigner: "reinstatement",
}

// Bring suspends a signer, or proposes to revoke or to reinstate it.
func (t Trust) Bring(ctx context.Context, act *certificate.Act, sealed registry.SealedAct) (wire.ActDone, error) {
	path := t.path("signers/" + url.PathEscape(act.Signer) + "/" + actRoutes[act.Kind])
	return ask[wire.ActDone](ctx, t.client, request{method: "POST", path: path, body: wire.SealedAct{Act: sealed.Act, Seal: sealed.Seal}})
}

// Confirm confirms what another administrator proposed.
func (t Trust) Confirm(ctx context.Context, act *certificate.Act, digest string) (wire.ActDone, error) {
	path := t.path("signers/" + url.PathEscape(act.Signer) + "/" + actRoutes[act.Kind] + "/confirmation")
	return ask[wire.ActDone](ctx, t.client, request{method: "POST", path: path, body: wire.Confirmation{Act: digest}})
}

// Acts lists the acts about a signer; an empty fingerprint means all.
func (t Trust) Acts(ctx context.Context, signer string) ([]registry.ActState, error) {
	return read[[]registry.ActState](ctx, t, t.path("acts", "signer", signer))
}

// SignedBy lists what a signer sealed and was anchored at or after a moment,
// all pages of it; an empty moment means everything.
func (t Trust) SignedBy(ctx context.Context, fingerprint string, since registry.Instant) ([]registry.Record, error) {
	var all []registry.Record
	for cursor := ""; ; {
		path := t.path("signers/"+url.PathEscape(fingerprint)+"/certificates", "since", since, "cursor", cursor, "limit", "500")
		page, err := read[wire.SignedPage](ctx, t, path)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Certificates...)
		if page.Next == nil {
			return all, nil
		}
		cursor = *page.Next
	}
}
