package console

import (
	"net/http"
	"strings"
	"testing"
)

// TestStartWithoutCases: the first page stands when the list of cases does not
// answer, and does not pretend that nothing waits.
func TestStartWithoutCases(t *testing.T) {
	b := newBorder(t)
	b.refuses("GET /v1/cases", http.StatusServiceUnavailable, "read_model_unavailable")
	status, page := b.get("/")
	wants(t, page, "cannot be read now")
	if status != http.StatusOK || strings.Contains(page, "No verification is open") {
		t.Errorf("status %d: %s", status, page)
	}
}
