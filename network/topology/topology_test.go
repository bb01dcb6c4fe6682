package topology

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func parseDemo(t *testing.T) *Topology {
	t.Helper()
	demo, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	return demo
}

func TestDemo(t *testing.T) {
	demo := parseDemo(t)
	collections := map[string][]string{}
	for _, c := range demo.Channels {
		for _, collection := range c.Collections {
			collections[c.Name+"/"+collection.Name] = collection.Members
		}
	}
	want := map[string][]string{
		"atiga/TH_VN":  {"THCustoms", "VNIssuer", "VNCustoms"},
		"vkfta/KR_VN":  {"KRCustoms", "VNIssuer", "VNCustoms"},
		"ukvfta/GB_VN": {"GBCustoms", "VNIssuer", "VNCustoms"},
	}
	if !reflect.DeepEqual(collections, want) {
		t.Errorf("collections %v, want %v", collections, want)
	}
	if o, _ := demo.Organisation("VNIssuer"); !slices.Equal(o.Administrators, []string{"admin@vnissuer", "admin-2@vnissuer"}) {
		t.Errorf("administrators %v", o.Administrators)
	}
	if got := demo.Peers("VNIssuer")[0].Address(); got != "127.0.0.1:7101" {
		t.Errorf("first peer at %s", got)
	}
	orderers := map[string]bool{}
	for _, o := range demo.Orderers() {
		orderers[o.Organisation] = true
	}
	if len(orderers) != 4 {
		t.Errorf("orderers of %v, want four organisations", orderers)
	}
}

// TestRoundTrip: the copy that a run directory keeps means the same.
func TestRoundTrip(t *testing.T) {
	demo := parseDemo(t)
	text, err := yaml.Marshal(demo)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if !reflect.DeepEqual(demo, again) {
		t.Errorf("read back as %+v, was %+v", again, demo)
	}
}

// TestAnotherMemberAndAgreement: a further member and a further agreement are
// lines in the file, nothing else.
func TestAnotherMemberAndAgreement(t *testing.T) {
	text := strings.Replace(string(DemoFile()), "# One channel per agreement.", `  - name: JPCustoms
    country: JP
    functions: [issuing, customs]
    api: 127.0.0.1:8446
# One channel per agreement.`, 1) + `  - name: vjepa
    members: [VNIssuer, VNCustoms, JPCustoms]
    endorsements: 2
  - name: ajcep
    members: [VNIssuer, THCustoms, JPCustoms]
    endorsements: 2
`
	grown, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := grown.Peers("JPCustoms")[0].Port; got != 7601 {
		t.Errorf("the sixth organisation's peer has port %d", got)
	}
	channel, _ := grown.Channel("ajcep")
	var names []string
	for _, c := range channel.Collections {
		names = append(names, c.Name)
	}
	if want := []string{"JP_TH", "JP_VN", "TH_VN"}; !slices.Equal(names, want) {
		t.Errorf("collections %v, want %v", names, want)
	}
	if len(grown.ChannelsOf("JPCustoms")) != 2 {
		t.Error("the new member is in two channels")
	}
}

// TestFaults: every fault is reported under its key with what would be right.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "production: false", "prodction: false", "prodction"},
		{"bad country", "country: KR", "country: Korea", "organisations[2].country"},
		{"bad function", "functions: [issuing]", "functions: [printing]", "must be one of: issuing customs"},
		{"unknown member", "members: [VNIssuer, VNCustoms, KRCustoms]", "members: [VNIssuer, VNCustoms, JPCustoms]", "channels[1].members[2]: no organisation is named JPCustoms"},
		{"too many endorsements", "endorsements: 2", "endorsements: 4", "channels[0].endorsements: 4 of 3"},
		{"three orderers", "    orderer: true\n    api: 127.0.0.1:8442", "    api: 127.0.0.1:8442", "at least 4"},
		{"same port twice", "api: 127.0.0.1:8442", "api: 127.0.0.1:8441", "organisations[1].api: port 8441 is also that of api.vnissuer (organisations[0].api)"},
		{"port out of range", "base_port: 7000", "base_port: 65000", "base_port"},
		{"two identity providers", "  audience: origo", "  issuer: https://id.example.org\n  audience: origo", "identity: give either"},
		{"demonstration in production", "production: false", "production: true", "identity.demonstration: a production network refuses"},
		{"bad time span", "interval: 100ms", "interval: soon", "not a time span"},
		{"timers in the wrong order", "request_complain: 2s", "request_complain: 200ms", "ordering.smartbft.request_complain"},
		{"role without function", "roles: [issuer]}", "roles: [customs]}", "has no function for the role customs"},
		{"member twice", "members: [VNIssuer, VNCustoms, THCustoms]", "members: [VNIssuer, VNIssuer, THCustoms]", "twice"},
		{"channel twice", "name: vkfta", "name: atiga", "channels[1].name: atiga stands here twice"},
		{"unknown service", "    api: 127.0.0.1:8441", "    ports: {orderer: 7777}\n    api: 127.0.0.1:8441", "organisations[0].ports.orderer: no such service"},
		{"name of an ordering MSP", "name: GBCustoms", "name: GBOrderer", "ordering MSP"},
		{"capital letter in a channel", "name: ukvfta", "name: UKVFTA", "lower-case letters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := string(DemoFile())
			if !strings.Contains(text, c.old) {
				t.Fatalf("the demonstration's file has no %q", c.old)
			}
			_, err := Parse([]byte(strings.Replace(text, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want it to mention %q", err, c.want)
			}
		})
	}
}

func TestExplicitPort(t *testing.T) {
	text := strings.Replace(string(DemoFile()), "    api: 127.0.0.1:8441", "    ports: {peer0: 17051}\n    api: 127.0.0.1:8441", 1)
	moved, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := moved.Peers("VNIssuer")[0].Port; got != 17051 {
		t.Errorf("port %d", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(DemoFile())
	f.Add([]byte("name: x\norganisations: []\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := Parse(data)
		if err != nil {
			return
		}
		for _, o := range parsed.Organisations { // whatever is accepted can be laid out
			parsed.Peers(o.Name)
			parsed.ChannelsOf(o.Name)
		}
		parsed.Listeners()
	})
}
