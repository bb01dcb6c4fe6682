package cases

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"origo/certificate"
)

// answers are what was found, by the names of the members that a case may expect. A member that has no answer here
// disagrees with every expectation.
type answers map[string]answer

// answer is what was found for one member.
type answer interface {
	agrees(want any) bool // want is decoded JSON, its numbers json.Number
	String() string
}

// compare lists the expected members that disagree, in alphabetical order.
func compare(want map[string]any, got answers, prose []string) []Difference {
	var differences []Difference
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if slices.Contains(prose, name) {
			continue
		}
		found, ok := got[name]
		if !ok {
			found = nothing{}
		}
		if nested, ok := found.(answers); ok {
			differences = append(differences, nested.differences(name, want[name])...)
			continue
		}
		if !ok || !found.agrees(want[name]) {
			differences = append(differences, Difference{name, written(want[name]), found.String()})
		}
	}
	return differences
}

// differences lists what disagrees within an expected object.
func (a answers) differences(name string, want any) []Difference {
	members, ok := want.(map[string]any)
	if !ok {
		return []Difference{{name, written(want), a.String()}}
	}
	inner := compare(members, a, nil)
	for i := range inner {
		inner[i].Member = name + "." + inner[i].Member
	}
	return inner
}

func (a answers) agrees(want any) bool { return len(a.differences("", want)) == 0 }

func (a answers) String() string {
	parts := make([]string, 0, len(a))
	for _, name := range slices.Sorted(maps.Keys(a)) {
		parts = append(parts, fmt.Sprintf("%s: %s", name, a[name]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// exactly asks for an object with these members and no others.
type exactly answers

func (e exactly) agrees(want any) bool {
	members, ok := want.(map[string]any)
	return ok && len(members) == len(e) && answers(e).agrees(want)
}

func (e exactly) String() string { return answers(e).String() }

// nothing was found: it agrees with null.
type nothing struct{}

func (nothing) agrees(want any) bool { return want == nil }
func (nothing) String() string       { return "nothing" }

// text agrees with the same string.
type text string

func (t text) agrees(want any) bool { return want == string(t) }
func (t text) String() string       { return string(t) }

// date is the text of a day, nothing if the day is zero.
func date(d certificate.Date) answer {
	if d.IsZero() {
		return nothing{}
	}
	return text(d.String())
}

// flag agrees with the same boolean.
type flag bool

func (f flag) agrees(want any) bool { return want == bool(f) }
func (f flag) String() string       { return fmt.Sprint(bool(f)) }

// oneOf agrees if any of its answers does, for layouts that have two words for what was found.
type oneOf []answer

func (o oneOf) agrees(want any) bool {
	return slices.ContainsFunc(o, func(a answer) bool { return a.agrees(want) })
}

func (o oneOf) String() string {
	parts := make([]string, len(o))
	for i, a := range o {
		parts[i] = a.String()
	}
	return strings.Join(parts, " or ")
}

// set agrees with a list of the same members in any order.
type set []string

func (s set) agrees(want any) bool {
	list, ok := want.([]any)
	if !ok {
		return false
	}
	members := make([]string, len(list))
	for i, member := range list {
		members[i] = strings.Trim(written(member), `"`)
	}
	return slices.Equal(s.sorted(), set(members).sorted())
}

// sorted is the members in order, each once.
func (s set) sorted() []string {
	sorted := slices.Clone(s)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

func (s set) String() string { return "[" + strings.Join(s.sorted(), ", ") + "]" }

// mentioning agrees with prose that names every one of its words.
type mentioning []string

func (m mentioning) agrees(want any) bool {
	prose, ok := want.(string)
	return ok && !slices.ContainsFunc(m, func(word string) bool { return !strings.Contains(prose, word) })
}

func (m mentioning) String() string { return strings.Join(m, " ") }

// written is a JSON value as it stands in a file.
func written(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(raw)
}
