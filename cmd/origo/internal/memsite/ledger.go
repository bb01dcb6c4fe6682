package memsite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"origo/api/identity"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/client"
)

// ledger is one client of a channel in memory, as the registry port wants it.
type ledger struct {
	session *memledger.Session
	channel *memledger.Ledger
	now     func() time.Time
}

// Evaluate asks the organisation's own peer.
func (l ledger) Evaluate(_ context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	l.channel.SetTime(l.now())
	payload, err := l.session.Evaluate(function, transient, args...)
	return payload, translate(err)
}

// Submit endorses and commits, again where another transaction came first.
func (l ledger) Submit(_ context.Context, function string, transient map[string][]byte, args ...string) ([]byte, client.Receipt, error) {
	for {
		l.channel.SetTime(l.now())
		payload, tx, block, err := l.session.Submit(function, transient, args...)
		var conflict *memledger.CommitError
		if errors.As(err, &conflict) && conflict.Code == "MVCC_READ_CONFLICT" {
			continue
		}
		return payload, client.Receipt{Transaction: tx, Block: block}, translate(err)
	}
}

// translate finds the ledger's refusal in an endorsement error.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if refusal, ok := registry.ParseRefusal(err.Error()); ok {
		return refusal
	}
	return &client.Unavailable{Doing: "using the ledger in memory", Cause: err}
}

// registries serves one organisation from the channels it is a member of.
type registries struct {
	organisation organisation
	channels     map[certificate.Agreement]*memledger.Ledger
	now          func() time.Time
}

// Agreements lists the organisation's channels.
func (r registries) Agreements() []certificate.Agreement {
	return slices.DeleteFunc(certificate.Agreements(), func(a certificate.Agreement) bool {
		return !slices.Contains(r.organisation.channels, a)
	})
}

// For gives the ledger under the role.
func (r registries) For(agreement certificate.Agreement, role identity.Role) (client.Registry, error) {
	if !slices.Contains(r.organisation.channels, agreement) {
		return nil, fmt.Errorf("%w: %s", client.ErrNoChannel, agreement)
	}
	channel := r.channels[agreement]
	session := channel.As(r.organisation.name, string(role))
	return client.NewRegistry(ledger{session: session, channel: channel, now: r.now}), nil
}

// Freshness is always of this moment.
func (r registries) Freshness(_ context.Context, agreement certificate.Agreement) (client.Freshness, error) {
	return client.Freshness{
		Channel:   string(agreement),
		Height:    r.channels[agreement].Height(),
		BlockTime: r.now().UTC().Format(time.RFC3339),
	}, nil
}
