package console

import (
	"strings"

	"origo/api/identity"
	"origo/api/wire"
	"origo/fta-rules/answers"
)

// determiners are those who may have origin determined.
func determiners() []identity.Role {
	return []identity.Role{identity.Issuer, identity.Customs, identity.Trader}
}

// showDetermination shows the form for a bill of materials.
func showDetermination(p *Page) error {
	return p.Show(p.Say("rules.determination.title"), determinationPage(p, nil))
}

// sendDetermination determines origin from a bill, typed or in a file. Nothing is stored.
func sendDetermination(p *Page) error {
	bill := strings.TrimSpace(p.Field("bill"))
	if file, sent := p.Files["file"]; sent && bill == "" {
		bill = string(file.Data)
		p.Form.Set("bill", bill)
	}
	language := p.Language()
	found, err := answer[answers.Determination](p.API.DetermineOriginWithBody(p.Request.Context(),
		&wire.DetermineOriginParams{Lang: &language}, "application/json", strings.NewReader(bill)))
	if err != nil {
		return err
	}
	return p.Show(p.Say("rules.determination.title"), determinationPage(p, &found))
}
