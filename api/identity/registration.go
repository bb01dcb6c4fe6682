package identity

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"origo/certificate"
)

// maxRegistrations bounds how many traders one person may act for.
const maxRegistrations = 50

// registrations is the claim origo_registration: one number as text, or a list of them. Numbers in the JSON sense are
// refused: they would lose their leading zeros. What can be no registration number is passed over, as providers write an
// empty text for an attribute that a person does not have.
type registrations []string

// UnmarshalJSON reads either form of the claim.
func (r *registrations) UnmarshalJSON(raw []byte) error {
	var texts []string
	var single string
	if err := json.Unmarshal(raw, &single); err == nil {
		texts = []string{single}
	} else if err := json.Unmarshal(raw, &texts); err != nil {
		return errors.New("origo_registration is neither a text nor a list of texts")
	}
	if len(texts) > maxRegistrations {
		return fmt.Errorf("origo_registration has more than %d numbers", maxRegistrations)
	}
	*r = nil
	for _, text := range texts {
		if number := certificate.TidyRegistration(text); number != "" {
			*r = append(*r, number)
		}
	}
	slices.Sort(*r)
	*r = slices.Compact(*r)
	return nil
}
