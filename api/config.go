package api

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"

	"origo/api/store"
	"origo/api/tracing"
	"origo/client"
)

// Config is the configuration file of one organisation's server.
type Config struct {
	Organisation string         `yaml:"organisation"`
	Country      string         `yaml:"country"`   // ISO 3166-1 alpha-2
	Functions    []string       `yaml:"functions"` // issuing, customs
	Listen       string         `yaml:"listen"`    // host:port
	Production   bool           `yaml:"production"`
	Identity     IdentityConfig `yaml:"identity"`
	Ledger       client.Config  `yaml:"ledger"`
	State        StateConfig    `yaml:"state"`
	Tracing      tracing.Config `yaml:"tracing"`     // nothing is traced without an endpoint
	ReadModel    store.Config   `yaml:"read_model"`  // a SQLite file in the state directory if absent
	StatusRate   float64        `yaml:"status_rate"` // public look-ups per second and client address; 5 if 0
	Warm         WarmConfig     `yaml:"warm"`
	Corrections  string         `yaml:"corrections"` // file of corrected and added lines of the rules, none if empty
	Console      ConsoleConfig  `yaml:"console"`
}

// WarmConfig says what is kept in memory of the ledger; see client/warm.
type WarmConfig struct {
	Off     bool `yaml:"off"`     // every question goes to the peer
	Entries int  `yaml:"entries"` // answers kept for each channel; 4096 if 0
}

// IdentityConfig says whose tokens are accepted.
type IdentityConfig struct {
	Issuer   string `yaml:"issuer"`
	Audience string `yaml:"audience"`
}

// StateConfig says where the server keeps what must outlast its process.
type StateConfig struct {
	Dir string `yaml:"dir"` // made if it is not there; one server each
}

// LoadYAML reads a configuration file into target, refusing keys it does not
// know: a misspelt key must not silently mean its default.
func LoadYAML(path string, target any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("read configuration %s: %w", path, err)
	}
	return nil
}

// Database says where the read model is kept.
func (c Config) Database() store.Config {
	if c.ReadModel == (store.Config{}) {
		return store.Config{Driver: store.SQLite, DSN: filepath.Join(c.State.Dir, "read-model.db")}
	}
	return c.ReadModel
}

var country = regexp.MustCompile(`^[A-Z]{2}$`)

// functionUsers are the ledger identities that each function needs.
var functionUsers = map[string]string{"issuing": "issuer", "customs": "customs"}

// Check says what is wrong with the configuration: the key, and what to write
// there.
func (c Config) Check() error {
	_, _, listenErr := net.SplitHostPort(c.Listen)
	switch {
	case c.Organisation == "":
		return errors.New("organisation: is empty; write the organisation's name, which tokens carry as origo_organisation")
	case !country.MatchString(c.Country):
		return fmt.Errorf("country: %q is not a country; write two capital letters such as VN", c.Country)
	case listenErr != nil:
		return fmt.Errorf("listen: %q is not an address; write host:port such as 127.0.0.1:8441", c.Listen)
	case c.State.Dir == "":
		return errors.New("state.dir: is empty; write a directory of this server alone, such as /var/lib/origo/api")
	case len(c.Functions) == 0:
		return errors.New("functions: is empty; write issuing, customs or both")
	case len(c.Ledger.Channels) == 0:
		return errors.New("ledger.channels: is empty; write the agreements, such as atiga")
	case c.Warm.Entries < 0:
		return fmt.Errorf("warm.entries: %d is negative; write how many answers to keep, or set warm.off", c.Warm.Entries)
	}
	return errors.Join(c.Tracing.Check(), c.checkFunctions(), c.checkChannels(), c.checkReadModel(), c.checkConsole())
}

func (c Config) checkReadModel() error {
	if err := c.Database().Check(); err != nil {
		return fmt.Errorf("read_model.%w", err)
	}
	return nil
}

func (c Config) checkFunctions() error {
	for _, f := range c.Functions {
		user, known := functionUsers[f]
		if !known {
			return fmt.Errorf("functions: %q is not known; write issuing, customs or both", f)
		}
		if _, ok := c.Ledger.Users[user]; !ok {
			return fmt.Errorf("ledger.users: %s is missing, which the function %s needs; give its certificate and key", user, f)
		}
	}
	return nil
}

func (c Config) checkChannels() error {
	for i, channel := range c.Ledger.Channels {
		if !channel.Known() {
			return fmt.Errorf("ledger.channels: %q is not an agreement; write atiga, vkfta or ukvfta", channel)
		}
		if slices.Contains(c.Ledger.Channels[:i], channel) {
			return fmt.Errorf("ledger.channels: %q is there twice; remove one", channel)
		}
	}
	return nil
}
