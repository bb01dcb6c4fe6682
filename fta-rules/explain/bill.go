package explain

import (
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// BillProblem words, in the language of the catalogue, what makes a bill of materials unusable and what mends it, and says
// which material it is. Codes that are not of bills keep their own words.
func (c Catalogue) BillProblem(p certificate.Problem) certificate.Problem {
	text, known := c.texts[finding.Message("unusable.text."+string(p.Code))]
	if !known {
		return p
	}
	p.Text, p.Remedy = text, c.texts[finding.Message("unusable.remedy."+string(p.Code))]
	if number := materialOf(p.Path); number > 0 {
		p.Text = c.Say("unusable.material", value("number", itoa(number)), value("text", text))
	}
	return p
}

// BillProblems words everything that makes a bill unusable.
func (c Catalogue) BillProblems(all certificate.Problems) certificate.Problems {
	worded := make(certificate.Problems, len(all))
	for i, p := range all {
		worded[i] = c.BillProblem(p)
	}
	return worded
}

// unusable words a list such as "value_missing /materials/0/value; price_missing /good/price".
func (c Catalogue) unusable(list string) string {
	all := strings.Split(list, "; ")
	for i, one := range all {
		code, path, _ := strings.Cut(one, " ")
		if p := c.BillProblem(certificate.Problem{Code: certificate.Code(code), Path: path}); p.Text != "" {
			all[i] = p.Text + " " + p.Remedy
		}
	}
	return strings.Join(all, " ")
}

// materialOf is the number, from 1, of the material in a path such as /materials/2/value; 0 if it names none.
func materialOf(path string) int {
	_, rest, _ := strings.Cut(path, "/materials/")
	index, _, _ := strings.Cut(rest, "/")
	at, err := strconv.Atoi(index)
	if err != nil || at < 0 {
		return 0
	}
	return at + 1
}
