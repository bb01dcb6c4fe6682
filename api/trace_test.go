package api

import (
	"strings"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"origo/certificate"
)

// TestRequestsAreTraced follows a caller's trace into the server's span, which
// quotes nothing of the certificate.
func TestRequestsAreTraced(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	provider := sdk.NewTracerProvider(sdk.WithSpanProcessor(recorder))
	ledger, d := newShelf(t)
	s := newSite(t, shelves{ledger: ledger, served: certificate.Agreements()}, func(o *Options) { o.Tracer = provider.Tracer("test") })
	r := ask("GET", location(d.ID()), issuer, nil)
	r.Header.Set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	wantSuccess(t, s.answer(t, r))
	spans := recorder.Ended()
	if len(spans) != 1 {
		t.Fatalf("%d spans", len(spans))
	}
	span := spans[0]
	if span.Parent().TraceID().String() != "0af7651916cd43dd8448eb211c80319c" || span.Name() != "GET /v1/certificates/:form/:country/:reference" {
		t.Errorf("span %s of trace %s", span.Name(), span.Parent().TraceID())
	}
	told := span.Name()
	for _, a := range span.Attributes() {
		told += " " + string(a.Key) + "=" + a.Value.Emit()
	}
	if strings.Contains(told, "00123") || !strings.Contains(told, "status_code=200") {
		t.Errorf("the span says %s", told)
	}
}
