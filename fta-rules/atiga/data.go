package atiga

import (
	_ "embed"
	"strings"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

var (
	//go:embed data/annex3_hs2022.csv
	annex3 string
	//go:embed data/ita.csv
	annex4 string
)

// annexLines are the lines of Annex 3, in HS 2022. A subheading that it does not list falls under the general rule.
func annexLines() ([]agreement.Line, error) {
	return agreement.ReadLines(strings.NewReader(annex3), hs.HS2022)
}

// itaList is Annex 4, the goods of the WTO's Information Technology Agreement, as far as it could be read: numbers 1 to 20
// are missing. It lists, in ascending order, AHTN codes of eight digits; one that ends in 00 is its whole subheading.
func itaList() (agreement.List, error) {
	listed, err := agreement.ReadList(strings.NewReader(annex4))
	list := agreement.List{Citation: "ATIGA Art. 28(3) and Annex 4", Unread: beforeListed(listed)}
	for _, entry := range listed {
		whole := hs.Range{From: entry.HS, To: entry.HS}
		switch {
		case strings.HasSuffix(entry.Code, ".00"):
			list.Codes = append(list.Codes, whole)
		case !list.Part.Contains(entry.HS):
			list.Part = append(list.Part, whole)
		}
	}
	return list, err
}

// beforeListed is where the missing numbers may lie: up to the first that is legible. The Information Technology Agreement
// has no goods of agriculture (Sections I to IV) and no textiles or footwear (Sections XI and XII).
func beforeListed(listed []agreement.Listed) hs.Set {
	if len(listed) == 0 {
		return nil
	}
	return hs.Set{{From: 250000, To: 499999}, {From: 680000, To: listed[0].HS}}
}
