package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	rules "origo/fta-rules"
	"origo/fta-rules/explain"
)

// OpenCase asks the issuing authority to verify a certificate.
func (s *Server) OpenCase(ctx context.Context, r wire.OpenCaseRequestObject) (wire.OpenCaseResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	officer, _ := identity.From(ctx)
	asked := r.Body.Request(p.id, officer.Name)
	if asked.Salt, err = s.caseSalt(ctx, p, asked.Number); err != nil {
		return nil, err
	}
	receipt, err := p.ledger.OpenCase(ctx, asked)
	if s.metrics.submission("case", err) != nil {
		return nil, err
	}
	agreement, err := agreementOf(s.Registries.Agreements(), r.Form, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	c, err := p.ledger.Case(ctx, registry.NameCase(agreement, s.Country, asked).String())
	if err != nil {
		return nil, unread(receipt, err)
	}
	shown, err := s.shownCase(c, nil)
	if err != nil {
		return nil, err
	}
	if c.Entries[0].Transaction == receipt.Transaction {
		return wire.OpenCase201JSONResponse{Case: shown, Receipt: receipt}, nil
	}
	return wire.OpenCase200JSONResponse{Case: shown, Receipt: receipt}, nil
}

// caseSalt is the secret under which a request is named. It follows from the
// certificate's dossier, so that the same request is the same case whoever
// repeats it; for a paper that the ledger does not know it is drawn, unless the
// file number was used before.
func (s *Server) caseSalt(ctx context.Context, p place, number string) ([]byte, error) {
	if salt, err := dossierSalt(ctx, p, number); salt != nil || err != nil {
		return salt, err
	}
	page, err := p.ledger.FindCases(ctx, registry.CaseQuery{Certificate: &p.id, Side: registry.ImportingSide})
	if err != nil {
		return nil, fmt.Errorf("look for the case: %w", err)
	}
	for _, c := range page.Cases {
		if c.Number == number {
			return c.Salt, nil
		}
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(s.Random, salt); err != nil {
		return nil, fmt.Errorf("draw salt: %w", err)
	}
	return salt, nil
}

// dossierSalt derives the secret from the dossier, nothing if the ledger does
// not know the certificate.
func dossierSalt(ctx context.Context, p place, number string) ([]byte, error) {
	dossier, err := p.ledger.Dossier(ctx, p.id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && refusal.Code == registry.CertificateUnknown {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, dossier.Salt)
	mac.Write([]byte("salt of case|" + number))
	return mac.Sum(nil), nil
}

// AddCaseEntry adds an entry. The side is that of the action, and the caller
// must hold its role: customs of the importing, issuer of the issuing country.
func (s *Server) AddCaseEntry(ctx context.Context, r wire.AddCaseEntryRequestObject) (wire.AddCaseEntryResponseObject, error) {
	person, _ := identity.From(ctx)
	role := roleOf(registry.SideOfAction(r.Body.Action))
	if _, holds := person.Acting([]identity.Role{role}); !holds {
		return nil, fault{code: string(registry.RoleRequired), params: map[string]string{"role": string(role)}}
	}
	ledger, err := s.caseLedger(r.Case, role)
	if err != nil {
		return nil, err
	}
	if err := s.mustHaveLapsed(ctx, ledger, r); err != nil {
		return nil, err
	}
	receipt, err := ledger.AddToCase(ctx, r.Body.Request(r.Case, person.Name))
	if s.metrics.submission("case_entry", err) != nil {
		return nil, err
	}
	c, err := ledger.Case(ctx, r.Case)
	if err != nil {
		return nil, unread(receipt, err)
	}
	shown, err := s.shownCase(c, nil)
	if err != nil {
		return nil, err
	}
	if e := c.Entries; len(e) > r.Body.After && e[r.Body.After].Transaction == receipt.Transaction {
		return wire.AddCaseEntry201JSONResponse{Case: shown, Receipt: receipt}, nil
	}
	return wire.AddCaseEntry200JSONResponse{Case: shown, Receipt: receipt}, nil
}

// roleOf is the role that speaks for a side.
func roleOf(side registry.Side) identity.Role {
	if side == registry.IssuingSide {
		return identity.Issuer
	}
	return identity.Customs
}

// caseLedger finds the ledger that a case lies on.
func (s *Server) caseLedger(id string, role identity.Role) (client.Registry, error) {
	name, err := registry.ParseCaseName(id)
	if err != nil {
		return nil, fault{code: codeParameter, pointer: "case", detail: err.Error()}
	}
	return s.Registries.For(name.Agreement, role)
}

// mustHaveLapsed keeps customs from closing a case for lapse of time while
// there is time left.
func (s *Server) mustHaveLapsed(ctx context.Context, ledger client.Registry, r wire.AddCaseEntryRequestObject) error {
	if r.Body.Result == nil || *r.Body.Result != registry.CaseLapsed {
		return nil
	}
	c, err := ledger.Case(ctx, r.Case)
	if err != nil {
		return err
	}
	if r.Body.After < len(c.Entries) {
		return nil // the ledger knows this entry, or refuses it
	}
	deadlines, err := rules.Deadlines(c)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		if d.Side == registry.IssuingSide && d.Lapsed(certificate.DateOf(s.Now())) {
			return nil
		}
	}
	return fault{code: codeNotLapsed}
}

// ReadCase reads a case with its deadlines.
func (s *Server) ReadCase(ctx context.Context, r wire.ReadCaseRequestObject) (wire.ReadCaseResponseObject, error) {
	ledger, err := s.caseLedger(r.Case, acting(ctx))
	if err != nil {
		return nil, err
	}
	c, err := ledger.Case(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	shown, err := s.shownCase(c, r.Params.Lang)
	return wire.ReadCase200JSONResponse(shown), err
}

// shownCase adds to a case what follows from it: its deadlines as of today, and
// what either side may do next.
func (s *Server) shownCase(c registry.Case, lang *explain.Language) (wire.CaseFile, error) {
	deadlines, err := s.shownDeadlines(c, certificate.DateOf(s.Now()), lang)
	file := wire.CaseFile{Case: c, Deadlines: deadlines, Allowed: []wire.AllowedAction{}}
	for _, action := range c.Standing.Allowed() {
		file.Allowed = append(file.Allowed, wire.AllowedAction{Action: action, Side: registry.SideOfAction(action)})
	}
	return file, err
}

// shownDeadlines words the deadlines of a case as they stand on a day.
func (s *Server) shownDeadlines(c registry.Case, on certificate.Date, lang *explain.Language) ([]wire.WordedDeadline, error) {
	desk, err := s.desk(lang)
	if err != nil {
		return nil, err
	}
	deadlines, err := rules.Deadlines(c)
	shown := make([]wire.WordedDeadline, 0, len(deadlines))
	for _, d := range deadlines {
		shown = append(shown, wire.WordedDeadline{
			Deadline: d, State: d.On(on), Name: desk.Words().Say("case.clock." + message(d.ID)), Follows: desk.Words().Say(d.Lapse),
		})
	}
	return shown, err
}
