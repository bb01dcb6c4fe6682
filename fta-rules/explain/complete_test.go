package explain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"origo/fta-rules/atiga"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure/circular33"
	"origo/fta-rules/ukvfta"
	"origo/fta-rules/vkfta"
)

// messages are all codes that the rules may give, by the package that gives them.
var messages = map[string][]finding.Message{
	"origin": origin.Messages(), "claim": origin.ClaimMessages(), "atiga": atiga.Messages(), "vkfta": vkfta.Messages(),
	"ukvfta": ukvfta.Messages(), "vn": circular33.Messages(),
}

// TestEveryMessageHasAText: in all languages, which TestLanguagesAgree says agree.
func TestEveryMessageHasAText(t *testing.T) {
	c := in(t, English)
	for area, codes := range messages {
		if len(codes) == 0 {
			t.Errorf("%s gives no messages", area)
		}
		for _, code := range codes {
			if _, there := c.texts[code]; !there {
				t.Errorf("%s: %s has no text", area, code)
			}
		}
	}
}

// TestEveryTextHasAMessage: texts that nothing gives any more are to be removed. Codes of this package, of those that
// lay answers out and of those that add findings of their own stand in their source, or begin with a word that does.
func TestEveryTextHasAMessage(t *testing.T) {
	given := map[finding.Message]bool{}
	for _, codes := range messages {
		for _, code := range codes {
			given[code] = true
		}
	}
	source := sources(t, ".", "../answers", "../atiga", "../vkfta", "../ukvfta", "../procedure/circular33",
		"../../api", "../../clearance", "../../issuance", "../../paper")
	for _, code := range in(t, English).Messages() {
		if !given[code] && !written(source, string(code)) {
			t.Errorf("nothing gives %s", code)
		}
	}
}

// sources is the text of all programs in folders, without tests.
func sources(t *testing.T, folders ...string) string {
	t.Helper()
	var all strings.Builder
	for _, folder := range folders {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(raw)
		}
	}
	return all.String()
}

// written finds a code in source text: whole, or cut behind one of its points where the rest is computed.
func written(source, code string) bool {
	if strings.Contains(source, `"`+code+`"`) || strings.HasPrefix(code, "value.") {
		return true
	}
	for cut := strings.LastIndex(code, "."); cut > 0; cut = strings.LastIndex(code[:cut], ".") {
		if strings.Contains(source, `"`+code[:cut+1]+`"`) || cut > len("psr.") && strings.Contains(source, `"`+code[:cut]+`"`) {
			return true
		}
	}
	return false
}
