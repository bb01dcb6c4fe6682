package clearance

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// library is a registry that answers from facts and notes what it is asked.
type library struct {
	client.Registry // of which tests use only what follows
	facts           Facts
	asked           []string
	fails           map[string]error
}

func reply[T any](l *library, question string, answer Answer[T], unknown registry.Code) (T, error) {
	l.asked = append(l.asked, question)
	value, ok := answer.found()
	if err := l.fails[question]; err != nil {
		return value, err
	}
	if !ok {
		return value, registry.Refuse(unknown)
	}
	return value, nil
}

// View shows everything that the fixture has, and leaves out what is to be withheld.
func (l *library) View(_ context.Context, id certificate.ID) (registry.View, error) {
	l.asked = append(l.asked, "view")
	record, known := l.facts.Record.found()
	switch {
	case l.fails["view"] != nil:
		return registry.View{}, l.fails["view"]
	case !known || record.ID != id:
		return registry.View{}, registry.Refuse(registry.CertificateUnknown)
	}
	v := registry.View{Membership: *l.facts.Membership.Value, Record: record, Signer: *l.facts.Signer.Value}
	if l.fails["dossier"] == nil {
		v.Dossier, v.Account = l.facts.Dossier.Value, l.facts.Account.Value
	}
	return v, nil
}

func (l *library) Membership(context.Context) (registry.Membership, error) {
	return reply(l, "membership", l.facts.Membership, registry.MembershipMissing)
}

func (l *library) Record(_ context.Context, id certificate.ID) (registry.Record, error) {
	if record, ok := l.facts.Record.found(); ok && record.ID != id {
		return registry.Record{}, registry.Refuse(registry.CertificateUnknown)
	}
	return reply(l, "record", l.facts.Record, registry.CertificateUnknown)
}

func (l *library) Dossier(context.Context, certificate.ID) (registry.Dossier, error) {
	return reply(l, "dossier", l.facts.Dossier, registry.CertificateUnknown)
}

func (l *library) Account(context.Context, certificate.ID) (registry.Account, error) {
	return reply(l, "account", l.facts.Account, registry.CertificateUnknown)
}

func (l *library) Signer(context.Context, string) (registry.SignerState, error) {
	return reply(l, "signer", l.facts.Signer, registry.SignerUnknown)
}

func (l *library) FindSigner(context.Context, string) (registry.SignerState, error) {
	return reply(l, "find signer", l.facts.Signer, registry.SignerUnknown)
}

func (l *library) Authorities(context.Context, string) ([]registry.Authority, error) {
	return []registry.Authority{{Country: "VN"}}, l.fails["authorities"]
}

func (l *library) RevocationLists(context.Context) ([]registry.RevocationList, error) {
	return nil, l.fails["lists"]
}

func (l *library) Offices(context.Context, string) ([]registry.Office, error) {
	return []registry.Office{l.facts.Signer.Value.Office}, l.fails["offices"]
}

func (l *library) Signers(context.Context, string, string) ([]registry.Signer, error) {
	return []registry.Signer{l.facts.Signer.Value.Signer}, l.fails["signers"]
}

// asks is the request that leads to the fixture's facts.
func (x *fixture) asks() Request {
	f := x.facts
	return Request{Certificate: f.Presented.Certificate, Seal: f.Presented.Seal, Here: f.Here, PresentedOn: f.PresentedOn, AsOf: f.AsOf}
}

func TestGather(t *testing.T) {
	x := newFixture(t)
	f, err := Gather(t.Context(), &library{facts: x.facts}, x.asks())
	if must(t, f, err); !reflect.DeepEqual(f, x.facts) {
		t.Errorf("got %+v", f)
	}
}

func TestGatherByNumber(t *testing.T) {
	x := newFixture(t)
	id := x.document.ID()
	q := x.asks()
	q.Certificate, q.Seal, q.ID = nil, nil, &id
	f, err := Gather(t.Context(), &library{facts: x.facts}, q)
	if a := assess(t, must(t, f, err)); a.Verdict != Accept {
		t.Errorf("%s: %+v", a.Verdict, a.Findings)
	}
}

func TestGatherFilesWhatGoesWrong(t *testing.T) {
	x := newFixture(t)
	away := &client.Unavailable{Doing: "reading", Cause: errors.New("down")}
	withheld, unknown := registry.Refuse(registry.WrongCountry), registry.Refuse(registry.CertificateUnknown)
	cases := []struct {
		name   string
		fails  map[string]error
		states []State // membership, record, dossier, account, signer
		asked  int
	}{
		{"down from the start", map[string]error{"view": away}, []State{Unavailable, Unavailable, Unavailable, Unavailable, Unavailable}, 1},
		{"down half way", map[string]error{"view": unknown, "dossier": away}, []State{Found, Found, Unavailable, Unavailable, Unavailable}, 4},
		{"other countries' certificate", map[string]error{"dossier": withheld, "account": withheld}, []State{Found, Found, Withheld, Withheld, Found}, 1},
		{"never anchored", map[string]error{"view": unknown, "record": unknown, "dossier": unknown, "account": unknown},
			[]State{Found, NotFound, NotFound, NotFound, Found}, 6},
		{"no membership yet", map[string]error{"view": registry.Refuse(registry.MembershipMissing), "membership": registry.Refuse(registry.MembershipMissing)},
			[]State{NotFound, Found, Found, Found, Found}, 6},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			l := &library{facts: x.facts, fails: test.fails}
			f, err := Gather(t.Context(), l, x.asks())
			must(t, f, err)
			got := []State{f.Membership.State, f.Record.State, f.Dossier.State, f.Account.State, f.Signer.State}
			if !slices.Equal(got, test.states) || len(l.asked) != test.asked {
				t.Errorf("got %v after asking %v", got, l.asked)
			}
			if a := assess(t, f); a.Verdict == Refuse || a.Verdict == Accept {
				t.Errorf("assessed %s", a.Verdict)
			}
		})
	}
}

func TestGatherReportsOtherErrors(t *testing.T) {
	x := newFixture(t)
	mistake := errors.New("no such role")
	if _, err := Gather(t.Context(), &library{facts: x.facts, fails: map[string]error{"view": mistake, "record": mistake}}, x.asks()); !errors.Is(err, mistake) {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Gather(ended, &library{facts: x.facts}, x.asks()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestGatherForABrokenFile: a file that names no certificate leads to no questions, and is never refused.
func TestGatherForABrokenFile(t *testing.T) {
	q := newFixture(t).asks()
	q.Certificate, q.Seal = []byte("%PDF-1.7"), nil
	l := &library{facts: newFixture(t).facts}
	f, err := Gather(t.Context(), l, q)
	if a := assess(t, must(t, f, err)); a.Verdict != Defer || !slices.Equal(l.asked, []string{"membership"}) {
		t.Errorf("%s after asking %v", a.Verdict, l.asked)
	}
}

func TestLedgerAsOf(t *testing.T) {
	fresh := client.Freshness{Channel: "atiga", Height: 9, BlockTime: "2026-11-22T08:30:00Z"}
	at := time.Date(2026, 11, 22, 8, 31, 5, 0, time.UTC)
	want := AsOf{Channel: "atiga", Block: 8, BlockTime: "2026-11-22T08:30:00Z", AgeSeconds: 65}
	if got := LedgerAsOf(fresh, at); got != want {
		t.Errorf("got %+v", got)
	}
	if got := LedgerAsOf(fresh, at.Add(-time.Hour)); got.AgeSeconds != 0 {
		t.Errorf("a block from the future is %d s old", got.AgeSeconds)
	}
}

// FuzzAssess: whatever is presented, an assessment comes out, and nothing but the genuine bytes is accepted.
func FuzzAssess(f *testing.F) {
	x := newFixture(f)
	f.Add(x.bytes, x.facts.Presented.Seal)
	f.Add([]byte(`{}`), []byte{0x30, 0})
	f.Fuzz(func(t *testing.T, document, signature []byte) {
		facts := x.facts
		facts.Presented = Presented{Certificate: document, Seal: signature}
		a, err := assessor(t).Assess(facts)
		if err == nil && a.Verdict.Grants() && len(document) > 0 && !bytes.Equal(document, x.bytes) {
			t.Fatalf("%s for %s", a.Verdict, document)
		}
	})
}
