package memory

import (
	"cmp"
	"slices"

	"origo/chaincode/memledger"
	"origo/client"
)

// Place is the address of every peer of a channel in memory: there are no machines.
const Place = "memory"

// Organisations lists the members of the channel. Nobody orders: a transaction is a block as soon as it is submitted.
func Organisations(ledger *memledger.Ledger) []client.Organisation {
	var all []client.Organisation
	for _, name := range ledger.Organisations() {
		all = append(all, client.Organisation{Name: name, Member: true, Peers: []string{Place}})
	}
	slices.SortFunc(all, func(a, b client.Organisation) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Peers gives every organisation one peer with the whole ledger, since all of them live in this process.
func Peers(ledger *memledger.Ledger) []client.PeerSeen {
	var all []client.PeerSeen
	for _, o := range Organisations(ledger) {
		all = append(all, client.PeerSeen{Organisation: o.Name, Address: Place, Height: ledger.Height()})
	}
	return all
}
