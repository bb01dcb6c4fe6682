package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
)

// maxDepth is how deeply objects and arrays of a request may nest. The deepest
// request has five levels.
const maxDepth = 12

// strictBinder decodes JSON bodies for the generated server: JSON in UTF-8,
// no unknown or repeated members, nothing after the value, bounded depth. A
// request type that can validate itself does so here.
type strictBinder struct{}

// Bind decodes the body of the request into target.
func (strictBinder) Bind(target any, c echo.Context) error {
	if err := wantType(c, "application/json"); err != nil {
		return err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return readFault(err)
	}
	return decodeJSON(raw, target)
}

// wantType refuses other content types and any content encoding: an encoded
// body could grow beyond the bounds.
func wantType(c echo.Context, wanted string) error {
	header := c.Request().Header
	given, params, err := mime.ParseMediaType(header.Get(echo.HeaderContentType))
	charset := params["charset"]
	if err != nil || given != wanted || header.Get(echo.HeaderContentEncoding) != "" ||
		charset != "" && !strings.EqualFold(charset, "utf-8") {
		return fault{code: codeContentType}
	}
	return nil
}

// readFault tells a body that is too long from one that broke off.
func readFault(err error) error {
	if describe(err).Code == codeTooLarge {
		return err
	}
	return fault{code: codeBody, detail: "the body ends too early"}
}

type validator interface{ Validate() error }

// decodeJSON decodes one JSON value strictly and lets it validate itself.
func decodeJSON(raw []byte, target any) error {
	if err := checkShape(raw); err != nil {
		return fault{code: codeBody, detail: err.Error()}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return decodeFault(err)
	}
	if v, ok := target.(validator); ok {
		return v.Validate()
	}
	return nil
}

// decodeFault words a decoding error without quoting the body.
func decodeFault(err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		return fault{code: codeField, pointer: "/" + strings.ReplaceAll(mistyped.Field, ".", "/"), detail: "has the wrong type"}
	}
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		return fault{code: codeField, pointer: "/" + strings.Trim(name, `"`), detail: "is not known here"}
	}
	return fault{code: codeField, detail: "a value cannot be read: " + err.Error()}
}

var (
	errUTF8     = errors.New("the body is not valid UTF-8")
	errDepth    = fmt.Errorf("the body nests deeper than %d levels", maxDepth)
	errTrailing = errors.New("the body goes on after its JSON value")
	errSyntax   = errors.New("the body is not JSON")
	errTwice    = errors.New("the body has a member twice, or one whose name is not in lower case")
	errObject   = errors.New("the body must be a JSON object")
)

// checkShape demands one JSON object whose members are unique and in lower
// case: encoding/json would take the last of several and ignore case, and two
// readers of one body must not see two contents.
func checkShape(raw []byte) error {
	if !utf8.Valid(raw) {
		return errUTF8
	}
	if trimmed := bytes.TrimLeft(raw, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return errObject
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := walk(decoder); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errTrailing
	}
	return nil
}

// level is an object or array being read.
type level struct {
	names map[string]bool // nil in an array
	value bool            // the next token of an object is a value
}

// walk reads one value to its end.
func walk(decoder *json.Decoder) error {
	var open []level
	for {
		token, err := decoder.Token()
		if err != nil {
			return errSyntax
		}
		if open, err = step(open, token); err != nil {
			return err
		}
		if len(open) == 0 {
			return nil
		}
	}
}

func step(open []level, token json.Token) ([]level, error) {
	switch token {
	case json.Delim('}'), json.Delim(']'):
		return open[:len(open)-1], nil
	}
	if err := name(open, token); err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		open = append(open, level{names: map[string]bool{}})
	case json.Delim('['):
		open = append(open, level{})
	}
	if len(open) > maxDepth {
		return nil, errDepth
	}
	return open, nil
}

// name notes a member's name, if the token is one.
func name(open []level, token json.Token) error {
	if len(open) == 0 || open[len(open)-1].names == nil {
		return nil
	}
	at := &open[len(open)-1]
	at.value = !at.value
	if !at.value {
		return nil
	}
	text, _ := token.(string)
	if at.names[text] || strings.ToLower(text) != text {
		return errTwice
	}
	at.names[text] = true
	return nil
}

// readFiles reads the named parts of a multipart form, each exactly once and
// no others.
func readFiles(form *multipart.Reader, names ...string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, readFault(err)
		}
		if _, again := files[part.FormName()]; again || !slices.Contains(names, part.FormName()) {
			return nil, fault{code: codeBody, detail: "the form must have exactly the parts " + strings.Join(names, ", ")}
		}
		if files[part.FormName()], err = io.ReadAll(part); err != nil {
			return nil, readFault(err)
		}
	}
	return files, nil
}
