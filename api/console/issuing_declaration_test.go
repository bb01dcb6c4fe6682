package console

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"origo/api/console/draft"
	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/specimen"
)

// britishClerk anchors what exporters of the United Kingdom declare.
var britishClerk = demo.User{Name: "fiona", Password: "secret", Roles: []identity.Role{identity.Issuer}, Organisation: "GBCustoms", Country: "GB"}

const britishMembership = `{"version":1,"network":"demo","agreement":"ukvfta","parties":[],"limits":{"signing_age_hours":72,"crl_grace_hours":0}}`

func newBritishDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, britishClerk)
	d.console.Organisation, d.console.Country = "GBCustoms", "GB"
	d.answers("GET /v1/dashboard", emptyDashboard)
	return d
}

// newBritishOffice is the desk of an office with one approved exporter.
func newBritishOffice(t *testing.T) *desk {
	t.Helper()
	d := newBritishDesk(t)
	d.answers("GET /v1/registry/membership", britishMembership)
	d.answers("GET /v1/registry/offices", `[{"country":"GB","code":"HMRC","name":"HMRC","kind":"issuing_authority","forms":["EUR.1"],"registered_at":"2026-01-01T00:00:00Z"},
		{"country":"GB","code":"GB-AE-2107","name":"Speyside","kind":"approved_exporter","forms":["OD"],"registered_at":"2026-01-01T00:00:00Z"}]`)
	d.answers("POST /v1/drafts/check", accepted)
	d.signIn("/sign-in", britishClerk)
	return d
}

// declaration are the fields that a person fills in, those of the specimen.
func declaration(t *testing.T) url.Values {
	t.Helper()
	fields := must(draft.Read(must(specimen.OriginDeclaration("demo").Canonical())(t)))(t)
	form := url.Values{}
	for path := range placedPaths(fields) {
		if text := fields[path]; text != "" && !isOf(asRepeated, fields, path) {
			form.Set(path, text)
		}
	}
	return form
}

// TestNewDeclarationHasAFormOfItsOwn: what a declaration has, and nothing of
// what offices certify.
func TestNewDeclarationHasAFormOfItsOwn(t *testing.T) {
	d := newBritishOffice(t)
	_, page := d.get(draftsPath)
	wants(t, page, `value="OD ukvfta"`, "New Origin declaration, UKVFTA", `value="EUR.1"`)
	if strings.Contains(page, `"OD atiga"`) || strings.Contains(page, `value="D"`) {
		t.Error("forms of agreements that the United Kingdom is no party to")
	}
	_, page = d.post(draftsPath, url.Values{"form": {"OD ukvfta"}})
	wants(t, page, "GB-AE-2107 · Speyside", "approved exporter, at any value", "6 000 EUR", "Annex VI, English", `name="/origin_declaration/value/currency"`,
		`name="/origin_declaration/date" value="2026-11-23"`, `<option value="VN" selected>`, "quantity/value")
	for _, foreign := range []string{"HMRC", "/certification/", `name="/declaration/`, "criterion", "fob", "retroactive", "Box ", "true_copy_of", `name="/reference"`, "atiga", "Reference number is not filled in", "Write /"} {
		if strings.Contains(page, foreign) {
			t.Errorf("%q stands on the form of a declaration", foreign)
		}
	}
}

// TestDeclarationFromTheFormIsTheSpecimen: the fields that people fill in make
// the whole declaration, byte for byte, with what it repeats.
func TestDeclarationFromTheFormIsTheSpecimen(t *testing.T) {
	d := newBritishOffice(t)
	d.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	begun := d.send(draftsPath, map[string]string{"form": "OD ukvfta"}, nil).Header.Get("Location")
	d.post(begun, declaration(t))
	_, record := d.get(begun + "/record")
	document := specimen.OriginDeclaration("demo")
	document.ShipmentDate = certificate.Date{}
	if want := must(document.Canonical())(t); record != string(want) {
		t.Errorf("\n%s\n%s", record, want)
	}
	_, page := d.get(begun)
	wants(t, page, "Origin declaration GB-AE-2107/SGD-26-0412", "The rules of the form are met")
	_, page = d.get(begun + "/seal")
	wants(t, page, "with the key enrolled under the code GB-AE-2107", "origo sign OD-GB-AE-2107-SGD-26-0412.json")
	if _, pdf := d.get(begun + "/preview.pdf"); !strings.HasPrefix(pdf, "%PDF-") {
		t.Error("no preview")
	}
}

// TestFindingsOfADeclaration stand beside the fields of its form.
func TestFindingsOfADeclaration(t *testing.T) {
	for name, c := range map[string]struct{ path, text, at, says string }{
		"no value":         {"/origin_declaration/exporter_kind", "exporter", "/origin_declaration/value/amount", "value of the consignment is missing"},
		"no signatory":     {"/origin_declaration/name", "", "/origin_declaration/name", "signatory"},
		"no document":      {"/origin_declaration/document/number", "", "/origin_declaration/document/number", "Number of the document is not filled in"},
		"no code":          {"/office", "", "/office", "Exporter&#39;s code is not filled in"},
		"another wording":  {"/origin_declaration/text", "atiga", "/origin_declaration/text", "wording is not the one"},
		"transport papers": {"/origin_declaration/document/kind", "bill_of_lading", "/origin_declaration/document/kind", "may not stand on such a document"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newBritishOffice(t)
			form := declaration(t)
			form.Set(c.path, c.text)
			if name == "no value" {
				form.Del("/origin_declaration/value/amount")
				form.Del("/origin_declaration/value/currency")
			}
			fields := draft.Fields{}
			for path := range form {
				fields[path] = form.Get(path)
			}
			fields.Repeat()
			shelf := (&Page{console: d.console}).shelf()
			person := must(d.console.Identity.Verify(t.Context(), d.token()))(t)
			_, page := d.get(draftPath(must(shelf.Add(person.Subject, fields))(t)))
			_, beside, _ := strings.Cut(page, `id="`+slot(c.at)+`"`)
			beside, _, _ = strings.Cut(beside, "</div>")
			wants(t, beside, c.says)
		})
	}
}

// TestDeclarationAsAFile is taken in with its fields in their places, and asked
// about with its value and number.
func TestDeclarationAsAFile(t *testing.T) {
	d := newBritishOffice(t)
	document := specimen.OriginDeclaration("demo")
	raw := must(document.Canonical())(t)
	var asked wire.DraftCheck
	other := newBritishDesk(t)
	other.answers("GET /v1/registry/offices", `[]`)
	other.api.HandleFunc("POST /v1/drafts/check", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&asked)
		_, _ = io.WriteString(w, accepted)
	})
	other.signIn("/sign-in", britishClerk)
	_, page := other.read(other.send(draftsPath, nil, map[string]string{"file": string(raw)}))
	wants(t, page, `value="12000"`, "Fiona Grant", "SGD-26-0412")
	if string(asked.Certificate) != string(raw) {
		t.Errorf("asked about %s", asked.Certificate)
	}
	_, page = d.read(d.send(draftsPath, nil, map[string]string{"file": strings.Replace(string(raw), `"reference":"GB-AE-2107/`, `"reference":"GB-AE-9999/`, 1)}))
	wants(t, page, "Write GB-AE-2107/SGD-26-0412")
}

// TestColumnsOfADeclaration: a table of goods is offered the columns that the
// form has.
func TestColumnsOfADeclaration(t *testing.T) {
	named := columnList(columnsOf(draft.Fields{"/form": "OD", "/agreement": "ukvfta"}))
	if strings.Contains(named, "criterion") || !strings.Contains(named, "quantity unit") {
		t.Error(named)
	}
	if all := columnsOf(draft.Fields{"/form": "D", "/agreement": "atiga"}); len(all) != len(draft.ItemColumns()) {
		t.Error(all)
	}
}
