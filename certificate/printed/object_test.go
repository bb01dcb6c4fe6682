package printed_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// dict is a dictionary of a PDF, with the names as they stand there: "/Type". Texts begin with u: or, if they are bytes,
// with b: and are in hexadecimal.
type dict = map[string]any

// stream is a stream of a PDF, unfolded.
type stream struct {
	Dict dict
	Data string // base64
}

// opened is a PDF as another program reads it.
type opened struct {
	t       *testing.T
	raw     []byte
	trailer dict
	objects map[string]any // dictionaries, streams and others by reference, such as "31 0 R"
}

// open lets Debian's qpdf check a PDF, then read it.
func open(t *testing.T, pdf []byte) *opened {
	t.Helper()
	file := filepath.Join(t.TempDir(), "print.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	ran(t, "qpdf", "qpdf", "--check", file)
	text := ran(t, "qpdf", "qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", file)
	var read struct{ Qpdf []json.RawMessage }
	if err := json.Unmarshal(text, &read); err != nil || len(read.Qpdf) != 2 {
		t.Fatalf("qpdf: %v in %d parts", err, len(read.Qpdf))
	}
	var objects map[string]struct {
		Value  any
		Stream *stream
	}
	if err := json.Unmarshal(read.Qpdf[1], &objects); err != nil {
		t.Fatalf("qpdf: %v", err)
	}
	o := &opened{t: t, raw: pdf, objects: map[string]any{}}
	for name, object := range objects {
		reference, _ := strings.CutPrefix(name, "obj:")
		o.objects[reference] = object.Value
		if object.Stream != nil {
			o.objects[reference] = object.Stream
		}
	}
	o.trailer = o.dict(o.objects["trailer"])
	return o
}

// get is the object that a value is, or refers to.
func (o *opened) get(value any) any {
	if reference, ok := value.(string); ok && strings.HasSuffix(reference, " R") && !strings.HasPrefix(reference, "u:") {
		object, known := o.objects[reference]
		if !known {
			o.t.Errorf("%s is missing", reference)
		}
		return object
	}
	return value
}

// dict is the dictionary that a value is or refers to; that of a stream if it is one.
func (o *opened) dict(value any) dict {
	o.t.Helper()
	switch found := o.get(value).(type) {
	case dict:
		return found
	case *stream:
		return found.Dict
	}
	o.t.Errorf("%v is no dictionary", value)
	return nil
}

// data is the content of the stream to which a value refers.
func (o *opened) data(value any) []byte {
	o.t.Helper()
	found, ok := o.get(value).(*stream)
	if !ok {
		o.t.Errorf("%v is no stream", value)
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(found.Data)
	if err != nil {
		o.t.Error(err)
	}
	return data
}

// list is the array that a value is or refers to.
func (o *opened) list(value any) []any {
	found, _ := o.get(value).([]any)
	return found
}

// ofType are the dictionaries of a type.
func (o *opened) ofType(name string) []dict {
	var all []dict
	for _, object := range o.objects {
		switch object.(type) {
		case dict, *stream:
			if d := o.dict(object); d["/Type"] == name {
				all = append(all, d)
			}
		}
	}
	return all
}

// each visits every entry of every dictionary in the file, and every element of a list under the name of the list.
func (o *opened) each(visit func(name string, value any)) {
	var walk func(name string, value any)
	walk = func(name string, value any) {
		visit(name, value)
		switch value := value.(type) {
		case dict:
			for name, inner := range value {
				walk(name, inner)
			}
		case []any:
			for _, inner := range value {
				walk(name, inner)
			}
		case *stream:
			walk(name, value.Dict)
		}
	}
	for _, object := range o.objects {
		walk("", object)
	}
}

// text is a text of a PDF without its mark.
func text(value any) string {
	s, _ := value.(string)
	return strings.TrimPrefix(s, "u:")
}

// operation is one operator of a page's content with what stands before it.
type operation struct {
	name     string
	operands []string // a string as its bytes, a name with its stroke
}

// operations takes the content of a page apart.
func operations(content []byte) []operation {
	var all []operation
	var operands []string
	for len(content) > 0 {
		var token string
		token, content = nextToken(content)
		switch {
		case token == "":
		case token[0] == '(':
			operands = append(operands, token[1:])
		case strings.ContainsRune("/+-.0123456789[]", rune(token[0])):
			operands = append(operands, token)
		default:
			all = append(all, operation{token, operands})
			operands = nil
		}
	}
	return all
}

// nextToken cuts off a string, with its opening bracket before it, or a word; nothing where there is white space.
func nextToken(content []byte) (token string, rest []byte) {
	const blank = " \t\r\n\x00"
	if content[0] != '(' {
		end := bytes.IndexAny(content, blank+"(")
		if end < 0 {
			end = len(content)
		}
		return string(content[:end]), bytes.TrimLeft(content[end:], blank)
	}
	out := []byte{'('}
	for i, depth := 1, 1; i < len(content); i++ {
		switch c := content[i]; {
		case c == '\\':
			i++
			out = append(out, unescaped(content[i]))
			continue
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if depth == 0 {
			return string(out), content[i+1:]
		}
		out = append(out, content[i])
	}
	return string(out), nil
}

// unescaped is what a letter after a backslash stands for.
func unescaped(letter byte) byte {
	if i := strings.IndexByte("nrtbf", letter); i >= 0 {
		return "\n\r\t\b\f"[i]
	}
	return letter
}
