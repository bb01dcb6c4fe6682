package ukvfta

import (
	_ "embed"
	"strings"

	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

//go:embed data/annex2.csv
var annex2 string

// lines are the entries of Annex II, in HS 2012.
func lines() ([]agreement.Line, error) {
	return agreement.ReadLines(strings.NewReader(annex2), hs.HS2012)
}
