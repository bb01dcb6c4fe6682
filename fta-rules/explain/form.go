package explain

import (
	"maps"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// Problem words a departure from the rules of a form, and what mends it, in the language of the catalogue. Codes that are
// no form's keep their own words, and so does what is worded in English already, which names the form as well.
func (c Catalogue) Problem(p certificate.Problem) certificate.Problem {
	if text, _ := certificate.Wording(p.Code); text == "" || c.language == English && p.Text != "" {
		return p
	}
	var params finding.Values
	for _, name := range slices.Sorted(maps.Keys(p.Params)) {
		params = append(params, value(name, p.Params[name]))
	}
	filled := finding.Finding{Inputs: params}
	text := c.say(finding.Message("form.text."+string(p.Code)), filled)
	p.Text = c.Say("form.at", value("place", c.place(p.Box, p.Item)), value("text", text))
	p.Remedy = c.say(finding.Message("form.remedy."+string(p.Code)), filled) + "."
	return p
}

// Problems words all departures that were found in one document.
func (c Catalogue) Problems(all certificate.Problems) certificate.Problems {
	worded := make(certificate.Problems, len(all))
	for i, p := range all {
		worded[i] = c.Problem(p)
	}
	return worded
}

// departure words the problem that a finding carries in its values, with what mends it.
func (c Catalogue) departure(f finding.Finding) string {
	p := certificate.Problem{Item: f.Item, Params: map[string]string{}}
	for _, v := range f.Inputs {
		switch v.Name {
		case "departure":
			p.Code = certificate.Code(v.Value)
		case "box":
			p.Box = v.Value
		default:
			p.Params[v.Name] = v.Value
		}
	}
	worded := c.Problem(p)
	return worded.Text + " " + worded.Remedy
}

// place names a spot on a form: box 8, item 2.
func (c Catalogue) place(box string, item int) string {
	place := c.box(box)
	if item > 0 {
		place = c.Say("form.place.item", value("place", place), value("item", itoa(item)))
	}
	return place
}

// box names a box: by its number, by its words or, where it has neither, by the field of the document.
func (c Catalogue) box(name string) string {
	if number, numbered := strings.CutPrefix(name, "box "); numbered {
		return c.Say("form.box", value("number", number))
	}
	if field, plain := strings.CutPrefix(name, "field "); plain {
		return c.Say("form.field", value("field", field))
	}
	if words, known := c.texts[finding.Message("value.box."+name)]; known {
		return words
	}
	return name
}

// meaning says why a seal or the stamp of a QR code was refused.
func (c Catalogue) meaning(f finding.Finding) (string, bool) {
	for name, prefix := range map[string]string{"seal_code": "seal.meaning.", "stamp_code": "stamp.meaning."} {
		code, refused := f.Value(name)
		if words, known := c.texts[finding.Message(prefix+code)]; refused && known {
			return words, true
		}
	}
	return "", false
}
