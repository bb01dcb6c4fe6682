package explain

import (
	"strings"

	"origo/fta-rules/finding"
)

// ground begins the codes of what checks are about, and of grounds of refusal that are no check's.
const ground = "ground."

// Ground is what a ground of refusal is about, by its code: the id of a check, or a code of its own such as
// not_consigned_directly. A code that the catalogue does not know, for customs may use their own, comes back as it is.
func (c Catalogue) Ground(code string) string {
	if words, known := c.texts[finding.Message(ground+code)]; known {
		return words
	}
	return code
}

// GroundCoded is Ground with its code behind it, as two offices name it to each other: quantity left (LINE-04).
func (c Catalogue) GroundCoded(code string) string {
	if words := c.Ground(code); words != code {
		return words + " (" + code + ")"
	}
	return code
}

// grounds puts a list such as "ATIGA-M26 ATIGA Art. 32; officer R.16" into words.
func (c Catalogue) grounds(list string) string {
	all := strings.Split(list, "; ")
	for i, one := range all {
		code, citation, _ := strings.Cut(one, " ")
		if words := c.GroundCoded(code); words != code {
			all[i] = strings.TrimRight(words+", "+citation, ", ")
		}
	}
	return strings.Join(all, "; ")
}
