package clearance

import (
	"maps"
	"slices"
	"strings"
)

// Message is the stable code of a finding's text. Texts may change and be translated, codes do not.
type Message string

// Catalogue holds one language's text for every message. Names in braces are inputs or computed values.
type Catalogue map[Message]string

// English is the catalogue that findings are written with. Further languages are further catalogues over the same
// codes; Missing tells what one lacks.
func English() Catalogue { return maps.Clone(english) }

// Text is the finding in the catalogue's language. A message that the catalogue lacks is given by its code.
func (c Catalogue) Text(f Finding) string {
	template, ok := c[f.Message]
	if !ok {
		return string(f.Message)
	}
	var pairs []string
	for _, values := range []map[string]string{f.Inputs, f.Computed} {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			pairs = append(pairs, "{"+name+"}", values[name])
		}
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// Missing lists the messages that have no text in the catalogue, sorted.
func (c Catalogue) Missing() []Message {
	var missing []Message
	for _, m := range slices.Sorted(maps.Keys(english)) {
		if c[m] == "" {
			missing = append(missing, m)
		}
	}
	return missing
}
