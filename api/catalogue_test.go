package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestCatalogueKnowsEveryRefusal reads the ledger's codes from their source, so
// that a new code cannot be forgotten here.
func TestCatalogueKnowsEveryRefusal(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../certificate/registry/refusal.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, named := spec.Type.(*ast.Ident); !named || kind.Name != "Code" {
			return true
		}
		found++
		code, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if _, ok := catalogue[code]; !ok {
			t.Errorf("the refusal %s has no status and no remedy", code)
		}
		return true
	})
	if found < 39 {
		t.Errorf("found %d codes only", found)
	}
}

func TestCatalogueIsComplete(t *testing.T) {
	for code, k := range catalogue {
		if k.status < 400 || k.title == "" || k.remedy == "" || strings.HasSuffix(k.title, ".") {
			t.Errorf("%s: %+v", code, k)
		}
	}
}

// TestGuideNamesEveryCode keeps docs/api.md and the table alike.
func TestGuideNamesEveryCode(t *testing.T) {
	guide, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for code, k := range catalogue {
		if !strings.Contains(string(guide), "| `"+code+"` | "+strconv.Itoa(k.status)+" |") {
			t.Errorf("docs/api.md lacks the row of %s with status %d", code, k.status)
		}
	}
}

// TestSpecificationHasRulesForAll refuses a specification with a route that is
// neither public nor open to a role.
func TestSpecificationHasRulesForAll(t *testing.T) {
	var doc map[string]any
	if err := yaml.Unmarshal(Specification, &doc); err != nil {
		t.Fatal(err)
	}
	paths := doc["paths"].(map[string]any)
	health := paths["/healthz"].(map[string]any)["get"].(map[string]any)
	delete(health, "security")
	broken, err := yaml.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readRules(broken); err == nil {
		t.Error("a route without roles is accepted")
	}
	health["x-origo-roles"] = []string{"cook"}
	if broken, err = yaml.Marshal(doc); err != nil {
		t.Fatal(err)
	}
	if _, err := readRules(broken); err == nil {
		t.Error("an unknown role is accepted")
	}
	if _, err := readRules([]byte("{")); err == nil {
		t.Error("a broken specification is accepted")
	}
}
