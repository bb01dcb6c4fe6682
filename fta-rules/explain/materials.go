package explain

import (
	"fmt"
	"strconv"

	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// noun names materials as something used: "materials of heading 74.07", "unprinted fabric" in quotation marks.
func (c Catalogue) noun(m psr.Materials) finding.Value {
	switch {
	case m.Name == "":
		return value("materials", c.Say("psr.materials", value("codes", c.Codes(m.Codes))))
	case len(m.Codes) == 0:
		return value("materials", c.Say("psr.materials.named", value("name", m.Name)))
	}
	return value("materials", c.Say("psr.materials.named_of", value("name", m.Name), value("codes", c.Codes(m.Codes))))
}

// those names materials after "except from": by their codes alone where codes are all there is.
func (c Catalogue) those(all []psr.Materials) string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = c.noun(m).Value
		if m.Name == "" {
			names[i] = c.Codes(m.Codes)
		}
	}
	return c.list(names)
}

// list joins words as a list in running text.
func (c Catalogue) list(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return c.fold("psr.list", words)
	}
	return c.Say("psr.list.last", value("first", c.fold("psr.list", words[:last])), value("last", words[last]))
}

// Codes puts a set of codes into words, such as "Chapter 72 and headings 73.01 to 73.03".
func (c Catalogue) Codes(set hs.Set) string {
	var groups []string
	for len(set) > 0 {
		unit := unitOf(set[0])
		n := 1
		for n < len(set) && unitOf(set[n]) == unit {
			n++
		}
		groups, set = append(groups, c.group(unit, set[:n])), set[n:]
	}
	return c.list(groups)
}

// group names ranges of the same unit.
func (c Catalogue) group(unit unit, set hs.Set) string {
	names := make([]string, len(set))
	for i, r := range set {
		names[i] = c.span(unit, r)
	}
	code := finding.Message("psr.codes." + string(unit))
	if len(set) > 1 || unit.first(set[0]) != unit.last(set[0]) {
		code += "s"
	}
	return c.Say(code, value("codes", c.list(names)))
}

// span names one range.
func (c Catalogue) span(unit unit, r hs.Range) string {
	code := finding.Message("psr.code." + string(unit))
	first, last := c.Say(code, value("code", unit.first(r))), c.Say(code, value("code", unit.last(r)))
	if first == last {
		return first
	}
	return c.Say("psr.span", value("first", first), value("last", last))
}

// unit is the level of the Harmonised System at which a range is named.
type unit string

const (
	chapter    unit = "chapter"
	heading    unit = "heading"
	subheading unit = "subheading"
)

func unitOf(r hs.Range) unit {
	switch {
	case r.From%10000 == 0 && r.To%10000 == 9999:
		return chapter
	case r.From%100 == 0 && r.To%100 == 99:
		return heading
	}
	return subheading
}

// first and last name the ends of a range: "72", "74.07", "7408.19".
func (u unit) first(r hs.Range) string { return u.name(r.From) }
func (u unit) last(r hs.Range) string  { return u.name(r.To) }

func (u unit) name(c hs.Code) string {
	switch u {
	case chapter:
		return strconv.Itoa(c.Chapter())
	case heading:
		return fmt.Sprintf("%02d.%02d", c.Chapter(), c.Heading()%100)
	}
	return c.String()
}
