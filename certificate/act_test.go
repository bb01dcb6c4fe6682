package certificate_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

func instant(text string) certificate.Instant {
	i, err := certificate.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return i
}

func cancellation() *certificate.Act {
	return specimen.Cancellation(specimen.VK("test"), instant("2026-11-22T08:30:00Z"))
}

func suspension() *certificate.Act {
	a := cancellation()
	a.Kind, a.Certificate, a.Reason = certificate.SuspendSigner, nil, certificate.ReasonKeyCompromised
	a.Signer, a.From = strings.Repeat("0a", 32), instant("2026-11-20T00:00:00Z")
	return a
}

func TestActs(t *testing.T) {
	tests := []struct {
		name   string
		from   func() *certificate.Act
		change func(*certificate.Act)
		want   []string
	}{
		{"cancel", cancellation, func(*certificate.Act) {}, nil},
		{"suspend", suspension, func(*certificate.Act) {}, nil},
		{"revoke", suspension, func(a *certificate.Act) { a.Kind = certificate.RevokeSigner }, nil},
		{"reinstate", suspension, func(a *certificate.Act) {
			a.Kind, a.Reason = certificate.ReinstateSigner, certificate.ReasonInquiryClosed
		}, nil},
		{"cancel nothing", cancellation, func(a *certificate.Act) { a.Certificate = nil }, []string{"act_target /certificate"}},
		{"cancel with a signer", cancellation, func(a *certificate.Act) { a.Signer = strings.Repeat("0a", 32) }, []string{"act_target /certificate"}},
		{"suspend nobody", suspension, func(a *certificate.Act) { a.Signer = "" }, []string{"act_target /signer"}},
		{"suspend from no time", suspension, func(a *certificate.Act) { a.From = certificate.Instant{} }, []string{"act_target /signer"}},
		{"suspend a certificate", suspension, func(a *certificate.Act) { a.Certificate = cancellation().Certificate }, []string{"act_target /signer"}},
		{"another country's certificate", cancellation, func(a *certificate.Act) { a.Country = "KR" }, []string{"act_not_own /certificate"}},
		{"another agreement's certificate", cancellation, func(a *certificate.Act) { a.Agreement = certificate.ATIGA }, []string{"act_not_own /certificate"}},
		{"outsider", suspension, func(a *certificate.Act) { a.Country = "JP" }, []string{"issuer_not_party /country"}},
		{"reason of another kind", cancellation, func(a *certificate.Act) { a.Reason = certificate.ReasonKeyCompromised }, []string{"act_reason /reason"}},
		{"unknown kind", cancellation, func(a *certificate.Act) { a.Kind = "pardon" }, []string{"bad_act_kind /kind", "act_reason /reason", "act_target /signer"}},
		{"bad signer", suspension, func(a *certificate.Act) { a.Signer = "0A" }, []string{"bad_fingerprint /signer"}},
		{"bad certificate", cancellation, func(a *certificate.Act) { a.Certificate.Reference = "" }, []string{"missing /certificate/reference"}},
		{"wrong type", cancellation, func(a *certificate.Act) { a.Type = certificate.DocumentType }, []string{"wrong_type /type"}},
		{"no time", cancellation, func(a *certificate.Act) { a.MadeAt = certificate.Instant{} }, []string{"missing /made_at"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := test.from()
			test.change(a)
			if got := found(t, a.Validate()); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestActBytes(t *testing.T) {
	raw, err := suspension().Canonical()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"agreement":"vkfta","country":"VN","from":"2026-11-20T00:00:00Z","kind":"suspend_signer","made_at":"2026-11-22T08:30:00Z",` +
		`"network":"test","office":"02","reason":"key_compromised","signer":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","type":"origo.act","version":1}`
	if string(raw) != want {
		t.Errorf("got %s", raw)
	}
	a, err := certificate.ParseAct(raw)
	if err != nil || *a != *suspension() {
		t.Errorf("%+v, %v", a, err)
	}
	if draft, err := certificate.ParseActDraft([]byte(" " + want)); err != nil || *draft != *a {
		t.Errorf("draft: %+v, %v", draft, err)
	}
	for _, bad := range []string{"", "{}", " " + want, strings.Replace(want, `"from"`, `"form"`, 1), strings.Replace(want, "T00:00:00Z", "T00:00:00.5Z", 1)} {
		if _, err := certificate.ParseAct([]byte(bad)); err == nil {
			t.Errorf("accepted %s", bad)
		}
	}
	if _, err := certificate.Parse(raw); err == nil {
		t.Error("an act was read as a certificate")
	}
	if act, err := cancellation().Canonical(); err != nil || !bytes.Contains(act, []byte(`"certificate":{"country":"VN","form":"VK","reference":"VN-KR 26/02/00123"}`)) {
		t.Errorf("%s, %v", act, err)
	}
}
