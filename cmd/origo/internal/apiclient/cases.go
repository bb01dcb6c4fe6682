package apiclient

import (
	"context"
	"net/http"
	"net/url"

	"origo/api/wire"
)

// OpenCase asks the issuing authority to verify a certificate.
func (c *Client) OpenCase(ctx context.Context, t Target, r wire.CaseRequest) (wire.RecordedCase, error) {
	return ask[wire.RecordedCase](ctx, c, request{method: http.MethodPost, path: t.certificate("/cases"), body: r})
}

// AddToCase adds an entry to a case.
func (c *Client) AddToCase(ctx context.Context, id string, e wire.NewCaseEntry) (wire.RecordedCase, error) {
	return ask[wire.RecordedCase](ctx, c, request{method: http.MethodPost, path: casePath(id) + "/entries", body: e})
}

// Case reads a case, its deadlines worded in a language (en, vi, ko).
func (c *Client) Case(ctx context.Context, id, language string) (wire.CaseFile, error) {
	return ask[wire.CaseFile](ctx, c, request{method: http.MethodGet, path: casePath(id) + query(map[string]string{"lang": language})})
}

// Cases lists a page of cases. Empty parameters are left out.
func (c *Client) Cases(ctx context.Context, parameters map[string]string) (wire.CaseList, error) {
	return ask[wire.CaseList](ctx, c, request{method: http.MethodGet, path: "/v1/cases" + query(parameters)})
}

// Overdue lists the deadlines that have passed.
func (c *Client) Overdue(ctx context.Context, parameters map[string]string) (wire.OverdueCases, error) {
	return ask[wire.OverdueCases](ctx, c, request{method: http.MethodGet, path: "/v1/cases/overdue" + query(parameters)})
}

// RefusalNotice is the notice of a refusal in the languages of the two
// countries, or in the one given.
func (c *Client) RefusalNotice(ctx context.Context, t Target, declaration, language string) (wire.RefusalNotice, error) {
	path := t.certificate("/uses/" + url.PathEscape(declaration) + "/refusal-notice")
	if language != "" {
		separator := "?"
		if t.Agreement != "" {
			separator = "&"
		}
		path += separator + "lang=" + url.QueryEscape(language)
	}
	return ask[wire.RefusalNotice](ctx, c, request{method: http.MethodGet, path: path})
}

func casePath(id string) string { return "/v1/cases/" + url.PathEscape(id) }

// query writes parameters that are not empty.
func query(parameters map[string]string) string {
	values := url.Values{}
	for name, value := range parameters {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}
