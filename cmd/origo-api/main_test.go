package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate/seal/demopki"
)

func file(t *testing.T, text string) string {
	t.Helper()
	directory := t.TempDir()
	path := filepath.Join(directory, "config.yaml")
	text = strings.ReplaceAll(text, "STATE", filepath.Join(directory, "state"))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const apiConfig = `
organisation: VNIssuer
country: VN
functions: [issuing]
listen: 127.0.0.1:0
state: {dir: STATE}
identity: {issuer: "http://127.0.0.1:1", audience: origo}
ledger:
  msp_id: VNIssuer
  chaincode: origo
  channels: [atiga]
  peer: {address: "127.0.0.1:1", server_name: peer0, tls_ca: absent.crt}
  users: {issuer: {certificate: absent.pem, key: absent.pem}}
`

// TestStartErrors: each names the key and what to do.
func TestStartErrors(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	demo := "listen: ADDRESS\nissuer: http://ADDRESS\n"
	for name, c := range map[string]struct {
		args []string
		want string
		code int
	}{
		"no file":         {nil, "usage", 2},
		"unknown flag":    {[]string{"--cfg", "x"}, "usage", 2},
		"surplus":         {[]string{"--config", "x", "y"}, "usage", 2},
		"absent":          {[]string{"--config", "absent.yaml"}, "read configuration", 1},
		"empty key":       {[]string{"--config", file(t, strings.Replace(apiConfig, "country: VN", "", 1))}, "country", 1},
		"identity":        {[]string{"--config", file(t, strings.Replace(apiConfig, "http://127.0.0.1:1", "http://id.example", 1))}, "identity.issuer", 1},
		"production":      {[]string{"--config", file(t, apiConfig+"production: true\nconsole: {off: true}\n")}, "identity.issuer", 1},
		"ledger":          {[]string{"--config", file(t, apiConfig)}, "ledger", 1},
		"rebuild, ledger": {[]string{"rebuild", "--config", file(t, apiConfig)}, "ledger", 1},
		"fsck, ledger":    {[]string{"fsck", "--config", file(t, apiConfig)}, "ledger", 1},
		"read model":      {[]string{"--config", file(t, apiConfig+"read_model: {driver: oracle, dsn: x}\n")}, "read_model.driver", 1},
		"demo, address":   {[]string{"demo-identity", "--config", file(t, strings.ReplaceAll(demo, "ADDRESS", "0.0.0.0:1"))}, "listen", 1},
		"demo, busy":      {[]string{"demo-identity", "--config", file(t, strings.ReplaceAll(demo, "ADDRESS", busy.Addr().String()))}, "key listen", 1},
		"corrections":     {[]string{"--config", file(t, apiConfig+"corrections: absent.csv\n")}, "absent.csv", 1},
	} {
		t.Run(name, func(t *testing.T) {
			err := run(context.Background(), c.args, io.Discard)
			var said bytes.Buffer
			if code := exitCode(err, &said); code != c.code || !strings.Contains(said.String(), c.want) {
				t.Errorf("exit code %d: %s", code, said.String())
			}
		})
	}
}

func TestRefusesGODEBUG(t *testing.T) {
	t.Setenv("GODEBUG", "x509sha1=1")
	if err := run(context.Background(), nil, io.Discard); err == nil || !strings.Contains(err.Error(), "GODEBUG") {
		t.Errorf("got %v", err)
	}
}

// TestDemoIdentityRunsAndStops starts the program's second face, asks it, and
// stops it as SIGTERM does.
func TestDemoIdentityRunsAndStops(t *testing.T) {
	address := freeAddress(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	config := file(t, "listen: "+address+"\nissuer: http://"+address+"\n")
	go func() { ended <- run(ctx, []string{"demo-identity", "--config", config}, io.Discard) }()
	if err := answers("http://" + address + "/.well-known/openid-configuration"); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func answers(url string) error {
	for range 100 {
		answer, err := http.Get(url)
		if err == nil {
			answer.Body.Close()
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return errors.New("never answered")
}

// TestServesBeforeItsNeighbours starts an organisation's server while neither
// peer nor identity provider is there: it is alive, says it is not ready, and
// stops when asked.
func TestServesBeforeItsNeighbours(t *testing.T) {
	certificate, key := userFiles(t)
	address := freeAddress(t)
	config := strings.NewReplacer("127.0.0.1:0", address, "absent.crt", certificate,
		"certificate: absent.pem", "certificate: "+certificate, "key: absent.pem", "key: "+key).Replace(apiConfig)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, []string{"--config", file(t, config)}, io.Discard) }()
	if err := answers("http://" + address + "/healthz"); err != nil {
		t.Error(err)
	}
	ready, err := http.Get("http://" + address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Body.Close()
	said, _ := io.ReadAll(ready.Body)
	if ready.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(said), `"ledger atiga"`) {
		t.Errorf("readiness %d: %s", ready.StatusCode, said)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// userFiles writes a ledger user's certificate and key.
func userFiles(t *testing.T) (certificate, key string) {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "Test", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	keyPEM, err := demopki.KeyPEM(authority.RootKey)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, string(demopki.CertificatePEM(authority.Root))), file(t, string(keyPEM))
}

func freeAddress(t *testing.T) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	return free.Addr().String()
}
