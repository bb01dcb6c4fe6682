package client

import (
	"context"
	"crypto/sha256"
	"errors"
	"reflect"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/discovery"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/gossip"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	grpcpeer "google.golang.org/grpc/peer"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
)

// packed encodes a message of a test.
func packed(t testing.TB, m proto.Message) []byte {
	t.Helper()
	raw, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// described is an organisation in a channel's configuration.
func described(t testing.TB, name string, values map[string]proto.Message) *common.ConfigGroup {
	t.Helper()
	inner := packed(t, &msp.FabricMSPConfig{Name: name})
	group := &common.ConfigGroup{Values: map[string]*common.ConfigValue{"MSP": {Value: packed(t, &msp.MSPConfig{Config: inner})}}}
	for key, v := range values {
		group.Values[key] = &common.ConfigValue{Value: packed(t, v)}
	}
	return group
}

func channelConfig(t testing.TB) []byte {
	anchor := map[string]proto.Message{"AnchorPeers": &peer.AnchorPeers{AnchorPeers: []*peer.AnchorPeer{{Host: "peer0.th", Port: 7511}}}}
	orders := func(address string) map[string]proto.Message {
		return map[string]proto.Message{"Endpoints": &common.OrdererAddresses{Addresses: []string{address}}}
	}
	return packed(t, &common.Config{ChannelGroup: &common.ConfigGroup{Groups: map[string]*common.ConfigGroup{
		"Application": {Groups: map[string]*common.ConfigGroup{
			"a": described(t, "THCustoms", anchor), "b": described(t, "VNIssuer", nil),
		}},
		"Orderer": {Groups: map[string]*common.ConfigGroup{
			"a": described(t, "THCustoms", orders("orderer.th:7551")), "c": described(t, "KRCustoms", orders("orderer.kr:7351")),
		}},
	}}})
}

func TestOrganisations(t *testing.T) {
	var down bool
	p := &fakePeer{evaluate: func(r *gateway.EvaluateRequest) ([]byte, error) {
		if down || function(t, r) != "GetChannelConfig" {
			return nil, failure(t, codes.Unavailable, "down")
		}
		return channelConfig(t), nil
	}}
	connection := serve(t, p)
	got, err := connection.Organisations(t.Context(), certificate.ATIGA)
	want := []Organisation{
		{Name: "KRCustoms", Orderers: []string{"orderer.kr:7351"}},
		{Name: "THCustoms", Member: true, Peers: []string{"peer0.th:7511"}, Orderers: []string{"orderer.th:7551"}},
		{Name: "VNIssuer", Member: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := connection.Organisations(t.Context(), certificate.VKFTA); !errors.Is(err, ErrNoChannel) {
		t.Errorf("foreign channel: %v", err)
	}
	down = true
	if _, err := connection.Organisations(t.Context(), certificate.ATIGA); !is[*Unavailable](err) {
		t.Errorf("peer down: %v", err)
	}
}

// Discover answers as scripted, after the checks of a real peer.
func (p *fakePeer) Discover(ctx context.Context, signed *discovery.SignedRequest) (*discovery.Response, error) {
	var request discovery.Request
	if err := proto.Unmarshal(signed.GetPayload(), &request); err != nil {
		return nil, err
	}
	caller, _ := grpcpeer.FromContext(ctx)
	connection, _ := caller.AuthInfo.(credentials.TLSInfo)
	if shown := connection.State.PeerCertificates; len(shown) == 0 || len(signed.GetSignature()) == 0 {
		return nil, errors.New("client didn't send a TLS certificate, or no signature")
	} else if sum := sha256.Sum256(shown[0].Raw); !reflect.DeepEqual(sum[:], request.GetAuthentication().GetClientTlsCertHash()) {
		return nil, errors.New("client claimed another TLS certificate")
	}
	var asking msp.SerializedIdentity
	if err := proto.Unmarshal(request.GetAuthentication().GetClientIdentity(), &asking); err != nil || asking.GetMspid() != "VNIssuer" {
		return nil, errors.New("a stranger asks")
	}
	return p.discovered, nil
}

// alive is a peer as discovery tells of it.
func alive(t testing.TB, address string, height uint64) *discovery.Peer {
	member := &gossip.GossipMessage{Content: &gossip.GossipMessage_AliveMsg{AliveMsg: &gossip.AliveMessage{Membership: &gossip.Member{Endpoint: address}}}}
	state := &gossip.GossipMessage{Content: &gossip.GossipMessage_StateInfo{StateInfo: &gossip.StateInfo{Properties: &gossip.Properties{LedgerHeight: height}}}}
	return &discovery.Peer{
		MembershipInfo: &gossip.Envelope{Payload: packed(t, member)}, StateInfo: &gossip.Envelope{Payload: packed(t, state)},
	}
}

func TestPeers(t *testing.T) {
	told := &discovery.QueryResult{Result: &discovery.QueryResult_Members{Members: &discovery.PeerMembershipResult{PeersByOrg: map[string]*discovery.Peers{
		"VNIssuer":  {Peers: []*discovery.Peer{alive(t, "peer1.vn:7121", 9), alive(t, "peer0.vn:7111", 10)}},
		"THCustoms": {Peers: []*discovery.Peer{alive(t, "peer0.th:7511", 8)}},
		"GBCustoms": {},
	}}}}
	broken := &discovery.QueryResult{Result: &discovery.QueryResult_Members{Members: &discovery.PeerMembershipResult{PeersByOrg: map[string]*discovery.Peers{
		"VNIssuer": {Peers: []*discovery.Peer{{MembershipInfo: &gossip.Envelope{Payload: []byte{0xff}}}}},
	}}}}
	denied := &discovery.QueryResult{Result: &discovery.QueryResult_Error{Error: &discovery.Error{Content: "access denied"}}}
	seen := []PeerSeen{{"THCustoms", "peer0.th:7511", 8}, {"VNIssuer", "peer0.vn:7111", 10}, {"VNIssuer", "peer1.vn:7121", 9}}
	for name, c := range map[string]struct {
		results []*discovery.QueryResult
		want    []PeerSeen
	}{
		"peers of two": {[]*discovery.QueryResult{told}, seen},
		"no answer":    {nil, nil},
		"refused":      {[]*discovery.QueryResult{denied}, nil},
		"broken":       {[]*discovery.QueryResult{broken}, nil},
		"empty":        {[]*discovery.QueryResult{{}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			connection := serve(t, &fakePeer{discovered: &discovery.Response{Results: c.results}})
			got, err := connection.Peers(t.Context(), certificate.ATIGA)
			if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.want != nil) || err != nil && !is[*Unavailable](err) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestPeersOfForeignChannel(t *testing.T) {
	if _, err := serve(t, &fakePeer{}).Peers(t.Context(), certificate.VKFTA); !errors.Is(err, ErrNoChannel) {
		t.Error(err)
	}
}

// FuzzOrganisations: whatever a peer says of a channel's configuration, reading it ends well.
func FuzzOrganisations(f *testing.F) {
	f.Add(channelConfig(f))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var config common.Config
		if proto.Unmarshal(raw, &config) == nil {
			_, _ = organisations(config.GetChannelGroup())
		}
	})
}

// FuzzPeers: whatever a peer says of others, reading it ends well.
func FuzzPeers(f *testing.F) {
	f.Add(packed(f, &discovery.QueryResult{Result: &discovery.QueryResult_Members{Members: &discovery.PeerMembershipResult{
		PeersByOrg: map[string]*discovery.Peers{"VNIssuer": {Peers: []*discovery.Peer{alive(f, "peer0.vn:7111", 10)}}}}}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var answer discovery.QueryResult
		if proto.Unmarshal(raw, &answer) == nil {
			_, _ = peersOf(&answer)
		}
	})
}
