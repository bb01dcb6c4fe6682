package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/issuance"
)

// saltSize is the number of random bytes that keep a public digest from being
// guessed.
const saltSize = 32

// AnchorCertificate anchors a sealed certificate.
func (s *Server) AnchorCertificate(ctx context.Context, r wire.AnchorCertificateRequestObject) (wire.AnchorCertificateResponseObject, error) {
	sealed, err := anchorParts(r)
	if err != nil {
		return nil, err
	}
	document, err := readDocument(sealed.Certificate)
	if err != nil {
		return nil, err
	}
	done, fresh, err := s.anchor(ctx, document, sealed, client.Registry.Issue)
	if err != nil {
		return nil, err
	}
	headers := location(document.ID())
	if fresh {
		return wire.AnchorCertificate201JSONResponse{Body: done, Headers: wire.AnchorCertificate201ResponseHeaders{Location: headers}}, nil
	}
	return wire.AnchorCertificate200JSONResponse{Body: done, Headers: wire.AnchorCertificate200ResponseHeaders{Location: headers}}, nil
}

// anchorParts takes certificate and seal from JSON or from a form.
func anchorParts(r wire.AnchorCertificateRequestObject) (wire.SealedCertificate, error) {
	switch {
	case r.JSONBody != nil:
		return *r.JSONBody, nil
	case r.MultipartBody != nil:
		files, err := readFiles(r.MultipartBody, "certificate", "seal", "stamp")
		if err != nil {
			return wire.SealedCertificate{}, err
		}
		sealed := wire.SealedCertificate{Certificate: files["certificate"], Seal: files["seal"]}
		if text, given := files["stamp"]; given {
			sealed.Stamp = ptr(string(text))
		}
		return sealed, sealed.Validate()
	default:
		return wire.SealedCertificate{}, fault{code: codeContentType}
	}
}

// readDocument parses and checks a certificate before the ledger is troubled
// with it: the same rules, but answered with every problem at once.
func readDocument(raw []byte) (*certificate.Document, error) {
	document, err := certificate.Parse(raw)
	if err != nil {
		return nil, fault{code: string(registry.Malformed), pointer: "/certificate", detail: err.Error(),
			params: map[string]string{"field": "certificate"}}
	}
	if err := document.Validate(); err != nil {
		return nil, err
	}
	return document, nil
}

// submit is Issue or Replace.
type submit func(client.Registry, context.Context, registry.Submission) (client.Receipt, error)

// anchor submits a certificate, reads back what the ledger holds and says
// whether this submission was the one that anchored it.
func (s *Server) anchor(ctx context.Context, d *certificate.Document, sealed wire.SealedCertificate, act submit) (wire.Anchored, bool, error) {
	var done wire.Anchored
	ledger, err := s.Registries.For(d.Agreement, acting(ctx))
	if err != nil {
		return done, false, err
	}
	if err := issuance.Recorded(ctx, ledger, d); err != nil {
		return done, false, err
	}
	if err := s.keepStamp(ctx, ledger, d, sealed); err != nil {
		return done, false, err
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(s.Random, salt); err != nil {
		return done, false, fmt.Errorf("draw salt: %w", err)
	}
	done.Receipt, err = act(ledger, ctx, registry.Submission{Certificate: sealed.Certificate, Seal: tidySeal(sealed.Seal), Salt: salt})
	if s.metrics.submission("anchor", err) != nil {
		return done, false, err
	}
	done.Record, err = client.Confirm(ctx, ledger, d.ID(), sealed.Certificate)
	done.CheckCode = done.Record.CheckCode()
	return done, done.Record.AnchoredIn == done.Receipt.Transaction, unread(done.Receipt, err)
}

// unread is the error of a write that was committed and cannot be read back:
// the caller must not hear that nothing was changed.
func unread(receipt client.Receipt, err error) error {
	var unavailable *client.Unavailable
	if errors.As(err, &unavailable) {
		return &client.Unknown{Transaction: receipt.Transaction, Cause: err}
	}
	return err
}

// location is where a certificate's record is read.
func location(id certificate.ID) string {
	return "/v1/certificates/" + url.PathEscape(string(id.Form)) + "/" + id.Country + "/" + url.PathEscape(id.Reference)
}

// ReplaceCertificate anchors a certificate that replaces the one addressed.
func (s *Server) ReplaceCertificate(ctx context.Context, r wire.ReplaceCertificateRequestObject) (wire.ReplaceCertificateResponseObject, error) {
	document, err := readDocument(r.Body.Certificate)
	if err != nil {
		return nil, err
	}
	old := certificate.ID{Form: r.Form, Country: r.Country, Reference: r.Reference}
	if document.Replaces == nil || document.Replaces.Certificate != old {
		return nil, fault{code: codeOtherNumber, pointer: "/certificate", detail: "the certificate does not say that it replaces the one addressed"}
	}
	if err := s.unreplaced(ctx, r, old); err != nil {
		return nil, err
	}
	done, fresh, err := s.anchor(ctx, document, *r.Body, client.Registry.Replace)
	if err != nil {
		return nil, err
	}
	headers := location(document.ID())
	if fresh {
		return wire.ReplaceCertificate201JSONResponse{Body: done, Headers: wire.ReplaceCertificate201ResponseHeaders{Location: headers}}, nil
	}
	return wire.ReplaceCertificate200JSONResponse{Body: done, Headers: wire.ReplaceCertificate200ResponseHeaders{Location: headers}}, nil
}

// unreplaced demands that the old certificate's record is still as the caller
// knows it, where the caller said so.
func (s *Server) unreplaced(ctx context.Context, r wire.ReplaceCertificateRequestObject, old certificate.ID) error {
	p, err := s.at(address{old.Form, old.Country, old.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return err
	}
	return unchanged(r.Params.IfMatch, func() (registry.Record, error) { return p.ledger.Record(ctx, p.id) })
}

// CancelCertificate cancels a certificate by a sealed act.
func (s *Server) CancelCertificate(ctx context.Context, r wire.CancelCertificateRequestObject) (wire.CancelCertificateResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	if err := unchanged(r.Params.IfMatch, func() (registry.Record, error) { return p.ledger.Record(ctx, p.id) }); err != nil {
		return nil, err
	}
	receipt, err := p.ledger.Cancel(ctx, p.id, registry.SealedAct{Act: r.Body.Act, Seal: tidySeal(r.Body.Seal)})
	if s.metrics.submission("cancel", err) != nil {
		return nil, err
	}
	record, err := p.ledger.Record(ctx, p.id)
	return wire.CancelCertificate200JSONResponse{Record: record, Receipt: receipt, CheckCode: record.CheckCode()}, unread(receipt, err)
}

// ReadCertificate reads the public record, to traders that of their own.
func (s *Server) ReadCertificate(ctx context.Context, r wire.ReadCertificateRequestObject) (wire.ReadCertificateResponseObject, error) {
	a := address{r.Form, r.Country, r.Reference, r.Params.Agreement}
	if err := s.ownOnly(ctx, a); err != nil {
		return nil, err
	}
	p, err := s.at(a, acting(ctx))
	if err != nil {
		return nil, err
	}
	record, err := p.ledger.Record(ctx, p.id)
	return wire.ReadCertificate200JSONResponse(record), err
}

// ReadDossier reads what the two countries of the certificate share.
func (s *Server) ReadDossier(ctx context.Context, r wire.ReadDossierRequestObject) (wire.ReadDossierResponseObject, error) {
	dossier, err := s.dossier(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	code := registry.Record{Digest: client.PublicDigest(dossier)}.CheckCode()
	return wire.ReadDossier200JSONResponse{Dossier: dossier, CheckCode: code}, err
}

// DownloadDocument gives the exact bytes that were sealed.
func (s *Server) DownloadDocument(ctx context.Context, r wire.DownloadDocumentRequestObject) (wire.DownloadDocumentResponseObject, error) {
	dossier, err := s.dossier(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	if err != nil {
		return nil, err
	}
	return wire.DownloadDocument200ApplicationoctetStreamResponse{
		Body:          bytes.NewReader(dossier.Certificate),
		ContentLength: int64(len(dossier.Certificate)),
		Headers:       wire.DownloadDocument200ResponseHeaders{ContentDisposition: attachment(dossier.ID, ".json")},
	}, nil
}

// DownloadSeal gives the detached seal.
func (s *Server) DownloadSeal(ctx context.Context, r wire.DownloadSealRequestObject) (wire.DownloadSealResponseObject, error) {
	dossier, err := s.dossier(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	if err != nil {
		return nil, err
	}
	return wire.DownloadSeal200Applicationpkcs7SignatureResponse{
		Body:          bytes.NewReader(dossier.Seal),
		ContentLength: int64(len(dossier.Seal)),
		Headers:       wire.DownloadSeal200ResponseHeaders{ContentDisposition: attachment(dossier.ID, ".p7s")},
	}, nil
}

func (s *Server) dossier(ctx context.Context, a address) (registry.Dossier, error) {
	p, err := s.at(a, acting(ctx))
	if err != nil {
		return registry.Dossier{}, err
	}
	return p.ledger.Dossier(ctx, p.id)
}

// attachment names a file after a certificate, with nothing in the name that a
// file system or a header could take amiss.
func attachment(id certificate.ID, ending string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return '_'
	}, id.String())
	return `attachment; filename="` + plain + ending + `"`
}

// ReadHistory reads what happened to the certificate.
func (s *Server) ReadHistory(ctx context.Context, r wire.ReadHistoryRequestObject) (wire.ReadHistoryResponseObject, error) {
	p, err := s.at(address{r.Form, r.Country, r.Reference, r.Params.Agreement}, acting(ctx))
	if err != nil {
		return nil, err
	}
	changes, err := p.ledger.History(ctx, p.id)
	return wire.ReadHistory200JSONResponse(present(changes)), err
}

// present makes an empty list of no list: JSON has no nil slices.
func present[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
