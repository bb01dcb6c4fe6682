package clearance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/certificate/canonical"
	"origo/fta-rules/finding"
)

// Bytes is the assessment as canonical JSON (RFC 8785). They are written by hand, member by member in canonical order,
// because an assessment is mostly findings and its digest is part of it; the tests hold them to what encoding/json says.
func (a Assessment) Bytes() ([]byte, error) {
	return a.append(make([]byte, 0, (8+2*len(a.Lines))<<10)) // seldom more
}

// append is Bytes into room that is there.
func (a *Assessment) append(room []byte) ([]byte, error) {
	w := writer{out: room}
	w.assessment(a)
	if w.err != nil {
		return nil, fmt.Errorf("encode assessment: %w", w.err)
	}
	return w.out, nil
}

// writer appends canonical JSON and keeps the first error. Names of members are plain and written as they are; only those
// of values, which a stored assessment may carry from elsewhere, are written like any text.
type writer struct {
	out []byte
	err error
}

func (w *writer) assessment(a *Assessment) {
	w.out = append(w.out, '{')
	w.small("as_of", &a.AsOf)
	if a.Certificate != nil {
		w.small("certificate", a.Certificate)
	}
	w.optional("digest", a.Digest)
	w.findings("findings", a.Findings)
	w.required("inputs_digest", a.Inputs)
	list(w, "lines", a.Lines, w.line)
	w.small("rule_set", &a.RuleSet)
	w.required("source", string(a.Source))
	w.name("step")
	w.step(&a.Step)
	w.required("verdict", string(a.Verdict))
	w.out = append(w.out, '}')
}

func (w *writer) line(l *Line) {
	w.out = append(w.out, '{')
	w.measure("covered", l.Covered)
	if len(l.EarlierUses) > 0 {
		w.small("earlier_uses", l.EarlierUses)
	}
	w.measure("excess", l.Excess)
	w.findings("findings", l.Findings)
	w.number("item", l.Item)
	w.number("line", l.Line)
	w.name("step")
	w.step(&l.Step)
	w.required("verdict", string(l.Verdict))
	w.out = append(w.out, '}')
}

func (w *writer) step(s *Step) {
	w.out = append(w.out, '{')
	w.truth("curable", s.Curable)
	if len(s.Deadlines) > 0 {
		w.small("deadlines", s.Deadlines)
	}
	if len(s.Grounds) > 0 {
		w.small("grounds", s.Grounds)
	}
	w.required("message", string(s.Message))
	w.date("until", s.Until)
	w.out = append(w.out, '}')
}

func (w *writer) findings(name string, all []Finding) { list(w, name, all, w.finding) }

func (w *writer) finding(f *Finding) {
	w.out = append(w.out, '{')
	w.optional("check", f.Check)
	w.optional("citation", f.Citation)
	w.values("computed", f.Computed)
	w.truth("curable", f.Curable)
	if len(f.Evidence) > 0 {
		list(w, "evidence", f.Evidence, func(m *Message) { w.text(string(*m)) })
	}
	if len(f.Findings) > 0 {
		w.findings("findings", f.Findings)
	}
	w.values("inputs", f.Inputs)
	if f.Item != 0 {
		w.number("item", f.Item)
	}
	w.required("message", string(f.Message))
	w.required("outcome", string(f.Outcome))
	w.optional("rule", f.Rule)
	w.date("until", f.Until)
	w.optional("verdict", string(f.Verdict))
	w.out = append(w.out, '}')
}

// values writes named values in the order of their names.
func (w *writer) values(name string, values finding.Values) {
	if len(values) == 0 {
		return
	}
	var room [24]finding.Value // enough for every check
	sorted := append(room[:0], values...)
	slices.SortStableFunc(sorted, func(a, b finding.Value) int { return strings.Compare(a.Name, b.Name) })
	w.name(name)
	w.out = append(w.out, '{')
	for _, v := range sorted {
		w.next()
		w.text(v.Name)
		w.out = append(w.out, ':')
		w.text(v.Value)
	}
	w.out = append(w.out, '}')
}

// small leaves what is rare or short to the general encoder.
func (w *writer) small(name string, value any) {
	w.name(name)
	w.keep(canonical.Append(w.out, value))
}

// list writes a list, null if there is none.
func list[T any](w *writer, name string, all []T, write func(*T)) {
	w.name(name)
	if all == nil {
		w.out = append(w.out, "null"...)
		return
	}
	w.out = append(w.out, '[')
	for i := range all {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		write(&all[i])
	}
	w.out = append(w.out, ']')
}

// name begins a member.
func (w *writer) name(name string) {
	w.next()
	w.out = append(append(append(w.out, '"'), name...), `":`...)
}

// next writes the comma before every member but the first.
func (w *writer) next() {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
}

func (w *writer) text(text string) { w.keep(canonical.AppendText(w.out, text)) }

func (w *writer) required(name, text string) {
	w.name(name)
	w.text(text)
}

func (w *writer) optional(name, text string) {
	if text != "" {
		w.required(name, text)
	}
}

func (w *writer) number(name string, n int) {
	w.name(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

func (w *writer) truth(name string, is bool) {
	if is {
		w.name(name)
		w.out = append(w.out, "true"...)
	}
}

func (w *writer) date(name string, day certificate.Date) {
	if !day.IsZero() {
		w.required(name, day.String())
	}
}

func (w *writer) measure(name string, m *certificate.Measure) {
	if m != nil {
		w.name(name)
		w.out = append(w.out, '{')
		w.required("unit", m.Unit)
		w.required("value", m.Value.String())
		w.out = append(w.out, '}')
	}
}

// keep takes over what was appended.
func (w *writer) keep(out []byte, err error) {
	w.out = out
	if err != nil && w.err == nil {
		w.err = err
	}
}
