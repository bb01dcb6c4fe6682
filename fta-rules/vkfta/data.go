package vkfta

import (
	_ "embed"
	"strings"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

var (
	//go:embed data/annex3a_hs2012.csv
	annex3A string
	//go:embed data/psr_hs2017.csv
	psr2017 string
	//go:embed data/annex3b.csv
	annex3B string
)

// treatyLines are the lines of Annex 3-A as signed, in HS 2012.
func treatyLines() ([]agreement.Line, error) {
	return agreement.ReadLines(strings.NewReader(annex3A), hs.HS2012)
}

// derivedLines are the lines of Annex 3-A transposed to HS 2017 by the UN correlation. The official list of Circular
// 09/2022/TT-BCT has not been seen.
func derivedLines() ([]agreement.Line, error) {
	return agreement.ReadLines(strings.NewReader(psr2017), hs.HS2017)
}

// outwardGoods are the goods of Annex 3-B, in HS 2012.
func outwardGoods() (hs.Set, error) {
	list, err := agreement.ReadList(strings.NewReader(annex3B))
	if err != nil {
		return nil, err
	}
	set := make(hs.Set, len(list))
	for i, entry := range list {
		set[i] = hs.Range{From: entry.HS, To: entry.HS}
	}
	return set, nil
}
