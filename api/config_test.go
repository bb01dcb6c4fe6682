package api

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/client"
)

const goodConfig = `
organisation: VNIssuer
country: VN
functions: [issuing, customs]
listen: 127.0.0.1:8441
production: false
state: {dir: state}
identity: {issuer: "http://127.0.0.1:8440", audience: origo}
ledger:
  msp_id: VNIssuer
  chaincode: origo
  channels: [atiga, vkfta]
  peer: {address: "127.0.0.1:7101", server_name: peer0.vnissuer, tls_ca: ca.crt}
  users:
    issuer: {certificate: cert.pem, key: key.pem}
    customs: {certificate: cert.pem, key: key.pem}
`

func TestConfig(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"good":             {"", "", ""},
		"no organisation":  {"organisation: VNIssuer", "", "organisation"},
		"country":          {"country: VN", "country: Vietnam", "country"},
		"listen":           {"127.0.0.1:8441", "8441", "listen"},
		"tracing endpoint": {"state: {", "tracing: {endpoint: collector}\nstate: {", "tracing.endpoint"},
		"tracing share":    {"state: {", "tracing: {percent: 101}\nstate: {", "tracing.percent"},
		"no state":         {"state: {dir: state}", "", "state.dir"},
		"function":         {"[issuing, customs]", "[cooking]", "functions"},
		"no function":      {"[issuing, customs]", "[]", "functions"},
		"user missing":     {"    customs: {certificate: cert.pem, key: key.pem}", "", "ledger.users"},
		"channel":          {"[atiga, vkfta]", "[nafta]", "ledger.channels"},
		"channel twice":    {"[atiga, vkfta]", "[atiga, atiga]", "ledger.channels"},
		"warm":             {"production: false", "warm: {entries: -1}", "warm.entries"},
		"console":          {"production: false", "console: {public_url: ftp://x}", "console.public_url"},
		"console, secure":  {"production: false", "production: true", "console.public_url"},
		"console off":      {"production: false", "production: true\nconsole: {off: true}", ""},
		"no channel":       {"[atiga, vkfta]", "[]", "ledger.channels"},
		"misspelt key":     {"production: false", "prodution: false", "prodution"},
		"not YAML":         {"country: VN", "country: [", "configuration"},
		"wrong type":       {"production: false", "production: 7", "configuration"},
		"misspelt peer":    {"server_name", "servername", "servername"},
		"nothing in there": {goodConfig, "", "configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "api.yaml")
			if err := os.WriteFile(file, []byte(strings.Replace(goodConfig, c.old, c.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			var config Config
			err := LoadYAML(file, &config)
			if err == nil {
				err = config.Check()
			}
			switch {
			case c.want == "" && err != nil:
				t.Fatal(err)
			case c.want == "":
				if config.Ledger.Organisation != "VNIssuer" || config.Ledger.Channels[1] != certificate.VKFTA || config.Ledger.Peer.TLSCA != "ca.crt" {
					t.Errorf("%+v", config)
				}
			case err == nil || !strings.Contains(err.Error(), c.want):
				t.Errorf("got %v, want a word about %s", err, c.want)
			}
		})
	}
	if err := LoadYAML("absent.yaml", &Config{}); err == nil {
		t.Error("an absent file is accepted")
	}
}

func TestNewNeedsEverything(t *testing.T) {
	if _, err := New(Options{Organisation: "VNIssuer"}); err == nil {
		t.Error("a server without registries is made")
	}
}

// TestGracefulStop stops the server while a request is under way.
func TestGracefulStop(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	begun := make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		time.Sleep(200 * time.Millisecond)
		_, _ = io.WriteString(w, "done")
	})
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, listener, slow, slog.New(slog.DiscardHandler)) }()
	go func() { <-begun; stop() }()
	answer, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, _ := io.ReadAll(answer.Body); string(text) != "done" {
		t.Errorf("the request under way got %q", text)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestServeFails(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	if err := Serve(context.Background(), listener, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("serving on a closed listener succeeds")
	}
}

func TestLedgersWithoutConnection(t *testing.T) {
	l := NewLedgers(nil, client.Config{Channels: certificate.Agreements(), Users: map[string]client.User{"issuer": {}, "admin": {}}})
	if len(l.Agreements()) != 3 || l.readers[0] != "issuer" {
		t.Errorf("%+v", l)
	}
}

func TestLimiterForgetsRatherThanGrows(t *testing.T) {
	now := today
	l := newLimiter(1, func() time.Time { return now })
	for i := range maxClients + 5 {
		l.allow(net.IPv4(10, byte(i>>16), byte(i>>8), byte(i)).String())
	}
	if len(l.clients) > maxClients {
		t.Errorf("%d clients are remembered", len(l.clients))
	}
	if client64("2001:db8::1") != client64("2001:db8::2") || client64("::ffff:1.2.3.4") != client64("1.2.3.4") || client64("?") != client64("!") {
		t.Error("one client counts as several")
	}
	for l.allow("192.0.2.1") {
	}
	now = now.Add(2 * time.Second)
	if !l.allow("192.0.2.1") {
		t.Error("an allowance does not come back")
	}
}
