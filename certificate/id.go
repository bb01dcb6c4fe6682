package certificate

import (
	"errors"
	"fmt"
	"strings"
)

// MaxReference is the greatest length of a reference number in characters. It leaves room for an origin declaration,
// whose reference joins the exporter's code and the number of the document it stands on.
const MaxReference = 70

// ID names one certificate. Reference numbers are unique per form and issuing country only, never by themselves.
type ID struct {
	Form      Form   `json:"form" validate:"form"`
	Country   string `json:"country" validate:"country"` // issuing country, ISO 3166 alpha-2
	Reference string `json:"reference" validate:"reference"`
}

// errID says what ParseID wants.
var errID = errors.New(`a certificate is named by form, issuing country and reference number, as in "D VN VN-TH 26/01/00123"`)

// ParseID reads what String writes, such as "D VN VN-TH 26/01/00123".
func ParseID(text string) (ID, error) {
	form, rest, _ := strings.Cut(text, " ")
	country, reference, _ := strings.Cut(rest, " ")
	id := ID{Form: Form(form), Country: country, Reference: reference}
	if err := id.Check(); err != nil {
		return ID{}, fmt.Errorf("read certificate name: %w", err)
	}
	return id, nil
}

// Check reports whether the three parts are well formed, without regard to what any one issuer prints.
func (id ID) Check() error {
	if !id.Form.Known() || !IsCountry(id.Country) || !isReference(id.Reference) {
		return errID
	}
	return nil
}

// String is the name as people and programs write it: form, issuing country, reference number.
func (id ID) String() string { return string(id.Form) + " " + id.Country + " " + id.Reference }

// IsZero reports whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// isReference admits printable ASCII without leading, trailing or double blanks. Issuers choose their own formats.
func isReference(s string) bool {
	if s == "" || len(s) > MaxReference || strings.Contains(s, "  ") || strings.TrimSpace(s) != s {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
