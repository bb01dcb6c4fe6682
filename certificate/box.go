package certificate

import (
	"slices"
	"strings"
)

// boxNames says where a field stands on each form: a box number on Forms D, VK, KV and EUR.1, words on an origin
// declaration. An empty entry means the field has no box of its own there.
type boxNames struct{ d, vk, eur1, od string }

// boxes maps fields to boxes. ATIGA Annex 7; VKFTA Annex 3-C; UKVFTA Protocol 1 Annex VII and Annex VI.
var boxes = map[string]boxNames{
	"reference":                   {"reference number", "reference number", "EUR.1 number", "document number"},
	"form_serial":                 {"", "", "printed serial number", ""},
	"issuing_country":             {"issued in", "issued in", "box 2", "country of the exporter"},
	"importing_country":           {"box 11", "box 11", "box 5", "importing country"},
	"origin_country":              {"box 11", "box 11", "box 4", "country of origin"},
	"office":                      {"box 12", "box 12", "box 11", "exporter's code"},
	"issue_date":                  {"box 12", "box 12", "box 11", "date"},
	"shipment_date":               {"box 3", "box 3", "box 6", "shipment date"},
	"exporter":                    {"box 1", "box 1", "box 1", "exporter"},
	"producer":                    {"box 7", "box 7", "box 8", "producer"},
	"consignee":                   {"box 2", "box 2", "box 3", "consignee"},
	"transport":                   {"box 3", "box 3", "box 6", "transport"},
	"items":                       {"box 5", "box 5", "box 8", "goods"},
	"items/marks":                 {"box 6", "box 6", "box 8", "marks"},
	"items/packages":              {"box 7", "box 7", "box 8", "packages"},
	"items/in_bulk":               {"box 7", "box 7", "box 8", "packages"},
	"items/description":           {"box 7", "box 7", "box 8", "description"},
	"items/hs":                    {"box 7", "box 7", "box 8", "HS code"},
	"items/manufacturer":          {"box 7", "box 7", "box 8", "manufacturer"},
	"items/trade_mark":            {"box 7", "box 7", "box 8", "trade mark"},
	"items/criterion":             {"box 8", "box 8", "box 8", "origin criterion"},
	"items/quantity":              {"box 9", "box 9", "box 9", "quantity"},
	"items/gross_weight":          {"box 9", "box 9", "box 9", "gross weight"},
	"items/fob":                   {"box 9", "box 9", "box 9", "FOB price"},
	"items/invoices":              {"box 10", "box 10", "box 10", "invoices"},
	"totals":                      {"box 9", "box 9", "box 9", "totals"},
	"totals/packages":             {"box 7", "box 7", "box 8", "totals"},
	"invoices":                    {"box 10", "box 10", "box 10", "invoices"},
	"invoices/issuer":             {"box 7", "box 13", "box 10", "invoice issuer"},
	"remarks":                     {"box 13", "box 13", "box 7", "remarks"},
	"remarks/certified_true_copy": {"box 12", "box 12", "box 7", "remarks"},
	"remarks/exhibition":          {"box 2", "box 13", "box 7", "remarks"},
	"declaration":                 {"box 11", "box 11", "box 12", "exporter's declaration"},
	"certification":               {"box 12", "box 12", "box 11", "certification"},
	"origin_declaration":          {"box 11", "box 11", "box 12", "declaration"},
	"replaces":                    {"box 13", "box 13", "box 7", "replaced proof"},
	"true_copy_of":                {"box 12", "box 12", "box 7", "original"},
	"back_to_back":                {"box 7", "box 13", "box 7", "original proofs"},
}

// BoxNames lists every name that a Problem may give to a box, in alphabetical order.
func BoxNames() []string {
	var names []string
	for _, b := range boxes {
		names = append(names, b.d, b.vk, b.eur1, b.od)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}

// on is the name for one form.
func (b boxNames) on(form Form) string {
	switch form {
	case FormD:
		return b.d
	case FormVK, FormKV:
		return b.vk
	case FormEUR1:
		return b.eur1
	}
	return b.od
}

// boxOf names the box for a JSON pointer; a field without a box is named by its path.
func boxOf(form Form, path string) string {
	key := boxKey(path)
	if form != "" {
		for at := key; at != ""; at = parentOf(at) {
			if name := boxes[at].on(form); name != "" {
				return name
			}
		}
	}
	return "field " + strings.ReplaceAll(key, "/", " ")
}

// boxKey drops the positions in lists from a JSON pointer.
func boxKey(path string) string {
	var names []string
	for segment := range strings.SplitSeq(path, "/") {
		if segment != "" && !isDigits(segment) {
			names = append(names, segment)
		}
	}
	return strings.Join(names, "/")
}

// parentOf cuts the last name off a key.
func parentOf(key string) string {
	last := strings.LastIndexByte(key, '/')
	return key[:max(last, 0)]
}
