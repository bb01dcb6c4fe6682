// Package topology describes a network: which organisations there are, what
// each of them runs and where, and which agreements they share. It is read
// from one YAML file, checked completely before anything is made or started,
// and pure: no network, no clock, no file but the one it is given.
package topology

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

//go:embed demo.yaml
var demo []byte

// maxFile bounds a topology file; a real one has a few kilobytes.
const maxFile = 1 << 20

// Topology is a whole network.
type Topology struct {
	Name          string         `yaml:"name" validate:"required,network_name"`
	Production    bool           `yaml:"production"`
	BasePort      int            `yaml:"base_port" validate:"min=1024,max=60000"`
	Identity      Identity       `yaml:"identity"`
	Contract      Contract       `yaml:"contract"`
	Ordering      Ordering       `yaml:"ordering"`
	Organisations []Organisation `yaml:"organisations" validate:"min=1,max=50,dive"`
	Channels      []Channel      `yaml:"channels" validate:"min=1,max=50,dive"`
}

// Identity names the OpenID provider that people sign in with: the
// demonstration's own (an address to listen on) or a real one (its issuer URL).
type Identity struct {
	Demonstration string `yaml:"demonstration,omitempty" validate:"omitempty,hostname_port"`
	Issuer        string `yaml:"issuer,omitempty" validate:"omitempty,url"`
	Audience      string `yaml:"audience" validate:"required"`
}

// IssuerURL is the issuer that tokens must carry.
func (i Identity) IssuerURL() string {
	if i.Issuer != "" {
		return i.Issuer
	}
	return "http://" + i.Demonstration
}

// Contract is the chaincode of every channel, as a new network gets it.
type Contract struct {
	Name    string `yaml:"name" validate:"required,contract_name"`
	Version string `yaml:"version" validate:"required,contract_version"`
}

// Ordering holds the settings of the ordering service.
type Ordering struct {
	Batch    Batch    `yaml:"batch"`
	SmartBFT SmartBFT `yaml:"smartbft"`
}

// Batch says when a block is cut.
type Batch struct {
	Interval       Duration `yaml:"interval" validate:"min=1"`
	Messages       int      `yaml:"messages" validate:"min=1,max=10000"`
	PreferredBytes int      `yaml:"preferred_bytes" validate:"min=1024"`
	MaximumBytes   int      `yaml:"maximum_bytes" validate:"min=1024,max=52428800,gtefield=PreferredBytes"`
}

// SmartBFT holds the timers of the consensus protocol. They are part of the
// genesis block: changing them later is a channel configuration update.
type SmartBFT struct {
	RequestForward   Duration `yaml:"request_forward" validate:"min=1"`
	RequestComplain  Duration `yaml:"request_complain" validate:"gtfield=RequestForward"`
	RequestRemove    Duration `yaml:"request_remove" validate:"gtfield=RequestComplain"`
	ViewChange       Duration `yaml:"view_change" validate:"gtfield=ViewChangeResend"`
	ViewChangeResend Duration `yaml:"view_change_resend" validate:"min=1"`
	Heartbeat        Duration `yaml:"heartbeat" validate:"min=1"`
	HeartbeatCount   int      `yaml:"heartbeat_count" validate:"min=1"`
	Collect          Duration `yaml:"collect" validate:"min=1"`
	PoolSize         int      `yaml:"pool_size" validate:"min=1"`
	BufferSize       int      `yaml:"buffer_size" validate:"min=1"`
}

// Organisation is one administration and what it runs.
type Organisation struct {
	Name      string         `yaml:"name" validate:"required,organisation_name"`
	Country   string         `yaml:"country" validate:"required,iso3166_1_alpha2"`
	Functions []string       `yaml:"functions" validate:"min=1,unique,dive,oneof=issuing customs"`
	Host      string         `yaml:"host,omitempty" validate:"omitempty,hostname_rfc1123|ip"`
	Listen    string         `yaml:"listen,omitempty" validate:"omitempty,ip"`
	Peers     int            `yaml:"peers,omitempty" validate:"min=0,max=4"`
	Orderer   bool           `yaml:"orderer,omitempty"`
	API       string         `yaml:"api" validate:"required,hostname_port"`
	Ports     map[string]int `yaml:"ports,omitempty" validate:"dive,min=1024,max=65535"`
	Users     []User         `yaml:"users" validate:"dive"`

	// Administrators are the people, by their names in tokens, who have a ledger
	// identity of their own. Two are needed to revoke a signer. By default they
	// are the Users with the role admin.
	Administrators []string `yaml:"administrators,omitempty" validate:"max=50,unique,dive,required,max=100"`
}

// User is a person of the demonstration's identity provider.
type User struct {
	Name     string   `yaml:"name" validate:"required,max=100"`
	Password string   `yaml:"password" validate:"required,min=8"`
	Roles    []string `yaml:"roles" validate:"min=1,unique,dive,oneof=issuer customs trader admin"`

	// Registration numbers of the exporters and importers that a trader acts for.
	Registration []string `yaml:"registration,omitempty" validate:"max=50,unique,dive,min=4,max=35"`
}

// Channel is one agreement with its parties.
type Channel struct {
	Name         string       `yaml:"name" validate:"required,channel_name"`
	Members      []string     `yaml:"members" validate:"min=1,unique"`
	Endorsements int          `yaml:"endorsements" validate:"min=1"`
	Collections  []Collection `yaml:"collections,omitempty" validate:"dive"`
}

// Collection is private data that only Members keep and read. Endorsements of
// them must sign a transaction that writes it.
type Collection struct {
	Name         string   `yaml:"name" validate:"required,collection_name"`
	Members      []string `yaml:"members" validate:"min=1,unique"`
	Endorsements int      `yaml:"endorsements" validate:"min=1"`
}

// Duration is a time span written as Go writes it, "100ms" or "2s".
type Duration time.Duration

// UnmarshalYAML reads "100ms".
func (d *Duration) UnmarshalYAML(node *yaml.Node) error {
	span, err := time.ParseDuration(node.Value)
	if err != nil {
		return fmt.Errorf("line %d: %q is not a time span such as 100ms or 2s", node.Line, node.Value)
	}
	*d = Duration(span)
	return nil
}

// MarshalYAML writes "100ms".
func (d Duration) MarshalYAML() (any, error) { return d.String(), nil }

// String is the span as Fabric's configuration files take it.
func (d Duration) String() string { return time.Duration(d).String() }

// Demo is the topology of the demonstration.
func Demo() (*Topology, error) { return Parse(demo) }

// DemoFile is the commented text of the demonstration's topology, to copy from.
func DemoFile() []byte { return bytes.Clone(demo) }

// Load reads the topology file at path.
func Load(path string) (*Topology, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("topology: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("topology %s: %w", path, err)
	}
	t, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("topology %s: %w", path, err)
	}
	return t, nil
}

// Parse reads and checks a topology. The error lists every fault, one a line,
// each with the key it stands under and what would be right.
func Parse(data []byte) (*Topology, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("larger than %d bytes", maxFile)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	t := &Topology{}
	if err := decoder.Decode(t); err != nil {
		return nil, fmt.Errorf("not readable: %s", strings.ReplaceAll(err.Error(), "\n", " "))
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one YAML document")
	}
	t.complete()
	if err := t.validate(); err != nil {
		return nil, err
	}
	return t, nil
}

// complete fills in what a file may leave out.
func (t *Topology) complete() {
	for i := range t.Organisations {
		o := &t.Organisations[i]
		if o.Host == "" {
			o.Host = "127.0.0.1"
		}
		if o.Listen == "" {
			o.Listen = "127.0.0.1"
		}
		if o.Peers == 0 {
			o.Peers = 1
		}
		if o.Administrators == nil {
			o.Administrators = o.named("admin")
		}
	}
	for i := range t.Channels {
		if t.Channels[i].Collections == nil {
			t.Channels[i].Collections = t.pairs(t.Channels[i])
		}
	}
}
