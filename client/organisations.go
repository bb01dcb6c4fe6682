package client

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"slices"
	"strconv"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
)

// Organisation takes part in a channel, as the newest configuration of the channel on our own peer has it. Whether its
// machines run is another question: see PeerSeen.
type Organisation struct {
	Name     string   // MSP id
	Member   bool     // party to the agreement's ledger; false for one that only orders
	Peers    []string // addresses, host:port, of the peers that it has others meet it at
	Orderers []string // addresses, host:port
}

// The groups and values of a channel's configuration that matter here, named as Fabric names them.
const (
	groupMembers   = "Application"
	groupOrderers  = "Orderer"
	valueMSP       = "MSP"
	valueAnchors   = "AnchorPeers"
	valueEndpoints = "Endpoints"
)

// Organisations lists who takes part in the agreement's channel, by name. It asks our own peer and fails with
// *Unavailable while that does not answer.
func (c *Connection) Organisations(ctx context.Context, agreement certificate.Agreement) ([]Organisation, error) {
	if _, ok := c.fresh[agreement]; !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoChannel, agreement)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Deadlines.Evaluate)
	defer cancel()
	var config common.Config
	err := c.query(ctx, &config, systemQuery{contract: "cscc", function: "GetChannelConfig", channel: string(agreement)})
	if err != nil {
		return nil, &Unavailable{Doing: "reading the configuration of channel " + string(agreement), Cause: err}
	}
	all, err := organisations(config.GetChannelGroup())
	if err != nil {
		return nil, &Unavailable{Doing: "reading the configuration of channel " + string(agreement), Cause: err}
	}
	return all, nil
}

// organisations reads those of the two groups and joins what both say of one.
func organisations(channel *common.ConfigGroup) ([]Organisation, error) {
	byName := map[string]Organisation{}
	for _, group := range []string{groupMembers, groupOrderers} {
		for _, described := range channel.GetGroups()[group].GetGroups() {
			o, err := organisation(described)
			if err != nil {
				return nil, err
			}
			known := byName[o.Name]
			byName[o.Name] = Organisation{
				Name: o.Name, Member: known.Member || group == groupMembers,
				Peers: append(known.Peers, o.Peers...), Orderers: append(known.Orderers, o.Orderers...),
			}
		}
	}
	var all []Organisation
	for _, o := range byName {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b Organisation) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// organisation reads one. A value that is not there counts as empty.
func organisation(described *common.ConfigGroup) (Organisation, error) {
	var outer msp.MSPConfig
	var inner msp.FabricMSPConfig
	var anchors peer.AnchorPeers
	var endpoints common.OrdererAddresses
	for _, v := range []struct {
		name string
		into proto.Message
	}{{valueMSP, &outer}, {valueAnchors, &anchors}, {valueEndpoints, &endpoints}} {
		if err := proto.Unmarshal(described.GetValues()[v.name].GetValue(), v.into); err != nil {
			return Organisation{}, fmt.Errorf("read %s of an organisation: %w", v.name, err)
		}
	}
	if err := proto.Unmarshal(outer.GetConfig(), &inner); err != nil {
		return Organisation{}, fmt.Errorf("read the name of an organisation: %w", err)
	}
	o := Organisation{Name: inner.GetName(), Orderers: endpoints.GetAddresses()}
	for _, a := range anchors.GetAnchorPeers() {
		o.Peers = append(o.Peers, net.JoinHostPort(a.GetHost(), strconv.Itoa(int(a.GetPort()))))
	}
	return o, nil
}
