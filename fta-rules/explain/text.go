package explain

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// Text is the sentence of a finding with its values filled in. A value that the finding lacks is shown as not stated; a
// code without text, which the tests exclude, as the code itself.
func (c Catalogue) Text(f finding.Finding) string { return c.say(f.Message, f) }

// Say is the sentence of a code filled with values.
func (c Catalogue) Say(code finding.Message, values ...finding.Value) string {
	return c.say(code, finding.Finding{Inputs: values})
}

// say fills the text of a code with what the finding knows.
func (c Catalogue) say(code finding.Message, f finding.Finding) string {
	text, known := c.texts[code]
	if !known {
		return string(code)
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		out.WriteString(c.shown(name, f, after))
		text = after
	}
}

// shown is the value of that name as people read it; after is the text behind it.
func (c Catalogue) shown(name string, f finding.Finding, after string) string {
	value, stated := valueOf(name, f)
	if !stated || value == "" {
		return c.texts["frame.not_stated"]
	}
	if day, err := certificate.ParseDate(value); err == nil {
		return c.language.Date(day)
	}
	if at, err := certificate.ParseInstant(value); err == nil {
		return c.language.moment(at)
	}
	if strings.HasPrefix(strings.TrimLeft(after, " "), "%") {
		return c.language.number(value)
	}
	if quantity, ok := c.quantity(value); ok {
		return quantity
	}
	switch name {
	case "rule":
		return c.Notation(value)
	case "hs", "code":
		return pointed(value)
	case "agreement", "here_agreement":
		return strings.ToUpper(value)
	case "unit", "counted_in":
		if words, known := c.texts[finding.Message("unit."+value)]; known {
			return words
		}
	case "process":
		return c.Process(value)
	case "operations":
		return c.operations(value)
	case "fields":
		return c.fields(value)
	case "grounds":
		return c.grounds(value)
	case "details":
		return c.differences(value)
	case "unusable":
		return c.unusable(value)
	case "departure":
		return c.departure(f)
	case "meaning":
		if words, known := c.meaning(f); known {
			return words
		}
	}
	if words, known := c.texts[finding.Message("value."+name+"."+value)]; known {
		return words
	}
	return value
}

// quantity is a number with its unit as people write it: 240 pieces for 240 H87. Other values are none.
func (c Catalogue) quantity(value string) (string, bool) {
	number, code, two := strings.Cut(value, " ")
	unit, known := c.texts[finding.Message("unit."+code)]
	if !two || !known || strings.Trim(number, "0123456789.") != "" {
		return "", false
	}
	return c.language.number(number) + " " + unit, true
}

// valueOf finds a value among the finding's own and, failing that, its common fields.
func valueOf(name string, f finding.Finding) (string, bool) {
	if value, ok := f.Value(name); ok {
		return value, true
	}
	switch name {
	case "rule":
		return f.Rule, f.Rule != ""
	case "citation":
		return f.Citation, f.Citation != ""
	case "until":
		return f.Until.String(), !f.Until.IsZero()
	case "item":
		return itoa(f.Item), f.Item != 0
	}
	return "", false
}

// Notation puts a rule that is written in notation into words; what is not notation stays as it is.
func (c Catalogue) Notation(text string) string {
	rule, err := psr.Parse(text)
	if err != nil {
		return text
	}
	return c.Rule(rule)
}

// operations names operations by their codes.
func (c Catalogue) operations(codes string) string {
	all := strings.FieldsFunc(codes, func(r rune) bool { return r == ' ' || r == ',' })
	for i, code := range all {
		if name, known := c.texts[finding.Message("value.operation."+code)]; known {
			all[i] = name
		} else {
			all[i] = c.Process(code)
		}
	}
	return strings.Join(all, ", ")
}

// fields names the fields of a certificate that a list of their codes gives.
func (c Catalogue) fields(codes string) string {
	all := strings.Split(codes, ", ")
	for i, code := range all {
		if name, known := c.texts[finding.Message("value.fields."+code)]; known {
			all[i] = name
		}
	}
	return strings.Join(all, ", ")
}

// differences names the fields in a list such as "issue_date: 2026-11-02 / 2026-11-03; 1 hs: 841370 / 841381".
func (c Catalogue) differences(list string) string {
	all := strings.Split(list, "; ")
	for i, one := range all {
		place, values, _ := strings.Cut(one, ": ")
		item, field, ofItem := strings.Cut(place, " ")
		if !ofItem {
			item, field = "", place
		}
		words, known := c.texts[finding.Message("value.fields."+field)]
		if !known {
			continue
		}
		if ofItem {
			words = c.Say("frame.item", finding.Value{Name: "item", Value: item}) + ", " + words
		}
		all[i] = words + ": " + values
	}
	return strings.Join(all, "; ")
}

// pointed is a code of the Harmonised System or of a national tariff as tariffs print it: 8703.23.55. What has points
// already, or is no such code, stays as it is.
func pointed(code string) string {
	if len(code) < 6 || len(code) > 10 || len(code)%2 != 0 || strings.Trim(code, "0123456789") != "" {
		return code
	}
	text := code[:4]
	for i := 4; i < len(code); i += 2 {
		text += "." + code[i:i+2]
	}
	return text
}
