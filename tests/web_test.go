package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// web is a person at the API of an organisation.
type web struct{ api, token string }

// manyAtOnce keeps a connection for each of many clients; the default keeps two.
var manyAtOnce = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// signIn gets a token as people do.
func (f *fabric) signIn(t testing.TB, organisation, user, password string) web {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(f.run, "network", "endpoints.json"))
	if err != nil {
		t.Fatal(err)
	}
	endpoints := decode[struct {
		Identity string            `json:"identity"`
		APIs     map[string]string `json:"apis"`
	}](t, string(raw))
	response, err := http.PostForm(endpoints.Identity+"/token",
		url.Values{"grant_type": {"password"}, "username": {user}, "password": {password}})
	if err != nil {
		t.Fatalf("sign in as %s: %v", user, err)
	}
	defer response.Body.Close()
	var token struct {
		Access string `json:"access_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&token); err != nil || token.Access == "" {
		t.Fatalf("sign in as %s: %s, %v", user, response.Status, err)
	}
	return web{api: endpoints.APIs[organisation], token: token.Access}
}

func (f *fabric) issuerAtAPI(t testing.TB) web {
	return f.signIn(t, "VNIssuer", "issuer@vnissuer", "demo-issuer")
}

func (f *fabric) officerAtAPI(t testing.TB) web {
	return f.signIn(t, "THCustoms", "officer@thcustoms", "demo-officer")
}

// reply is an answer of the API.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// call sends a request, with a body if one is given. An error means that no
// answer came.
func (w web) call(ctx context.Context, method, path string, body any) (reply, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return reply{}, err
	}
	if body == nil {
		raw = nil
	}
	request, err := http.NewRequestWithContext(ctx, method, w.api+path, bytes.NewReader(raw))
	if err != nil {
		return reply{}, err
	}
	request.Header.Set("Authorization", "Bearer "+w.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := manyAtOnce.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	return reply{status: response.StatusCode, header: response.Header, body: answer}, err
}

// Issue anchors over the API.
func (w web) Issue(ctx context.Context, s registry.Submission) (client.Receipt, error) {
	return w.write(ctx, "/v1/certificates", wire.SealedCertificate{Certificate: s.Certificate, Seal: s.Seal})
}

// Use debits over the API.
func (w web) Use(ctx context.Context, u registry.UseRequest) (client.Receipt, error) {
	return w.write(ctx, certificatePath(u.Certificate)+"/uses",
		wire.UseDecision{Declaration: u.Declaration, Outcome: u.Outcome, Lines: &u.Lines, DecidedOn: u.DecidedOn})
}

func certificatePath(id certificate.ID) string {
	return "/v1/certificates/" + url.PathEscape(string(id.Form)) + "/" + id.Country + "/" + url.PathEscape(id.Reference)
}

// write puts the API's answers into the client's words. A connection that
// breaks leaves the outcome open.
func (w web) write(ctx context.Context, path string, body any) (client.Receipt, error) {
	r, err := w.call(ctx, http.MethodPost, path, body)
	if err != nil {
		return client.Receipt{}, &client.Unknown{Cause: err}
	}
	var answer struct {
		Receipt     client.Receipt `json:"receipt"`
		Code        string         `json:"code"`
		Transaction string         `json:"transaction"`
	}
	if err := json.Unmarshal(r.body, &answer); err != nil {
		return client.Receipt{}, fmt.Errorf("answer %d of the API: %w", r.status, err)
	}
	cause := fmt.Errorf("the API answers %d %s", r.status, answer.Code)
	switch r.status {
	case http.StatusOK, http.StatusCreated:
		return answer.Receipt, nil
	case http.StatusServiceUnavailable:
		return client.Receipt{}, &client.Unavailable{Doing: "asking the API", Cause: cause}
	case http.StatusGatewayTimeout:
		return client.Receipt{}, &client.Unknown{Transaction: answer.Transaction, Cause: cause}
	default:
		return client.Receipt{}, registry.Refuse(registry.Code(answer.Code))
	}
}
