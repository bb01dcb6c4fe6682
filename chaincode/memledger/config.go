// Package memledger is a ledger in memory that behaves like a channel of
// Hyperledger Fabric with several organisations, for tests of the contract and
// of everything that talks to it.
//
// It keeps to the rules that tests on a plain map would miss:
//
//   - every endorsing organisation executes by itself, and their results must be
//     equal byte for byte (reads, writes, answer, event, refusal);
//   - a transaction does not see its own writes; a range of private data and a
//     write do not go together;
//   - at commit the policy of the contract, of each collection and of each key
//     is evaluated against the organisations that endorsed, then every version
//     and range that was read is compared (MVCC, phantoms), in order of the
//     block;
//   - private data lies with the members of its collection only; everybody else
//     has hashes.
//
// It knows no gossip, no ordering faults and no rich queries.
package memledger

import (
	"fmt"
	"slices"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

// Config describes a channel.
type Config struct {
	Channel       string
	Organisations []string     // MSP ids
	Endorsements  int          // how many organisations the contract's policy wants
	Collections   []Collection // private data
	Chaincode     shim.Chaincode
	Start         time.Time // the ledger's time at first; it stands still until Advance
}

// Collection is private data of some organisations, which alone may read and
// write it.
type Collection struct {
	Name         string
	Members      []string
	Endorsements int // how many members its policy wants
}

// own lists the collections that every organisation has to itself on any channel of Fabric, without being defined.
func (c Config) own() []Collection {
	all := make([]Collection, len(c.Organisations))
	for i, organisation := range c.Organisations {
		all[i] = Collection{Name: "_implicit_org_" + organisation, Members: []string{organisation}, Endorsements: 1}
	}
	return all
}

func (c Collection) has(organisation string) bool { return slices.Contains(c.Members, organisation) }

// StartTime is when demonstration channels begin.
var StartTime = time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)

// Demonstration describes one of the demonstration network's channels: atiga,
// vkfta or ukvfta. Every policy wants two organisations.
func Demonstration(channel string, chaincode shim.Chaincode) (Config, error) {
	partners := map[string]string{"atiga": "TH", "vkfta": "KR", "ukvfta": "GB"}
	country, known := partners[channel]
	if !known {
		return Config{}, fmt.Errorf("describe channel %q: not one of atiga, vkfta, ukvfta", channel)
	}
	name := country + "_VN"
	members := []string{"VNIssuer", "VNCustoms", country + "Customs"}
	return Config{
		Channel:       channel,
		Organisations: members,
		Endorsements:  2,
		Collections:   []Collection{{Name: name, Members: members, Endorsements: 2}},
		Chaincode:     chaincode,
		Start:         StartTime,
	}, nil
}

// check refuses descriptions that no network would take.
func (c Config) check() error {
	if c.Channel == "" || c.Chaincode == nil || len(c.Organisations) == 0 || c.Start.IsZero() {
		return fmt.Errorf("channel, chaincode, organisations and start are needed")
	}
	if c.Endorsements < 1 || c.Endorsements > len(c.Organisations) {
		return fmt.Errorf("%d endorsements of %d organisations", c.Endorsements, len(c.Organisations))
	}
	for _, collection := range c.Collections {
		if collection.Endorsements < 1 || collection.Endorsements > len(collection.Members) {
			return fmt.Errorf("collection %s: %d endorsements of %d members", collection.Name, collection.Endorsements, len(collection.Members))
		}
	}
	return nil
}
