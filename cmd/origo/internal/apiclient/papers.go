package apiclient

import (
	"context"
	"net/http"
	"net/url"

	"origo/api/wire"
	"origo/certificate"
)

// paper is the address of a paper, or of something that belongs to it.
func (t Target) paper(leaf string) string { return t.path("/v1/papers", leaf) }

// EnterPaper takes a certificate on paper down. It may be repeated.
func (c *Client) EnterPaper(ctx context.Context, a certificate.Agreement, p wire.NewPaper) (wire.ShownPaper, error) {
	return ask[wire.ShownPaper](ctx, c, request{method: http.MethodPost, path: "/v1/papers?agreement=" + url.QueryEscape(string(a)), body: p})
}

// Papers lists a page of the papers that the own customs keep. Empty parameters are left out.
func (c *Client) Papers(ctx context.Context, parameters map[string]string) (wire.PaperList, error) {
	return ask[wire.PaperList](ctx, c, request{method: http.MethodGet, path: "/v1/papers" + query(parameters)})
}

// Paper is a paper as it stands, beside the electronic record if there is one.
func (c *Client) Paper(ctx context.Context, t Target) (wire.ShownPaper, error) {
	return ask[wire.ShownPaper](ctx, c, request{method: http.MethodGet, path: t.paper("")})
}

// UsePaper records the decision on a declaration that relies on a paper.
func (c *Client) UsePaper(ctx context.Context, t Target, u wire.UseDecision) (wire.ShownPaper, error) {
	return ask[wire.ShownPaper](ctx, c, request{method: http.MethodPost, path: t.paper("/uses"), body: u})
}

// ReversePaper takes a use of a paper back.
func (c *Client) ReversePaper(ctx context.Context, t Target, u wire.UseReversal) (wire.ShownPaper, error) {
	return ask[wire.ShownPaper](ctx, c, request{method: http.MethodPost, path: t.paper("/uses/reversals"), body: u})
}

// JoinPaper hands a paper's uses over to the electronic record. It may be repeated.
func (c *Client) JoinPaper(ctx context.Context, t Target) (wire.ShownPaper, error) {
	return ask[wire.ShownPaper](ctx, c, request{method: http.MethodPost, path: t.paper("/joining")})
}
