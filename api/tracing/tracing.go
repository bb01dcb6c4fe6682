// Package tracing sends spans of requests to a collector (OpenTelemetry), if
// one is configured. Spans name operations, routes, statuses and ledger calls,
// and hold nothing of any certificate.
package tracing

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// Config says where spans go.
type Config struct {
	Endpoint string `yaml:"endpoint"` // OTLP over HTTP, such as http://127.0.0.1:4318; empty traces nothing
	Percent  int    `yaml:"percent"`  // share of requests traced that come without a caller's decision; 100 if 0
}

// Check says what is wrong with the configuration.
func (c Config) Check() error {
	if c.Percent < 0 || c.Percent > 100 {
		return fmt.Errorf("tracing.percent: %d is no share; write 1 to 100", c.Percent)
	}
	if c.Endpoint == "" {
		return nil
	}
	if u, err := url.Parse(c.Endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("tracing.endpoint: is not an address; write one such as http://127.0.0.1:4318")
	}
	return nil
}

// stopWithin bounds how long the last spans may take to be sent.
const stopWithin = 5 * time.Second

// Start gives a tracer of the organisation's server, and what sends the last
// spans at the end. A collector that is down costs spans, never an answer.
func Start(ctx context.Context, c Config, organisation string) (trace.Tracer, func(), error) {
	if c.Endpoint == "" {
		return noop.NewTracerProvider().Tracer(""), func() {}, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(c.Endpoint+"/v1/traces"))
	if err != nil {
		return nil, nil, fmt.Errorf("tracing: %w", err)
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithSampler(c.sampler()),
		sdk.WithResource(resource.NewSchemaless(
			attribute.String("service.name", "origo-api"), attribute.String("service.namespace", organisation))))
	return provider.Tracer("origo/api"), func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
		defer cancel()
		_ = provider.Shutdown(ctx) // spans are lost, nothing else
	}, nil
}

// sampler follows the caller's decision, where there is one.
func (c Config) sampler() sdk.Sampler {
	if c.Percent == 0 || c.Percent == 100 {
		return sdk.ParentBased(sdk.AlwaysSample())
	}
	return sdk.ParentBased(sdk.TraceIDRatioBased(float64(c.Percent) / 100))
}
