package canonical

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Marshal encodes v canonically, by the rules of encoding/json and its struct tags. Its result
// always passes Check with default limits. It fails where encoding/json does, and with an *Error
// for what has no canonical form here: a number that is not whole or not below 2^53 in magnitude,
// a Unicode non-character, or a value beyond the default limits. Invalid UTF-8 in Go strings
// becomes U+FFFD, as encoding/json has it.
func Marshal(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode value: %w", err)
	}
	return Transform(raw)
}

// Transform rewrites any JSON text, such as a file edited by hand, in its canonical form. It
// refuses what Marshal refuses, and invalid UTF-8, halves of surrogate pairs and duplicate names.
func Transform(raw []byte) ([]byte, error) {
	if err := checkText(raw); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	out, err := appendValue(nil, d, DefaultDepth)
	if err != nil {
		return nil, fmt.Errorf("decode JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, &Error{Offset: int(d.InputOffset()), Reason: Trailing}
	}
	return out, Check(out, Limits{})
}

// checkText catches what encoding/json would silently replace by U+FFFD.
func checkText(raw []byte) error {
	if !utf8.Valid(raw) {
		return &Error{Offset: invalidAt(raw), Reason: BadUTF8}
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		first, size := escapedUnit(raw[i:]), 6
		if !utf16.IsSurrogate(first) {
			i++
			continue
		}
		if utf16.DecodeRune(first, escapedUnit(raw[min(i+size, len(raw)):])) == utf8.RuneError {
			return &Error{Offset: i, Reason: LoneSurrogate}
		}
		i += 2*size - 1
	}
	return nil
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(raw)
}

// escapedUnit is the UTF-16 code unit of the \u escape at the start of raw, or -1.
func escapedUnit(raw []byte) rune {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

func appendValue(out []byte, d *json.Decoder, depth int) ([]byte, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		return appendNested(out, d, t, depth)
	case string:
		return appendText(out, t), nil
	case json.Number:
		return append(out, t...), nil
	case bool:
		return strconv.AppendBool(out, t), nil
	default:
		return append(out, "null"...), nil
	}
}

func appendNested(out []byte, d *json.Decoder, open json.Delim, depth int) ([]byte, error) {
	if depth == 0 {
		return nil, &Error{Offset: int(d.InputOffset()) - 1, Reason: TooDeep}
	}
	body := appendArray
	if open == '{' {
		body = appendObject
	}
	out, err := body(out, d, depth-1)
	if err != nil {
		return nil, err
	}
	_, err = d.Token() // the closing bracket
	return out, err
}

func appendArray(out []byte, d *json.Decoder, depth int) ([]byte, error) {
	out = append(out, '[')
	for first := true; d.More(); first = false {
		if !first {
			out = append(out, ',')
		}
		var err error
		if out, err = appendValue(out, d, depth); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

type member struct {
	name  string
	value []byte
}

func appendObject(out []byte, d *json.Decoder, depth int) ([]byte, error) {
	members, err := readMembers(d, depth)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(members, func(a, b member) int {
		return compareUTF16([]byte(a.name), []byte(b.name))
	})
	out = append(out, '{')
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, m.name), ':')
		out = append(out, m.value...)
	}
	return append(out, '}'), nil
}

func readMembers(d *json.Decoder, depth int) ([]member, error) {
	var members []member
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		value, err := appendValue(nil, d, depth)
		if err != nil {
			return nil, err
		}
		text, _ := name.(string) // inside an object the decoder gives names as strings
		members = append(members, member{name: text, value: value})
	}
	return members, nil
}

// appendText writes a string with the fewest and shortest escapes (RFC 8785, section 3.2.2.2).
func appendText(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		b := text[i]
		switch short := shortEscape(b); {
		case short != 0:
			out = append(out, '\\', short)
		case b < ' ':
			out = fmt.Appendf(out, `\u%04x`, b)
		default:
			out = append(out, b)
		}
	}
	return append(out, '"')
}
