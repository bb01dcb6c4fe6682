package atiga

import (
	"fmt"
	"time"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// hs2022From is the first day of issue for which the annex in HS 2022 is the law (Circular 03/2023/TT-BCT).
var hs2022From = certificate.NewDate(2023, time.April, 1)

// Rules gives the one version that is held. For certificates issued before it the rule of every line is unknown: the
// annex in HS 2017 (Circulars 10/2019 and 25/2019/TT-BCT) is not at hand.
//
// The table is official in that it is the annex of Viet Nam's circular, which transposes ATIGA Annex 3; it was read from
// the circular's text by machine and not compared with ASEAN's own print. Five lines could not be read.
func Rules() ([]*agreement.Rules, error) {
	lines, err := annexLines()
	if err != nil {
		return nil, fmt.Errorf("read Annex 3: %w", err)
	}
	general, err := generalRule()
	if err != nil {
		return nil, err
	}
	list, err := itaList()
	if err != nil {
		return nil, fmt.Errorf("read Annex 4: %w", err)
	}
	articles := terms()
	articles.Lists = map[string]agreement.List{"ITA": list}
	return []*agreement.Rules{{
		Agreement: certificate.ATIGA, Version: "atiga-hs2022", From: hs2022From, Edition: hs.HS2022, Official: true,
		Citation: "Circular 03/2023/TT-BCT, annex, transposing ATIGA Annex 3 (HS 2022)",
		Table:    agreement.NewTable(hs.HS2022, lines), General: general, Terms: articles,
	}}, nil
}

// generalRule holds for every subheading that Annex 3 does not list; the exporter chooses (Art. 28(1)).
func generalRule() ([]psr.Expr, error) {
	rule, err := psr.Parse("RVC(40) or CTH")
	if err != nil {
		return nil, fmt.Errorf("read the general rule: %w", err)
	}
	return rule.Parts[0].Alternatives, nil
}
