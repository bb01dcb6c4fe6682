package record

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
)

// Encode writes a struct, given by pointer, in canonical order and layout. It does not check text: control characters
// come out in an escape that no canonical text has, so that the reader refuses them.
func Encode(record any) ([]byte, error) {
	return appendValue(make([]byte, 0, 4096), reflect.ValueOf(record).Elem(), false)
}

// appendValue writes one value, whose type may be one that writes itself as text.
func appendValue(out []byte, v reflect.Value, text bool) ([]byte, error) {
	if text {
		written, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		return appendText(out, string(written)), err
	}
	switch v.Kind() {
	case reflect.String:
		return appendText(out, v.String()), nil
	case reflect.Int:
		return strconv.AppendInt(out, v.Int(), 10), nil
	case reflect.Bool:
		return strconv.AppendBool(out, v.Bool()), nil
	case reflect.Slice:
		return appendList(out, v)
	case reflect.Pointer:
		return appendValue(out, v.Elem(), isText(v.Type().Elem()))
	case reflect.Struct:
		return appendStruct(out, v)
	}
	return nil, fmt.Errorf("no canonical form for %s", v.Type())
}

func appendStruct(out []byte, v reflect.Value) ([]byte, error) {
	var err error
	out = append(out, '{')
	first := true
	for _, f := range planOf(v.Type()) {
		member := v.Field(f.index)
		if f.optional && isEmpty(member) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = append(append(append(out, '"'), f.name...), `":`...)
		if out, err = appendValue(out, member, f.text); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return append(out, '}'), nil
}

func appendList(out []byte, v reflect.Value) ([]byte, error) {
	var err error
	out = append(out, '[')
	text := isText(v.Type().Elem())
	for i := range v.Len() {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = appendValue(out, v.Index(i), text); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

func appendText(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		switch b := text[i]; {
		case b == '"' || b == '\\':
			out = append(out, '\\', b)
		case b < ' ':
			out = fmt.Appendf(out, `\u%04x`, b)
		default:
			out = append(out, b)
		}
	}
	return append(out, '"')
}
