package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate"
	"origo/clearance"
	"origo/cmd/origo/internal/site"
	"origo/fta-rules/finding"
)

// signedIn is a session at an API that always gives the same answer.
func signedIn(t *testing.T, status int, body string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	home := t.TempDir()
	t.Setenv("ORIGO_HOME", home)
	if err := (site.Session{API: server.URL, User: "nguyen"}).Save(home); err != nil {
		t.Fatal(err)
	}
	token := `{"access_token":"x","expires":"2999-01-01T00:00:00Z"}`
	if err := os.WriteFile(filepath.Join(home, "token.json"), []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestExitCodesFollowTheAnswer(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		body   string
		want   int
	}{
		{"accept", 200, `{"verdict":"accept"}`, ExitFine},
		{"accept in part", 200, `{"verdict":"accept_part"}`, ExitFine},
		{"correct", 200, `{"verdict":"correct"}`, ExitRefused},
		{"refuse", 200, `{"verdict":"refuse"}`, ExitRefused},
		{"refer", 200, `{"verdict":"refer"}`, ExitCannotTell},
		{"verify", 200, `{"verdict":"verify"}`, ExitCannotTell},
		{"defer", 200, `{"verdict":"defer"}`, ExitCannotTell},
		{"unheard of", 200, `{"verdict":"new"}`, ExitCannotTell},
		{"refused", 403, `{"title":"Not yours","code":"role_required"}`, ExitRefused},
		{"ledger down", 503, `{"title":"Try again","code":"ledger_unavailable"}`, ExitCannotTell},
		{"nonsense", 200, `nonsense`, ExitInternal},
	} {
		t.Run(test.name, func(t *testing.T) {
			signedIn(t, test.status, test.body)
			if output, code := try(t, "verify", "D", "VN", "VN-TH 26/01/00123"); code != test.want {
				t.Errorf("exit code %d, want %d\n%s", code, test.want, output)
			}
		})
	}
}

func TestStatusThatIsNoLongerInForce(t *testing.T) {
	for body, want := range map[string]int{
		`{"form":"D","status":"issued","expired":false}`: ExitFine,
		`{"form":"D","status":"issued","expired":true}`:  ExitRefused,
		`{"form":"D","status":"cancelled"}`:              ExitRefused,
		`{"form":"D","status":"replaced"}`:               ExitRefused,
	} {
		signedIn(t, 200, body)
		if output, code := try(t, "status", "D VN VN-TH 26/01/00123", "--code", "7K2M-9QXD"); code != want {
			t.Errorf("%s: exit code %d\n%s", body, code, output)
		}
	}
}

func TestErrorsForMachines(t *testing.T) {
	signedIn(t, 409, `{"title":"Too much","code":"balance_exceeded","params":{"available":"2"}}`)
	output, code := try(t, "history", "D VN 1", "--json")
	var got failure
	if err := json.Unmarshal([]byte(output), &got); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if code != ExitRefused || got.ExitCode != code || got.Problem == nil || got.Problem.Params["available"] != "2" {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestUnreachableIsNeverARefusal(t *testing.T) {
	t.Setenv("ORIGO_HOME", t.TempDir())
	output, code := try(t, "status", "D VN 1", "--code", "7K2M-9QXD", "--api", "http://127.0.0.1:1")
	if code != ExitCannotTell || !strings.Contains(output, "no answer from http://127.0.0.1:1") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

// example is an assessment with every outcome.
func example() clearance.Assessment {
	id := certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/01/00123"}
	part := certificate.Measure{Value: certificate.DecimalOf(800), Unit: "KGM"}
	return clearance.Assessment{
		Certificate: &id,
		Verdict:     clearance.AcceptPart,
		Step:        clearance.Step{Message: "step.accept_part", Until: certificate.NewDate(2026, 12, 24), Curable: true},
		Findings: []clearance.Finding{
			{Check: "DOC-01", Outcome: clearance.Met, Citation: "RFC 8785", Message: "document.canonical",
				Computed: finding.Values{{Name: "sha256", Value: strings.Repeat("ab", 32)}}},
			{Check: "REC-02", Outcome: clearance.NotApplicable, Citation: "Rule 2", Message: "bytes.own_copy"},
			{Check: "SEAL-01", Outcome: clearance.CannotTell, Citation: "Rule 2", Message: "signer.unavailable",
				Inputs: finding.Values{{Name: "state", Value: "unavailable"}}, Evidence: []finding.Message{"evidence.ledger"}},
		},
		Lines: []clearance.Line{
			{Line: 1, Item: 1, Verdict: clearance.AcceptPart, Covered: &part,
				EarlierUses: []clearance.EarlierUse{{Declaration: "TH-0", Quantity: part, DecidedOn: certificate.NewDate(2026, 11, 20)}},
				Findings: []clearance.Finding{
					{Check: "LINE-01", Outcome: clearance.Met, Citation: "Rule 16", Message: "item.found", Inputs: finding.Values{{Name: "item", Value: "1"}}},
					{Check: "ATIGA-M20", Outcome: clearance.NotMet, Citation: "Rule 6", Message: "vn.quantity.exceeds",
						Inputs:   finding.Values{{Name: "certified", Value: "1600 KGM"}, {Name: "declared", Value: "1000 KGM"}, {Name: "used", Value: "800 KGM"}},
						Computed: finding.Values{{Name: "covered", Value: "800"}, {Name: "excess", Value: "200"}, {Name: "unit", Value: "KGM"}}},
				}},
			{Line: 2, Item: 2, Verdict: clearance.Accept, Findings: []clearance.Finding{
				{Check: "LINE-01", Outcome: clearance.Met, Citation: "Rule 16", Message: "item.found", Inputs: finding.Values{{Name: "item", Value: "2"}}},
			}},
		},
		Source:  clearance.FromLedger,
		AsOf:    clearance.AsOf{Channel: "atiga", Block: 42, BlockTime: "2026-11-22T08:30:00Z", AgeSeconds: 75},
		RuleSet: clearance.RuleSet{Version: "2026-11.1", Rules: "atiga-2023"},
	}
}

func TestExplanation(t *testing.T) {
	offline := example()
	offline.Source, offline.Certificate, offline.AsOf.Expires = clearance.FromBundle, nil, "2026-12-02T00:00:00Z"
	silent := example()
	silent.AsOf = clearance.AsOf{}
	for name, test := range map[string]struct {
		assessment clearance.Assessment
		brief      bool
		language   string
	}{
		"full": {example(), false, ""}, "brief": {example(), true, ""}, "offline": {offline, true, "vi"}, "silent": {silent, true, "ko"},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			words, err := catalogue(test.language)
			if err != nil {
				t.Fatal(err)
			}
			explanation{&got, words, test.brief}.write(test.assessment)
			golden(t, "explain-"+name+".txt", got.Bytes())
		})
	}
}

// golden compares with a recorded file, or records it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
