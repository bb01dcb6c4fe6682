package certificate

import (
	"fmt"

	"origo/certificate/canonical"
	"origo/certificate/internal/record"
)

// Bounds of a document or act as bytes.
const (
	MaxSize  = canonical.DefaultSize  // bytes
	MaxDepth = canonical.DefaultDepth // objects and arrays inside one another
	MaxItems = 999                    // lines of goods
)

var errTooManyItems = fmt.Errorf("more than %d lines of goods", MaxItems)

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
	if err != nil {
		return nil, fmt.Errorf("write certificate: %w", err)
	}
	return raw, nil
}

// parse fills a Document or Act, given by pointer, from canonical bytes.
func parse(raw []byte, into any) error {
	if err := canonical.Check(raw, canonical.Limits{Size: MaxSize, Depth: MaxDepth}); err != nil {
		return err
	}
	if err := checkText(raw); err != nil {
		return err
	}
	if err := record.Decode(raw, into); err != nil {
		return err
	}
	if d, ok := into.(*Document); ok && len(d.Items) > MaxItems {
		return errTooManyItems
	}
	return nil
}

// encode writes a Document or Act, given by pointer, and makes sure that it can be read again.
func encode[T Document | Act](from *T) ([]byte, error) {
	raw, err := record.Encode(from)
	if err != nil {
		return nil, err
	}
	return raw, parse(raw, new(T))
}

// tidyDraft brings any layout into canonical form.
func tidyDraft(raw []byte) ([]byte, error) {
	if len(raw) > MaxSize {
		return nil, &canonical.Error{Offset: MaxSize, Reason: canonical.TooLarge}
	}
	return canonical.Transform(raw)
}
