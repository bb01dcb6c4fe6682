package chaincode

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
)

// readDocument reads a certificate meant for this ledger and holds it to the
// rules of its form.
func (c *call) readDocument(raw []byte) (*certificate.Document, error) {
	doc, err := certificate.Parse(raw)
	if err != nil {
		return nil, malformed("certificate")
	}
	if !slices.Contains(doc.Form.Agreements(), c.membership.Agreement) {
		return nil, registry.Refuse(registry.WrongAgreement, "form", string(doc.Form))
	}
	if err := c.mustBelongHere(doc.Network, doc.Agreement); err != nil {
		return nil, err
	}
	if err := doc.Validate(); err != nil {
		return nil, invalid(err)
	}
	return doc, nil
}

// maxProblems is how many problems a refusal names.
const maxProblems = 20

// invalid names problems by code and place. What stands in the certificate is
// left out, for it is the business of two countries only.
func invalid(err error) error {
	var problems certificate.Problems
	if !errors.As(err, &problems) {
		return registry.Refuse(registry.InvalidForm)
	}
	var named []string
	for _, p := range problems[:min(len(problems), maxProblems)] {
		named = append(named, string(p.Code)+" "+p.Path)
	}
	return registry.Refuse(registry.InvalidForm, "count", strconv.Itoa(len(problems)), "problems", strings.Join(named, "; "))
}

// mustConcern refuses certificates whose two countries are not two parties, of
// which the caller is the issuing one.
func (c *call) mustConcern(doc *certificate.Document) error {
	if err := c.mustIssueFor(doc.IssuingCountry, registry.RoleIssuer); err != nil {
		return err
	}
	if doc.ImportingCountry == doc.IssuingCountry {
		return registry.Refuse(registry.WrongCountry, "country", doc.ImportingCountry)
	}
	_, err := c.mustKnow(doc.ImportingCountry)
	return err
}

// mustBeTimely refuses a date of issue after the transaction's day; one day is
// allowed for offices east of Greenwich.
func (c *call) mustBeTimely(doc *certificate.Document) error {
	if doc.IssueDate.After(c.today().AddDays(1)) {
		return registry.Refuse(registry.TimeImplausible, "field", "issue_date")
	}
	return nil
}

// mustBeAuthorised holds what an exporter declares himself to his products,
// limit and dates. Issuing authorities have no such bounds.
func mustBeAuthorised(doc *certificate.Document, office registry.Office) error {
	switch beyond, item := office.Exceeds(doc); beyond {
	case "":
		return nil
	case registry.BoundProduct:
		return registry.Refuse(registry.BeyondAuthorisation, "what", string(beyond), "item", decimal(item))
	default:
		return registry.Refuse(registry.BeyondAuthorisation, "what", string(beyond))
	}
}
