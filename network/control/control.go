// Package control lets other programs of this host speak to a running
// supervisor, over a socket that only its owner may open.
package control

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"origo/network"
)

// longestSocket is what a socket address can hold on every system we know.
const longestSocket = 100

// Socket is where the supervisor of a run directory listens. Sockets have
// short names: below a deep directory it moves to the temporary directory.
func Socket(run string) (string, error) {
	absolute, err := filepath.Abs(run)
	if err != nil {
		return "", fmt.Errorf("run directory %s: %w", run, err)
	}
	path := filepath.Join(absolute, "network.sock")
	if len(path) <= longestSocket {
		return path, nil
	}
	sum := sha256.Sum256([]byte(absolute))
	return filepath.Join(os.TempDir(), "origo-"+hex.EncodeToString(sum[:8])+".sock"), nil
}

// Upgrade asks for a new release of the contract.
type Upgrade struct {
	Version string `json:"version"`
	Program string `json:"program"` // absolute
}

// Serve answers on the socket of a run directory until the function returned
// is called.
func Serve(run string, n *network.Network) (func(), error) {
	path, err := Socket(run)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		listener.Close()
		return nil, fmt.Errorf("control socket: %w", err)
	}
	server := &http.Server{Handler: routes(n), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Close
	return func() { _ = server.Close() }, nil
}

func routes(n *network.Network) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(n.Status(r.Context())) // the caller sees a short answer
	})
	actions := map[string]func(network.Process) error{
		"stop": network.Process.Stop, "start": network.Process.Start, "kill": network.Process.Kill,
	}
	for name, act := range actions {
		mux.HandleFunc("POST /processes/{name}/"+name, func(w http.ResponseWriter, r *http.Request) {
			answer(w, act(n.Process(r.PathValue("name"))))
		})
	}
	mux.HandleFunc("POST /upgrade", func(w http.ResponseWriter, r *http.Request) {
		var u Upgrade
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&u)
		if err == nil {
			err = n.Upgrade(r.Context(), u.Version, u.Program)
		}
		answer(w, err)
	})
	return mux
}

func answer(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Client speaks to the supervisor of a run directory.
type Client struct {
	run  string
	http http.Client
}

// NewClient makes a client; nothing need run yet.
func NewClient(run string) (*Client, error) {
	path, err := Socket(run)
	if err != nil {
		return nil, err
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}
	return &Client{run: run, http: http.Client{Transport: &http.Transport{DialContext: dial}}}, nil
}

// Status asks for the state of everything.
func (c *Client) Status(ctx context.Context) (network.Status, error) {
	var s network.Status
	data, err := c.call(ctx, http.MethodGet, "/status", nil)
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	return s, err
}

// Act does something with a process: "stop", "start" or "kill".
func (c *Client) Act(ctx context.Context, action, process string) error {
	_, err := c.call(ctx, http.MethodPost, "/processes/"+process+"/"+action, nil)
	return err
}

// Upgrade puts a new release of the contract into force.
func (c *Client) Upgrade(ctx context.Context, u Upgrade) error {
	body, err := json.Marshal(u)
	if err != nil {
		return err
	}
	_, err = c.call(ctx, http.MethodPost, "/upgrade", body)
	return err
}

func (c *Client) call(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://supervisor"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("no network runs in %s (%w); start it with: make up", c.run, err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(io.LimitReader(response.Body, 8<<20))
	if err == nil && response.StatusCode >= 300 {
		err = errors.New(string(bytes.TrimSpace(data)))
	}
	return data, err
}
