package cli

import (
	"encoding/json"
	"fmt"

	"origo/certificate"
	"origo/clearance"
	"origo/fta-rules/procedure"
)

// beside is a file of what lies beside a certificate when it is verified: the
// declaration, the papers, and when the proof was submitted if not today.
type beside struct {
	Declaration *clearance.Declaration `json:"declaration,omitempty"`
	Papers      *clearance.Papers      `json:"papers,omitempty"`
	PresentedOn *certificate.Date      `json:"presented_on,omitempty"`
}

// importOf is the import of everything on a certificate, straight from one
// country to the other.
func importOf(d *certificate.Document) beside {
	declared := &clearance.Declaration{
		Number: "107" + d.Reference[len(d.Reference)-5:], ImportingCountry: d.ImportingCountry, Registered: d.IssueDate,
		Exporter: d.Exporter.Name, Consignee: d.Consignee.Name, OriginCountry: d.OriginCountry,
	}
	for _, item := range d.Items {
		declared.Lines = append(declared.Lines, clearance.DeclaredLine{
			Line: item.Number, Item: item.Number, HS: item.HS.Code, Edition: item.HS.Edition, Quantity: item.Quantity,
		})
	}
	way := procedure.Journey{
		Legs: []procedure.Leg{
			{Country: d.IssuingCountry, Place: d.Transport.PortOfLoading, Operations: []string{"LOAD"}},
			{Country: d.ImportingCountry, Place: d.Transport.PortOfDischarge, Operations: []string{"DISCHARGE"}},
		},
		Documents: []string{"THROUGH_BL"},
	}
	return beside{Declaration: declared, Papers: &clearance.Papers{Journey: way}}
}

// writeImport writes the import of a certificate's goods as a declarant's
// program would.
func writeImport(name string, d *certificate.Document) error {
	raw, err := json.MarshalIndent(importOf(d), "", "  ")
	if err != nil {
		return fmt.Errorf("write a declaration: %w", err)
	}
	return writeNew(name, append(raw, '\n'), 0o644)
}
