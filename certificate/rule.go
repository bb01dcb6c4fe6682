package certificate

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"
)

// rule is one requirement of one or more forms: what it checks, and which clause demands it.
type rule struct {
	code  Code
	cites citations
	check func(*Document) []finding
}

// citations name the clause behind a rule under each agreement.
type citations struct{ atiga, vkfta, ukvfta string }

// of is the clause under the given agreement.
func (c citations) of(agreement Agreement) string {
	switch agreement {
	case ATIGA:
		return c.atiga
	case VKFTA:
		return c.vkfta
	case UKVFTA:
		return c.ukvfta
	}
	return ""
}

// finding is where a rule is broken.
type finding struct {
	code   Code // empty for the rule's own
	path   string
	item   int
	params map[string]string
}

// at is a finding at the field to which the segments lead; positions in lists are ints.
func at(segments ...any) finding {
	path := make([]byte, 0, 64)
	for _, segment := range segments {
		path = append(path, '/')
		switch s := segment.(type) {
		case int:
			path = strconv.AppendInt(path, int64(s), 10)
		case string:
			path = append(path, s...)
		}
	}
	return finding{path: string(path)}
}

// with adds a parameter of the text.
func (f finding) with(name, value string) finding {
	params := map[string]string{name: value}
	for k, v := range f.params {
		params[k] = v
	}
	f.params = params
	return f
}

// when is the finding alone if the condition holds, and nothing otherwise.
func when(broken bool, f finding) []finding {
	if broken {
		return []finding{f}
	}
	return nil
}

// apply checks the document and reports what is broken in the words of its form.
func (r rule) apply(d *Document) []Problem {
	var problems []Problem
	for _, f := range r.check(d) {
		if f.code == "" {
			f.code = r.code
		}
		f.item = itemAt(d, f.path)
		problems = append(problems, f.problem(d.Form, r.cites.of(d.Agreement)))
	}
	return problems
}

// itemAt is the number of the line of goods to which a path leads, 0 if to none.
func itemAt(d *Document, path string) int {
	segments := strings.Split(path, "/")
	if len(segments) < 3 || segments[1] != "items" {
		return 0
	}
	i, err := strconv.Atoi(segments[2])
	if err != nil || i >= len(d.Items) {
		return 0
	}
	if n := d.Items[i].Number; n > 0 {
		return n
	}
	return i + 1
}

// problem words the finding for the form.
func (f finding) problem(form Form, citation string) Problem {
	message := messageOf(f.code)
	if strings.Contains(message.text, "{field}") {
		f = f.with("field", fieldName(f.path))
	}
	return Problem{
		Code: f.code, Path: f.path, Box: boxOf(form, f.path), Item: f.item, Params: f.params, Citation: citation,
		Text:   place(form, f) + ": " + fill(message.text, f.params) + ".",
		Remedy: fill(message.remedy, f.params) + ".",
	}
}

// fieldName is the name of a field in words, such as "exporter name".
func fieldName(path string) string {
	return strings.NewReplacer("/", " ", "_", " ").Replace(strings.TrimPrefix(boxKey(path), "items/"))
}

// place names the spot as officers do: "Form D box 8, item 2".
func place(form Form, f finding) string {
	spot := boxOf(form, f.path)
	switch {
	case form == "":
		spot = "Act, " + spot
	case strings.HasPrefix(spot, "box "):
		spot = form.Title() + " " + spot
	default:
		spot = form.Title() + ", " + spot
	}
	if f.item > 0 {
		spot += ", item " + strconv.Itoa(f.item)
	}
	return spot
}

// fill puts parameters in place of their names in braces, in one pass, so that no value is taken for a name.
func fill(text string, params map[string]string) string {
	pairs := make([]string, 0, 2*len(params))
	for name, value := range params {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// fieldProblems applies the tags on the fields of a Document or Act.
func fieldProblems(record any, form Form) Problems {
	var faults validator.ValidationErrors
	if !errors.As(fieldRules().Struct(record), &faults) {
		return nil
	}
	problems := make(Problems, 0, len(faults))
	for _, fault := range faults {
		f := finding{code: tagCode(fault), path: pointer(fault.Namespace())}
		if fault.Param() != "" {
			f = f.with("limit", fault.Param())
		}
		if d, ok := record.(*Document); ok {
			f.item = itemAt(d, f.path)
		}
		problems = append(problems, f.problem(form, ""))
	}
	return problems
}

// pointer turns "Document.items[1].hs.code" into "/items/1/hs/code".
func pointer(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	return "/" + strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(path)
}

// tagCode is the code of a broken tag.
func tagCode(fault validator.FieldError) Code {
	if isEmpty(reflect.ValueOf(fault.Value())) {
		return "missing"
	}
	switch fault.Tag() {
	case "line":
		return "untidy_text"
	case "max":
		return maxCode(fault.Kind())
	case "min":
		return "out_of_range"
	case "gt":
		return "not_positive"
	case "oneof":
		return "unknown_edition"
	case "eq":
		return "wrong_type"
	}
	return Code("bad_" + fault.Tag())
}

// isEmpty reports whether a text or list has nothing in it.
func isEmpty(v reflect.Value) bool {
	return (v.Kind() == reflect.String || v.Kind() == reflect.Slice) && v.Len() == 0
}

// maxCode is the code of an upper bound that is passed.
func maxCode(kind reflect.Kind) Code {
	switch kind {
	case reflect.String:
		return "too_long"
	case reflect.Slice:
		return "too_many"
	}
	return "out_of_range"
}
