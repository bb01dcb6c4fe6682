package registry

import (
	"slices"
	"strings"

	"origo/certificate"
)

// Bound is what an exporter's authorisation limits, empty for nothing.
type Bound string

// The bounds of an authorisation.
const (
	BoundKind    Bound = "exporter_kind" // of exporter: approved, certified or any
	BoundNumber  Bound = "authorisation" // the number that is declared
	BoundDate    Bound = "date"
	BoundValue   Bound = "value" // of the consignment
	BoundProduct Bound = "product"
)

// Exceeds names the first bound that an origin declaration goes beyond, with the line of goods if it is the product: ATIGA
// Annex 8 R.12A, UKVFTA Protocol 1 Art. 20. Issuing authorities, and exporters without an authorisation, have no bounds.
func (o Office) Exceeds(doc *certificate.Document) (beyond Bound, item int) {
	bounds := o.Authorisation
	if o.Kind == IssuingAuthority || bounds == nil {
		return "", 0
	}
	switch {
	case string(doc.Statement.ExporterKind) != string(o.Kind):
		return BoundKind, 0
	case doc.Statement.Authorisation != bounds.Code:
		return BoundNumber, 0
	case doc.IssueDate.Before(bounds.From) || doc.IssueDate.After(bounds.Until):
		return BoundDate, 0
	case !bounds.admits(doc.Statement.Value):
		return BoundValue, 0
	}
	for _, line := range doc.Items {
		if !bounds.covers(line.HS.Code) {
			return BoundProduct, line.Number
		}
	}
	return "", 0
}

// admits reports whether a consignment is known to stay within the limit.
func (a Authorisation) admits(value *certificate.Money) bool {
	if a.Limit == nil {
		return true
	}
	return value != nil && value.Currency == a.Currency && value.Amount.Cmp(*a.Limit) <= 0
}

// covers reports whether the products include a code.
func (a Authorisation) covers(code string) bool {
	return len(a.Products) == 0 || slices.ContainsFunc(a.Products, func(prefix string) bool { return strings.HasPrefix(code, prefix) })
}
