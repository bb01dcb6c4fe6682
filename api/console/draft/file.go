package draft

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// FileType is what a draft kept as a file says of itself.
const FileType = "origo.draft"

// file is a draft as a file.
type file struct {
	Type   string `json:"type"`
	Fields Fields `json:"fields"`
}

// File is the draft as a file that Read takes back.
func (f Fields) File() ([]byte, error) {
	raw, err := json.MarshalIndent(file{FileType, f}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write draft: %w", err)
	}
	return append(raw, '\n'), nil
}

// Errors of Read.
var (
	ErrNotJSON = errors.New("the file is not JSON")
	ErrShape   = errors.New("the file is neither a draft nor a certificate")
)

const deepest = 16 // objects and lists within each other

// Read takes in a draft kept as a file, or a certificate as JSON in any layout,
// complete or not. What it cannot place is found by Document.
func Read(raw []byte) (Fields, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotJSON, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrNotJSON
	}
	members, ok := value.(map[string]any)
	if !ok {
		return nil, ErrShape
	}
	if members["type"] == FileType {
		return readFields(members["fields"])
	}
	fields := Fields{}
	for _, own := range []string{"type", "version"} { // set when the certificate is made
		delete(members, own)
	}
	if !fields.flatten("", members, 0) || len(fields) == 0 {
		return nil, ErrShape
	}
	for i := range fields.Rows("/items") {
		delete(fields, "/items/"+strconv.Itoa(i)+"/number") // items are numbered in their order
	}
	return fields, nil
}

// readFields reads the fields of a draft kept as a file.
func readFields(value any) (Fields, error) {
	members, ok := value.(map[string]any)
	if !ok {
		return nil, ErrShape
	}
	fields := Fields{}
	for path, text := range members {
		words, ok := text.(string)
		if !ok || !strings.HasPrefix(path, "/") {
			return nil, ErrShape
		}
		fields[path] = words
	}
	return fields, nil
}

// flatten puts a value and all below it under their paths; false if it has a
// shape that no certificate has.
func (f Fields) flatten(path string, value any, depth int) bool {
	if depth > deepest {
		return false
	}
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			if name == "" || strings.ContainsAny(name, "/~") || !f.flatten(path+"/"+name, member, depth+1) {
				return false
			}
		}
	case []any:
		return f.list(path, v, depth)
	case string:
		f[path] = v
	case json.Number:
		f[path] = v.String()
	case bool:
		f[path] = strconv.FormatBool(v)
	}
	return true
}

// list puts words on lines of one field, and entries under their places.
func (f Fields) list(path string, entries []any, depth int) bool {
	var lines []string
	for i, entry := range entries {
		if word, ok := entry.(string); ok {
			lines = append(lines, word)
			continue
		}
		if len(lines) > 0 || !f.flatten(path+"/"+strconv.Itoa(i), entry, depth+1) {
			return false
		}
	}
	if len(lines) > 0 {
		f[path] = strings.Join(lines, "\n")
	}
	return true
}
