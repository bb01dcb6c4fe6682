package apiclient

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// Target is a certificate on the ledger of one agreement. Agreement may be
// empty where the form exists under one agreement only.
type Target struct {
	certificate.ID
	Agreement certificate.Agreement
}

// path is the address of a certificate below a route of the API; the parts of
// a reference number are percent-encoded.
func (t Target) path(root, leaf string) string {
	path := root + "/" + url.PathEscape(string(t.Form)) + "/" + url.PathEscape(t.Country) + "/" + url.PathEscape(t.Reference) + leaf
	if t.Agreement != "" {
		path += "?agreement=" + url.QueryEscape(string(t.Agreement))
	}
	return path
}

// certificate is the address of a certificate, or of something that belongs to
// it.
func (t Target) certificate(leaf string) string { return t.path("/v1/certificates", leaf) }

// Anchor puts a sealed certificate on the ledger. It may be repeated.
func (c *Client) Anchor(ctx context.Context, s wire.SealedCertificate) (wire.Anchored, error) {
	return ask[wire.Anchored](ctx, c, request{method: http.MethodPost, path: "/v1/certificates", body: s})
}

// Replace anchors a certificate that stands in for old.
func (c *Client) Replace(ctx context.Context, old Target, s wire.SealedCertificate) (wire.Anchored, error) {
	return ask[wire.Anchored](ctx, c, request{method: http.MethodPost, path: old.certificate("/replacement"), body: s})
}

// Cancel applies a sealed act of cancellation.
func (c *Client) Cancel(ctx context.Context, t Target, act wire.SealedAct) (wire.Anchored, error) {
	return ask[wire.Anchored](ctx, c, request{method: http.MethodPost, path: t.certificate("/cancellation"), body: act})
}

// Record is what all members of the channel see of a certificate.
func (c *Client) Record(ctx context.Context, t Target) (registry.Record, error) {
	return ask[registry.Record](ctx, c, request{method: http.MethodGet, path: t.certificate("")})
}

// Dossier is what the two countries of a certificate share.
func (c *Client) Dossier(ctx context.Context, t Target) (registry.Dossier, error) {
	return ask[registry.Dossier](ctx, c, request{method: http.MethodGet, path: t.certificate("/dossier")})
}

// History is what happened to a certificate on the ledger, oldest first.
func (c *Client) History(ctx context.Context, t Target) ([]registry.Change, error) {
	return ask[[]registry.Change](ctx, c, request{method: http.MethodGet, path: t.certificate("/history")})
}

// Account is what the importing side did with a certificate.
func (c *Client) Account(ctx context.Context, t Target) (registry.Account, error) {
	return ask[registry.Account](ctx, c, request{method: http.MethodGet, path: t.certificate("/account")})
}

// Use records the decision on a declaration.
func (c *Client) Use(ctx context.Context, t Target, u wire.UseDecision) (wire.RecordedUse, error) {
	return ask[wire.RecordedUse](ctx, c, request{method: http.MethodPost, path: t.certificate("/uses"), body: u})
}

// Reverse takes a use back.
func (c *Client) Reverse(ctx context.Context, t Target, u wire.UseReversal) (wire.RecordedUse, error) {
	return ask[wire.RecordedUse](ctx, c, request{method: http.MethodPost, path: t.certificate("/uses/reversals"), body: u})
}

// Status is the public look-up, which needs the check code printed on the
// certificate and no token.
func (c *Client) Status(ctx context.Context, t Target, code string) (wire.PublicStatus, error) {
	path := t.path("/v1/status", "")
	separator := "?"
	if t.Agreement != "" {
		separator = "&"
	}
	path += separator + "code=" + url.QueryEscape(code)
	return ask[wire.PublicStatus](ctx, c, request{method: http.MethodGet, path: path, public: true})
}

// CheckStamp asks what the QR code of a paper proves, which needs no token.
func (c *Client) CheckStamp(ctx context.Context, text string) (wire.CheckedStamp, error) {
	body := wire.CheckStampJSONRequestBody{Stamp: text}
	return ask[wire.CheckedStamp](ctx, c, request{method: http.MethodPost, path: "/v1/stamps/check", body: body, public: true})
}

// Verify asks for an assessment. The answer is kept as it came, since its form
// belongs to the clearance library.
func (c *Client) Verify(ctx context.Context, v wire.VerificationRequest) (json.RawMessage, error) {
	return ask[json.RawMessage](ctx, c, request{method: http.MethodPost, path: "/v1/verifications", body: v})
}
