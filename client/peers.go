package client

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hyperledger/fabric-gateway/pkg/identity"
	"github.com/hyperledger/fabric-protos-go-apiv2/discovery"
	"github.com/hyperledger/fabric-protos-go-apiv2/gossip"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
)

// PeerSeen is a peer of a channel that our own peer holds to be alive: it heard from it within the last seconds. Our own
// peer is among those it sees.
type PeerSeen struct {
	Organisation string // MSP id
	Address      string // host:port
	Height       uint64 // number of blocks on it, as it last announced
}

// The ways in which an answer about peers is not usable.
var (
	errNoAnswer = errors.New("the peer gave no answer to the question")
	errDenied   = errors.New("the peer refused to say")
)

// Peers asks our own peer which peers of the agreement's channel it sees, by organisation and address. A peer that is
// not listed may be down, cut off from ours, or not yet on the channel: nobody here can tell which. It fails with
// *Unavailable where our own peer does not answer or offers no discovery.
func (c *Connection) Peers(ctx context.Context, agreement certificate.Agreement) ([]PeerSeen, error) {
	if _, ok := c.fresh[agreement]; !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoChannel, agreement)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Deadlines.Evaluate)
	defer cancel()
	seen, err := c.discover(ctx, string(agreement))
	if err != nil {
		return nil, &Unavailable{Doing: "asking for the peers of channel " + string(agreement), Cause: err}
	}
	return seen, nil
}

func (c *Connection) discover(ctx context.Context, channel string) ([]PeerSeen, error) {
	request, err := c.asker.signed(&discovery.Request{Queries: []*discovery.Query{{
		Channel: channel, Query: &discovery.Query_PeerQuery{PeerQuery: &discovery.PeerMembershipQuery{}},
	}}})
	if err != nil {
		return nil, err
	}
	answer, err := discovery.NewDiscoveryClient(c.network).Discover(ctx, request)
	if err != nil {
		return nil, err
	}
	if len(answer.GetResults()) != 1 {
		return nil, errNoAnswer
	}
	return peersOf(answer.GetResults()[0])
}

// peersOf reads the answer to the question for peers.
func peersOf(answer *discovery.QueryResult) ([]PeerSeen, error) {
	if refused := answer.GetError(); refused != nil {
		return nil, fmt.Errorf("%w: %s", errDenied, refused.GetContent())
	}
	if answer.GetMembers() == nil {
		return nil, errNoAnswer
	}
	var all []PeerSeen
	byOrganisation := answer.GetMembers().GetPeersByOrg()
	for _, organisation := range slices.Sorted(maps.Keys(byOrganisation)) {
		for _, told := range byOrganisation[organisation].GetPeers() {
			seen, err := peerOf(told)
			if err != nil {
				return nil, fmt.Errorf("read a peer of %s: %w", organisation, err)
			}
			seen.Organisation = organisation
			all = append(all, seen)
		}
	}
	slices.SortFunc(all, func(a, b PeerSeen) int {
		return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.Address, b.Address))
	})
	return all, nil
}

// peerOf reads where a peer is and how far it has come. Our own peer checked the signatures of both messages.
func peerOf(told *discovery.Peer) (PeerSeen, error) {
	var alive, state gossip.GossipMessage
	if err := proto.Unmarshal(told.GetMembershipInfo().GetPayload(), &alive); err != nil {
		return PeerSeen{}, err
	}
	if err := proto.Unmarshal(told.GetStateInfo().GetPayload(), &state); err != nil {
		return PeerSeen{}, err
	}
	return PeerSeen{
		Address: alive.GetAliveMsg().GetMembership().GetEndpoint(),
		Height:  state.GetStateInfo().GetProperties().GetLedgerHeight(),
	}, nil
}

// asker signs questions that do not go through the gateway, as one user of the organisation over one TLS connection.
type asker struct {
	identity []byte // msp.SerializedIdentity
	sign     identity.Sign
	tlsHash  []byte // SHA-256 of the TLS certificate that the connection presents
}

// newAsker makes the asker for a user.
func newAsker(organisation string, u User, tlsHash []byte) (asker, error) {
	id, sign, err := u.load(organisation)
	if err != nil {
		return asker{}, err
	}
	raw, err := proto.Marshal(&msp.SerializedIdentity{Mspid: id.MspID(), IdBytes: id.Credentials()})
	return asker{identity: raw, sign: sign, tlsHash: tlsHash}, err
}

// signed says who asks, and signs.
func (a asker) signed(request *discovery.Request) (*discovery.SignedRequest, error) {
	request.Authentication = &discovery.AuthInfo{ClientIdentity: a.identity, ClientTlsCertHash: a.tlsHash}
	payload, err := proto.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("encode question: %w", err)
	}
	digest := sha256.Sum256(payload)
	signature, err := a.sign(digest[:])
	if err != nil {
		return nil, fmt.Errorf("sign question: %w", err)
	}
	return &discovery.SignedRequest{Payload: payload, Signature: signature}, nil
}
