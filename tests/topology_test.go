package tests

import (
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// thirdMember is a member of the atiga channel in a third country: what it may
// not see is what these tests look for.
const thirdMember = "MYCustoms"

// Ports of the tests, away from those of `make up`.
const (
	testBasePort     = 17000
	testIdentityPort = 18440
)

// writeTopology derives the tests' topology from the one that is shipped, so
// that what is tested is what a newcomer starts.
func (f *fabric) writeTopology() error {
	raw, err := os.ReadFile(filepath.Join(f.root, "network", "topology", "demo.yaml"))
	if err != nil {
		return fmt.Errorf("read the demonstration topology: %w", err)
	}
	var topology map[string]any
	if err := yaml.Unmarshal(raw, &topology); err != nil {
		return fmt.Errorf("read the demonstration topology: %w", err)
	}
	topology["name"] = "tests"
	topology["base_port"] = testBasePort
	topology["identity"].(map[string]any)["demonstration"] = fmt.Sprintf("127.0.0.1:%d", testIdentityPort)
	topology["organisations"] = withThirdMember(topology["organisations"].([]any))
	joinAtiga(topology["channels"].([]any))
	changed, err := yaml.Marshal(topology)
	if err != nil {
		return fmt.Errorf("write the tests' topology: %w", err)
	}
	return os.WriteFile(f.topology(), changed, 0o600)
}

func withThirdMember(organisations []any) []any {
	organisations = append(organisations, map[string]any{
		"name": thirdMember, "country": "MY", "functions": []any{"issuing", "customs"},
		"users": []any{
			map[string]any{"name": "officer@mycustoms", "password": "demo-officer", "roles": []any{"customs"}},
			map[string]any{"name": "admin@mycustoms", "password": "demo-admin", "roles": []any{"admin"}},
		},
	})
	for i, o := range organisations {
		o.(map[string]any)["api"] = fmt.Sprintf("127.0.0.1:%d", testIdentityPort+1+i)
	}
	return organisations
}

func joinAtiga(channels []any) {
	for _, c := range channels {
		if channel := c.(map[string]any); channel["name"] == "atiga" {
			channel["members"] = append(channel["members"].([]any), thirdMember)
		}
	}
}
