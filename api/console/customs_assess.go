package console

import (
	"encoding/json"

	"origo/api/identity"
	"origo/certificate"
	"origo/clearance"
)

// customsRoutes are the pages of customs officers.
func customsRoutes() []route {
	officers := []identity.Role{identity.Customs}
	at := "/customs/certificates/{form}/{country}/{reference}"
	return []route{
		{path: "/customs", menu: "customs.menu", roles: officers, show: showSearch},
		{path: "/customs/find", roles: officers, show: showFound},
		{path: "/customs/file", roles: officers, show: showSearch, send: sendFile},
		{path: "/customs/list", menu: "customs.list.menu", roles: officers, show: showList},
		{path: "/customs/list.csv", roles: officers, show: showListFile},
		{path: at, roles: officers, show: showCertificate},
		{path: at + "/certificate.pdf", roles: officers, show: showPrinted},
		{path: at + "/uses/{declaration}/notice.pdf", roles: officers, show: showPrintedNotice},
		{path: "/customs/assessment", roles: officers, show: showDeclaration, send: sendDeclaration},
		{path: "/customs/decision", roles: officers, show: showDecision, send: sendDecision},
		{path: at + "/uses/{declaration}", roles: officers, show: showReceipt},
		{path: at + "/uses/{declaration}/notice", roles: officers, show: showNotice},
		{path: at + "/uses/{declaration}/reversal", roles: officers, show: showReversal, send: sendReversal},
		{path: "/customs/case", roles: officers, show: showCaseForm, send: sendCaseForm},
		{path: "/customs/work", menu: "customs.work.menu", roles: officers, show: showWork},
		{path: "/customs/work.csv", roles: officers, show: showWorkFile},
	}
}

// showCertificate assesses what the ledger holds, without a declaration.
func showCertificate(p *Page) error {
	s, err := p.look(p.claimAt())
	if err != nil {
		return err
	}
	return p.showSight(s)
}

// showDeclaration is the form for what was declared. It begins with a line for
// every item of the certificate.
func showDeclaration(p *Page) error {
	if p.Field(fieldReference) == "" && p.Field(fieldBytes) == "" {
		return p.Go("/customs")
	}
	c, err := p.claim()
	if err != nil {
		if refused, ok := err.(*Refused); ok && p.Trouble == nil {
			p.Trouble = refused
		}
		c.declaration = nil
	}
	c.declaration = nil
	s, err := p.look(c)
	if err != nil {
		return err
	}
	p.prefill(s)
	p.Wide = true
	return p.Show(p.Say("customs.declare.title"), declarePage(p, s))
}

// prefill makes a row for every item that has none yet, so that the officer
// writes numbers only.
func (p *Page) prefill(s sight) {
	if s.document == nil || len(p.Form[lineItem]) > 0 {
		return
	}
	for i, item := range s.document.Items {
		p.addRow(i+1, item.Number, "", certificate.Measure{Unit: item.Quantity.Unit})
	}
}

// sendDeclaration assesses the certificate against the declaration, or opens
// the form again: for more lines, for an uploaded declaration, for changes.
func sendDeclaration(p *Page) error {
	switch {
	case len(p.Files["declaration_file"].Data) > 0:
		return p.takeDeclaration(p.Files["declaration_file"])
	case p.Form.Has("more"):
		p.addRow(len(p.Form[lineItem])+1, 1, "", certificate.Measure{})
		return showDeclaration(p)
	case p.Form.Has("copy"):
		return p.copyDeclaration()
	case p.Form.Has("pdf"):
		return p.printAssessment()
	case p.Form.Has("edit"):
		return showDeclaration(p)
	}
	return p.assessClaim()
}

// takeDeclaration reads an uploaded declaration, alone or as the member of a
// request for verification.
func (p *Page) takeDeclaration(file File) error {
	d, err := readDeclaration(file.Data)
	if err != nil {
		return p.wrong("customs.wrong.json", "cause", err.Error())
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	p.fill(d, string(raw))
	return showDeclaration(p)
}

func readDeclaration(raw []byte) (clearance.Declaration, error) {
	var wrapped struct {
		Declaration *clearance.Declaration `json:"declaration"`
	}
	if err := json.Unmarshal(raw, &wrapped); err != nil {
		return clearance.Declaration{}, err
	}
	if wrapped.Declaration != nil {
		return *wrapped.Declaration, nil
	}
	var d clearance.Declaration
	err := json.Unmarshal(raw, &d)
	return d, err
}

// assess has the claim in the form assessed.
func (p *Page) assess() (sight, error) {
	c, err := p.claim()
	if err != nil {
		return sight{}, err
	}
	return p.look(c)
}

// assessClaim shows the assessment of the claim in the form.
func (p *Page) assessClaim() error {
	s, err := p.assess()
	if err != nil {
		return err
	}
	return p.showSight(s)
}

// showSight shows an assessment, or hands it out as a file.
func (p *Page) showSight(s sight) error {
	if p.Form.Has("file") {
		raw, err := s.facts()
		if err != nil {
			return err
		}
		return p.Download("assessment.json", "application/json", raw)
	}
	p.Wide, p.Repeatable = true, true
	return p.Show(p.titleOf(s), assessmentPage(p, s))
}

func (p *Page) titleOf(s sight) string {
	if s.claim.id.IsZero() || s.claim.id.Check() != nil {
		return p.Say("customs.presented")
	}
	return p.Say("customs.certificate", "form", p.formName(s.claim.id.Form), "reference", s.claim.id.Reference)
}
