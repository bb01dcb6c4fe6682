package apiclient

import (
	"context"
	"net/http"
	"net/url"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
	"origo/client"
)

// Trust is the trust registry of one agreement.
type Trust struct {
	client    *Client
	agreement certificate.Agreement
}

// Trust opens the trust registry of the agreement.
func (c *Client) Trust(agreement certificate.Agreement) Trust {
	return Trust{client: c, agreement: agreement}
}

// path is a route of the registry with its query.
func (t Trust) path(leaf string, query ...string) string {
	values := url.Values{"agreement": {string(t.agreement)}}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			values.Set(query[i], query[i+1])
		}
	}
	return "/v1/registry/" + leaf + "?" + values.Encode()
}

// read performs a GET.
func read[T any](ctx context.Context, t Trust, path string) (T, error) {
	return ask[T](ctx, t.client, request{method: http.MethodGet, path: path})
}

// write performs a POST that answers with a receipt.
func (t Trust) write(ctx context.Context, path string, body any) (client.Receipt, error) {
	return ask[client.Receipt](ctx, t.client, request{method: http.MethodPost, path: path, body: body})
}

// Membership is the text in force.
func (t Trust) Membership(ctx context.Context) (registry.Membership, error) {
	return read[registry.Membership](ctx, t, t.path("membership"))
}

// ApproveMembership approves a text for the caller's organisation.
func (t Trust) ApproveMembership(ctx context.Context, m registry.Membership) (client.Receipt, error) {
	return t.write(ctx, t.path("membership/approvals"), m)
}

// Authorities lists certification authorities; an empty country means all.
func (t Trust) Authorities(ctx context.Context, country string) ([]registry.Authority, error) {
	return read[[]registry.Authority](ctx, t, t.path("authorities", "country", country))
}

// AddAuthority adds an authority of the caller's country.
func (t Trust) AddAuthority(ctx context.Context, a wire.NewAuthority) (client.Receipt, error) {
	return t.write(ctx, t.path("authorities"), a)
}

// RevocationLists lists the newest revocation list of each authority.
func (t Trust) RevocationLists(ctx context.Context) ([]registry.RevocationList, error) {
	return read[[]registry.RevocationList](ctx, t, t.path("revocation-lists"))
}

// ImportCRL imports a revocation list.
func (t Trust) ImportCRL(ctx context.Context, crl wire.NewRevocationList) (client.Receipt, error) {
	return t.write(ctx, t.path("revocation-lists"), crl)
}

// Offices lists offices and exporters; an empty country means all.
func (t Trust) Offices(ctx context.Context, country string) ([]registry.Office, error) {
	return read[[]registry.Office](ctx, t, t.path("offices", "country", country))
}

// RegisterOffice registers an office or exporter of the caller's country.
func (t Trust) RegisterOffice(ctx context.Context, o wire.NewOffice) (client.Receipt, error) {
	return t.write(ctx, t.path("offices"), o)
}

// Signers lists the enrolled signers of an office.
func (t Trust) Signers(ctx context.Context, country, office string) ([]registry.Signer, error) {
	return read[[]registry.Signer](ctx, t, t.path("signers", "country", country, "office", office))
}

// EnrolSigner enrols a leaf certificate for an office of the caller's country.
func (t Trust) EnrolSigner(ctx context.Context, e wire.Enrolment) (client.Receipt, error) {
	return t.write(ctx, t.path("signers"), e)
}

// Bundle exports the registry with the records of the certificates named, at most a hundred, and if asked with the
// certificates themselves.
func (t Trust) Bundle(ctx context.Context, names []string, dossiers bool) (clearance.Bundle, error) {
	values := url.Values{"agreement": {string(t.agreement)}, "certificate": names}
	if dossiers {
		values.Set("dossiers", "true")
	}
	return read[clearance.Bundle](ctx, t, "/v1/registry/bundle?"+values.Encode())
}

// Names lists every certificate under the agreement that the organisation's lists show, as certificate.ParseID reads
// them.
func (c *Client) Names(ctx context.Context, agreement certificate.Agreement) ([]string, error) {
	var names []string
	query := url.Values{"agreement": {string(agreement)}, "limit": {"500"}}
	for {
		page, err := ask[wire.CertificateList](ctx, c, request{method: http.MethodGet, path: "/v1/certificates?" + query.Encode()})
		if err != nil {
			return nil, err
		}
		for _, listed := range page.Certificates {
			names = append(names, listed.ID.String())
		}
		if page.Next == nil || *page.Next == "" {
			return names, nil
		}
		query.Set("cursor", *page.Next)
	}
}
