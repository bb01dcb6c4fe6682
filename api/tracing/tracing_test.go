package tracing

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestSpansAreSent counts what a collector receives by the end.
func TestSpansAreSent(t *testing.T) {
	received := make(chan string, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { received <- r.URL.Path }))
	defer collector.Close()
	tracer, stop, err := Start(context.Background(), Config{Endpoint: collector.URL}, "VNIssuer")
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracer.Start(context.Background(), "x")
	span.End()
	stop()
	if got := <-received; got != "/v1/traces" {
		t.Errorf("the collector was called at %s", got)
	}
}

func TestOffByDefault(t *testing.T) {
	tracer, stop, err := Start(context.Background(), Config{}, "VNIssuer")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if _, span := tracer.Start(context.Background(), "x"); span.IsRecording() {
		t.Error("spans are recorded without an endpoint")
	}
}

func TestCheck(t *testing.T) {
	for _, bad := range []Config{{Percent: -1}, {Percent: 101}, {Endpoint: "collector:4318"}, {Endpoint: "ftp://x"}, {Endpoint: "http://"}} {
		if bad.Check() == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
	for _, good := range []Config{{}, {Endpoint: "http://127.0.0.1:4318", Percent: 10}} {
		if err := good.Check(); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
}
