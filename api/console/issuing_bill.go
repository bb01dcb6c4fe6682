package console

import (
	"encoding/json"
	"errors"
	"strconv"

	"origo/api/console/draft"
	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// billSheet is the bill of materials of one line of goods.
type billSheet struct {
	draft.Kept
	doc      *certificate.Document
	item     int // place among the items
	faults   map[string]remark
	answer   *wire.Determination
	silenced *Refused
}

// path is where the fields of the bill begin.
func (b *billSheet) path() string { return draft.BillPath(b.item) }

// materials is how many rows the sheet has.
func (b *billSheet) materials() int { return b.Fields.Rows(b.path() + "/materials") }

// bill finds the draft and the line of goods that the address names.
func (p *Page) bill() (*billSheet, error) {
	kept, err := p.kept()
	if err != nil {
		return nil, err
	}
	doc, _ := kept.Fields.Document()
	number, err := strconv.Atoi(p.In("item"))
	if err != nil || number < 1 || number > len(doc.Items) {
		return nil, errNoDraft
	}
	return &billSheet{Kept: kept, doc: doc, item: number - 1}, nil
}

func billPath(id string, item int) string { return draftPath(id) + "/bills/" + strconv.Itoa(item+1) }

// showBill is the sheet with its calculation.
func showBill(p *Page) error {
	b, err := p.bill()
	if err != nil {
		return err
	}
	if p.Resumed || p.Trouble != nil {
		b.Fields = b.typed(p)
	}
	if b.materials() == 0 {
		b.Fields.Add(b.path()+"/materials", "status")
	}
	b.determine(p)
	p.Wide = true
	return p.Show(p.Say("bill.title", "item", strconv.Itoa(b.item+1)), billForm(p, b))
}

// typed are the fields of the draft with those of the sheet as sent.
func (b *billSheet) typed(p *Page) draft.Fields {
	fields := draft.Fields{}
	for path, text := range b.Fields {
		fields[path] = text
	}
	for _, path := range b.Fields.Under(b.path()) {
		delete(fields, path)
	}
	for name, values := range p.Form {
		if len(name) > len(b.path()) && name[:len(b.path())] == b.path() {
			fields[name] = values[len(values)-1]
		}
	}
	return fields
}

// sendBill keeps the sheet, and answers with the calculation while somebody
// types.
func sendBill(p *Page) error {
	b, err := p.bill()
	if err != nil {
		return err
	}
	b.Fields = b.typed(p)
	at, err := p.edit(b.Fields, b.path()+"/materials", draft.MaterialColumns())
	if err != nil {
		return err
	}
	if err := p.save(b.Kept); err != nil {
		return err
	}
	if p.asPart() {
		b.determine(p)
		return p.Part(billChecked(p, b))
	}
	return p.Go(billPath(b.ID, b.item) + at)
}

// determine asks the rules whether the good originates.
func (b *billSheet) determine(p *Page) {
	bill, faults, given := b.Fields.Bill(b.item)
	b.faults = map[string]remark{}
	for _, f := range faults {
		b.faults[f.Path] = remark{text: p.Say("draft.fault." + f.Code), remedy: p.Say("draft.fault." + f.Code + ".do")}
	}
	if !given || len(faults) > 0 {
		return
	}
	raw, err := json.Marshal(completed(b.doc, b.item, bill))
	if err != nil {
		p.console.logged(err)
		return
	}
	language := p.Language()
	found, err := answer[wire.Determination](p.API.DetermineOrigin(p.Request.Context(), &wire.DetermineOriginParams{Lang: &language}, raw))
	if err == nil {
		b.answer = &found
	} else if !errors.As(err, &b.silenced) {
		p.console.logged(err)
	}
}

// sum is the value of the materials of one status, as typed.
func (b *billSheet) sum(status origin.Status) certificate.Decimal {
	bill, _, _ := b.Fields.Bill(b.item)
	total := certificate.DecimalOf(0)
	for _, m := range bill.Materials {
		if m.Status == status {
			total = total.Add(m.Value)
		}
	}
	return total
}

// numbers are the figures of the calculation that people are shown, in order.
func (b *billSheet) numbers() []finding.Value {
	if b.answer == nil {
		return nil
	}
	return b.answer.Result.Numbers
}
