// Package memsite runs the demonstration's five APIs and its identity provider
// over ledgers in memory, so that tests of the command line go through every
// layer but Fabric itself.
package memsite

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"origo/api"
	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/certificate"
	"origo/chaincode/memledger"
	"origo/client/memory"
	"origo/cmd/origo/internal/site"
)

// organisation is a member of the demonstration network.
type organisation struct {
	name, country string
	roles         []identity.Role
	channels      []certificate.Agreement
}

// organisations lists the members.
func organisations() []organisation {
	all := certificate.Agreements()
	both := []identity.Role{identity.Issuer, identity.Customs, identity.Admin}
	return []organisation{
		{"VNIssuer", "VN", []identity.Role{identity.Issuer, identity.Admin}, all},
		{"VNCustoms", "VN", []identity.Role{identity.Customs, identity.Admin}, all},
		{"KRCustoms", "KR", both, []certificate.Agreement{certificate.VKFTA}},
		{"GBCustoms", "GB", both, []certificate.Agreement{certificate.UKVFTA}},
		{"THCustoms", "TH", both, []certificate.Agreement{certificate.ATIGA}},
	}
}

// describe is the organisation as origo-network tells people's tools.
func (o organisation) describe() site.Organisation {
	described := site.Organisation{Country: o.country}
	for role, function := range map[identity.Role]string{identity.Issuer: "issuing", identity.Customs: "customs"} {
		if slices.Contains(o.roles, role) {
			described.Functions = append(described.Functions, function)
		}
	}
	for _, a := range o.channels {
		described.Channels = append(described.Channels, string(a))
	}
	return described
}

// Start runs a fresh network until the test ends and returns its run
// directory. The clock stamps transactions and tokens.
func Start(t *testing.T, now func() time.Time) string {
	t.Helper()
	run := t.TempDir()
	channels := openChannels(t, now)
	provider := startIdentity(t, run, now)
	apis, described := map[string]string{}, map[string]site.Organisation{}
	for _, o := range organisations() {
		apis[o.name] = startAPI(t, o, registries{organisation: o, channels: channels, now: now}, provider, now)
		described[o.name] = o.describe()
	}
	endpoints := map[string]any{"identity": provider, "apis": apis, "organisations": described}
	raw, err := json.Marshal(endpoints)
	check(t, err)
	check(t, os.WriteFile(filepath.Join(run, "network", "endpoints.json"), raw, 0o600))
	return run
}

// openChannels starts a ledger in memory for every agreement.
func openChannels(t *testing.T, now func() time.Time) map[certificate.Agreement]*memledger.Ledger {
	channels := map[certificate.Agreement]*memledger.Ledger{}
	for _, a := range certificate.Agreements() {
		channel, err := memory.Channel(a)
		check(t, err)
		channel.SetTime(now())
		channels[a] = channel
	}
	return channels
}

// words are how the demonstration's user names begin.
var words = map[identity.Role]string{identity.Issuer: "issuer", identity.Customs: "officer", identity.Admin: "admin"}

// user is a demonstration user of the organisation.
func (o organisation) user(name string, role identity.Role) demo.User {
	return demo.User{Name: name, Password: "demo", Roles: []identity.Role{role}, Organisation: o.name, Country: o.country}
}

// startIdentity runs the demonstration identity provider with a user for every
// role of every organisation, and writes its configuration as origo-network
// does.
func startIdentity(t *testing.T, run string, now func() time.Time) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	address := listener.Addr().String()
	config := demo.Config{Listen: address, Issuer: "http://" + address}
	for _, o := range organisations() {
		for _, role := range o.roles {
			name := fmt.Sprintf("%s@%s", words[role], strings.ToLower(o.name))
			config.Users = append(config.Users, o.user(name, role))
		}
		config.Users = append(config.Users, o.user("admin-2@"+strings.ToLower(o.name), identity.Admin))
	}
	raw, err := yaml.Marshal(config)
	check(t, err)
	check(t, os.MkdirAll(filepath.Join(run, "network"), 0o700))
	check(t, os.WriteFile(filepath.Join(run, "network", "demo-identity.yaml"), raw, 0o600))
	provider, err := demo.New(config, now)
	check(t, err)
	server := &http.Server{Handler: provider.Handler()}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return config.Issuer
}

// startAPI runs one organisation's API.
func startAPI(t *testing.T, o organisation, r registries, provider string, now func() time.Time) string {
	verifier, err := identity.NewVerifier(identity.Settings{Issuer: provider, Audience: "origo", Now: now})
	check(t, err)
	server, err := api.New(api.Options{
		Organisation: o.name, Country: o.country, Registries: r, Identity: verifier,
		Log: slog.New(slog.DiscardHandler), Now: now, StatusRate: 1000, StateDir: t.TempDir(),
	})
	check(t, err)
	t.Cleanup(func() { _ = server.Close() })
	listening := httptest.NewServer(server)
	t.Cleanup(listening.Close)
	return listening.URL
}

// check ends the test on an error of its preparation.
func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
