package psr

import (
	"strings"

	"origo/certificate"
)

// String is the rule in its notation. For a rule that Parse accepts it is the text that Parse reads back to the same rule.
func (r Rule) String() string {
	parts := make([]string, len(r.Parts))
	for i, part := range r.Parts {
		parts[i] = part.String()
	}
	return strings.Join(parts, "; ")
}

// String is the part with its label, if it has one, in brackets.
func (p Part) String() string {
	if p.Label == "" {
		return join(p.Alternatives, " or ")
	}
	return "[" + p.Label + "] " + join(p.Alternatives, " or ")
}

// String is the codes and then the quoted description, such as `7208 "cold rolled"`.
func (m Materials) String() string {
	switch {
	case m.Name == "":
		return m.Codes.String()
	case len(m.Codes) == 0:
		return quote(m.Name)
	}
	return m.Codes.String() + " " + quote(m.Name)
}

// String is the level as annexes write it: AH, CC, CTH or CTSH.
func (l Level) String() string {
	for _, named := range levels {
		if named.level == l {
			return named.name
		}
	}
	return ""
}

// String is the allowance as it follows a change of classification, such as "allow(same heading max 20)".
func (a Allowance) String() string {
	text := "allow("
	if a.Like == Named {
		text += a.Of.String()
	} else {
		text += string(a.Like)
	}
	if !a.MaxPercent.IsZero() {
		text += " max " + a.MaxPercent.String()
	}
	return text + ")"
}

func (WhollyObtained) String() string            { return "WO" }
func (OriginatingOnly) String() string           { return "PE" }
func (NoRule) String() string                    { return "NONE" }
func (e MaterialsWhollyObtained) String() string { return "WO(" + e.Of.String() + ")" }
func (e From) String() string                    { return "FROM(" + e.Of.String() + ")" }
func (e NotUsed) String() string                 { return "NOT(" + e.Of.String() + ")" }
func (e OnlyTextile) String() string             { return "ONLY(" + e.Of.String() + ")" }
func (e SetOfGoods) String() string              { return "SET(" + e.Percent.String() + ")" }
func (e AssembledFrom) String() string           { return "LISTED(" + e.List + ")" }
func (e Judgement) String() string               { return "JUDGE(" + quote(e.Question) + ")" }
func (e All) String() string                     { return join(e, " & ") }
func (e Any) String() string                     { return "(" + join(e, " or ") + ")" }

func (e Change) String() string {
	text := e.Level.String()
	if len(e.Except) > 0 {
		text += " except(" + join(e.Except, "; ") + ")"
	}
	for _, allowance := range e.Allow {
		text += " " + allowance.String()
	}
	return text
}

func (e RVC) String() string {
	if e.Method == AnyMethod {
		return "RVC(" + e.Percent.String() + ")"
	}
	return "RVC(" + e.Percent.String() + " " + string(e.Method) + ")"
}

func (e MaxValue) String() string {
	return "MaxNOM(" + e.Percent.String() + after(" of ", e.Of) + ")"
}

func (e MaxWeight) String() string {
	how := " sum "
	if e.Each {
		how = " each "
	}
	return "MaxWeight(" + e.Percent.String() + how + join(e.Of, "; ") + after(" per ", e.Base) + ")"
}

func (e MinWhollyObtained) String() string {
	return "MinWO(" + e.Percent.String() + " of " + e.Of.String() + " per " + e.Base.String() + ")"
}

func (e Process) String() string { return "P(" + e.Code + after(" on ", e.On) + ")" }

// after is the materials behind the word that introduces them, empty if there are none.
func after(word string, of *Materials) string {
	if of == nil {
		return ""
	}
	return word + of.String()
}

func quote(text string) string { return `"` + text + `"` }

// join writes the items one after the other.
func join[T interface{ String() string }](items []T, separator string) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.String()
	}
	return strings.Join(texts, separator)
}

// percent reads a share in percent: above 0, at most 100.
func percent(text string) (certificate.Decimal, bool) {
	value, err := certificate.ParseDecimal(text)
	return value, err == nil && value.Sign() > 0 && value.Cmp(certificate.DecimalOf(100)) <= 0
}
