package psr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"origo/certificate"
	"origo/fta-rules/hs"
)

// The bounds of what Parse reads. The longest rule of the three agreements is a quarter of it.
const (
	maxLength = 4096 // bytes
	maxDepth  = 8    // parentheses within parentheses
	maxItems  = 64   // parts, alternatives, conditions or materials of one list
)

// SyntaxError says where a text stops being a rule.
type SyntaxError struct {
	Text     string
	At       int    // byte offset from 0
	Expected string // what should stand there
}

// Error quotes what stands there.
func (e *SyntaxError) Error() string {
	if e.At >= len(e.Text) {
		return fmt.Sprintf("rule ends at %d: expected %s", e.At, e.Expected)
	}
	rest := e.Text[e.At:]
	if len(rest) > 20 {
		rest = rest[:20] + "..."
	}
	return fmt.Sprintf("rule at %d, before %q: expected %s", e.At, rest, e.Expected)
}

// Parse reads a rule from its notation. It is strict about spaces, so that a rule has one text: Parse and String are
// each other's inverse. The error is a *SyntaxError.
func Parse(text string) (Rule, error) {
	p := &parser{text: text}
	if len(text) > maxLength || !utf8.ValidString(text) {
		return Rule{}, p.expected(fmt.Sprintf("at most %d bytes of UTF-8", maxLength))
	}
	parts, err := list(p, "; ", p.part)
	if err != nil {
		return Rule{}, err
	}
	if p.at != len(text) {
		return Rule{}, p.expected(`" & ", " or ", "; " or the end`)
	}
	return Rule{Parts: parts}, p.checkLabels(parts)
}

// parser reads a text from the front. Its methods are named after what they read.
type parser struct {
	text  string
	at    int
	depth int // open parentheses
}

func (p *parser) expected(what string) error {
	return &SyntaxError{Text: p.text, At: p.at, Expected: what}
}

// checkLabels finds parts that nobody could choose between.
func (p *parser) checkLabels(parts []Part) error {
	seen := map[string]bool{}
	for _, part := range parts {
		if (part.Label == "") != (len(parts) == 1) || seen[part.Label] {
			return p.expected("a label of its own for each of several parts, and none for a single one")
		}
		seen[part.Label] = true
	}
	return nil
}

func (p *parser) part() (Part, error) {
	var part Part
	var err error
	if p.take("[") {
		if part.Label, err = p.until("] ", "a label"); err != nil {
			return Part{}, err
		}
	}
	part.Alternatives, err = list(p, " or ", p.alternative)
	return part, err
}

func (p *parser) alternative() (Expr, error) {
	terms, err := list(p, " & ", p.term)
	if err != nil || len(terms) > 1 {
		return All(terms), err
	}
	return terms[0], nil
}

func (p *parser) term() (Expr, error) {
	if !p.take("(") {
		return p.atom()
	}
	if p.depth++; p.depth > maxDepth {
		return nil, p.expected("fewer parentheses within each other")
	}
	choices, err := list(p, " or ", p.alternative)
	if err != nil {
		return nil, err
	}
	p.depth--
	if len(choices) < 2 {
		return nil, p.expected(`" or "`)
	}
	return Any(choices), p.expect(")")
}

// materials reads codes, a quoted description, or both.
func (p *parser) materials() (Materials, error) {
	end := p.at
	for end < len(p.text) && strings.IndexByte("0123456789.-,", p.text[end]) >= 0 {
		end++
	}
	var m Materials
	if end > p.at {
		set, err := hs.ParseSet(p.text[p.at:end])
		if err != nil {
			return Materials{}, p.expected("codes such as 72,7208-7212,7408.19")
		}
		m.Codes, p.at = set, end
		if !strings.HasPrefix(p.text[p.at:], ` "`) {
			return m, nil
		}
		p.at++
	}
	if !p.take(`"`) {
		return Materials{}, p.expected("codes or a quoted description")
	}
	name, err := p.until(`"`, "a description")
	m.Name = name
	return m, err
}

// percent reads a number above 0 and not above 100.
func (p *parser) percent() (certificate.Decimal, error) {
	end := p.at
	for end < len(p.text) && strings.IndexByte("0123456789.", p.text[end]) >= 0 {
		end++
	}
	value, ok := percent(p.text[p.at:end])
	if !ok {
		return certificate.Decimal{}, p.expected("a percentage above 0 and not above 100")
	}
	p.at = end
	return value, nil
}

// until reads free text up to its closing mark, and the mark.
func (p *parser) until(mark, what string) (string, error) {
	text, _, found := strings.Cut(p.text[p.at:], mark)
	if !found || !isPlain(text) {
		return "", p.expected(what + " and then " + mark)
	}
	p.at += len(text) + len(mark)
	return text, nil
}

// isPlain tells text that can stand in quotes or brackets.
func isPlain(text string) bool {
	return text != "" && text == strings.TrimSpace(text) && !strings.ContainsAny(text, `"[]`) &&
		strings.IndexFunc(text, unicode.IsControl) < 0
}

// word reads letters, digits and underscores.
func (p *parser) word() string {
	rest := p.text[p.at:]
	end := strings.IndexFunc(rest, func(char rune) bool {
		return char != '_' && (char < '0' || char > '9') && (char|0x20 < 'a' || char|0x20 > 'z')
	})
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return rest[:end]
}

// take skips the text if it comes next.
func (p *parser) take(text string) bool {
	if !strings.HasPrefix(p.text[p.at:], text) {
		return false
	}
	p.at += len(text)
	return true
}

func (p *parser) expect(text string) error {
	if !p.take(text) {
		return p.expected(quote(text))
	}
	return nil
}

// list reads one or more items with the separator between them.
func list[T any](p *parser, separator string, one func() (T, error)) ([]T, error) {
	var items []T
	for {
		item, err := one()
		if err != nil {
			return nil, err
		}
		if items = append(items, item); len(items) > maxItems {
			return nil, p.expected(fmt.Sprintf("at most %d items", maxItems))
		}
		if !p.take(separator) {
			return items, nil
		}
	}
}
