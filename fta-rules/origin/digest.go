package origin

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"sync"

	"origo/certificate"
)

// Digest is the SHA-256 of the bill in the form below, in lower hex: two bills with the same digest say the same.
//
// The form is made for hashing: about a quarter of the bill's JSON. It begins with billForm. A record, such as the bill
// or a material, is its fields that are stated, in the order of their tags, and a 0 byte at its end. A field is its tag,
// one byte, and its content:
//
//	text, date    length in bytes, then UTF-8; a date as 2026-03-02
//	number        length, then its digits as JSON has them, such as 12.5
//	statement     1 for true, 0 for false
//	status        1 originating, 2 non_originating, 3 undetermined, 0 any other, whose text follows
//	HS code       year of the edition, then the code as text
//	list          how many, then each element: a text, a record, or a text and a statement
//
// Lengths, counts and years are unsigned varints of package encoding/binary. Statements by name stand in the order of
// the bytes of their names. An empty text is not stated, nor is a number that is 0, save a content; but a list of no
// materials or no operations is, since none is another thing than not stated.
func (b *Bill) Digest() string {
	room := rooms.Get().(*[]byte)
	w := billWriter{out: append((*room)[:0], billForm...)}
	w.bill(b)
	sum := sha256.Sum256(w.out)
	*room = w.out
	rooms.Put(room)
	var text [2 * sha256.Size]byte
	hex.Encode(text[:], sum[:])
	return string(text[:])
}

// billForm names the form and its version, so that no other thing that is hashed can be taken for a bill.
const billForm = "origo bill 1\n"

// rooms are where bills are written to be hashed.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// The tags of the bill. A tag is never given to another field.
const (
	tagEnd byte = iota
	tagAgreement
	tagOn
	tagExporter
	tagImporter
	tagCurrency
	tagGood
	tagMaterials
	tagCosts
	tagOperations
	tagFacts
	tagOpenRoutes
	tagRule
	tagMethod
	tagCriterion
)

// The tags of a good.
const (
	tagGoodHS byte = iota + 1
	tagGoodDescription
	tagPrice
	tagNetWeight
	tagChoice
	tagGoodWhollyObtained
	tagOutward
	tagSet
)

// The tags of a material.
const (
	tagMaterialHS byte = iota + 1
	tagMaterialDescription
	tagCountry
	tagStatus
	tagEvidence
	tagRoute
	tagValue
	tagWeight
	tagRole
	tagMaterialWhollyObtained
	tagContent
	tagIs
	tagComplies
	tagLaterStage
	tagListed
)

// The tags of costs, and that of outward processing.
const (
	tagOriginatingMaterials byte = iota + 1
	tagLabour
	tagOverhead
	tagOther
	tagProfit
)

const tagTotalInput byte = 1

// billWriter writes a bill to be hashed.
type billWriter struct{ out []byte }

// count writes a length, a count or a year.
func (w *billWriter) count(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

// content writes a text without a tag.
func (w *billWriter) content(text string) {
	if len(text) < 0x80 { // the usual case of count, at a fraction of its time
		w.out = append(append(w.out, byte(len(text))), text...)
		return
	}
	w.count(len(text))
	w.out = append(w.out, text...)
}

// truth writes a statement without a tag.
func (w *billWriter) truth(stated bool) {
	if stated {
		w.out = append(w.out, 1)
		return
	}
	w.out = append(w.out, 0)
}

// text writes a text unless it is empty.
func (w *billWriter) text(tag byte, text string) {
	if text != "" {
		w.out = append(w.out, tag)
		w.content(text)
	}
}

// date writes a day unless there is none.
func (w *billWriter) date(tag byte, day certificate.Date) {
	if !day.IsZero() {
		w.text(tag, day.String())
	}
}

// number writes a number unless it is 0.
func (w *billWriter) number(tag byte, d certificate.Decimal) {
	if !d.IsZero() {
		w.digits(tag, d)
	}
}

// digits writes a number.
func (w *billWriter) digits(tag byte, d certificate.Decimal) {
	var room [64]byte
	text, _ := d.AppendText(room[:0]) // writing a number cannot fail
	w.out = append(w.out, tag)
	w.count(len(text))
	w.out = append(w.out, text...)
}

// code writes an HS code.
func (w *billWriter) code(tag byte, code certificate.HSCode) {
	w.out = append(w.out, tag)
	w.count(code.Edition)
	w.content(code.Code)
}

// maybe writes a statement unless nothing is stated.
func (w *billWriter) maybe(tag byte, stated *bool) {
	if stated != nil {
		w.out = append(w.out, tag)
		w.truth(*stated)
	}
}

// statements writes statements by name unless there are none.
func (w *billWriter) statements(tag byte, stated map[string]bool) {
	if len(stated) == 0 {
		return
	}
	w.out = append(w.out, tag)
	w.count(len(stated))
	for _, name := range sortedKeys(stated) {
		w.content(name)
		w.truth(stated[name])
	}
}

// end ends a record.
func (w *billWriter) end() { w.out = append(w.out, tagEnd) }

func (w *billWriter) bill(b *Bill) {
	w.text(tagAgreement, string(b.Agreement))
	w.date(tagOn, b.On)
	w.text(tagExporter, b.Exporter)
	w.text(tagImporter, b.Importer)
	w.text(tagCurrency, b.Currency)
	w.out = append(w.out, tagGood)
	w.good(&b.Good)
	w.materials(b.Materials)
	w.costs(b.Costs)
	w.operations(b.Operations)
	w.statements(tagFacts, b.Facts)
	w.statements(tagOpenRoutes, b.OpenRoutes)
	w.text(tagRule, b.Rule)
	w.text(tagMethod, b.Method)
	w.text(tagCriterion, b.Criterion)
	w.end()
}

func (w *billWriter) good(g *Good) {
	w.code(tagGoodHS, g.HS)
	w.text(tagGoodDescription, g.Description)
	w.number(tagPrice, g.Price)
	w.number(tagNetWeight, g.NetWeight)
	w.text(tagChoice, g.Choice)
	w.maybe(tagGoodWhollyObtained, g.WhollyObtained)
	if g.Outward != nil {
		w.out = append(w.out, tagOutward)
		w.number(tagTotalInput, g.Outward.TotalInput)
		w.end()
	}
	if g.Set {
		w.out = append(w.out, tagSet)
		w.truth(true)
	}
	w.end()
}

func (w *billWriter) materials(materials []Material) {
	if materials == nil {
		return
	}
	w.out = append(w.out, tagMaterials)
	w.count(len(materials))
	for i := range materials {
		w.material(&materials[i])
	}
}

// status writes the status of a material: one byte, and the text of one that is unheard of.
func (w *billWriter) status(s Status) {
	w.out = append(w.out, tagStatus)
	switch s {
	case Originating:
		w.out = append(w.out, 1)
	case NonOriginating:
		w.out = append(w.out, 2)
	case Undetermined:
		w.out = append(w.out, 3)
	default:
		w.out = append(w.out, 0)
		w.content(string(s))
	}
}

func (w *billWriter) material(m *Material) {
	w.code(tagMaterialHS, m.HS)
	w.text(tagMaterialDescription, m.Description)
	w.text(tagCountry, m.Country)
	w.status(m.Status)
	w.text(tagEvidence, m.Evidence)
	w.text(tagRoute, m.Route)
	w.number(tagValue, m.Value)
	w.number(tagWeight, m.Weight)
	w.text(tagRole, string(m.Role))
	w.maybe(tagMaterialWhollyObtained, m.WhollyObtained)
	if m.Content != nil {
		w.digits(tagContent, *m.Content)
	}
	w.statements(tagIs, m.Is)
	w.maybe(tagComplies, m.Complies)
	w.maybe(tagLaterStage, m.LaterStage)
	w.maybe(tagListed, m.Listed)
	w.end()
}

func (w *billWriter) costs(c *Costs) {
	if c == nil {
		return
	}
	w.out = append(w.out, tagCosts)
	w.number(tagOriginatingMaterials, c.OriginatingMaterials)
	w.number(tagLabour, c.Labour)
	w.number(tagOverhead, c.Overhead)
	w.number(tagOther, c.Other)
	w.number(tagProfit, c.Profit)
	w.end()
}

func (w *billWriter) operations(operations []string) {
	if operations == nil {
		return
	}
	w.out = append(w.out, tagOperations)
	w.count(len(operations))
	for _, o := range operations {
		w.content(o)
	}
}
