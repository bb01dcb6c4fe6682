// Package participation tells an orderer which channels to take part in,
// through the HTTPS interface that Fabric 3 gives its administrator.
package participation

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"time"

	"origo/network/layout"
	"origo/network/topology"
)

const channelsPath = "/participation/v1/channels"

// Client administers one orderer.
type Client struct {
	name string
	base string
	http *http.Client
}

// New makes a client that identifies itself with the orderer's own TLS
// certificate, which the orderer trusts for this.
func New(l layout.Layout, o topology.Orderer) (*Client, error) {
	identity := l.Node(o.Organisation, o.Directory)
	pair, err := tls.LoadX509KeyPair(identity.TLSCertificate(), identity.TLSKey())
	if err != nil {
		return nil, fmt.Errorf("administration of %s: %w", o.Name, err)
	}
	authority, err := os.ReadFile(l.OrderingTLSAuthority(o.Organisation))
	if err != nil {
		return nil, fmt.Errorf("administration of %s: %w", o.Name, err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}}
	return &Client{
		name: o.Name,
		base: "https://" + topology.Address("127.0.0.1", o.Admin) + channelsPath,
		http: &http.Client{Timeout: 20 * time.Second, Transport: transport},
	}, nil
}

// Channels lists the channels the orderer takes part in.
func (c *Client) Channels(ctx context.Context) ([]string, error) {
	var answer struct{ Channels []struct{ Name string } }
	if err := c.call(ctx, request{method: http.MethodGet}, &answer); err != nil {
		return nil, err
	}
	var names []string
	for _, channel := range answer.Channels {
		names = append(names, channel.Name)
	}
	return names, nil
}

// State is an orderer's part in a channel.
type State struct {
	Status   string `json:"status"`            // active, onboarding or inactive
	Relation string `json:"consensusRelation"` // consenter or follower
	Height   uint64 `json:"height"`
}

// State asks for the orderer's part in one channel.
func (c *Client) State(ctx context.Context, channel string) (State, error) {
	var state State
	err := c.call(ctx, request{method: http.MethodGet, path: "/" + channel}, &state)
	return state, err
}

// Join makes the orderer take part in the channel of a genesis block.
func (c *Client) Join(ctx context.Context, block []byte) error {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("config-block", "config.block")
	if err != nil {
		return fmt.Errorf("join of %s: %w", c.name, err)
	}
	if _, err := part.Write(block); err != nil {
		return fmt.Errorf("join of %s: %w", c.name, err)
	}
	if err := form.Close(); err != nil {
		return fmt.Errorf("join of %s: %w", c.name, err)
	}
	return c.call(ctx, request{method: http.MethodPost, body: &body, contentType: form.FormDataContentType()}, nil)
}

// request is one call of the interface.
type request struct {
	method, path string
	body         io.Reader
	contentType  string
}

// call sends a request and reads a JSON answer into answer, unless it is nil.
func (c *Client) call(ctx context.Context, r request, answer any) error {
	data, err := c.send(ctx, r)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	if answer == nil {
		return nil
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("%s: answer not understood: %w", c.name, err)
	}
	return nil
}

func (c *Client) send(ctx context.Context, r request) ([]byte, error) {
	call, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, r.body)
	if err != nil {
		return nil, err
	}
	if r.contentType != "" {
		call.Header.Set("Content-Type", r.contentType)
	}
	response, err := c.http.Do(call)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("answers %s: %s", response.Status, bytes.TrimSpace(data))
	}
	return data, err
}
