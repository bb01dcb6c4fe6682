package origin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxBill bounds a bill as bytes.
const MaxBill = 1 << 20

// ParseBill reads a bill from JSON. It refuses unknown and repeated members, text behind the object, numbers that are
// not strings in canonical form, and anything beyond MaxBill or 999 materials. The error is Problems. Whether the rules
// can use the bill is for Determine to say.
func ParseBill(raw []byte) (Bill, error) {
	var b Bill
	if len(raw) > MaxBill {
		return Bill{}, unreadable(fmt.Errorf("more than %d bytes", MaxBill))
	}
	if err := decode(raw, &b); err != nil {
		return Bill{}, unreadable(err)
	}
	if len(b.Materials) > maxMaterials {
		c := checker{}
		c.require(false, "too_many", "/materials")
		return Bill{}, c.found
	}
	return b, nil
}

// unreadable is the problem of a bill that is not JSON of the right shape.
func unreadable(err error) Problems {
	text := problemTexts["bad_json"]
	return Problems{{Code: "bad_json", Text: text[0] + " (" + err.Error() + ")", Remedy: text[1]}}
}

var errTrailing = errors.New("text behind the bill")

// decode reads exactly one JSON object into a value.
func decode(raw []byte, into any) error {
	if err := distinct(json.NewDecoder(bytes.NewReader(raw)), 0); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errTrailing
	}
	return nil
}

const maxNesting = 16

var (
	errTwice  = errors.New("a member is there twice")
	errNested = errors.New("values are nested too deeply")
)

// distinct reads one value and refuses objects in which a member is repeated, of which a reader may see either.
func distinct(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	opening, _ := token.(json.Delim)
	if opening == 0 {
		return nil
	}
	if depth == maxNesting {
		return errNested
	}
	names := map[string]bool{}
	for decoder.More() {
		if opening == '{' {
			if err := name(decoder, names); err != nil {
				return err
			}
		}
		if err := distinct(decoder, depth+1); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

// name reads the name of a member that is not there yet.
func name(decoder *json.Decoder, names map[string]bool) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	text, _ := token.(string)
	if names[text] {
		return errTwice
	}
	names[text] = true
	return nil
}
