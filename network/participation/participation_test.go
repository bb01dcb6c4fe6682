package participation

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// orderer answers as Fabric's participation interface does.
func orderer(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	return &Client{name: "orderer.vncustoms", base: server.URL + channelsPath, http: server.Client()}
}

func TestChannelsAndState(t *testing.T) {
	c := orderer(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case channelsPath:
			_, _ = io.WriteString(w, `{"systemChannel":null,"channels":[{"name":"atiga","url":"/x"},{"name":"vkfta"}]}`)
		case channelsPath + "/atiga":
			_, _ = io.WriteString(w, `{"name":"atiga","consensusRelation":"consenter","status":"active","height":7}`)
		default:
			http.Error(w, `{"error":"channel does not exist"}`, http.StatusNotFound)
		}
	})
	names, err := c.Channels(t.Context())
	if err != nil || strings.Join(names, " ") != "atiga vkfta" {
		t.Errorf("channels %v, %v", names, err)
	}
	state, err := c.State(t.Context(), "atiga")
	if err != nil || state != (State{Status: "active", Relation: "consenter", Height: 7}) {
		t.Errorf("state %+v, %v", state, err)
	}
	_, err = c.State(t.Context(), "ukvfta")
	if err == nil || !strings.Contains(err.Error(), "orderer.vncustoms") || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("of an unknown channel: %v", err)
	}
}

func TestJoinSendsTheBlock(t *testing.T) {
	var got string
	c := orderer(t, func(w http.ResponseWriter, r *http.Request) {
		file, _, err := r.FormFile("config-block")
		if err != nil || r.Method != http.MethodPost {
			http.Error(w, "no block", http.StatusBadRequest)
			return
		}
		block, _ := io.ReadAll(file)
		got = string(block)
		w.WriteHeader(http.StatusCreated)
	})
	if err := c.Join(t.Context(), []byte("genesis")); err != nil || got != "genesis" {
		t.Errorf("the orderer got %q, %v", got, err)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	c := orderer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") })
	if _, err := c.Channels(t.Context()); err == nil || !strings.Contains(err.Error(), "not understood") {
		t.Errorf("got %v", err)
	}
}
