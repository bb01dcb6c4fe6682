package canonical

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Marshal encodes v canonically, by the rules of encoding/json and its struct tags. Its result
// always passes Check with default limits. It fails where encoding/json does, and with an *Error
// for what has no canonical form here: a number that is not whole or not below 2^53 in magnitude,
// a Unicode non-character, or a value beyond the default limits. Invalid UTF-8 in Go strings
// becomes U+FFFD, as encoding/json has it.
func Marshal(v any) ([]byte, error) {
	out, err := Append(make([]byte, 0, 4096), v)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Append appends a value as Marshal encodes it. If that fails it gives back what was there before.
func Append(out []byte, v any) ([]byte, error) {
	e := encoder{out: out, depthLeft: DefaultDepth}
	if err := e.value(reflect.ValueOf(v)); err != nil {
		return out, fmt.Errorf("encode value: %w", err)
	}
	if len(e.out)-len(out) > DefaultSize {
		return out, &Error{Offset: DefaultSize, Reason: TooLarge}
	}
	return e.out, nil
}

// AppendText appends a text as Marshal encodes it.
func AppendText(out []byte, text string) ([]byte, error) {
	if skipPlain(text, 0) == len(text) { // nearly always
		return append(append(append(out, '"'), text...), '"'), nil
	}
	e := encoder{out: out}
	err := e.text(text)
	return e.out, err
}

// encoder writes plain kinds of values in canonical order at once, and takes the others from
// encoding/json.
type encoder struct {
	out       []byte
	depthLeft int
}

func (e *encoder) value(v reflect.Value) error {
	if !v.IsValid() {
		return e.word("null")
	}
	plan := planOf(v.Type())
	switch plan.way {
	case asText:
		return e.marshaled(v)
	case asString:
		return e.text(v.String())
	case asWhole:
		return e.whole(v)
	case asBool:
		return e.word(strconv.FormatBool(v.Bool()))
	case asTarget:
		return e.value(v.Elem())
	case asList:
		return e.list(v)
	case asNames:
		return e.names(v)
	case asStruct:
		return e.members(v, plan.fields)
	default:
		return e.foreign(v)
	}
}

func (e *encoder) fail(reason Reason) error { return &Error{Offset: len(e.out), Reason: reason} }

func (e *encoder) word(word string) error {
	e.out = append(e.out, word...)
	return nil
}

func (e *encoder) whole(v reflect.Value) error {
	var n int64
	if v.CanInt() {
		n = v.Int()
	} else {
		n = int64(min(v.Uint(), maxWhole))
	}
	if n <= -maxWhole || n >= maxWhole {
		return e.fail(NumberOutOfRange)
	}
	e.out = strconv.AppendInt(e.out, n, 10)
	return nil
}

// marshaled writes what a type says of itself as text.
func (e *encoder) marshaled(v reflect.Value) error {
	text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return err
	}
	return e.text(string(text))
}

func (e *encoder) text(text string) error {
	e.out = append(e.out, '"')
	for {
		end := skipPlain(text, 0)
		e.out = append(e.out, text[:end]...)
		if text = text[end:]; text == "" {
			return e.word(`"`)
		}
		char, size := utf8.DecodeRuneInString(text)
		if isNonCharacter(char) {
			return e.fail(NonCharacter)
		}
		e.out = appendRune(e.out, char)
		text = text[size:]
	}
}

// nested writes a list, map or struct one level down.
func (e *encoder) nested(open, end byte, body func() error) error {
	if e.depthLeft == 0 {
		return e.fail(TooDeep)
	}
	e.depthLeft--
	e.out = append(e.out, open)
	err := body()
	e.out = append(e.out, end)
	e.depthLeft++
	return err
}

// next writes the comma before every entry but the first.
func (e *encoder) next() {
	if last := e.out[len(e.out)-1]; last != '[' && last != '{' {
		e.out = append(e.out, ',')
	}
}

func (e *encoder) list(v reflect.Value) error {
	if v.IsNil() {
		return e.word("null")
	}
	return e.nested('[', ']', func() error {
		for i := range v.Len() {
			e.next()
			if err := e.value(v.Index(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// names writes a map of texts. Where a name is not UTF-8, encoding/json knows what becomes of it.
func (e *encoder) names(v reflect.Value) error {
	values, _ := v.Interface().(map[string]string)
	if values == nil {
		return e.word("null")
	}
	names := slices.AppendSeq(make([]string, 0, len(values)), maps.Keys(values))
	if slices.ContainsFunc(names, func(name string) bool { return !utf8.ValidString(name) }) {
		return e.foreign(v)
	}
	slices.SortFunc(names, compareUTF16)
	return e.nested('{', '}', func() error {
		for _, name := range names {
			e.next()
			if err := e.entry(name, values[name]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *encoder) entry(name, value string) error {
	if err := e.text(name); err != nil {
		return err
	}
	e.out = append(e.out, ':')
	return e.text(value)
}

func (e *encoder) members(v reflect.Value, fields []field) error {
	return e.nested('{', '}', func() error {
		for i := range fields {
			f, member := &fields[i], v.Field(fields[i].index)
			if f.omitted(member) {
				continue
			}
			e.next()
			e.out = append(e.out, f.lead...)
			if err := e.value(member); err != nil {
				return err
			}
		}
		return nil
	})
}

// foreign leaves a value to encoding/json.
func (e *encoder) foreign(v reflect.Value) error {
	if v.CanAddr() {
		v = v.Addr() // so that methods of the pointer apply, as they do there
	}
	raw, err := json.Marshal(v.Interface())
	if err != nil {
		return err
	}
	out, err := rewrite(raw, e.depthLeft)
	e.out = append(e.out, out...)
	return err
}
