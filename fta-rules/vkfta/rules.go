package vkfta

import (
	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/hs"
)

// hs2017From is the first day of issue for which the list in HS 2017 is the law (Circular 09/2022/TT-BCT, Art. 2).
var hs2017From = certificate.NewDate(2022, 8, 1)

// Rules gives both versions of the origin rules, the earlier first. Every subheading has a line of its own and there
// is no general rule. It fails if an embedded table cannot be read.
func Rules() ([]*agreement.Rules, error) {
	articles, err := terms()
	if err != nil {
		return nil, err
	}
	treaty, err := treatyLines()
	if err != nil {
		return nil, err
	}
	derived, err := derivedLines()
	if err != nil {
		return nil, err
	}
	return []*agreement.Rules{
		{
			Agreement: certificate.VKFTA, Version: "vkfta-hs2012", Edition: hs.HS2012, Official: true,
			From: entryIntoForce, Until: hs2017From.AddDays(-1), Citation: "VKFTA Annex 3-A; Circular 40/2015/TT-BCT, Annex II",
			Table: agreement.NewTable(hs.HS2012, treaty), MustCover: true, Terms: articles,
		},
		{
			Agreement: certificate.VKFTA, Version: "vkfta-hs2017", Edition: hs.HS2017, Official: false,
			From: hs2017From, Citation: "Circular 09/2022/TT-BCT, Annex II; derived from VKFTA Annex 3-A by correlation",
			Table: agreement.NewTable(hs.HS2017, derived), MustCover: true, Terms: articles,
		},
	}, nil
}
