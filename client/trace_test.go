package client

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// TestLedgerCallsAreTraced: a call inside a span is a span of the same trace,
// which the peer is told; a call outside of any is left alone.
func TestLedgerCallsAreTraced(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	provider := sdk.NewTracerProvider(sdk.WithSpanProcessor(recorder))
	ctx, outer := provider.Tracer("test").Start(context.Background(), "request")
	var told []string
	failing := func(ctx context.Context, _ string, _, _ any, _ *grpc.ClientConn, _ ...grpc.CallOption) error {
		sent, _ := metadata.FromOutgoingContext(ctx)
		told = sent.Get("traceparent")
		return errors.New("secret")
	}
	if err := traced(ctx, "/gateway.Gateway/Evaluate", nil, nil, nil, failing); err == nil {
		t.Error("the error is lost")
	}
	spans := recorder.Ended()
	if len(spans) != 1 || spans[0].Parent().SpanID() != outer.SpanContext().SpanID() || spans[0].Status().Code != codes.Error || spans[0].Status().Description != "" {
		t.Fatalf("spans: %v", spans)
	}
	if len(told) != 1 || !strings.Contains(told[0], spans[0].SpanContext().SpanID().String()) {
		t.Errorf("the peer is told %v", told)
	}
	if err := traced(context.Background(), "/gateway.Gateway/Evaluate", nil, nil, nil, failing); err == nil || len(told) != 0 {
		t.Errorf("outside of a span the peer is told %v", told)
	}
}
