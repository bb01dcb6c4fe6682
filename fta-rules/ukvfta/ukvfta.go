// Package ukvfta holds the rules of origin of the United Kingdom-Viet Nam Free Trade Agreement (Protocol 1, as the
// United Kingdom's Origin Reference Document v1.1 of 28 December 2021 and its Annexes I to VIII state them): the product
// list of Annex II, the articles that hold for all goods, the provisions on proofs and the checks made of them.
package ukvfta

import (
	"fmt"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// inForce is the day the agreement entered into force. Proofs of an earlier day are of no version held here.
var inForce = certificate.NewDate(2021, 5, 1)

// Rules gives every version of the rules: one, in HS 2012, which Art. 1 fixes as the edition of the list whatever edition
// the tariffs of the day use.
func Rules() ([]*agreement.Rules, error) {
	list, err := lines()
	if err != nil {
		return nil, fmt.Errorf("read the product list of UKVFTA: %w", err)
	}
	rules := &agreement.Rules{
		Agreement: certificate.UKVFTA,
		Version:   "ukvfta-hs2012",
		From:      inForce,
		Edition:   hs.HS2012,
		Citation:  "UKVFTA Protocol 1 Annex II",
		Official:  true,
		Table:     agreement.NewTable(hs.HS2012, list),
		MustCover: true,
		Terms:     terms(),
	}
	return []*agreement.Rules{rules}, nil
}
