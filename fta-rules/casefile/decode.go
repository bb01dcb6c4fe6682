package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"origo/fta-rules/origin"
)

// FieldError is a value of a JSON file that cannot be read.
type FieldError struct {
	Pointer string // JSON pointer to the value (RFC 6901), empty for the file as a whole
	Err     error
}

// Error names the field and says what is wrong with it.
func (e *FieldError) Error() string {
	if e.Pointer == "" {
		return e.Err.Error()
	}
	return e.Pointer + ": " + e.Err.Error()
}

// Unwrap is what is wrong.
func (e *FieldError) Unwrap() error { return e.Err }

// ReadBill reads a bill of materials from JSON. The error is a *FieldError or origin.Problems.
func ReadBill(raw []byte) (origin.Bill, error) {
	bill, err := origin.ParseBill(raw)
	if err == nil {
		return bill, nil
	}
	if found := blamed[origin.Bill](raw); found != nil {
		return origin.Bill{}, found
	}
	return origin.Bill{}, err
}

// decode reads one JSON object. A member that is not known is an error, so that no fact is lost by a slip of the pen.
func decode[T any](raw []byte) (T, error) {
	target, err := strictly[T](raw)
	if err == nil {
		return target, nil
	}
	var empty T
	if found := blamed[T](raw); found != nil {
		return empty, found
	}
	return empty, &FieldError{Err: err}
}

// blamed finds the value of a document that cannot be read, nil if the document is not JSON at all.
func blamed[T any](raw []byte) *FieldError {
	var document any
	reader := json.NewDecoder(bytes.NewReader(raw))
	reader.UseNumber()
	if reader.Decode(&document) != nil {
		return nil
	}
	return blame[T](document, place{})
}

var errMore = errors.New("there is more behind the JSON object; leave one object in the file")

func strictly[T any](raw []byte) (T, error) {
	var target T
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&target); err != nil {
		return target, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return target, errMore
	}
	return target, nil
}

// place is where a value stands in a document.
type place struct {
	pointer string
	wrap    func(any) any // a document with nothing in it but the value
}

// within is a place one level further down.
func (p place) within(step string, wrap func(any) any) place {
	outer := p.wrap
	if outer == nil {
		return place{p.pointer + "/" + step, wrap}
	}
	return place{p.pointer + "/" + step, func(value any) any { return outer(wrap(value)) }}
}

// blame finds the first value that cannot be read: encoding/json does not say where it stands. It reads one document for
// every value, with that value alone.
func blame[T any](value any, at place) *FieldError {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			inner := at.within(name, func(v any) any { return map[string]any{name: v} })
			if found := blame[T](value[name], inner); found != nil {
				return found
			}
		}
	case []any:
		for i, element := range value {
			inner := at.within(strconv.Itoa(i), func(v any) any { return []any{v} })
			if found := blame[T](element, inner); found != nil {
				return found
			}
		}
	}
	return try[T](value, at)
}

// try reads a document that holds one value only.
func try[T any](value any, at place) *FieldError {
	if at.wrap == nil {
		return nil
	}
	raw, err := json.Marshal(at.wrap(value))
	if err != nil {
		return &FieldError{at.pointer, err}
	}
	if _, err := strictly[T](raw); err != nil {
		return &FieldError{at.pointer, plain(err)}
	}
	return nil
}

// plain words what encoding/json says for people.
func plain(err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		return fmt.Errorf("a %s is not what belongs here; see docs/rules.md for the form of the file", mistyped.Value)
	}
	return err
}
