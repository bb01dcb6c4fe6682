// Package apiclient speaks to one organisation's Origo API (api/openapi.yaml)
// for the command line: it carries the bearer token, bounds what it reads and
// turns problem details into errors that say what to do.
package apiclient

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// maxAnswer bounds an answer of the API, in bytes: a registry export is the
// largest and stays far below.
const maxAnswer = 64 << 20

// Tokens yields the bearer token of whoever is signed in.
type Tokens interface {
	// Token is a token that is valid now, fetched or renewed as needed. One
	// that was just refused is passed as stale and not given again; this
	// happens when the demonstration's identity provider was started anew.
	Token(ctx context.Context, stale string) (string, error)
}

// Client is one person's access to one organisation's API.
type Client struct {
	base   string
	http   *http.Client
	tokens Tokens
}

// New makes a client of the API at base, such as http://127.0.0.1:8441. With
// nil tokens only the public routes answer.
func New(base string, tokens Tokens) *Client {
	return &Client{base: strings.TrimRight(base, "/"), http: Transport(), tokens: tokens}
}

// Transport is an HTTP client with bounded waits, made for many requests to
// few hosts. A commit on the ledger takes well under its limit of a minute.
func Transport() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	return &http.Client{Timeout: time.Minute, Transport: transport}
}

// Base is the address of the API.
func (c *Client) Base() string { return c.base }

// request is one exchange with the API. A nil body sends none.
type request struct {
	method string
	path   string
	body   any
	public bool // needs no token
}

// ask performs the exchange and reads its answer.
func ask[T any](ctx context.Context, c *Client, r request) (T, error) {
	var said T
	err := c.do(ctx, r, &said)
	return said, err
}

// do performs the exchange and reads the answer into out. A token that the API
// no longer takes is renewed once.
func (c *Client) do(ctx context.Context, r request, out any) error {
	token, err := c.token(ctx, r, "")
	if err != nil {
		return err
	}
	got, err := c.exchange(ctx, r, token)
	if err == nil && got.status == http.StatusUnauthorized && token != "" {
		if token, err = c.token(ctx, r, token); err != nil {
			return err
		}
		got, err = c.exchange(ctx, r, token)
	}
	switch {
	case err != nil:
		return err
	case got.status >= http.StatusBadRequest:
		return problem(got)
	}
	if err := json.Unmarshal(got.body, out); err != nil {
		return fmt.Errorf("read the answer to %s %s: %w", r.method, r.path, err)
	}
	return nil
}

// token is the token for the request, none where it needs none.
func (c *Client) token(ctx context.Context, r request, stale string) (string, error) {
	if r.public || c.tokens == nil {
		return "", nil
	}
	return c.tokens.Token(ctx, stale)
}

// answer is what came back from the API.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// exchange sends the request once and reads its answer.
func (c *Client) exchange(ctx context.Context, r request, token string) (answer, error) {
	request, err := c.build(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, &Unreachable{Address: c.base, Err: err}
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	switch {
	case err != nil:
		return answer{}, &Unreachable{Address: c.base, Err: err}
	case len(raw) > maxAnswer:
		return answer{}, errors.New("the API's answer is too large")
	}
	return answer{status: response.StatusCode, header: response.Header, body: raw}, nil
}

// build makes the HTTP request.
func (c *Client) build(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		raw, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("write the request %s %s: %w", r.method, r.path, err)
		}
		body = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, body)
	if err != nil {
		return nil, fmt.Errorf("make the request %s %s: %w", r.method, r.path, err)
	}
	request.Header.Set("Accept", "application/json, application/problem+json")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, nil
}
