package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"origo/api/identity"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// keyed is a write under an idempotency key.
func keyed(c call, token, key string) *http.Request {
	r := ask(c.method, c.path, token, c.body)
	r.Header.Set(headerKey, key)
	return r
}

func operation(t testing.TB, all []call, name string) call {
	t.Helper()
	for _, c := range all {
		if c.operation == name {
			return c
		}
	}
	t.Fatalf("no operation %s", name)
	return call{}
}

// TestEveryWriteTakesAKey demands of every operation that it only reads or
// takes an Idempotency-Key.
func TestEveryWriteTakesAKey(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for _, c := range all {
		r := s.rules[c.operation]
		if (c.method != http.MethodGet && !r.reads) != r.write {
			t.Errorf("%s %s must either refer to the parameter IdempotencyKey or say x-origo-reads: true", c.method, c.operation)
		}
		if !r.write || c.operation == "ReplaceCertificate" {
			continue
		}
		role, _, _ := strings.Cut(c.allowed, " ")
		first := s.answer(t, keyed(c, "VNIssuer."+role, "key-1"))
		again := s.answer(t, keyed(c, "VNIssuer."+role, "key-1"))
		if first.Code >= 300 || again.Code != first.Code || again.Body.String() != first.Body.String() ||
			again.Header().Get("Location") != first.Header().Get("Location") {
			t.Errorf("%s: first %d, again %d: %s", c.operation, first.Code, again.Code, again.Body)
		}
		if first.Header().Get(headerReplayed) != "" || again.Header().Get(headerReplayed) != "true" {
			t.Errorf("%s: marked %q, then %q", c.operation, first.Header().Get(headerReplayed), again.Header().Get(headerReplayed))
		}
	}
	if len(ledger.submitted) != 1 || len(ledger.used) != 1 {
		t.Errorf("%d certificates, %d uses reached the ledger", len(ledger.submitted), len(ledger.used))
	}
}

func TestKeysAreKeptApart(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	c := operation(t, all, "RecordUse")
	wantSuccess(t, s.answer(t, keyed(c, "VNIssuer.customs", "k")))
	other := c
	other.body = map[string]any{"declaration": "TH-2", "outcome": "accepted", "decided_on": "2026-11-22", "lines": c.body.(map[string]any)["lines"]}
	p := wantProblem(t, s.answer(t, keyed(other, "VNIssuer.customs", "k")), http.StatusUnprocessableEntity, codeOtherRequest)
	if p.Pointer != headerKey {
		t.Errorf("points at %q", p.Pointer)
	}
	elsewhere := c
	elsewhere.path = strings.Replace(c.path, "00123", "00124", 1)
	wantProblem(t, s.answer(t, keyed(elsewhere, "VNIssuer.customs", "k")), http.StatusUnprocessableEntity, codeOtherRequest)
	wantSuccess(t, s.answer(t, keyed(other, "VNIssuer.customs", "l")))
	wantSuccess(t, s.answer(t, keyed(operation(t, all, "ReverseUse"), "VNIssuer.customs", "k")))
	for _, bad := range []string{"", " ", "a b", "é", strings.Repeat("k", 129)} {
		wantProblem(t, s.answer(t, keyed(c, "VNIssuer.customs", bad)), http.StatusBadRequest, codeParameter)
	}
	twice := keyed(c, "VNIssuer.customs", "m")
	twice.Header.Add(headerKey, "n")
	wantProblem(t, s.answer(t, twice), http.StatusBadRequest, codeParameter)
}

// TestKeysOfPersons: two officers may choose the same key.
func TestKeysOfPersons(t *testing.T) {
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.Identity = everyone{} })
	c := operation(t, all, "RecordUse")
	for _, name := range []string{"anna", "binh"} {
		if got := s.answer(t, keyed(c, name, "k")); got.Header().Get(headerReplayed) != "" {
			t.Errorf("%s hears what another was answered", name)
		}
	}
}

// everyone takes a token for the name of a customs officer.
type everyone struct{ tokens }

func (everyone) Verify(_ context.Context, token string) (identity.Person, error) {
	return identity.Person{Subject: token, Name: token, Organisation: "VNIssuer", Country: "VN", Roles: []identity.Role{identity.Customs}}, nil
}

// TestWhatIsKept: refusals of the request itself are kept, what may pass is not.
func TestWhatIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		kept bool
	}{
		"refused":     {registry.Refuse(registry.BalanceExceeded, "available", "2"), true},
		"unavailable": {&client.Unavailable{Doing: "test", Cause: errDown}, false},
		"unknown":     {&client.Unknown{Transaction: "abc", Cause: errDown}, false},
		"defect":      {errors.New("defect"), false},
	} {
		ledger, all := calls(t)
		s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
		use := operation(t, all, "RecordUse")
		ledger.err = c.err
		first := s.answer(t, keyed(use, "VNIssuer.customs", "k"))
		ledger.err = nil
		again := s.answer(t, keyed(use, "VNIssuer.customs", "k"))
		if first.Code < 400 || (again.Code == first.Code) != c.kept || (again.Header().Get(headerReplayed) == "true") != c.kept {
			t.Errorf("%s: first %d, again %d %s", name, first.Code, again.Code, again.Body)
		}
	}
}

// slow is a ledger that takes its time and counts.
type slow struct {
	*shelf
	asked *atomic.Int32
}

func (l slow) Issue(context.Context, registry.Submission) (client.Receipt, error) {
	l.asked.Add(1)
	time.Sleep(30 * time.Millisecond)
	return l.receipt, nil
}

// TestDuplicatesTogether sends one request eight times at once.
func TestDuplicatesTogether(t *testing.T) {
	shelf, all := calls(t)
	ledger := slow{shelf, &atomic.Int32{}}
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	c := operation(t, all, "AnchorCertificate")
	var together sync.WaitGroup
	for range 8 {
		r := keyed(c, issuer, "k")
		together.Go(func() {
			got := httptest.NewRecorder()
			if s.ServeHTTP(got, r); got.Code != http.StatusCreated {
				t.Errorf("answered %d: %s", got.Code, got.Body)
			}
		})
	}
	together.Wait()
	if ledger.asked.Load() != 1 {
		t.Errorf("carried out %d times", ledger.asked.Load())
	}
}

// TestKeysOutlastTheServer: a new server with the same directory remembers.
func TestKeysOutlastTheServer(t *testing.T) {
	ledger, all := calls(t)
	directory := t.TempDir()
	keep := func(o *Options) { o.StateDir = directory }
	c := operation(t, all, "AnchorCertificate")
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, keep)
	wantSuccess(t, s.answer(t, keyed(c, issuer, "k")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, keep)
	if got := s.answer(t, keyed(c, issuer, "k")); got.Header().Get(headerReplayed) != "true" || len(ledger.submitted) != 1 {
		t.Errorf("answered %d, %d submissions", got.Code, len(ledger.submitted))
	}
}

// TestPanicFreesTheKey: a defect must not keep a key busy.
func TestPanicFreesTheKey(t *testing.T) {
	_, all := calls(t)
	s := newSite(t, shelves{ledger: panicky{}, served: certificate.Agreements()})
	c := operation(t, all, "RecordUse")
	for range 2 {
		wantProblem(t, s.answer(t, keyed(c, "VNIssuer.customs", "k")), 500, codeInternal)
	}
}
