package console

import (
	"slices"
	"strconv"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/finding"
)

// The fields of a decision, beside those of the claim.
const (
	fieldOutcome = "outcome"
	fieldStep    = "step"
	fieldDigest  = "assessment"
	fieldTag     = "account_tag" // of the account as the officer saw it
	useItem      = "use_item"
	useQuantity  = "use_quantity"
	useUnit      = "use_unit"
	groundItem   = "ground_item"
	groundCode   = "ground_code"
	groundCited  = "ground_citation"
	groundText   = "ground_text"
	groundGiven  = "ground_given" // numbers of the rows that are given
)

// decisionFields carry a decision from the form to its confirmation.
func decisionFields() []string {
	return []string{fieldOutcome, fieldDigest, useItem, useQuantity, useUnit, groundItem, groundCode, groundCited, groundText, groundGiven}
}

const (
	stepConfirm = "confirm"
	stepRecord  = "record"
)

// sendDecision leads from the choice of an outcome through the confirmation to
// the ledger.
func sendDecision(p *Page) error {
	switch p.Field(fieldStep) {
	case stepConfirm:
		return confirmDecision(p)
	case stepRecord:
		return recordDecision(p)
	}
	return showDecision(p)
}

// showDecision is the form of a decision, begun with what the assessment says.
func showDecision(p *Page) error {
	if p.Field(fieldOutcome) == "case" {
		return showCaseForm(p)
	}
	if p.Field(fieldReference) == "" || p.Field(fieldNumber) == "" {
		return p.Go("/customs")
	}
	s, err := p.assess()
	if err != nil {
		return err
	}
	if !p.Form.Has(groundItem) && !p.Form.Has(useItem) {
		p.propose(s)
	}
	p.Wide = true
	return p.Show(p.Say("customs.decide.title."+string(p.outcome())), decidePage(p, s))
}

// outcome is the officer's decision; accepting is what nothing else was judged of.
func (p *Page) outcome() registry.Outcome {
	switch o := registry.Outcome(p.Field(fieldOutcome)); o {
	case registry.AcceptedInPart, registry.Refused:
		return o
	}
	return registry.Accepted
}

// propose fills the form from the assessment: what is covered, and the grounds
// that stand in the way.
func (p *Page) propose(s sight) {
	p.Form.Set(fieldDigest, s.report.Digest)
	for _, l := range s.report.Lines {
		quantity := l.Covered
		if declared := s.declared(l.Line); p.outcome() == registry.Accepted && declared != nil {
			quantity = s.inUnit(l.Item, declared.Quantity)
		}
		if quantity == nil || p.outcome() == registry.Refused {
			continue
		}
		p.Form.Add(useItem, strconv.Itoa(l.Item))
		p.Form.Add(useQuantity, quantity.Value.String())
		p.Form.Add(useUnit, quantity.Unit)
	}
	if p.outcome() != registry.Accepted {
		p.proposeGrounds(s)
	}
}

// inUnit is a quantity in the unit of the item; nil if it has no exact value
// there.
func (s sight) inUnit(item int, quantity certificate.Measure) *certificate.Measure {
	certified := s.item(item)
	if certified == nil {
		return nil
	}
	converted, err := certificate.Convert(quantity, certified.Quantity.Unit)
	if err != nil {
		return nil
	}
	return &converted
}

// maxGround bounds the text of a ground, in bytes.
const maxGround = 500

// proposeGrounds offers what was found against the claim; those that call for
// a refusal are given unless the officer takes them out. The last row is the
// officer's own.
func (p *Page) proposeGrounds(s sight) {
	rows := 0
	for _, f := range s.all() {
		if !f.weighty() {
			continue
		}
		p.addGround(s.itemOf(f.line), f.raw.Check, f.words.Citation, cut(f.words.Text, maxGround))
		if f.raw.Verdict == finding.Refuse {
			p.Form.Add(groundGiven, strconv.Itoa(rows))
		}
		rows++
	}
	p.addGround(0, "", "", "")
}

func (p *Page) addGround(item int, code, citation, text string) {
	p.Form.Add(groundItem, strconv.Itoa(item))
	p.Form.Add(groundCode, code)
	p.Form.Add(groundCited, citation)
	p.Form.Add(groundText, text)
}

// itemOf is the item of the certificate that a declared line relies on.
func (s sight) itemOf(line int) int {
	for _, l := range s.report.Lines {
		if l.Line == line {
			return l.Item
		}
	}
	return 0
}

// cut shortens a text to at most that many bytes, between letters.
func cut(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	return strings.ToValidUTF8(text[:bytes], "")
}

// decision reads what is to be recorded.
func (p *Page) decision() (wire.UseDecision, error) {
	d := wire.UseDecision{Outcome: p.outcome(), Declaration: p.trimmed(fieldNumber), DecidedOn: certificate.DateOf(p.Now())}
	if digest := p.Field(fieldDigest); digest != "" {
		d.Assessment = &digest
	}
	lines, err := p.useLines()
	if err != nil {
		return d, err
	}
	grounds, err := p.grounds()
	if err != nil {
		return d, err
	}
	if d.Outcome != registry.Accepted && len(grounds) == 0 {
		return d, p.wrong("customs.wrong.no_ground")
	}
	if d.Outcome != registry.Refused {
		d.Lines = &lines
	}
	if d.Outcome != registry.Accepted {
		d.Grounds = &grounds
	}
	return d, nil
}

func (p *Page) useLines() ([]registry.UseLine, error) {
	var lines []registry.UseLine
	for i, text := range p.Form[useQuantity] {
		if strings.TrimSpace(text) == "" || strings.TrimSpace(text) == "0" {
			continue
		}
		item, err := strconv.Atoi(p.row(useItem, i))
		quantity, errQuantity := certificate.ParseDecimal(strings.TrimSpace(text))
		if err != nil || errQuantity != nil {
			return nil, p.wrong("customs.wrong.quantity", "line", p.row(useItem, i), "value", text)
		}
		lines = append(lines, registry.UseLine{Item: item, Quantity: quantity, Unit: p.row(useUnit, i)})
	}
	return together(lines), nil
}

// together adds up lines of one item: several declared lines may rely on it.
func together(lines []registry.UseLine) []registry.UseLine {
	var all []registry.UseLine
	for _, l := range lines {
		at := slices.IndexFunc(all, func(o registry.UseLine) bool { return o.Item == l.Item && o.Unit == l.Unit })
		if at < 0 {
			all = append(all, l)
			continue
		}
		all[at].Quantity = all[at].Quantity.Add(l.Quantity)
	}
	return all
}

// grounds are the rows that the officer gives, and the own one if it is filled
// in.
func (p *Page) grounds() ([]registry.Ground, error) {
	var all []registry.Ground
	for i := range p.Form[groundCode] {
		own := p.row(groundCode, i) == ""
		if !own && !slices.Contains(p.Form[groundGiven], strconv.Itoa(i)) || own && p.row(groundText, i) == "" {
			continue
		}
		item, err := strconv.Atoi(firstOf(p.row(groundItem, i), "0"))
		if err != nil || own && p.row(groundCited, i) == "" {
			return nil, p.wrong("customs.wrong.ground")
		}
		all = append(all, registry.Ground{Item: item, Code: firstOf(p.row(groundCode, i), ownGround),
			Citation: p.row(groundCited, i), Text: p.row(groundText, i)})
	}
	return all, nil
}

// ownGround is the code of a ground that an officer words.
const ownGround = "officer"

// confirmDecision shows exactly what will be recorded.
func confirmDecision(p *Page) error {
	d, err := p.decision()
	if err != nil {
		return err
	}
	c, err := p.claim()
	if err != nil {
		return err
	}
	response, err := p.API.ReadAccount(p.Request.Context(), c.id.Form, c.id.Country, c.id.Reference, &wire.ReadAccountParams{Agreement: p.hint()})
	account, err := answer[registry.Account](response, err)
	if err != nil {
		return err
	}
	p.Form.Set(fieldTag, response.Header.Get("ETag"))
	return p.Show(p.Say("customs.confirm.title"), confirmPage(p, pending{c.id, d, account}))
}

// pending is a decision that waits to be confirmed.
type pending struct {
	id       certificate.ID
	decision wire.UseDecision
	account  registry.Account
}

// after is the balance of an item once the decision is recorded.
func (d pending) after(b registry.Balance) certificate.Decimal {
	left := b.Certified.Sub(b.Used)
	if d.decision.Lines == nil {
		return left
	}
	for _, l := range *d.decision.Lines {
		if l.Item == b.Item && l.Unit == b.Unit {
			left = left.Sub(l.Quantity)
		}
	}
	return left
}

// recordDecision puts the decision on the ledger, unless somebody else decided
// on the certificate since the officer looked.
func recordDecision(p *Page) error {
	d, err := p.decision()
	if err != nil {
		return err
	}
	c, err := p.claim()
	if err != nil {
		return err
	}
	key, tag := p.Key(), p.Field(fieldTag)
	params := &wire.RecordUseParams{IdempotencyKey: &key, Agreement: p.hint()}
	if tag != "" {
		params.IfMatch = &tag
	}
	if _, err := answer[wire.RecordedUse](p.API.RecordUse(p.Request.Context(), c.id.Form, c.id.Country, c.id.Reference, params, d)); err != nil {
		return err
	}
	return p.Go(p.at(c.id, "uses", d.Declaration))
}
