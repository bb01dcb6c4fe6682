package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"origo/api/wire"
	"origo/certificate"
)

// Refused is a problem document (RFC 9457) of the API, in the reader's language.
type Refused struct {
	Title       string               `json:"title"`
	Status      int                  `json:"status"`
	Detail      string               `json:"detail"`
	Code        string               `json:"code"`
	Params      map[string]string    `json:"params"`
	Pointer     string               `json:"pointer"`
	Problems    certificate.Problems `json:"problems"`
	Remedy      string               `json:"remedy"`
	Transaction string               `json:"transaction"`
	RequestID   string               `json:"request_id"`
}

// Error gives the code and the detail.
func (r *Refused) Error() string { return "the API answered " + r.Code + ": " + r.Detail }

// inside carries requests to the API of the same process, as the person of one
// page: with their token, language and network address.
type inside struct {
	api                     http.Handler
	token, language, remote string
}

// RoundTrip asks the API.
func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	r = i.as(r)
	answer := &held{header: http.Header{}, status: http.StatusOK}
	i.api.ServeHTTP(answer, r)
	return &http.Response{
		StatusCode: answer.status, Status: http.StatusText(answer.status), Header: answer.header, Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(&answer.body), ContentLength: int64(answer.body.Len()),
	}, nil
}

// as is the request as the API gets it from a network connection.
func (i inside) as(r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	r.RemoteAddr, r.RequestURI = i.remote, r.URL.RequestURI()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	if i.token != "" {
		r.Header.Set("Authorization", "Bearer "+i.token)
	}
	r.Header.Set("Accept-Language", i.language)
	return r
}

// held is an answer of the API.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the answer's header.
func (h *held) Header() http.Header { return h.header }

// WriteHeader notes the status.
func (h *held) WriteHeader(status int) { h.status = status }

// Write adds to the body.
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// api is the client of one page.
func (c *Console) api(p *Page, token string) *wire.Client {
	through := inside{api: c.API, token: token, language: string(p.Language()), remote: p.Request.RemoteAddr}
	return &wire.Client{Server: "http://api/", Client: &http.Client{Transport: through}}
}

// answer reads what the API gave as a T, or its refusal:
//
//	history, err := answer[wire.CertificateHistory](p.API.ReadHistory(ctx, form, country, reference, nil))
func answer[T any](response *http.Response, err error) (T, error) {
	var value T
	raw, err := content(response, err)
	if err != nil {
		return value, err
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, fmt.Errorf("read answer of the API: %w", err)
	}
	return value, nil
}

// content is the bytes of an answer of the API, or its refusal.
func content(response *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, fmt.Errorf("ask the API: %w", err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("read answer of the API: %w", err)
	}
	if response.StatusCode < http.StatusBadRequest {
		return raw, nil
	}
	refused := Refused{Status: response.StatusCode}
	if err := json.Unmarshal(raw, &refused); err != nil {
		return nil, fmt.Errorf("read problem %d of the API: %w", response.StatusCode, err)
	}
	return nil, &refused
}
