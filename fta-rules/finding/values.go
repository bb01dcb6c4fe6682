package finding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Value is one named value, written as the law and the forms write it: "38.2", "2026-03-12", "6406.10".
type Value struct{ Name, Value string }

// Values are named values in a fixed order. Their JSON form is an object with its members in that order.
type Values []Value

// Get gives the value of that name.
func (v Values) Get(name string) (string, bool) {
	for _, value := range v {
		if value.Name == name {
			return value.Value, true
		}
	}
	return "", false
}

// MarshalJSON writes the values as an object of strings.
func (v Values) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, value := range v {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeMember(&out, value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func writeMember(out *bytes.Buffer, value Value) error {
	name, err := json.Marshal(value.Name)
	if err != nil {
		return fmt.Errorf("encode name of value: %w", err)
	}
	text, err := json.Marshal(value.Value)
	if err != nil {
		return fmt.Errorf("encode value %s: %w", value.Name, err)
	}
	out.Write(name)
	out.WriteByte(':')
	out.Write(text)
	return nil
}

var errValues = errors.New("values are an object of strings")

// UnmarshalJSON reads an object of strings, keeping the order of its members.
func (v *Values) UnmarshalJSON(raw []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	opening, err := decoder.Token()
	if err != nil {
		return fmt.Errorf("read values: %w", err)
	}
	*v = nil
	switch opening {
	case nil:
		return nil
	case json.Delim('{'):
	default:
		return errValues
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return fmt.Errorf("read name of value: %w", err)
		}
		var value string
		if err := decoder.Decode(&value); err != nil {
			return fmt.Errorf("read value %v: %w", name, err)
		}
		*v = append(*v, Value{fmt.Sprint(name), value})
	}
	return nil
}
