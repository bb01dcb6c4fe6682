package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// trace records a span for the request, as part of the caller's trace where the
// caller sent one (W3C traceparent). The span names the route and not the
// address.
func (s *Server) trace(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request := c.Request()
		ctx := propagation.TraceContext{}.Extract(request.Context(), propagation.HeaderCarrier(request.Header))
		ctx, span := s.Tracer.Start(ctx, known(request.Method)+" "+c.Path(), trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		c.SetRequest(request.WithContext(ctx))
		err := next(c)
		status := c.Response().Status
		span.SetAttributes(
			attribute.String("http.request.method", known(request.Method)), attribute.String("http.route", c.Path()),
			attribute.Int("http.response.status_code", status), attribute.String("origo.request_id", c.Response().Header().Get(echo.HeaderXRequestID)))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
		return err
	}
}
