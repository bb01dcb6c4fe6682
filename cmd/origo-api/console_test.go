package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestPathsOfPrograms: what is not the API's is for people.
func TestPathsOfPrograms(t *testing.T) {
	mux := http.NewServeMux()
	answer := func(who string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(who)) })
	}
	share(mux, answer("API"), answer("console"))
	for path, want := range map[string]string{
		"/v1/certificates": "API", "/v1/certificates/D/VN/VN-TH%2026%2F01%2F00001": "API", "/docs": "API", "/openapi.yaml": "API", "/problems/internal": "API",
		"/healthz": "API", "/readyz": "API", "/metrics": "API",
		"/": "console", "/customs": "console", "/sign-in/back": "console", "/documents": "console", "/v1": "console",
	} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if got := w.Body.String(); got != want && w.Code != http.StatusTemporaryRedirect && w.Code != http.StatusMovedPermanently {
			t.Errorf("%s goes to %q (%d)", path, got, w.Code)
		}
	}
}
