package certificate

import "regexp"

// referencePattern is how one issuing country numbers one form.
type referencePattern struct {
	form       Form
	country    string
	expression *regexp.Regexp // its group is the importing country
	firm       bool           // whether a number that differs cannot be right
	example    string
}

// referencePatterns lists the formats that are known. Other issuers choose their own, and only uniqueness is required
// of them (ATIGA Annex 8 R.7(3), VKFTA Art. 3.14.3). Viet Nam's 13 characters: Circular 40/2015/TT-BCT Annex VIII
// Art. 1(3) for VK, where offices may outgrow five digits; Circular 19/2020/TT-BCT for Form D. For EUR.1 the pattern is
// usual but not prescribed in any text at hand, so a departure is for an officer to see and not a fault of the form.
var referencePatterns = []referencePattern{
	{FormD, "VN", regexp.MustCompile(`^VN-([A-Z]{2}) ?\d{2}/\d{2}/\d{5}$`), true, "VN-TH 26/01/00123"},
	{FormVK, "VN", regexp.MustCompile(`^VN-(KR) \d{2}/\d{2}/\d{5,}$`), true, "VN-KR 26/02/00123"},
	{FormEUR1, "VN", regexp.MustCompile(`^VN-(GB) \d{2}/[0-9A-Z]{2}/\d{5}$`), false, "VN-GB 26/02/00123"},
}

// patternOf finds the format of the document's issuer.
func patternOf(d *Document) (referencePattern, bool) {
	for _, p := range referencePatterns {
		if p.form == d.Form && p.country == d.IssuingCountry {
			return p, true
		}
	}
	return referencePattern{}, false
}

// admits reports whether the document's reference number follows the pattern.
func (p referencePattern) admits(d *Document) bool {
	groups := p.expression.FindStringSubmatch(d.Reference)
	return len(groups) == 2 && groups[1] == d.ImportingCountry
}

// UsualReference reports whether the reference number looks as its issuer's numbers usually do. It is true where no
// format is known.
func (d *Document) UsualReference() bool {
	pattern, known := patternOf(d)
	return !known || pattern.admits(d)
}
