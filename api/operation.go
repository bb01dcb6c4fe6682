package api

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
)

// Health says that the process is alive, nothing more.
func (s *Server) Health(context.Context, wire.HealthRequestObject) (wire.HealthResponseObject, error) {
	return wire.Health200JSONResponse{Status: "alive"}, nil
}

// readyWithin bounds how long readiness waits for a silent peer or provider.
const readyWithin = 2 * time.Second

// Ready asks every capability: the identity provider, and the own peer for
// each channel.
func (s *Server) Ready(ctx context.Context, _ wire.ReadyRequestObject) (wire.ReadyResponseObject, error) {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	answer := wire.Readiness{Ready: true, Capabilities: []wire.Capability{s.identityReady(ctx)}}
	for _, agreement := range s.Registries.Agreements() {
		answer.Capabilities = append(answer.Capabilities, s.ledgerReady(ctx, agreement))
	}
	for _, c := range answer.Capabilities {
		answer.Ready = answer.Ready && c.Ready
	}
	answer.Capabilities = append(answer.Capabilities, s.modelReady(ctx)...)
	if !answer.Ready {
		return wire.Ready503JSONResponse(answer), nil
	}
	return wire.Ready200JSONResponse(answer), nil
}

func (s *Server) identityReady(ctx context.Context) wire.Capability {
	c := wire.Capability{Name: "identity", Ready: true}
	switch err := s.Identity.Ready(ctx); {
	case errors.Is(err, identity.ErrDemonstration):
		c.Ready, c.Reason = false, ptr("demonstration")
	case err != nil:
		c.Ready, c.Reason = false, ptr("unreachable")
	}
	return c
}

func (s *Server) ledgerReady(ctx context.Context, agreement certificate.Agreement) wire.Capability {
	c := wire.Capability{Name: "ledger " + string(agreement)}
	fresh, err := s.Registries.Freshness(ctx, agreement)
	if err != nil {
		c.Reason = ptr("unreachable")
		return c
	}
	c.Ready, c.Height, c.BlockTime = true, ptr(int(fresh.Height)), &fresh.BlockTime
	if at, err := time.Parse(time.RFC3339, fresh.BlockTime); err == nil {
		c.AgeSeconds = ptr(int(s.Now().Sub(at).Seconds()))
	}
	return c
}

func ptr[T any](value T) *T { return &value }

// Metrics gives the figures in Prometheus' text format.
func (s *Server) Metrics(context.Context, wire.MetricsRequestObject) (wire.MetricsResponseObject, error) {
	// The strict interface knows no http.ResponseWriter, so the page is written
	// to memory first; it is a few kilobytes.
	page := httptest.NewRecorder()
	s.metrics.handler().ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	return wire.Metrics200TextResponse(page.Body.String()), nil
}

// Specification gives the OpenAPI document.
func (s *Server) Specification(context.Context, wire.SpecificationRequestObject) (wire.SpecificationResponseObject, error) {
	return wire.Specification200ApplicationyamlResponse{Body: bytes.NewReader(Specification), ContentLength: int64(len(Specification))}, nil
}

// ExplainProblem explains a problem code.
func (s *Server) ExplainProblem(_ context.Context, r wire.ExplainProblemRequestObject) (wire.ExplainProblemResponseObject, error) {
	k, ok := catalogue[r.Code]
	if !ok {
		return nil, fault{code: codeNoRoute}
	}
	spoken := languageOf(value(r.Params.AcceptLanguage))
	w := s.worded(r.Code, spoken)
	return wire.ExplainProblem200JSONResponse{
		Body:    wire.ProblemType{Code: r.Code, Title: w.title, Status: k.status, Remedy: w.remedy},
		Headers: wire.ExplainProblem200ResponseHeaders{ContentLanguage: spoken},
	}, nil
}
