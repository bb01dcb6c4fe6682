package explain

import (
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/psr"
)

// Rule puts a rule into words, part by part.
func (c Catalogue) Rule(r psr.Rule) string {
	parts := make([]string, len(r.Parts))
	for i, part := range r.Parts {
		parts[i] = c.Part(part)
	}
	return c.fold("psr.parts", parts)
}

// Part puts one branch of a rule into words.
func (c Catalogue) Part(p psr.Part) string {
	words := c.fold("psr.or", c.each(p.Alternatives))
	if p.Label == "" {
		return words
	}
	return c.Say("psr.part", value("label", p.Label), value("words", words))
}

// Words puts a condition into words, such as "change of heading (CTH), except from heading 74.07".
func (c Catalogue) Words(e psr.Expr) string {
	switch e := e.(type) {
	case psr.WhollyObtained:
		return c.Say("psr.wo")
	case psr.OriginatingOnly:
		return c.Say("psr.pe")
	case psr.NoRule:
		return c.Say("psr.none")
	case psr.All:
		return c.fold("psr.and", c.each(e))
	case psr.Any:
		return c.Say("psr.group", value("inner", c.fold("psr.or", c.each(e))))
	case psr.Change:
		return c.change(e)
	case psr.Process:
		return c.process(e)
	case psr.Judgement:
		return c.Say("psr.judge", value("question", e.Question))
	case psr.AssembledFrom:
		return c.Say("psr.listed", value("list", e.List))
	}
	return c.limit(e)
}

// limit puts a condition on shares into words.
func (c Catalogue) limit(e psr.Expr) string {
	switch e := e.(type) {
	case psr.RVC:
		return c.Say(rvcCode(e.Method), percent(e.Percent))
	case psr.MaxValue:
		if e.Of == nil {
			return c.Say("psr.max_value", percent(e.Percent))
		}
		return c.Say("psr.max_value.of", c.noun(*e.Of), percent(e.Percent))
	case psr.MaxWeight:
		return c.maxWeight(e)
	case psr.MinWhollyObtained:
		return c.Say("psr.min_wo", percent(e.Percent), c.noun(e.Of), value("base", c.noun(e.Base).Value))
	case psr.SetOfGoods:
		return c.Say("psr.set", percent(e.Percent))
	}
	return c.materialsRule(e)
}

// materialsRule puts a condition on which materials were used into words.
func (c Catalogue) materialsRule(e psr.Expr) string {
	switch e := e.(type) {
	case psr.MaterialsWhollyObtained:
		return c.Say("psr.materials_wo", c.noun(e.Of))
	case psr.From:
		return c.Say("psr.from", c.noun(e.Of))
	case psr.NotUsed:
		return c.Say("psr.not", c.noun(e.Of))
	case psr.OnlyTextile:
		return c.Say("psr.only", c.noun(e.Of))
	}
	return e.String()
}

// levels are the codes of the texts for a change of classification.
var levels = map[psr.Level]finding.Message{
	psr.AnyHeading: "psr.change.any", psr.Chapter: "psr.change.chapter", psr.Heading: "psr.change.heading",
	psr.Subheading: "psr.change.subheading",
}

func (c Catalogue) change(e psr.Change) string {
	words := c.Say(levels[e.Level])
	if len(e.Except) > 0 {
		words = c.Say("psr.except", value("change", words), value("materials", c.those(e.Except)))
	}
	for _, allowed := range e.Allow {
		words = c.allowance(words, allowed)
	}
	return words
}

// allowance adds the materials that a change of classification lets through.
func (c Catalogue) allowance(change string, a psr.Allowance) string {
	materials := value("materials", "")
	switch a.Like {
	case psr.SameHeading:
		materials.Value = c.Say("psr.materials.same_heading")
	case psr.SameSubheading:
		materials.Value = c.Say("psr.materials.same_subheading")
	default:
		materials = c.noun(a.Of)
	}
	if a.MaxPercent.IsZero() {
		return c.Say("psr.allow", value("change", change), materials)
	}
	return c.Say("psr.allow.most", value("change", change), materials, percent(a.MaxPercent))
}

func (c Catalogue) process(e psr.Process) string {
	process := value("process", c.Process(e.Code))
	if e.On == nil {
		return c.Say("psr.process", process)
	}
	return c.Say("psr.process.on", process, c.noun(*e.On))
}

// Process is the name of a process that rules require. A code without a name is shown in lower case with blanks, for bills
// may state operations of any code.
func (c Catalogue) Process(code string) string {
	if name, known := c.texts[finding.Message("psr.process."+code)]; known {
		return name
	}
	return strings.ToLower(strings.ReplaceAll(code, "_", " "))
}

func (c Catalogue) maxWeight(e psr.MaxWeight) string {
	code := finding.Message("psr.max_weight.sum")
	if e.Each {
		code = "psr.max_weight.each"
	}
	names := make([]string, len(e.Of))
	for i, of := range e.Of {
		names[i] = c.noun(of).Value
	}
	of := value("materials", c.list(names))
	if e.Base == nil {
		return c.Say(code, of, percent(e.Percent))
	}
	return c.Say(code+".base", of, percent(e.Percent), value("base", c.noun(*e.Base).Value))
}

func rvcCode(m psr.Method) finding.Message {
	if m == psr.AnyMethod {
		return "psr.rvc"
	}
	return finding.Message("psr.rvc." + string(m))
}

// each puts several conditions into words.
func (c Catalogue) each(all []psr.Expr) []string {
	words := make([]string, len(all))
	for i, e := range all {
		words[i] = c.Words(e)
	}
	return words
}

// fold joins words two by two with the text of a code that has {first} and {last}.
func (c Catalogue) fold(code finding.Message, words []string) string {
	if len(words) == 0 {
		return ""
	}
	joined := words[0]
	for _, next := range words[1:] {
		joined = c.Say(code, value("first", joined), value("last", next))
	}
	return joined
}

func percent(d certificate.Decimal) finding.Value { return value("percent", d.String()) }

func value(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }
