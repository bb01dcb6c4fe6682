package chaincode

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// forbidden imports have no place in a function of ledger and request.
var forbidden = map[string]bool{`"os"`: true, `"math/rand"`: true, `"math/rand/v2"`: true, `"crypto/rand"`: true, `"net"`: true, `"math"`: true, `"sync"`: true}

// TestContractUsesNothingThatDiffersBetweenPeers reads the contract's own
// source: no clock, environment, chance, float or goroutine.
func TestContractUsesNothingThatDiffersBetweenPeers(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source found", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if what := differing(n); what != "" {
				t.Errorf("%s: %s", set.Position(n.Pos()), what)
			}
			return true
		})
	}
}

func differing(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine"
	case *ast.ImportSpec:
		if forbidden[n.Path.Value] {
			return "import of " + n.Path.Value
		}
	case *ast.Ident:
		if n.Name == "float64" || n.Name == "float32" {
			return "a float"
		}
	case *ast.SelectorExpr:
		if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since") {
			return "the clock"
		}
	}
	return ""
}
