package api

import (
	"context"
	"time"

	"origo/api/identity"
	"origo/api/lookout"
	"origo/api/wire"
	"origo/certificate"
	"origo/client"
)

// Watch looks after the network until the context ends, so that ReadNetwork can say since when somebody is silent. The
// function it gives waits for that.
func (s *Server) Watch(ctx context.Context) (stop func()) { return s.lookout.Watch(ctx) }

// ReadNetwork tells what the own peer knows of its channels.
func (s *Server) ReadNetwork(ctx context.Context, _ wire.ReadNetworkRequestObject) (wire.ReadNetworkResponseObject, error) {
	known := s.lookout.Look(ctx)
	answer := wire.Network{
		Organisation: s.Organisation, At: instant(s.Now()), WatchingSince: instant(s.lookout.Began()), Channels: []wire.NetworkChannel{},
	}
	for _, c := range known {
		answer.Channels = append(answer.Channels, s.networkChannel(ctx, c))
	}
	return wire.ReadNetwork200JSONResponse(answer), nil
}

// instant writes a moment as answers have it.
func instant(at time.Time) string { return certificate.InstantOf(at).String() }

// momentOf writes an instant that may never have been.
func momentOf(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	return ptr(instant(at))
}

func (s *Server) networkChannel(ctx context.Context, c lookout.Channel) wire.NetworkChannel {
	answer := wire.NetworkChannel{
		Agreement: c.Agreement, OwnPeer: s.ownPeer(c.Own), Organisations: []wire.NetworkOrganisation{},
		Sight: wire.Sight{Answers: !c.Seen.Silent, AnsweredAt: momentOf(c.Seen.At)},
	}
	countries := s.countries(ctx, c)
	for _, o := range c.Organisations.Said {
		answer.Organisations = append(answer.Organisations, wire.NetworkOrganisation{
			Name: o.Name, Country: countries[o.Name], Own: o.Name == s.Organisation, Member: o.Member,
			Peers: peersOf(c, o.Name), Orderers: present(o.Orderers),
		})
	}
	return answer
}

func (s *Server) ownPeer(w lookout.Word[client.Freshness]) wire.OwnPeer {
	if w.At.IsZero() {
		return wire.OwnPeer{}
	}
	return wire.OwnPeer{
		Answers: !w.Silent, AnsweredAt: momentOf(w.At), Height: ptr(int(w.Said.Height)),
		BlockTime: optional(w.Said.BlockTime), AgeSeconds: s.age(w.Said.BlockTime),
	}
}

// peersOf are the peers of one organisation.
func peersOf(c lookout.Channel, organisation string) []wire.NetworkPeer {
	highest := uint64(0)
	for _, p := range c.Peers {
		if p.Now {
			highest = max(highest, p.Height)
		}
	}
	peers := []wire.NetworkPeer{}
	for _, p := range c.Peers {
		if p.Organisation != organisation {
			continue
		}
		shown := wire.NetworkPeer{Address: p.Address, State: stateOf(c, p), SeenAt: momentOf(p.At)}
		if !p.At.IsZero() {
			shown.Height = ptr(int(p.Height))
		}
		if shown.State == wire.Seen {
			shown.Behind = ptr(int(highest - p.Height))
		}
		peers = append(peers, shown)
	}
	return peers
}

// stateOf tells what is not seen from what cannot be known.
func stateOf(c lookout.Channel, p lookout.Peer) wire.PeerState {
	switch {
	case c.Seen.Silent:
		return wire.Unknown
	case p.Now:
		return wire.Seen
	default:
		return wire.Unseen
	}
}

// countries tells whose organisations are whose, as the members agreed on the ledger. While the own peer is silent
// there is no need to ask it.
func (s *Server) countries(ctx context.Context, c lookout.Channel) map[string]*string {
	of := map[string]*string{}
	ledger, err := s.Registries.For(c.Agreement, identity.Trader)
	if err != nil || c.Own.Silent {
		return of
	}
	membership, err := ledger.Membership(ctx)
	if err != nil {
		return of
	}
	for _, party := range membership.Parties {
		for _, name := range append(party.Issuing, party.Customs...) {
			of[name] = ptr(party.Country)
		}
	}
	return of
}
