// Package casefile turns a certificate and what lies beside it into a case that the rules can be asked about.
package casefile

import (
	"fmt"

	"origo/certificate"
	"origo/fta-rules/procedure"
)

// Papers are what lies beside a certificate when it is looked at. What is not known stays empty, and checks say so.
type Papers struct {
	Today        certificate.Date       `json:"today,omitzero"`
	Declaration  procedure.Declaration  `json:"declaration,omitzero"`
	Items        []Declared             `json:"items,omitempty"`
	Journey      procedure.Journey      `json:"journey,omitzero"`
	Status       procedure.Status       `json:"status,omitempty"` // of the certificate, as the issuing authority says
	Authenticity procedure.Authenticity `json:"authenticity,omitzero"`
	Query        procedure.Query        `json:"query,omitzero"`
	Settings     map[string]bool        `json:"settings,omitempty"`
	Doubts       map[string]bool        `json:"doubts,omitempty"`
	Differences  []string               `json:"differences,omitempty"`
}

// Declared is what the importer declared for an item of the certificate.
type Declared struct {
	Number int `json:"number"`
	procedure.Declared
}

// Read reads papers from JSON. The error is a *FieldError.
func Read(raw []byte) (Papers, error) { return decode[Papers](raw) }

// Check finds papers that do not belong to the certificate; the error is a *FieldError.
func (p Papers) Check(d *certificate.Document) error {
	seen := map[int]bool{}
	for i, item := range p.Items {
		field := fmt.Sprintf("/items/%d/number", i)
		if _, known := d.Line(item.Number); !known {
			return &FieldError{field, fmt.Errorf("the certificate has no item %d; give the number that the certificate prints", item.Number)}
		}
		if seen[item.Number] {
			return &FieldError{field, fmt.Errorf("item %d is there twice; declare it once", item.Number)}
		}
		seen[item.Number] = true
	}
	return nil
}

// declared is what was declared for an item, nothing if the papers do not speak of it.
func (p Papers) declared(number int) procedure.Declared {
	for _, item := range p.Items {
		if item.Number == number {
			return item.Declared
		}
	}
	return procedure.Declared{}
}
