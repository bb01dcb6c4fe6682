package api

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// passing is what differs from run to run, or with every correction of a table.
var passing = regexp.MustCompile(`"(digest|request_id)": "[0-9a-zA-Z]+"`)

// TestGuideShowsRealAnswers compares the answers that docs/api.md shows about rules with the server's.
func TestGuideShowsRealAnswers(t *testing.T) {
	raw, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := passing.ReplaceAllString(string(raw), `"$1": "…"`)
	s := ruleSite(t)
	free := pumpBill()
	free["good"].(map[string]any)["price"] = "0"
	for _, got := range []string{
		s.answer(t, ask("GET", "/v1/rules/vkfta/7408.19?on=2026-11-18&lang=vi", "VNIssuer.customs", nil)).Body.String(),
		s.answer(t, ask("POST", "/v1/rules/determinations", "VNIssuer.trader", free)).Body.String(),
	} {
		var tidy bytes.Buffer
		if err := json.Indent(&tidy, []byte(strings.TrimSpace(got)), "", "  "); err != nil {
			t.Fatal(err)
		}
		if shown := passing.ReplaceAllString(tidy.String(), `"$1": "…"`); !strings.Contains(guide, "```json\n"+shown+"\n```") {
			t.Errorf("docs/api.md does not show\n%s", shown)
		}
	}
}
