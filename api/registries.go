package api

import (
	"context"
	"slices"

	"origo/api/identity"
	"origo/certificate"
	"origo/client"
	"origo/client/warm"
)

// Registries is the organisation's access to its ledgers.
type Registries interface {
	// Agreements lists the agreements whose channels the organisation is on.
	Agreements() []certificate.Agreement
	// For gives one agreement's ledger under a role; client.ErrNoChannel or
	// client.ErrNoRole where the organisation has none. Reading under the role
	// Trader uses whichever identity the organisation has.
	For(agreement certificate.Agreement, role identity.Role) (client.Registry, error)
	// Administrator gives the agreement's ledger under the ledger identity of the
	// administrator of that name, or the organisation's own for those who have
	// none; client.ErrNoChannel or client.ErrNoRole where there is neither.
	Administrator(agreement certificate.Agreement, name string) (client.Registry, error)
	// Administrators tells by which key the ledger knows each administrator of the
	// organisation.
	Administrators() []client.Administrator
	// Freshness says how far the organisation's own peer has come.
	Freshness(ctx context.Context, agreement certificate.Agreement) (client.Freshness, error)
	// Organisations lists who takes part in the agreement's channel.
	Organisations(ctx context.Context, agreement certificate.Agreement) ([]client.Organisation, error)
	// Peers lists the peers of the channel that the organisation's own peer sees.
	Peers(ctx context.Context, agreement certificate.Agreement) ([]client.PeerSeen, error)
}

// Identity tells who bears a token.
type Identity interface {
	// Verify gives *identity.Rejected or identity.ErrUnavailable.
	Verify(ctx context.Context, token string) (identity.Person, error)
	// Ready says whether tokens can be verified now.
	Ready(ctx context.Context) error
}

// agreementOf finds the one agreement, among those the organisation serves,
// under which a certificate of the form stands. The hint decides where there
// are several: an origin declaration exists under ATIGA and UKVFTA.
func agreementOf(served []certificate.Agreement, form certificate.Form, hint *certificate.Agreement) (certificate.Agreement, error) {
	var possible []certificate.Agreement
	for _, a := range form.Agreements() {
		if (hint == nil || *hint == a) && slices.Contains(served, a) {
			possible = append(possible, a)
		}
	}
	switch len(possible) {
	case 0:
		return "", fault{code: codeNotServed, pointer: "form"}
	case 1:
		return possible[0], nil
	default:
		return "", fault{code: codeParameter, pointer: "agreement",
			detail: "this form exists under several agreements: say which"}
	}
}

// Ledgers serves Registries from a connection to the organisation's peer.
type Ledgers struct {
	connection *client.Connection
	agreements []certificate.Agreement
	readers    []identity.Role // the organisation's own identities, for questions anybody may ask
	views      map[certificate.Agreement]*warm.Views
}

// NewLedgers serves the channels and users that the configuration names.
func NewLedgers(connection *client.Connection, config client.Config) *Ledgers {
	l := &Ledgers{connection: connection, agreements: config.Channels}
	for _, role := range []identity.Role{identity.Customs, identity.Issuer, identity.Admin} {
		if _, ok := config.Users[string(role)]; ok {
			l.readers = append(l.readers, role)
		}
	}
	return l
}

// Agreements lists the channels of the configuration.
func (l *Ledgers) Agreements() []certificate.Agreement { return l.agreements }

// For gives the agreement's ledger under the role.
func (l *Ledgers) For(agreement certificate.Agreement, role identity.Role) (client.Registry, error) {
	if role == identity.Trader && len(l.readers) > 0 {
		role = l.readers[0]
	}
	ledger, err := l.connection.Ledger(agreement, string(role))
	return l.through(agreement, string(role), ledger, err)
}

// Administrator gives the agreement's ledger under a person's own identity.
func (l *Ledgers) Administrator(agreement certificate.Agreement, name string) (client.Registry, error) {
	ledger, err := l.connection.AdministratorLedger(agreement, name)
	return l.through(agreement, "administrator "+name, ledger, err)
}

// Administrators tells by which key the ledger knows each administrator.
func (l *Ledgers) Administrators() []client.Administrator { return l.connection.Administrators() }

// through puts what is kept in memory before the ledger of one identity.
func (l *Ledgers) through(agreement certificate.Agreement, name string, ledger client.Ledger, err error) (client.Registry, error) {
	if err != nil {
		return nil, err // a nil *Contract must not become a non-nil Registry
	}
	if views, kept := l.views[agreement]; kept {
		ledger = views.Ledger(name, ledger)
	}
	return client.NewRegistry(ledger), nil
}

// Freshness says how far the answers in memory have come, or else the
// organisation's own peer.
func (l *Ledgers) Freshness(ctx context.Context, agreement certificate.Agreement) (client.Freshness, error) {
	if views, kept := l.views[agreement]; kept {
		return views.Freshness(ctx)
	}
	return l.connection.Freshness(ctx, agreement)
}

// Organisations lists who takes part in the agreement's channel.
func (l *Ledgers) Organisations(ctx context.Context, agreement certificate.Agreement) ([]client.Organisation, error) {
	return l.connection.Organisations(ctx, agreement)
}

// Peers lists the peers that the organisation's own peer sees.
func (l *Ledgers) Peers(ctx context.Context, agreement certificate.Agreement) ([]client.PeerSeen, error) {
	return l.connection.Peers(ctx, agreement)
}
