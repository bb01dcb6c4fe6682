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
	out := make([]byte, 0, 2*len(template))
	for {
		before, rest, _ := strings.Cut(template, "{")
		name, after, named := strings.Cut(rest, "}")
		if !named {
			return string(append(out, template...))
		}
		out = append(append(out, before...), f.value(name)...)
		template = after
	}
}

// value is the input or computed value of that name. A name without a value stands as in the template.
func (f Finding) value(name string) string {
	for _, values := range []map[string]string{f.Inputs, f.Computed} {
		if value, ok := values[name]; ok {
			return value
		}
	}
	return "{" + name + "}"
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
