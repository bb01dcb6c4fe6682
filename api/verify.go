package api

import (
	"context"
	"encoding/pem"
	"fmt"
	"time"

	"origo/api/identity"
	"origo/api/normalise"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
	"origo/client"
)

// VerifyCertificate assesses a certificate from the ledger's copy or from the
// file that was sent. A ledger that cannot be reached leaves questions open in
// the assessment of a file; about a bare reference nothing can be said then.
func (s *Server) VerifyCertificate(ctx context.Context, r wire.VerifyCertificateRequestObject) (wire.VerifyCertificateResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	assessment, facts, err := s.assessed(ctx, r.Body)
	if err != nil {
		return nil, err
	}
	report := clearance.Report{Assessment: assessment, Explained: assessment.Explain(desk.Words())}
	if r.Params.Facts != nil && *r.Params.Facts {
		report.Facts = &facts
	}
	return wire.VerifyCertificate200JSONResponse(report), nil
}

// assessed answers a request with what it rests on. Traders must bring the certificate along.
func (s *Server) assessed(ctx context.Context, r *wire.VerificationRequest) (clearance.Assessment, clearance.Facts, error) {
	var none clearance.Assessment
	r, err := opened(r)
	if err != nil {
		return none, clearance.Facts{}, err
	}
	if acting(ctx) == identity.Trader && r.Certificate == nil {
		return none, clearance.Facts{}, fault{code: string(registry.RoleRequired), pointer: "/certificate",
			params: map[string]string{"role": string(identity.Customs)}, detail: "traders send the certificate and its seal"}
	}
	agreement, err := s.verifiedUnder(r)
	if err != nil {
		return none, clearance.Facts{}, err
	}
	facts, err := s.gather(ctx, agreement, s.question(r))
	if err != nil {
		return none, facts, err
	}
	assessment, err := s.assess.Assess(facts)
	if err != nil {
		return none, facts, fmt.Errorf("assess: %w", err)
	}
	s.metrics.verdict(string(assessment.Verdict))
	return assessment, facts, nil
}

// verifiedUnder finds the agreement whose ledger knows about the certificate.
// A file that cannot be read is assessed under any agreement: it is refused
// for what it is.
func (s *Server) verifiedUnder(r *wire.VerificationRequest) (certificate.Agreement, error) {
	served := s.Registries.Agreements()
	if r.Entered != nil {
		return r.Entered.Agreement, nil
	}
	if r.Reference != nil {
		return agreementOf(served, r.Reference.Form, r.Agreement)
	}
	if r.Certificate == nil {
		return s.stampedUnder(*r.Stamp)
	}
	if d, err := certificate.ParseDraft(*r.Certificate); err == nil {
		return agreementOf(served, d.Form, &d.Agreement)
	}
	if r.Agreement != nil {
		return *r.Agreement, nil
	}
	if len(served) == 0 {
		return "", fault{code: codeNotServed}
	}
	return served[0], nil
}

// question is the request in the words of the assessment.
func (s *Server) question(r *wire.VerificationRequest) clearance.Request {
	today := certificate.DateOf(s.Now())
	q := clearance.Request{ID: r.Reference, Here: s.Country, PresentedOn: today, Today: today, Declaration: r.Declaration, Entered: r.Entered}
	if r.Papers != nil {
		q.Papers = *r.Papers
	}
	if r.Stamp != nil {
		q.Stamp = *r.Stamp
	}
	if r.Certificate != nil {
		q.Certificate, q.Seal = *r.Certificate, tidySeal(*r.Seal)
	}
	if r.PresentedOn != nil {
		q.PresentedOn = *r.PresentedOn
	}
	return q
}

// tidySeal brings a seal into the form the verifier reads. What cannot be
// tidied goes on as it came: the verifier says what is wrong with it.
func tidySeal(raw []byte) []byte {
	if block, _ := pem.Decode(raw); block != nil {
		raw = block.Bytes
	}
	if tidy, err := normalise.Message(raw); err == nil {
		return tidy
	}
	return raw
}

// freshWithin is how long an assessment waits to learn whether the ledger is
// there at all.
const freshWithin = 2 * time.Second

// gather collects the facts the caller may see.
func (s *Server) gather(ctx context.Context, agreement certificate.Agreement, q clearance.Request) (clearance.Facts, error) {
	return s.gatherAs(ctx, acting(ctx), agreement, q)
}

// gatherAs collects the facts that a role may see.
func (s *Server) gatherAs(ctx context.Context, role identity.Role, agreement certificate.Agreement, q clearance.Request) (clearance.Facts, error) {
	ledger, err := s.Registries.For(agreement, role)
	if err != nil {
		return clearance.Facts{}, err
	}
	short, cancel := context.WithTimeout(ctx, freshWithin)
	defer cancel()
	fresh, err := s.Registries.Freshness(short, agreement)
	if err != nil {
		ledger, fresh = silent{ledger, err}, client.Freshness{Channel: string(agreement)}
	}
	if role == identity.Trader {
		ledger = discreet{ledger}
	}
	q.AsOf = clearance.LedgerAsOf(fresh, s.Now())
	facts, err := clearance.Gather(ctx, ledger, q)
	if err != nil || q.Certificate != nil || q.Entered != nil || q.Stamp != "" {
		return facts, err
	}
	return facts, somethingKnown(facts)
}

// somethingKnown demands that the ledger said something about a bare reference.
func somethingKnown(f clearance.Facts) error {
	switch f.Record.State {
	case clearance.Found:
		return nil
	case clearance.NotFound:
		return fault{code: string(registry.CertificateUnknown)}
	case clearance.Unavailable:
		return fault{code: codeUnavailable}
	default:
		return fault{code: codeNotServed}
	}
}

// silent is a ledger that is known not to answer. It says so at the first
// question of an assessment, which then puts no more, instead of making the
// officer wait for one deadline after another.
type silent struct {
	client.Registry
	cause error
}

// Membership is not known.
func (s silent) Membership(context.Context) (registry.Membership, error) {
	return registry.Membership{}, &client.Unavailable{Doing: "verifying", Cause: s.cause}
}

// View is not known either.
func (s silent) View(context.Context, certificate.ID) (registry.View, error) {
	return registry.View{}, &client.Unavailable{Doing: "verifying", Cause: s.cause}
}

// discreet is a ledger as traders may see it: without what the customs of the
// two countries hold. Another importer's declarations are no trader's business.
type discreet struct{ client.Registry }

var errDiscreet = registry.Refuse(registry.RoleRequired, "role", registry.RoleCustoms)

// View leaves out dossier and account.
func (d discreet) View(ctx context.Context, id certificate.ID) (registry.View, error) {
	v, err := d.Registry.View(ctx, id)
	v.Dossier, v.Account, v.Paper = nil, nil, nil
	return v, err
}

// Dossier is withheld.
func (discreet) Dossier(context.Context, certificate.ID) (registry.Dossier, error) {
	return registry.Dossier{}, errDiscreet
}

// Account is withheld.
func (discreet) Account(context.Context, certificate.ID) (registry.Account, error) {
	return registry.Account{}, errDiscreet
}

// Paper is withheld.
func (discreet) Paper(context.Context, certificate.ID) (registry.Paper, error) {
	return registry.Paper{}, errDiscreet
}

// FindCases is withheld.
func (discreet) FindCases(context.Context, registry.CaseQuery) (registry.CasePage, error) {
	return registry.CasePage{}, errDiscreet
}
