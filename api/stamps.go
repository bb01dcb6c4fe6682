package api

import (
	"context"
	"errors"
	"strings"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/stamp"
	"origo/clearance"
	"origo/client"
)

// keepStamp keeps the stamp that was handed in with a certificate, if one was, before the certificate is anchored: a stamp
// that is not this certificate's, or not by the signer who sealed it, must not be printed.
func (s *Server) keepStamp(ctx context.Context, ledger client.Registry, d *certificate.Document, sealed wire.SealedCertificate) error {
	if sealed.Stamp == nil {
		return nil
	}
	made, err := stamp.Parse(*sealed.Stamp)
	if err != nil {
		return stampFault(err)
	}
	differing, err := made.Differences(d)
	if err != nil {
		return err
	}
	if len(differing) > 0 {
		return fault{code: codeStamp, pointer: "/stamp", params: map[string]string{"finding": "facts_differ"},
			detail: "differs from the certificate in: " + strings.Join(differing, ", ")}
	}
	message, err := seal.Inspect(tidySeal(sealed.Seal))
	if err != nil {
		return nil // the ledger says what is wrong with the seal, and anchors nothing
	}
	state, err := ledger.FindSigner(ctx, message.SignerID().Key())
	if err != nil {
		return err
	}
	signer, err := seal.ParseCertificate(state.Signer.Certificate)
	if err == nil {
		err = made.Verify(signer)
	}
	if err != nil {
		return stampFault(err)
	}
	return s.stamps.Keep(sealed.Certificate, *sealed.Stamp)
}

// stampFault tells why a stamp is not taken.
func stampFault(err error) error {
	var refusal *stamp.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	return fault{code: codeStamp, pointer: "/stamp", detail: refusal.Code.Meaning(),
		params: map[string]string{"finding": string(refusal.Code)}}
}

// ReadStamp gives the text of the certificate's QR code, for printing.
func (s *Server) ReadStamp(ctx context.Context, r wire.ReadStampRequestObject) (wire.ReadStampResponseObject, error) {
	dossier, err := s.dossier(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	if err != nil {
		return nil, err
	}
	text, err := s.stamps.Of(dossier.Certificate)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, fault{code: codeNoStamp}
	}
	kept, err := stamp.Parse(text)
	if err != nil {
		return nil, err
	}
	return wire.ReadStamp200JSONResponse{Text: text, Facts: kept.Facts, Signer: kept.Signer()}, nil
}

// stampedUnder is the agreement that a stamp names.
func (s *Server) stampedUnder(text string) (certificate.Agreement, error) {
	read, err := stamp.Parse(text)
	if err != nil {
		return "", stampFault(err)
	}
	return agreementOf(s.Registries.Agreements(), read.Form, &read.Agreement)
}

// CheckStamp tells whoever scanned a QR code what it proves. A genuine one does the office of the check code: who holds it
// holds the paper, and is told the public status.
func (s *Server) CheckStamp(ctx context.Context, r wire.CheckStampRequestObject) (wire.CheckStampResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	agreement, err := s.stampedUnder(r.Body.Stamp)
	if err != nil {
		return nil, err
	}
	facts, err := s.gatherAs(ctx, identity.Trader, agreement, clearance.Request{Stamp: r.Body.Stamp, Here: s.Country})
	if err != nil {
		return nil, err
	}
	report, err := s.assess.JudgeStamp(facts)
	if err != nil {
		return nil, err
	}
	report.Explained = desk.Words().All(report.Findings)
	return wire.CheckStamp200JSONResponse{StampReport: report, Status: s.stampStatus(report, facts)}, nil
}

// stampStatus is the public status of the certificate that a genuine stamp names; nil otherwise.
func (s *Server) stampStatus(report clearance.StampReport, facts clearance.Facts) *wire.PublicStatus {
	if !report.Found("QR-01") || !report.Found("QR-04") || facts.Record.Value == nil {
		return nil
	}
	return ptr(s.publicStatus(*facts.Record.Value))
}
