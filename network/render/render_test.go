package render

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"origo/network/layout"
	"origo/network/topology"
)

func fixture(t *testing.T) (layout.Layout, *topology.Topology) {
	t.Helper()
	demo, err := topology.Demo()
	if err != nil {
		t.Fatal(err)
	}
	return layout.Layout{Run: "/srv/origo", Programs: "/opt/origo"}, demo
}

// at walks down a YAML document.
func at(t *testing.T, text []byte, keys ...string) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for _, key := range keys {
		mapping, ok := value.(map[string]any)
		if !ok {
			t.Fatalf("no %s in %v", key, keys)
		}
		value = mapping[key]
	}
	return value
}

func TestCore(t *testing.T) {
	l, demo := fixture(t)
	text, err := Core(l, demo, demo.Peers("KRCustoms")[0])
	if err != nil {
		t.Fatal(err)
	}
	for want, keys := range map[string][]string{
		"127.0.0.1:7301": {"peer", "address"},
		"KRCustoms":      {"peer", "localMspId"},
		"goleveldb":      {"ledger", "state", "stateDatabase"},
		"127.0.0.1:7303": {"operations", "listenAddress"},
		"/srv/origo/network/data/peer0.krcustoms": {"peer", "fileSystemPath"},
	} {
		if len(keys) > 0 && at(t, text, keys...) != want {
			t.Errorf("%v is %v, want %s", keys, at(t, text, keys...), want)
		}
	}
	filters := at(t, text, "peer", "handlers", "authFilters").([]any)
	if len(filters) != 3 || !strings.Contains(string(text), "TimeWindowCheck") {
		t.Errorf("authentication filters %v", filters)
	}
	if at(t, text, "vm") != nil {
		t.Error("with a vm section the peer would look for Docker")
	}
}

func TestOrderer(t *testing.T) {
	l, demo := fixture(t)
	text, err := Orderer(l, demo.Orderers()[1])
	if err != nil {
		t.Fatal(err)
	}
	if got := at(t, text, "General", "LocalMSPID"); got != "KRCustomsOrderer" {
		t.Errorf("MSP %v", got)
	}
	if got := at(t, text, "ChannelParticipation", "MaxRequestBodySize"); got != "1 MB" {
		t.Errorf("without a limit Fabric refuses every join request; it is %v", got)
	}
}

func TestConfigtx(t *testing.T) {
	_, demo := fixture(t)
	channel, _ := demo.Channel("ukvfta")
	text, err := Configtx("/srv/orgs", demo, channel)
	if err != nil {
		t.Fatal(err)
	}
	if got := at(t, text, "Profiles", "ukvfta", "Capabilities", "V3_0"); got != true {
		t.Errorf("BFT ordering needs the capability V3_0; it is %v", got)
	}
	if got := at(t, text, "Profiles", "ukvfta", "Orderer", "ConsenterMapping").([]any); len(got) != 4 {
		t.Errorf("%d consenters", len(got))
	}
	members := at(t, text, "Profiles", "ukvfta", "Application", "Organizations").([]any)
	if len(members) != 3 || strings.Contains(string(text), "'KRCustoms.") {
		t.Errorf("Korea must have no part in the channel of another agreement: %v", members)
	}
}

func TestProfile(t *testing.T) {
	l, demo := fixture(t)
	text, err := Profile(l, demo, "KRCustoms")
	if err != nil {
		t.Fatal(err)
	}
	if got := at(t, text, "channels").(map[string]any); len(got) != 1 {
		t.Errorf("channels %v, want vkfta only", got)
	}
	if got := at(t, text, "channels", "vkfta", "orderers").([]any); len(got) != 4 {
		t.Errorf("orderers %v", got)
	}
	if got := at(t, text, "channels", "vkfta", "policies", "discovery", "maxTargets"); got != 1 {
		t.Errorf("maxTargets %v: more than one stalls the first call", got)
	}
}

func TestServices(t *testing.T) {
	l, demo := fixture(t)
	o, _ := demo.Organisation("VNIssuer")
	text, err := API(l, demo, o)
	if err != nil {
		t.Fatal(err)
	}
	if at(t, text, "ledger", "peer", "address") != "127.0.0.1:7101" || at(t, text, "ledger", "users", "customs") != nil {
		t.Errorf("API configuration\n%s", text)
	}
	own := at(t, text, "ledger", "administrators", "admin-2@vnissuer", "key").(string)
	if !strings.HasSuffix(own, "/users/admin-2/msp/keystore/key.pem") {
		t.Errorf("the second administrator's key is %s", own)
	}
	if text, err = Identity(demo); err != nil || len(at(t, text, "users").([]any)) != 23 || strings.Count(string(text), "registration:") != 5 {
		t.Errorf("identity configuration %v\n%s", err, text)
	}
	if e := NewEndpoints(demo); e.APIs["GBCustoms"] != "http://127.0.0.1:8444" || e.Organisations["GBCustoms"].Country != "GB" {
		t.Errorf("endpoints %+v", e)
	}
}

func TestQuotable(t *testing.T) {
	for path, fine := range map[string]bool{"/srv/origo run": true, "/srv/a:b": false, "/srv/{x}": false, "/srv/é": true} {
		if err := Quotable(path); (err == nil) != fine {
			t.Errorf("%s: %v", path, err)
		}
	}
}
