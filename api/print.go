package api

import (
	"bytes"
	"context"
	"errors"
	"io"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/registry"
	"origo/clearance/sheet"
	"origo/client"
	"origo/fta-rules/explain"
)

// PrintCertificate gives the printed certificate: its form as PDF, with the exact bytes and the seal inside.
func (s *Server) PrintCertificate(ctx context.Context, r wire.PrintCertificateRequestObject) (wire.PrintCertificateResponseObject, error) {
	dossier, err := s.printable(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	if err != nil {
		return nil, err
	}
	text, err := s.stamps.Of(dossier.Certificate)
	if err != nil {
		return nil, err
	}
	pdf, err := printing(func(w io.Writer) error {
		return printed.Write(w, printed.Proof{
			Certificate: dossier.Certificate, Seal: dossier.Seal, Stamp: text,
			CheckCode: registry.Record{Digest: client.PublicDigest(dossier)}.CheckCode(),
		})
	})
	if err != nil {
		return nil, err
	}
	return wire.PrintCertificate200ApplicationpdfResponse{
		Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf)),
		Headers: wire.PrintCertificate200ResponseHeaders{ContentDisposition: attachment(dossier.ID, ".pdf")},
	}, nil
}

// printing collects what is printed: an answer begins only when it is known to be whole.
func printing(write func(io.Writer) error) ([]byte, error) {
	var pdf bytes.Buffer
	err := write(&pdf)
	if errors.Is(err, printed.ErrTooLong) {
		return nil, fault{code: codeTooLong}
	}
	return pdf.Bytes(), err
}

// PreviewDraft draws a draft on its form. Every page says that it is no certificate; nothing is stored.
func (s *Server) PreviewDraft(_ context.Context, r wire.PreviewDraftRequestObject) (wire.PreviewDraftResponseObject, error) {
	d, err := certificate.ParseDraft(r.Body.Certificate)
	if err != nil {
		return nil, fault{code: codeField, pointer: "/certificate", detail: err.Error()}
	}
	pdf, err := printing(func(w io.Writer) error { return printed.Preview(w, d) })
	if err != nil {
		return nil, err
	}
	return wire.PreviewDraft200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf))}, nil
}

// PrintAssessment assesses as VerifyCertificate does and gives the answer on paper.
func (s *Server) PrintAssessment(ctx context.Context, r wire.PrintAssessmentRequestObject) (wire.PrintAssessmentResponseObject, error) {
	desk, err := s.sheet(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	assessment, _, err := s.assessed(ctx, r.Body)
	if err != nil {
		return nil, err
	}
	report := desk.Assessment(assessment, certificate.DateOf(s.Now()))
	pdf, err := printing(func(w io.Writer) error { return printed.Assessment(w, report) })
	if err != nil {
		return nil, err
	}
	return wire.PrintAssessment200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf))}, nil
}

// opened takes certificate and seal out of a printed certificate, if one was sent.
func opened(r *wire.VerificationRequest) (*wire.VerificationRequest, error) {
	if r.Print == nil {
		return r, nil
	}
	document, cms, err := printed.Extract(*r.Print)
	if err != nil {
		return nil, fault{code: codeField, pointer: "/print", detail: err.Error()}
	}
	inside := *r
	inside.Print, inside.Certificate, inside.Seal = nil, &document, &cms
	return &inside, nil
}

// PrintRefusalNotice gives the notice of a refusal on paper, a page or more for each language.
func (s *Server) PrintRefusalNotice(ctx context.Context, r wire.PrintRefusalNoticeRequestObject) (wire.PrintRefusalNoticeResponseObject, error) {
	notice, err := s.notice(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement}, r.Declaration, given(r.Params.Lang))
	if err != nil {
		return nil, err
	}
	letter := printed.Letter{Day: notice.Use.DecidedOn}
	for _, text := range notice.Texts {
		desk, err := s.sheet(&text.Language)
		if err != nil {
			return nil, err
		}
		letter.Texts = append(letter.Texts, desk.Letter(notice.Use.Certificate.String(), text.Title, text.Lines))
	}
	pdf, err := printing(func(w io.Writer) error { return printed.Notice(w, letter) })
	if err != nil {
		return nil, err
	}
	return wire.PrintRefusalNotice200ApplicationpdfResponse{
		Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf)),
		Headers: wire.PrintRefusalNotice200ResponseHeaders{ContentDisposition: attachment(notice.Use.Certificate, "-refusal.pdf")},
	}, nil
}

// openSheets loads the words for paper in every language.
func openSheets() (map[explain.Language]sheet.Desk, error) {
	sheets := map[explain.Language]sheet.Desk{}
	for _, language := range explain.Languages() {
		desk, err := sheet.New(language)
		if err != nil {
			return nil, err
		}
		sheets[language] = desk
	}
	return sheets, nil
}

// sheet is the desk that lays out for paper in a language, English if none is named.
func (s *Server) sheet(asked *explain.Language) (sheet.Desk, error) {
	language := explain.English
	if asked != nil {
		language = *asked
	}
	desk, ok := s.sheets[language]
	if !ok {
		return desk, fault{code: codeParameter, pointer: "lang", detail: "must be en, vi or ko"}
	}
	return desk, nil
}
