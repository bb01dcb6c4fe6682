package api

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"origo/certificate"
)

var (
	anchors = regexp.MustCompile(` id="([^"]+)"`)
	targets = regexp.MustCompile(`href="#([^"]+)"`)
)

// TestReference: the page shows every operation, every link leads somewhere,
// and nothing is loaded or run.
func TestReference(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	got := s.answer(t, ask("GET", "/docs", "", nil))
	wantSuccess(t, got)
	text := got.Body.String()
	there := map[string]bool{}
	for _, found := range anchors.FindAllStringSubmatch(text, -1) {
		if there[found[1]] {
			t.Errorf("%s is there twice", found[1])
		}
		there[found[1]] = true
	}
	for _, found := range targets.FindAllStringSubmatch(text, -1) {
		if !there[found[1]] {
			t.Errorf("a link leads to %s, which is not there", found[1])
		}
	}
	for _, c := range all {
		if !there[c.operation] {
			t.Errorf("the page lacks %s", c.operation)
		}
	}
	for _, banned := range []string{"<script", "src=", "http://", "onload", "ZgotmplZ"} {
		if strings.Contains(text, banned) {
			t.Errorf("the page contains %s", banned)
		}
	}
	policy := got.Header().Get("Content-Security-Policy")
	style := text[strings.Index(text, "<style>")+7 : strings.Index(text, "</style>")]
	sum := sha256.Sum256([]byte(style))
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, base64.StdEncoding.EncodeToString(sum[:])) {
		t.Errorf("the policy %q does not allow the page's style, or more than that", policy)
	}
}
