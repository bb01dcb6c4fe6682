package certificate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"origo/certificate/canonical"
)

// Bounds of a document or act as bytes.
const (
	MaxSize  = canonical.DefaultSize  // bytes
	MaxDepth = canonical.DefaultDepth // objects and arrays inside one another
	MaxItems = 999                    // lines of goods
)

// errUnrepresented is returned for members that the model does not know, knows under another spelling, or would leave
// out because they say nothing.
var errUnrepresented = errors.New("unknown, misspelt or empty member")

// Parse reads a document from its canonical bytes. It refuses bytes that are not exactly the canonical form of a
// document, unknown and duplicate members, empty optional members, text that is not in Unicode form NFC or holds
// control or formatting characters, and anything beyond MaxSize, MaxDepth and MaxItems. It does not apply the rules of
// the form; see Validate.
func Parse(raw []byte) (*Document, error) {
	var d Document
	if err := parse(raw, &d); err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	return &d, nil
}

// ParseDraft is Parse for text that people edit: members may come in any order and layout. Canonical then gives the
// bytes to sign.
func ParseDraft(raw []byte) (*Document, error) {
	tidy, err := tidyDraft(raw)
	if err != nil {
		return nil, fmt.Errorf("read draft certificate: %w", err)
	}
	return Parse(tidy)
}

// Canonical is the exact text that is signed and stored (RFC 8785). It fails for a document that Parse would refuse.
func (d *Document) Canonical() ([]byte, error) {
	raw, err := encode(d)
	if err == nil {
		err = parse(raw, new(Document))
	}
	if err != nil {
		return nil, fmt.Errorf("write certificate: %w", err)
	}
	return raw, nil
}

// parse fills record, a pointer to Document or Act, from canonical bytes.
func parse(raw []byte, record any) error {
	if err := canonical.Check(raw, canonical.Limits{Size: MaxSize, Depth: MaxDepth}); err != nil {
		return err
	}
	if err := checkText(raw); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(record); err != nil {
		return err
	}
	return sameBytes(raw, record)
}

// sameBytes demands that the record says all that raw said. encoding/json matches names without regard to case and
// passes over null; writing the record again shows what it lost.
func sameBytes(raw []byte, record any) error {
	again, err := encode(record)
	if err != nil {
		return err
	}
	if !bytes.Equal(raw, again) {
		return fmt.Errorf("%w near byte %d", errUnrepresented, firstDifference(raw, again))
	}
	return nil
}

// encode writes a Document or Act canonically, within the bounds that parse sets.
func encode(record any) ([]byte, error) {
	if d, ok := record.(*Document); ok && len(d.Items) > MaxItems {
		return nil, fmt.Errorf("%d items, at most %d are allowed", len(d.Items), MaxItems)
	}
	return canonical.Marshal(record)
}

// tidyDraft brings any layout into canonical form.
func tidyDraft(raw []byte) ([]byte, error) {
	if len(raw) > MaxSize {
		return nil, &canonical.Error{Offset: MaxSize, Reason: canonical.TooLarge}
	}
	return canonical.Transform(raw)
}

// firstDifference is the offset of the first byte in which a and b differ.
func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
