package psr

import "origo/fta-rules/hs"

// Term is a word of the annexes that stands for materials without saying which codes it means.
type Term struct {
	Sure     hs.Set // codes that are meant beyond doubt
	Doubt    hs.Set // codes of which it is not settled whether they are meant: where they decide, an officer must
	Citation string
}

// Terms are the words by the name under which rules use them. Codes in neither set are surely not meant. The headings
// are the same in every edition.
var Terms = map[string]Term{
	"sugar": {
		Sure: hs.Set{heading(1701)}, Doubt: hs.Set{heading(1702)},
		Citation: "UKVFTA Protocol 1 Annex II, which does not define sugar",
	},
	"vegetable materials": {
		Sure:     hs.Set{{From: 60000, To: 149999}, {From: 150700, To: 151599}},
		Doubt:    hs.Set{{From: 151600, To: 159999}, {From: 170000, To: 249999}},
		Citation: "UKVFTA Protocol 1 Annex II, headings 1509 and 1510",
	},
	"milk material": {
		Sure:     hs.Set{{From: 40100, To: 40699}},
		Doubt:    hs.Set{heading(1702), heading(1901), heading(2105), heading(2106), heading(3501), heading(3502), heading(3504)},
		Citation: "VKFTA Annex 3-A, headings 04.03 and 04.06, which do not define milk material",
	},
}

// heading is the range of a heading.
func heading(number hs.Code) hs.Range { return hs.Range{From: number * 100, To: number*100 + 99} }
