package console

import (
	"strconv"
	"time"

	"origo/api/wire"
)

// networkRoutes are the page that shows an outage for what it is.
func networkRoutes() []route {
	return []route{
		{path: "/network", menu: "network.menu", show: showNetwork},
		{path: "/network.csv", show: sendNetwork},
	}
}

// networkEvery is how often the page asks again by itself.
const networkEvery = 10 * time.Second

func showNetwork(p *Page) error {
	n, err := answer[wire.Network](p.API.ReadNetwork(p.Request.Context()))
	if err != nil {
		return err
	}
	return p.Show(p.Say("network.title"), networkPage(p, n))
}

// sendNetwork gives the peers of all channels as a table.
func sendNetwork(p *Page) error {
	n, err := answer[wire.Network](p.API.ReadNetwork(p.Request.Context()))
	if err != nil {
		return err
	}
	var rows [][]string
	for _, c := range n.Channels {
		for _, o := range c.Organisations {
			for _, peer := range o.Peers {
				rows = append(rows, []string{string(c.Agreement), given(o.Country), o.Name, peer.Address, p.peerWord(peer.State),
					number(peer.Height), number(peer.Behind), given(peer.SeenAt)})
			}
		}
	}
	heads := []string{p.Say("network.agreement"), p.Say("network.country"), p.Say("network.organisation"), p.Say("network.peer"),
		p.Say("network.state"), p.Say("network.height"), p.Say("network.behind"), p.Say("network.seen")}
	return p.table("network.csv", append([][]string{heads}, rows...))
}

// given is what an optional value says, empty if nothing.
func given[T ~string](value *T) string {
	if value == nil {
		return ""
	}
	return string(*value)
}

// number is an optional number as programs write it.
func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// counted is an optional number as people write it.
func (p *Page) counted(n *int) string { return p.Number(number(n)) }

// peerWord says whether a peer is seen.
func (p *Page) peerWord(s wire.PeerState) string { return p.Say("network.peer." + string(s)) }

// since is how long ago a moment was, seen from the time of an answer.
func (p *Page) since(moment *string, at string) string {
	then, bad := time.Parse(time.RFC3339, given(moment))
	now, worse := time.Parse(time.RFC3339, at)
	if bad != nil || worse != nil {
		return ""
	}
	return p.Ago(now.Sub(then))
}

// peerSign repeats in shape what a word says of a peer, peerClass in colour.
func peerSign(s wire.PeerState) string {
	return map[wire.PeerState]string{wire.Seen: "✓", wire.Unseen: "✕", wire.Unknown: "?"}[s]
}

func peerClass(s wire.PeerState) string {
	return map[wire.PeerState]string{wire.Seen: "mark good", wire.Unseen: "mark bad", wire.Unknown: "mark warn"}[s]
}

// troubles are what is wrong on a channel, in sentences; none if nothing is.
func (p *Page) troubles(c wire.NetworkChannel, n wire.Network) []string {
	switch {
	case !c.OwnPeer.Answers && c.OwnPeer.AnsweredAt == nil:
		return []string{p.Say("network.own.never", "since", p.Moment(n.WatchingSince))}
	case !c.OwnPeer.Answers:
		return []string{p.Say("network.own.silent", "at", p.Moment(*c.OwnPeer.AnsweredAt))}
	case !c.Sight.Answers && c.Sight.AnsweredAt == nil:
		return []string{p.Say("network.sight.never")}
	case !c.Sight.Answers:
		return []string{p.Say("network.sight.silent", "at", p.Moment(*c.Sight.AnsweredAt))}
	}
	var all []string
	for _, o := range c.Organisations {
		if said := p.silence(o, n); said != "" {
			all = append(all, said)
		}
	}
	return all
}

// silence says of an organisation none of whose peers is seen since when.
func (p *Page) silence(o wire.NetworkOrganisation, n wire.Network) string {
	last := ""
	for _, peer := range o.Peers {
		if peer.State == wire.Seen {
			return ""
		}
		last = max(last, given(peer.SeenAt)) // RFC 3339 in UTC sorts by time
	}
	name := p.Or("organisation.", o.Name)
	switch {
	case !o.Member || len(o.Peers) == 0:
		return ""
	case last == "":
		return p.Say("network.silent.never", "organisation", name, "since", p.Moment(n.WatchingSince))
	default:
		return p.Say("network.silent", "organisation", name, "at", p.Moment(last))
	}
}
