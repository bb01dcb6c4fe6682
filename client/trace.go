package client

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// traced records a span for a call to the peer, if the caller's context bears
// one, and passes the trace on (W3C traceparent). The span has the name of the
// gateway's method and nothing of the transaction.
func traced(ctx context.Context, method string, request, reply any, connection *grpc.ClientConn, call grpc.UnaryInvoker, options ...grpc.CallOption) error {
	parent := trace.SpanFromContext(ctx)
	if !parent.SpanContext().IsValid() {
		return call(ctx, method, request, reply, connection, options...)
	}
	ctx, span := parent.TracerProvider().Tracer("origo/client").Start(ctx, method, trace.WithSpanKind(trace.SpanKindClient))
	defer span.End()
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	for key, value := range carrier {
		ctx = metadata.AppendToOutgoingContext(ctx, key, value)
	}
	err := call(ctx, method, request, reply, connection, options...)
	if err != nil {
		span.SetStatus(codes.Error, "")
	}
	return err
}
