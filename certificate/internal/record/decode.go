package record

import (
	"bytes"
	"encoding"
	"fmt"
	"reflect"
	"strconv"
)

// Error tells which member of a record cannot be read, and why.
type Error struct {
	Path   string // JSON pointer
	Reason string // never quotes a value, which may be confidential
}

// Error names the member and the reason.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Reason) }

// The reasons that do not come from a type's own reader.
const (
	Unknown = "no such member"
	Missing = "member is missing"
	Empty   = "member says nothing and must be left out"
	Kind    = "member is of another kind"
)

// Decode fills the struct to which record points from canonical JSON. The caller has checked that raw is canonical and
// holds no control characters; other input may be misread but does no harm. The error is an *Error.
func Decode(raw []byte, record any) error {
	d := decoder{raw: raw, copied: string(raw)}
	if err := d.value(reflect.ValueOf(record).Elem(), false); err != nil {
		return err
	}
	return nil
}

// decoder reads canonical JSON, which has no white space and ordered members.
type decoder struct {
	raw    []byte
	pos    int
	copied string // raw, of which most texts are parts
}

// peek is the next byte, 0 at the end.
func (d *decoder) peek() byte {
	if d.pos < len(d.raw) {
		return d.raw[d.pos]
	}
	return 0
}

// take skips the next byte if it is the wanted one.
func (d *decoder) take(want byte) bool {
	if d.peek() != want {
		return false
	}
	d.pos++
	return true
}

// value reads one value into v, whose type may be one that reads itself as text. It returns *Error instead of error so
// that callers can extend its path.
func (d *decoder) value(v reflect.Value, text bool) *Error {
	if text {
		return d.readable(v)
	}
	switch v.Kind() {
	case reflect.String:
		text, ok := d.plainText()
		v.SetString(text)
		return kindUnless(ok)
	case reflect.Int:
		return d.number(v)
	case reflect.Bool:
		return d.boolean(v)
	case reflect.Slice:
		return d.list(v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(v.Elem(), isText(v.Type().Elem()))
	case reflect.Struct:
		return d.members(v)
	}
	return kindUnless(false)
}

func kindUnless(ok bool) *Error {
	if ok {
		return nil
	}
	return &Error{Reason: Kind}
}

// under puts the error below a member or entry.
func (e *Error) under(segment string) *Error {
	if e != nil {
		e.Path = "/" + segment + e.Path
	}
	return e
}

// members reads an object into a struct, walking both in the order of names.
func (d *decoder) members(v reflect.Value) *Error {
	if !d.take('{') {
		return kindUnless(false)
	}
	plan := planOf(v.Type())
	for !d.take('}') {
		d.take(',')
		name, _ := d.text()
		d.take(':')
		for len(plan) > 0 && plan[0].name < string(name) && plan[0].optional {
			plan = plan[1:]
		}
		if len(plan) == 0 || plan[0].name != string(name) {
			return unmatched(plan, string(name))
		}
		if err := d.member(v.Field(plan[0].index), plan[0]); err != nil {
			return err.under(plan[0].name)
		}
		plan = plan[1:]
	}
	for _, f := range plan {
		if !f.optional {
			return (&Error{Reason: Missing}).under(f.name)
		}
	}
	return nil
}

// unmatched tells whether the member that was met is unknown, or the one that was due is missing.
func unmatched(plan []field, name string) *Error {
	if len(plan) > 0 && plan[0].name < name {
		return (&Error{Reason: Missing}).under(plan[0].name)
	}
	return &Error{Path: "/" + strconv.QuoteToASCII(name), Reason: Unknown}
}

// member reads a member, which must say something if it may be left out.
func (d *decoder) member(v reflect.Value, f field) *Error {
	err := d.value(v, f.text)
	if err == nil && f.optional && isEmpty(v) {
		return &Error{Reason: Empty}
	}
	return err
}

func (d *decoder) list(v reflect.Value) *Error {
	if !d.take('[') {
		return kindUnless(false)
	}
	text := isText(v.Type().Elem())
	for i := 0; !d.take(']'); i++ {
		d.take(',')
		v.Grow(1)
		v.SetLen(i + 1)
		if err := d.value(v.Index(i), text); err != nil {
			return err.under(strconv.Itoa(i))
		}
	}
	return nil
}

// readable lets a type read its own text.
func (d *decoder) readable(v reflect.Value) *Error {
	text, ok := d.text()
	if !ok {
		return kindUnless(false)
	}
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(text); err != nil {
		return &Error{Reason: err.Error()}
	}
	return nil
}

func (d *decoder) number(v reflect.Value) *Error {
	start := d.pos
	for d.peek() == '-' || d.peek() >= '0' && d.peek() <= '9' {
		d.pos++
	}
	n, err := strconv.ParseInt(string(d.raw[start:d.pos]), 10, 64)
	v.SetInt(n)
	return kindUnless(err == nil)
}

func (d *decoder) boolean(v reflect.Value) *Error {
	for _, word := range []string{"true", "false"} {
		if bytes.HasPrefix(d.raw[d.pos:], []byte(word)) {
			d.pos += len(word)
			v.SetBool(word == "true")
			return nil
		}
	}
	return kindUnless(false)
}

// plainText reads a string that stays.
func (d *decoder) plainText() (string, bool) {
	start := d.pos + 1
	text, ok := d.text()
	if end := start + len(text); ok && end == d.pos-1 { // nothing was escaped
		return d.copied[start:end], true
	}
	return string(text), ok
}

// text reads a string. In canonical JSON without control characters only quotes and backslashes are escaped.
func (d *decoder) text() ([]byte, bool) {
	if !d.take('"') {
		return nil, false
	}
	start, escaped := d.pos, false
	for d.pos < len(d.raw) && d.raw[d.pos] != '"' {
		if d.raw[d.pos] == '\\' {
			escaped = true
			d.pos++
		}
		d.pos++
	}
	text := d.raw[start:min(d.pos, len(d.raw))]
	if escaped {
		text = unescape(text)
	}
	return text, d.take('"')
}

// unescape drops the backslash before every escaped character.
func unescape(text []byte) []byte {
	plain := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		plain = append(plain, text[i])
	}
	return plain
}
