package apiclient

import (
	"context"
	"net/http"
	"net/url"

	"origo/api/wire"
	"origo/fta-rules/answers"
	"origo/fta-rules/explain"
)

// CheckDraft asks whether a draft may be issued as it is, answered in the language.
func (c *Client) CheckDraft(ctx context.Context, d wire.DraftCheck, language explain.Language) (answers.Precheck, error) {
	path := "/v1/drafts/check?lang=" + url.QueryEscape(string(language))
	return ask[answers.Precheck](ctx, c, request{method: http.MethodPost, path: path, body: d})
}
