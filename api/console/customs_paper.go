package console

import (
	"net/http"

	"origo/api/wire"
)

const mediaPDF = "application/pdf"

// paper hands out what the API has printed.
func (p *Page) paper(name string, response *http.Response, err error) error {
	raw, err := content(response, err)
	if err != nil {
		return err
	}
	return p.Download(name, mediaPDF, raw)
}

// printAssessment is the assessment of the claim on paper. It is made anew, so
// its digest is of the moment of printing and stands on it.
func (p *Page) printAssessment() error {
	c, err := p.claim()
	if err != nil {
		return err
	}
	language := wire.Language(p.Language())
	response, err := p.API.PrintAssessment(p.Request.Context(), &wire.PrintAssessmentParams{Lang: &language}, c.question())
	return p.paper("assessment.pdf", response, err)
}

// showPrinted is the certificate on paper, with its bytes and seal inside.
func showPrinted(p *Page) error {
	id := p.claimAt().id
	response, err := p.API.PrintCertificate(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.PrintCertificateParams{Agreement: p.hint()})
	return p.paper("certificate.pdf", response, err)
}

// showPrintedNotice is the notice of a refusal on paper.
func showPrintedNotice(p *Page) error {
	id := p.claimAt().id
	response, err := p.API.PrintRefusalNotice(p.Request.Context(), id.Form, id.Country, id.Reference, p.In("declaration"), &wire.PrintRefusalNoticeParams{Agreement: p.hint()})
	return p.paper("refusal-notice.pdf", response, err)
}
