package console

import (
	"slices"
	"strconv"
	"strings"

	"origo/api/console/draft"
	"origo/api/wire"
	"origo/certificate"
)

// inputKind is how a field is filled in.
type inputKind string

// The kinds.
const (
	asText     inputKind = "text"
	asDate     inputKind = "date"
	asNumber   inputKind = "number" // a decimal, or a whole number
	asLines    inputKind = "lines"
	asTick     inputKind = "tick"
	asChoice   inputKind = "choice"
	asCountry  inputKind = "country"
	asOffice   inputKind = "office"
	asHidden   inputKind = "hidden"
	asRepeated inputKind = "repeated" // shown only: it follows from other fields
)

// input is one field of a form; path is below its box or row.
type input struct {
	path    string
	kind    inputKind
	options []string // of a choice; their words are draft.option.OPTION
}

// box is a part of the form, as the printed form has boxes.
type box struct {
	code   string  // its title is draft.box.CODE
	path   string  // of what it holds; empty for several things
	inputs []input // of the whole box
	row    []input // of each entry, if path is a list
	folded bool    // seldom needed: shown closed while it is empty
}

// measure are the fields of an amount with its unit.
func measure(path string) []input {
	return []input{{path: path + "/value", kind: asNumber}, {path: path + "/unit", kind: asText}}
}

func money(path string) []input {
	return []input{{path: path + "/amount", kind: asNumber}, {path: path + "/currency", kind: asText}}
}

func textInputs(paths ...string) []input {
	all := make([]input, len(paths))
	for i, path := range paths {
		all[i] = input{path: path, kind: asText}
	}
	return all
}

func party() []input {
	return append(textInputs("name", "address"), input{path: "country", kind: asCountry}, input{path: "registration", kind: asText})
}

// link are the fields that name another certificate.
func link() []input {
	return []input{{path: "certificate/form", kind: asChoice, options: []string{"D", "VK", "KV", "EUR.1", "OD"}},
		{path: "certificate/country", kind: asCountry}, {path: "certificate/reference", kind: asText}, {path: "issue_date", kind: asDate}}
}

// boxesOf are the parts of the form of a draft, in the order in which people fill
// them in.
func boxesOf(fields draft.Fields) []box {
	if fields["/form"] == string(certificate.FormOD) {
		return declarationBoxes(certificate.Agreement(fields["/agreement"]))
	}
	return certificateBoxes()
}

// certificateBoxes are those that offices certify.
func certificateBoxes() []box {
	return []box{
		{code: "document", inputs: []input{
			{path: "network", kind: asHidden}, {path: "agreement", kind: asHidden}, {path: "form", kind: asHidden}, {path: "issuing_country", kind: asHidden},
			{path: "reference", kind: asText}, {path: "office", kind: asOffice}, {path: "issue_date", kind: asDate}, {path: "shipment_date", kind: asDate},
			{path: "importing_country", kind: asCountry}, {path: "origin_country", kind: asCountry}, {path: "form_serial", kind: asText}}},
		{code: "exporter", path: "/exporter", inputs: party()},
		{code: "consignee", path: "/consignee", inputs: party()},
		{code: "transport", path: "/transport", inputs: transportInputs()},
		{code: "items", path: "/items", row: itemInputs()},
		{code: "invoices", path: "/invoices", row: invoiceInputs()},
		{code: "totals", path: "/totals", folded: true, inputs: inputsOf([]input{{path: "packages", kind: asNumber}}, measure("quantity"), measure("gross_weight"), money("fob"))},
		{code: "remarks", path: "/remarks", inputs: remarkInputs()},
		{code: "declaration", path: "/declaration", inputs: []input{{path: "place", kind: asText}, {path: "date", kind: asDate}, {path: "name", kind: asText}}},
		{code: "certification", path: "/certification", inputs: []input{{path: "authority", kind: asText}, {path: "place", kind: asText}, {path: "date", kind: asDate},
			{path: "official", kind: asText}, {path: "export_document/kind", kind: asText}, {path: "export_document/number", kind: asText}, {path: "export_document/date", kind: asDate}}},
		{code: "producer", path: "/producer", folded: true, inputs: party()},
		{code: "replaces", path: "/replaces", folded: true, inputs: link()},
		{code: "true_copy_of", path: "/true_copy_of", folded: true, inputs: link()},
		{code: "back_to_back", path: "/back_to_back", folded: true, row: originalInputs()},
		{code: "exhibition", path: "/remarks/exhibition", folded: true, inputs: exhibitionInputs()},
	}
}

func transportInputs() []input {
	return []input{{path: "departure_date", kind: asDate}, {path: "vessel", kind: asText},
		{path: "port_of_loading", kind: asText}, {path: "port_of_discharge", kind: asText}, {path: "via", kind: asLines}}
}

func invoiceInputs() []input {
	return []input{{path: "number", kind: asText}, {path: "date", kind: asDate}, {path: "issuer/name", kind: asText}, {path: "issuer/country", kind: asText}}
}

// originalInputs are what is taken from a certificate behind a back-to-back one.
func originalInputs() []input {
	return inputsOf(link(), []input{{path: "original_item", kind: asNumber}, {path: "item", kind: asNumber}}, measure("quantity"))
}

func exhibitionInputs() []input {
	return append(textInputs("name", "address", "country"), input{path: "from", kind: asDate}, input{path: "to", kind: asDate})
}

func inputsOf(parts ...[]input) []input {
	var all []input
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// itemInputs are the fields of a line of goods.
func itemInputs() []input {
	return inputsOf(
		[]input{{path: "description", kind: asText}, {path: "hs/code", kind: asText},
			{path: "hs/edition", kind: asChoice, options: editions()}, {path: "criterion", kind: asText}},
		measure("quantity"), measure("gross_weight"), money("fob"), packing(),
		[]input{{path: "invoices", kind: asLines}, {path: "manufacturer", kind: asText}, {path: "trade_mark", kind: asText}})
}

// packing are marks and packages.
func packing() []input {
	return []input{{path: "marks", kind: asText}, {path: "packages/0/number", kind: asNumber}, {path: "packages/0/kind", kind: asText}, {path: "in_bulk", kind: asTick}}
}

// remarkInputs are the ticks and endorsements.
func remarkInputs() []input {
	return []input{
		{path: "retroactive", kind: asTick}, {path: "third_country_invoicing", kind: asTick}, {path: "back_to_back", kind: asTick},
		{path: "accumulation", kind: asTick}, {path: "partial_cumulation", kind: asTick}, {path: "de_minimis", kind: asTick},
		{path: "duplicate", kind: asTick}, {path: "certified_true_copy", kind: asTick},
		{path: "retroactive_reason", kind: asChoice, options: []string{"", "error_or_omission", "refused_on_technical_grounds", "destination_fixed_later"}},
		{path: "cumulation", kind: asLines}, {path: "other", kind: asLines},
	}
}

// slot is the id of the place beside a field where its findings stand.
func slot(path string) string { return "at" + strings.ReplaceAll(path, "/", "-") }

// fieldID is the id of a field.
func fieldID(path string) string { return "f" + strings.ReplaceAll(path, "/", "-") }

// labelOf is the name of a field: the most particular that there is.
func (w Words) labelOf(path string) string {
	var names []string
	for part := range strings.SplitSeq(path, "/") {
		if _, err := strconv.Atoi(part); part != "" && err != nil {
			names = append(names, part)
		}
	}
	for i := range names {
		code := "draft.label." + strings.Join(names[i:], ".")
		if said := w.Say(code); said != code {
			return said
		}
	}
	return path
}

// placedPaths are all fields that the form shows for a draft.
func placedPaths(fields draft.Fields) map[string]bool {
	placed := map[string]bool{}
	for _, b := range boxesOf(fields) {
		for _, in := range b.inputs {
			placed[b.path+"/"+in.path] = true
		}
		for row := range rowsOf(fields, b) {
			for _, in := range b.row {
				placed[entryPath(b.path, row)+"/"+in.path] = true
			}
		}
	}
	return placed
}

// rowsOf is how many rows of a list are shown.
func rowsOf(fields draft.Fields, b box) int {
	if b.row == nil {
		return 0
	}
	return fields.Rows(b.path)
}

func entryPath(list string, row int) string { return list + "/" + strconv.Itoa(row) }

// filled says whether anything stands in a box.
func filled(fields draft.Fields, b box) bool {
	return slices.ContainsFunc(fields.Under(b.path), func(path string) bool { return fields[path] != "" })
}

// boxNumber is where a part stands on the printed form, empty where that has no
// number, as an origin declaration. ATIGA Annex 7; VKFTA Annex 3-C; UKVFTA Protocol 1 Annex VII.
func boxNumber(form certificate.Form, code string) string {
	numbers := map[string]string{"exporter": "1", "consignee": "2", "transport": "3", "items": "5–9", "invoices": "10",
		"declaration": "11", "certification": "12", "remarks": "13"}
	switch form {
	case certificate.FormOD:
		return ""
	case certificate.FormEUR1:
		numbers = map[string]string{"exporter": "1", "consignee": "3", "transport": "6", "remarks": "7", "items": "8, 9", "invoices": "10",
			"certification": "11", "declaration": "12"}
	}
	return numbers[code]
}

// optionWords are the words of an option; none is a dash.
func optionWords(p *Page, prefix, option string) string {
	if option == "" {
		return "–"
	}
	return p.Or(prefix, option)
}

// choices are options with whatever stands there already, so that nothing is
// lost by showing it.
func choices(options []string, chosen string) []string {
	if slices.Contains(options, chosen) {
		return options
	}
	return append([]string{chosen}, options...)
}

func countryOption(p *Page, code string) string {
	if code == "" {
		return "–"
	}
	return p.Words.Country(code) + " (" + code + ")"
}

func officeCodes(offices []wire.Office) []string {
	codes := []string{}
	for _, o := range offices {
		codes = append(codes, o.Code)
	}
	return codes
}

func officeOption(offices []wire.Office, code string) string {
	for _, o := range offices {
		if o.Code == code {
			return o.Code + " · " + o.Name
		}
	}
	return code
}
