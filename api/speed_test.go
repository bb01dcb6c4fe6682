package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/wire"
	"origo/certificate"
)

// BenchmarkVerify measures an assessment by reference through HTTP, token
// check and contract included; the ledger is in memory.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		b.Fatalf("anchoring answered %d", got)
	}
	token := must(w.provider.Issue(demo.User{Name: "c", Organisation: "THCustoms", Country: "TH", Roles: []identity.Role{identity.Customs}}, ""))(b)
	id := d.ID()
	for b.Loop() {
		got := httptest.NewRecorder()
		w.servers["THCustoms"].ServeHTTP(got, ask("POST", "/v1/verifications", token, wire.VerificationRequest{Reference: &id}))
		if got.Code != 200 {
			b.Fatalf("answered %d: %s", got.Code, got.Body)
		}
	}
}

// BenchmarkVerifyWarm measures assessments by reference over the network
// interface of this machine, by as many officers at once as there are cores
// times 32: token check, encoding and everything, with the answers of the
// ledger in memory.
func BenchmarkVerifyWarm(b *testing.B) {
	w := newWorld(b)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		b.Fatalf("anchoring answered %d", got)
	}
	views := w.warmUp()
	server := httptest.NewServer(w.servers["THCustoms"])
	b.Cleanup(server.Close)
	server.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 64
	token := must(w.provider.Issue(demo.User{Name: "c", Organisation: "THCustoms", Country: "TH", Roles: []identity.Role{identity.Customs}}, ""))(b)
	id := d.ID()
	body := string(must(json.Marshal(wire.VerificationRequest{Reference: &id}))(b))
	b.SetParallelism(32)
	b.ResetTimer()
	before := processorTime(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r := must(http.NewRequest("POST", server.URL+"/v1/verifications", strings.NewReader(body)))(b)
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Content-Type", "application/json")
			got, err := server.Client().Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, got.Body)
			_ = got.Body.Close()
			if got.StatusCode != 200 {
				b.Errorf("answered %d", got.StatusCode)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "assessments/s")
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
	if f := views.Figures(); b.N > 1000 && f.Hits < f.Misses {
		b.Errorf("hardly anything came from memory: %+v", f)
	}
}

// processorTime is what this process, with the officers in it, has used of the
// processors: on a machine that others use as well it says more than the time.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkEdge measures what the server adds around the ledger: routing,
// access, log, figures, encoding.
func BenchmarkEdge(b *testing.B) {
	ledger, d := newShelf(b)
	s := newSite(b, shelves{ledger: ledger, served: certificate.Agreements()})
	path := location(d.ID())
	for b.Loop() {
		got := httptest.NewRecorder()
		s.ServeHTTP(got, ask("GET", path, issuer, nil))
		if got.Code != 200 {
			b.Fatalf("answered %d", got.Code)
		}
	}
}

func FuzzForm(f *testing.F) {
	f.Add("--x\r\nContent-Disposition: form-data; name=\"certificate\"\r\n\r\n{}\r\n--x\r\nContent-Disposition: form-data; name=\"seal\"\r\n\r\n0\r\n--x--\r\n")
	f.Add("--x\r\n\r\n--x--")
	ledger, _ := newShelf(f)
	s := newSite(f, shelves{ledger: ledger, served: certificate.Agreements()})
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", "/v1/certificates", strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("Authorization", "Bearer "+issuer)
		if got := s.answer(t, r); got.Code >= 500 {
			t.Errorf("answered %d: %s", got.Code, got.Body)
		}
	})
}

func FuzzVerificationRequest(f *testing.F) {
	for _, seed := range []string{`{}`, `{"reference":{"form":"D","country":"VN","reference":"1"}}`, `{"certificate":"e30=","seal":"AA=="}`,
		`{"certificate":"e30=","seal":"AA==","presented_on":"2026-11-22","declaration":{"number":"1","importing_country":"TH","lines":[]}}`} {
		f.Add(seed)
	}
	ledger, _ := newShelf(f)
	s := newSite(f, shelves{ledger: ledger, served: certificate.Agreements()})
	f.Fuzz(func(t *testing.T, body string) {
		r := ask("POST", "/v1/verifications", "VNIssuer.customs", body)
		got := httptest.NewRecorder()
		if s.ServeHTTP(got, r); got.Code >= 500 {
			t.Errorf("answered %d: %s", got.Code, got.Body)
		}
	})
}
