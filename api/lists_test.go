package api

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/api/identity"
	"origo/api/readmodel"
	"origo/api/store"
	"origo/api/webhook"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/client/memory"
)

// newModel is an empty read model.
func newModel(t testing.TB) (*readmodel.Model, *webhook.Hooks) {
	t.Helper()
	db := must(store.Open(store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "read-model.db")}))(t)
	t.Cleanup(func() { _ = db.Close() })
	model := readmodel.New(db)
	return model, webhook.New(db, model)
}

// own is an organisation's peer in memory, as its read model sees it.
type own struct{ channel }

func (o own) Reader(a certificate.Agreement) (readmodel.Reader, error) {
	return o.For(a, identity.Customs)
}
func (o own) Blocks(ctx context.Context, _ certificate.Agreement, from uint64) (<-chan client.Block, error) {
	return memory.Blocks(ctx, o.ledger, from), nil
}
func (o own) Height(context.Context, certificate.Agreement) (uint64, error) {
	return o.ledger.Height(), nil
}

// follow brings an organisation's read model to the ledger's height.
func (w *world) follow(organisation string) {
	w.t.Helper()
	s := w.servers[organisation]
	f := readmodel.Feed{Model: s.ReadModel, Source: own{channel{w.ledger, organisation, &w.down}}, Log: s.log}
	if err := f.CatchUp(context.Background(), certificate.ATIGA, int64(w.ledger.Height())-1); err != nil {
		w.t.Fatal(err)
	}
}

// anchored founds the channel and anchors a certificate.
func anchored(t *testing.T) (*world, *certificate.Document) {
	t.Helper()
	w := newWorld(t)
	w.found()
	d := w.document()
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", w.sealed(d), nil); got != 201 {
		t.Fatalf("anchoring answered %d", got)
	}
	return w, d
}

func TestListsFollowTheLedger(t *testing.T) {
	w, d := anchored(t)
	w.follow("THCustoms")
	var list wire.CertificateList
	search := func(question string) []wire.ShownEntry {
		t.Helper()
		list = wire.CertificateList{}
		if got := w.as("THCustoms", identity.Customs, "GET", "/v1/certificates?"+question, nil, &list); got != 200 {
			t.Fatalf("%s answered %d", question, got)
		}
		return list.Certificates
	}
	if found := search("hs=" + d.Items[0].HS.Code[:4] + "&status=issued&agreement=atiga"); len(found) != 1 || found[0].Exporter != d.Exporter.Name {
		t.Errorf("found %+v", found)
	}
	if len(list.AsOf) != 1 || list.AsOf[0].Block != int(w.ledger.Height())-1 || list.AsOf[0].AgeSeconds == nil {
		t.Errorf("as of %+v", list.AsOf)
	}
	if found := search("status=cancelled"); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
	var counts wire.Dashboard
	if w.as("THCustoms", identity.Admin, "GET", "/v1/dashboard", nil, &counts); len(counts.Certificates) != 1 || counts.Certificates[0].Usage != registry.Unused {
		t.Errorf("%+v", counts)
	}
	ready := w.servers["THCustoms"].answer(t, ask("GET", "/readyz", "", nil)).Body.String()
	figures := w.servers["THCustoms"].answer(t, ask("GET", "/metrics", "", nil)).Body.String()
	if !strings.Contains(ready, `"read model atiga"`) || !strings.Contains(figures, `origo_read_model_block{channel="atiga"}`) {
		t.Errorf("readiness %s, figures %s", ready, figures)
	}
}

func TestListsRefuseWhatTheyCannotRead(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	for _, question := range []string{"hs=841", "hs=x", "status=lost", "usage=lost", "form=Z", "agreement=nafta", "cursor=zz", "limit=0", "limit=501", "limit=x",
		"issued_from=2026-13-01", "exporter=" + strings.Repeat("x", 201)} {
		t.Run(question, func(t *testing.T) {
			wantProblem(t, s.answer(t, ask("GET", "/v1/certificates?"+question, "VNIssuer.customs", nil)), http.StatusBadRequest, codeParameter)
		})
	}
	for _, question := range []string{"wait=46", "wait=-1"} {
		wantProblem(t, s.answer(t, ask("GET", "/v1/events?"+question, "VNIssuer.customs", nil)), http.StatusBadRequest, codeParameter)
	}
	lost := ask("GET", "/v1/events?wait=0", "VNIssuer.customs", nil)
	lost.Header.Set("Last-Event-ID", "made up")
	wantProblem(t, s.answer(t, lost), http.StatusBadRequest, codeParameter)
	for _, body := range []map[string]any{{"url": "http://plain.example"}, {"url": "https://u:p@x.example"}, {"url": "x"},
		{"url": "https://x.example", "types": []string{"trust.changed"}}, {"url": "https://x.example", "position": "made up"}} {
		wantProblem(t, s.answer(t, ask("POST", "/v1/webhooks", "VNIssuer.admin", body)), http.StatusUnprocessableEntity, codeField)
	}
}

// TestWithoutReadModel: everything else works.
func TestWithoutReadModel(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.ReadModel, o.Webhooks = nil, nil })
	for _, path := range []string{"/v1/certificates", "/v1/dashboard", "/v1/events"} {
		wantProblem(t, s.answer(t, ask("GET", path, "VNIssuer.customs", nil)), http.StatusServiceUnavailable, codeNoModel)
	}
	wantProblem(t, s.answer(t, ask("GET", "/v1/webhooks", "VNIssuer.admin", nil)), http.StatusServiceUnavailable, codeNoModel)
	if got := s.answer(t, ask("GET", "/readyz", "", nil)); got.Code != 200 {
		t.Errorf("readiness %d", got.Code)
	}
}

// TestWebhooksAreSubscribed: the secret is shown once.
func TestWebhooksAreSubscribed(t *testing.T) {
	ledger, _ := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()})
	var made wire.CreatedWebhook
	answer := s.answer(t, ask("POST", "/v1/webhooks", "VNIssuer.admin", map[string]any{"url": "https://x.example/events"}))
	if err := json.Unmarshal(answer.Body.Bytes(), &made); err != nil || answer.Code != 201 || len(made.Secret) != 64 {
		t.Fatalf("answered %d: %s", answer.Code, answer.Body)
	}
	list := s.answer(t, ask("GET", "/v1/webhooks", "VNIssuer.admin", nil)).Body.String()
	if !strings.Contains(list, made.Subscription.ID) || strings.Contains(list, made.Secret) {
		t.Errorf("listed %s", list)
	}
	if got := s.answer(t, ask("DELETE", "/v1/webhooks/"+made.Subscription.ID, "VNIssuer.admin", nil)); got.Code != 204 {
		t.Errorf("answered %d", got.Code)
	}
	if list := s.answer(t, ask("GET", "/v1/webhooks", "VNIssuer.admin", nil)).Body.String(); strings.TrimSpace(list) != "[]" {
		t.Errorf("listed %s", list)
	}
}

// TestEventsAreStreamedAndReplayed over a real connection: what comes while the
// stream is open, and from a position again later; nothing commercial.
func TestEventsAreStreamedAndReplayed(t *testing.T) {
	w, d := anchored(t)
	w.follow("THCustoms")
	server := httptest.NewServer(w.servers["THCustoms"])
	defer server.Close()
	defer w.servers["THCustoms"].Stopping()
	live := w.stream(server.URL+"/v1/events?from=start", "")
	if first := live.next(); first.Type != registry.EventIssued || first.Subject != d.ID().String() {
		t.Errorf("first %+v", first)
	}
	decision := map[string]any{"declaration": "TH-COMMERCIAL", "outcome": "accepted", "decided_on": certificate.DateOf(w.ledger.Now()),
		"lines": []any{map[string]any{"item": 1, "quantity": "5", "unit": d.Items[0].Quantity.Unit}}}
	if got := w.as("THCustoms", identity.Customs, "POST", location(d.ID())+"/uses", decision, nil); got != 201 {
		t.Fatalf("use answered %d", got)
	}
	w.follow("THCustoms")
	second := live.next()
	if second.Type != registry.EventUsed {
		t.Errorf("second %+v", second)
	}
	if strings.Contains(live.seen.String(), "COMMERCIAL") || strings.Contains(live.seen.String(), d.Exporter.Name) {
		t.Errorf("the stream has what is private: %s", live.seen.String())
	}
	if again := w.stream(server.URL+"/v1/events?wait=0", live.first).next(); again.Type != registry.EventUsed || again.ID != second.ID {
		t.Errorf("replayed %+v", again)
	}
}

// listener reads a stream of events.
type listener struct {
	t     testing.TB
	lines *bufio.Scanner
	first string // id of the first event
	seen  strings.Builder
}

func (w *world) stream(url, last string) *listener {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	w.t.Cleanup(cancel)
	r := must(http.NewRequestWithContext(ctx, "GET", url, nil))(w.t)
	r.Header.Set("Authorization", "Bearer "+w.token("THCustoms", identity.Customs))
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer := must(http.DefaultClient.Do(r))(w.t)
	w.t.Cleanup(func() { _ = answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || !strings.HasPrefix(kind, "text/event-stream") {
		said, _ := io.ReadAll(answer.Body)
		w.t.Fatalf("answered %d %s: %s", answer.StatusCode, kind, said)
	}
	return &listener{t: w.t, lines: bufio.NewScanner(answer.Body)}
}

// next waits for an event.
func (l *listener) next() readmodel.CloudEvent {
	l.t.Helper()
	for l.lines.Scan() {
		l.seen.WriteString(l.lines.Text() + "\n")
		data, found := strings.CutPrefix(l.lines.Text(), "data: ")
		if !found {
			continue
		}
		var e readmodel.CloudEvent
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			l.t.Fatal(err)
		}
		if l.first == "" {
			l.first = e.Position
		}
		return e
	}
	l.t.Fatalf("the stream ended: %v", l.lines.Err())
	return readmodel.CloudEvent{}
}
