package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

func (c channel) Administrators() []client.Administrator { return nil }

// TestRehearsal: what the ledger would write comes back, on behalf of the
// server's own country, and a request that asks about two changes does not.
func TestRehearsal(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	path := "/v1/registry/rehearsal?agreement=atiga"
	office := wire.NewOffice{Code: "03", Name: "Đà Nẵng", Kind: registry.IssuingAuthority, Forms: []certificate.Form{certificate.FormD}}
	answer := s.answer(t, ask("POST", path, "VNIssuer.admin", map[string]any{"office": office}))
	var would wire.Rehearsed
	if err := json.Unmarshal(answer.Body.Bytes(), &would); err != nil || would.Office == nil || would.Office.Country != "VN" || would.Office.Code != "03" || would.Signer != nil {
		t.Errorf("%d %s %v", answer.Code, answer.Body, err)
	}
	two := map[string]any{"office": office, "revocation_list": map[string]any{"authority": leaf, "crl": []byte{1}}}
	for _, body := range []any{two, map[string]any{}, map[string]any{"signer": office}} {
		if answer := s.answer(t, ask("POST", path, "VNIssuer.admin", body)); answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d %s", body, answer.Code, answer.Body)
		}
	}
	ledger.err = registry.Refuse(registry.PathRefused, "seal", "chain")
	refused := s.answer(t, ask("POST", path, "VNIssuer.admin", map[string]any{"authority": map[string]any{"certificate": []byte{1}, "anchor": false}}))
	wantProblem(t, refused, http.StatusUnprocessableEntity, string(registry.PathRefused))
}

// TestAdministrators: everybody is told which key is his own; those without one
// share the key of the role.
func TestAdministrators(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for caller, own := range map[string]string{"VNIssuer.admin": "first"} {
		var keys []wire.Administrator
		answer := s.answer(t, ask("GET", "/v1/registry/administrators", caller, nil))
		if err := json.Unmarshal(answer.Body.Bytes(), &keys); err != nil || len(keys) != 3 {
			t.Fatalf("%d %s %v", answer.Code, answer.Body, err)
		}
		for _, k := range keys {
			if k.Own != (k.Identity == own) {
				t.Errorf("%s: %+v", caller, k)
			}
		}
		if keys[0].Name != nil || !strings.HasSuffix(*keys[2].Name, "admin-2") {
			t.Errorf("%+v", keys)
		}
	}
}
