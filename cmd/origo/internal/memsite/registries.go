package memsite

import (
	"context"
	"fmt"
	"slices"
	"time"

	"origo/api/identity"
	"origo/certificate"
	"origo/chaincode/memledger"
	"origo/client"
	"origo/client/memory"
)

// registries serves one organisation from the channels it is a member of.
type registries struct {
	organisation organisation
	channels     map[certificate.Agreement]*memledger.Ledger
	now          func() time.Time
}

// Agreements lists the organisation's channels.
func (r registries) Agreements() []certificate.Agreement { return r.organisation.channels }

// For gives the ledger under the role. Its time stands still but for this:
// every request moves it to the present.
func (r registries) For(agreement certificate.Agreement, role identity.Role) (client.Registry, error) {
	if !slices.Contains(r.organisation.channels, agreement) {
		return nil, fmt.Errorf("%w: %s", client.ErrNoChannel, agreement)
	}
	channel := r.channels[agreement]
	channel.SetTime(r.now())
	return memory.Registry(channel, r.organisation.name, string(role)), nil
}

// Administrator gives the ledger under an identity of the person's own.
func (r registries) Administrator(agreement certificate.Agreement, name string) (client.Registry, error) {
	if _, err := r.For(agreement, identity.Admin); err != nil {
		return nil, err
	}
	return memory.Administrator(r.channels[agreement], r.organisation.name, name), nil
}

// Administrators are not known by name: every key in memory is made when it is
// first used.
func (r registries) Administrators() []client.Administrator { return nil }

// Freshness is always of this moment.
func (r registries) Freshness(_ context.Context, agreement certificate.Agreement) (client.Freshness, error) {
	return memory.Freshness(r.channels[agreement], agreement), nil
}

// Organisations are the members of the channel in memory.
func (r registries) Organisations(_ context.Context, agreement certificate.Agreement) ([]client.Organisation, error) {
	return memory.Organisations(r.channels[agreement]), nil
}

// Peers are one for every member, since all live in this process.
func (r registries) Peers(_ context.Context, agreement certificate.Agreement) ([]client.PeerSeen, error) {
	return memory.Peers(r.channels[agreement]), nil
}
