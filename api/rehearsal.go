package api

import (
	"context"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate/registry"
	"origo/client"
)

// RehearseChange shows what a change of the trust registry would write, or why
// the ledger would refuse it, and writes nothing.
func (s *Server) RehearseChange(ctx context.Context, r wire.RehearseChangeRequestObject) (wire.RehearseChangeResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	asked, err := s.rehearsal(*r.Body)
	if err != nil {
		return nil, err
	}
	would, err := ledger.Rehearse(ctx, asked)
	return wire.RehearseChange200JSONResponse{
		Authority: would.Authority, RevocationList: would.List, Office: would.Office, Signer: would.Signer, Approval: would.Approval,
	}, err
}

// rehearsal reads the one change that is asked about, on behalf of this
// server's country.
func (s *Server) rehearsal(body wire.Rehearsal) (client.Rehearsal, error) {
	var asked client.Rehearsal
	parts := 0
	if a := body.Authority; a != nil {
		parts++
		asked.Authority = &registry.Authority{Country: s.Country, Certificate: a.Certificate, Anchor: a.Anchor}
	}
	if l := body.RevocationList; l != nil {
		parts++
		asked.List = &client.NewList{Authority: l.Authority, CRL: l.Crl}
	}
	if o := body.Office; o != nil {
		parts++
		asked.Office = ptr(s.officeOf(*o))
	}
	if e := body.Enrolment; e != nil {
		parts++
		asked.Enrolment = ptr(s.enrolmentOf(*e))
	}
	if m := body.Membership; m != nil {
		parts++
		asked.Membership = m
	}
	if parts != 1 {
		return asked, fault{code: codeField, pointer: "/", detail: "must hold exactly one change"}
	}
	return asked, nil
}

// officeOf is the office that a request describes, in this server's country.
func (s *Server) officeOf(o wire.NewOffice) registry.Office {
	return registry.Office{Country: s.Country, Code: o.Code, Name: o.Name, Kind: o.Kind, Forms: o.Forms, Authorisation: o.Authorisation}
}

// enrolmentOf is the enrolment that a request describes, in this server's country.
func (s *Server) enrolmentOf(e wire.Enrolment) registry.Enrolment {
	return registry.Enrolment{Country: s.Country, Office: e.Office, Certificate: e.Certificate, Forms: e.Forms, From: e.From, Until: e.Until}
}

// ListAdministrators tells by which key the ledger knows each administrator of
// this organisation, and which of them is the caller's.
func (s *Server) ListAdministrators(ctx context.Context, _ wire.ListAdministratorsRequestObject) (wire.ListAdministratorsResponseObject, error) {
	person, _ := identity.From(ctx)
	known := s.Registries.Administrators()
	mine := "" // the name of the key that people share who have none of their own
	for _, a := range known {
		if a.Name == person.Name {
			mine = a.Name
		}
	}
	list := []wire.Administrator{}
	for _, a := range known {
		one := wire.Administrator{Identity: a.Identity, Own: a.Name == mine}
		if a.Name != "" {
			one.Name = ptr(a.Name)
		}
		list = append(list, one)
	}
	return wire.ListAdministrators200JSONResponse(list), nil
}
