// Package identity tells who is calling: it verifies OpenID Connect bearer
// tokens and reads from them the person, the roles and the organisation.
//
// A token says three things that this service relies on, in claims of its own:
// origo_roles, origo_organisation and origo_country; of traders also for whom
// they act, origo_registration. Everything else about a person stays with the
// identity provider.
package identity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Role is what a person may do within the organisation of the token.
type Role string

// The roles.
const (
	Issuer  Role = "issuer"  // certifies: anchors, cancels and replaces certificates
	Customs Role = "customs" // verifies and records uses
	Trader  Role = "trader"  // follows the certificates of those it acts for
	Admin   Role = "admin"   // runs the trust registry
)

// Known says whether the role is one of the four.
func (r Role) Known() bool {
	return slices.Contains([]Role{Issuer, Customs, Trader, Admin}, r)
}

// Person is the verified bearer of a token.
type Person struct {
	Subject      string // the provider's lasting identifier
	Name         string // preferred user name; the service number of an officer
	Organisation string // the organisation the roles belong to
	Country      string // ISO 3166-1 alpha-2
	Roles        []Role
	Expires      time.Time

	// Registrations are the exporters and importers of the Country that a trader
	// acts for, by their numbers as certificate.TidyRegistration writes them.
	Registrations []string
}

// Acting picks the first of the roles allowed that the person holds.
func (p Person) Acting(allowed []Role) (Role, bool) {
	for _, r := range allowed {
		if slices.Contains(p.Roles, r) {
			return r, true
		}
	}
	return "", false
}

// Reason is a fixed word for why a token was not accepted.
type Reason string

// The reasons.
const (
	Missing   Reason = "token_missing"
	Malformed Reason = "token_malformed" // not one bearer token, or its claims do not name a person of an organisation
	Expired   Reason = "token_expired"
	Untrusted Reason = "token_untrusted" // signature, issuer, audience, algorithm or demonstration mark
)

// Rejected says that a token does not identify anybody here. Cause is for logs.
type Rejected struct {
	Reason Reason
	Cause  error
}

// Error names the reason and the cause.
func (r *Rejected) Error() string {
	if r.Cause == nil {
		return string(r.Reason)
	}
	return fmt.Sprintf("%s: %v", r.Reason, r.Cause)
}

// Unwrap gives the cause.
func (r *Rejected) Unwrap() error { return r.Cause }

// ErrUnavailable says that the identity provider could not be asked, so that
// nothing can be said about the token.
var ErrUnavailable = errors.New("identity provider unavailable")

// ErrDemonstration says that a production server was pointed at an identity
// provider which announces itself as a demonstration.
var ErrDemonstration = errors.New("the identity provider is a demonstration")

type personKey struct{}

// With returns a context that carries the person.
func With(ctx context.Context, p Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// From finds the person of a request; false where nobody was identified.
func From(ctx context.Context) (Person, bool) {
	p, ok := ctx.Value(personKey{}).(Person)
	return p, ok
}
