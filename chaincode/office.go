package chaincode

import (
	"encoding/json"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// registerOffice names an issuing office, or an exporter who may declare origin
// himself. A closed office may be registered anew under other terms.
func (c *call) registerOffice(text string) (registry.Office, error) {
	var asked registry.Office
	if err := decode("office", []byte(text), &asked); err != nil {
		return asked, err
	}
	if err := c.mustIssueFor(asked.Country, registry.RoleAdmin); err != nil {
		return asked, err
	}
	if err := c.checkOffice(asked); err != nil {
		return asked, err
	}
	at := officeAt(asked.Country, asked.Code)
	standing, found, err := read[registry.Office](c.ledger, at)
	if err != nil {
		return standing, err
	}
	asked.RegisteredAt, asked.ClosedFrom = "", ""
	if found && sameOffice(standing, asked) {
		return standing, nil
	}
	if found && standing.ClosedFrom == "" {
		return standing, registry.Refuse(registry.AlreadyExists, "office", asked.Code)
	}
	asked.RegisteredAt = c.now()
	return asked, c.keep(at, asked, found)
}

// closeOffice ends an office; its signers anchor nothing from now on.
func (c *call) closeOffice(country, code string) (registry.Office, error) {
	if err := c.mustIssueFor(country, registry.RoleAdmin); err != nil {
		return registry.Office{}, err
	}
	office, err := c.office(country, code)
	if err != nil || office.ClosedFrom != "" {
		return office, err
	}
	office.ClosedFrom = c.now()
	return office, c.keep(officeAt(country, code), office, true)
}

// office finds an office by its code.
func (c *call) office(country, code string) (registry.Office, error) {
	office, found, err := read[registry.Office](c.ledger, officeAt(country, code))
	if err == nil && !found {
		err = registry.Refuse(registry.OfficeUnknown, "office", code)
	}
	return office, err
}

// mustBeOpen refuses offices that are closed at the transaction's time.
func (c *call) mustBeOpen(office registry.Office) error {
	if office.ClosedFrom != "" && office.ClosedFrom <= c.now() {
		return registry.Refuse(registry.OfficeClosed, "office", office.Code)
	}
	return nil
}

func officeAt(country, code string) address { return public(registry.KeyOffice, country, code) }

// sameOffice compares what was asked for, leaving out what the ledger adds.
func sameOffice(standing, asked registry.Office) bool {
	standing.RegisteredAt, standing.ClosedFrom = "", ""
	return sameContent(standing, asked)
}

// sameContent reports whether two records are written alike.
func sameContent(a, b any) bool {
	first, errA := json.Marshal(a)
	second, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(first) == string(second)
}

// The longest texts of the trust registry, in bytes.
const (
	maxOfficeName = 200
	maxProducts   = 1000
)

// checkOffice refuses offices that could not sign anything on this channel.
func (c *call) checkOffice(office registry.Office) error {
	switch {
	case !isLine(office.Code, maxNameLength):
		return malformed("code")
	case !isLine(office.Name, maxOfficeName):
		return malformed("name")
	case len(office.Forms) == 0 || hasDuplicates(office.Forms):
		return malformed("forms")
	}
	for _, form := range office.Forms {
		if !slices.Contains(form.Agreements(), c.membership.Agreement) {
			return registry.Refuse(registry.WrongAgreement, "form", string(form))
		}
	}
	return c.checkRight(office)
}

// checkRight holds each kind of office to the documents it may sign: an issuing
// authority certifies, an exporter only ever declares.
func (c *call) checkRight(office registry.Office) error {
	declares := slices.Contains(office.Forms, certificate.FormOD)
	if office.Kind == registry.IssuingAuthority {
		if declares || office.Authorisation != nil {
			return malformed("forms")
		}
		return nil
	}
	if !slices.Contains(exportersOf(c.membership.Agreement), office.Kind) {
		return registry.Refuse(registry.WrongAgreement, "kind", string(office.Kind))
	}
	if !declares || len(office.Forms) != 1 {
		return malformed("forms")
	}
	return checkAuthorisation(office.Kind, office.Authorisation)
}

// exportersOf lists the exporters who may declare origin: ATIGA Annex 8 Rule
// 12A; UKVFTA Protocol 1 Articles 15 and 20. VKFTA knows none.
func exportersOf(agreement certificate.Agreement) []registry.OfficeKind {
	switch agreement {
	case certificate.ATIGA:
		return []registry.OfficeKind{registry.CertifiedExporter}
	case certificate.UKVFTA:
		return []registry.OfficeKind{registry.ApprovedExporter, registry.AnyExporter}
	}
	return nil
}

// checkAuthorisation wants bounds that can be judged. An exporter without
// authorisation of his own must at least have the treaty's limit of value.
func checkAuthorisation(kind registry.OfficeKind, a *registry.Authorisation) error {
	if a == nil {
		return malformed("authorisation")
	}
	switch {
	case kind != registry.AnyExporter && !isLine(a.Code, maxNameLength):
		return malformed("authorisation.code")
	case kind == registry.AnyExporter && a.Limit == nil:
		return malformed("authorisation.limit")
	case (a.Limit == nil) != (a.Currency == "") || a.Limit != nil && a.Limit.Sign() <= 0:
		return malformed("authorisation.limit")
	case a.From.IsZero() || a.Until.Before(a.From):
		return malformed("authorisation.until")
	case len(a.Products) > maxProducts:
		return malformed("authorisation.products")
	}
	for _, prefix := range a.Products {
		if !isHSPrefix(prefix) {
			return malformed("authorisation.products")
		}
	}
	return nil
}

// isHSPrefix reports whether s is 2 to 10 digits.
func isHSPrefix(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 10
}

func hasDuplicates[T comparable](values []T) bool {
	for i, value := range values {
		if slices.Contains(values[:i], value) {
			return true
		}
	}
	return false
}
