package tests

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	gateway "github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-gateway/pkg/hash"
	"github.com/hyperledger/fabric-gateway/pkg/identity"
	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	gatewayproto "github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"origo/certificate"
)

// raw is an organisation that does not play by our client's rules: it picks
// its own endorsers and tells its own time.
type raw struct {
	gateway *gateway.Gateway
	sign    identity.Sign
	channel string
}

// raw connects to an organisation's peer without our client.
func (f *fabric) raw(t testing.TB, organisation string, a certificate.Agreement, role string) *raw {
	t.Helper()
	config := f.ledgerConfig(t, organisation)
	tls, err := credentials.NewClientTLSFromFile(config.Peer.TLSCA, config.Peer.ServerName)
	if err != nil {
		t.Fatal(err)
	}
	connection, err := grpc.NewClient(config.Peer.Address, grpc.WithTransportCredentials(tls))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	id, sign := userOf(t, organisation, config.Users[role].Certificate, config.Users[role].Key)
	g, err := gateway.Connect(id, gateway.WithSign(sign), gateway.WithClientConnection(connection), gateway.WithHash(hash.SHA256))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return &raw{gateway: g, sign: sign, channel: string(a)}
}

func userOf(t testing.TB, organisation, certificateFile, keyFile string) (*identity.X509Identity, identity.Sign) {
	t.Helper()
	certificatePEM, err := os.ReadFile(certificateFile)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := identity.CertificateFromPEM(certificatePEM)
	if err != nil {
		t.Fatal(err)
	}
	id, err := identity.NewX509Identity(organisation, leaf)
	if err != nil {
		t.Fatal(err)
	}
	keyPEM, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	key, err := identity.PrivateKeyFromPEM(keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	sign, err := identity.NewPrivateKeySign(key)
	if err != nil {
		t.Fatal(err)
	}
	return id, sign
}

// submit has a transaction endorsed by the organisations named and nobody
// else, orders it, and tells what the validating peers made of it.
func (r *raw) submit(t testing.TB, function string, transient map[string]any, args []string, endorsers ...string) (peer.TxValidationCode, error) {
	t.Helper()
	contract := r.gateway.GetNetwork(r.channel).GetContract("origo")
	proposal, err := contract.NewProposal(function, gateway.WithArguments(args...),
		gateway.WithTransient(encoded(t, transient)), gateway.WithEndorsingOrganizations(endorsers...))
	if err != nil {
		t.Fatal(err)
	}
	ctx := within(t, time.Minute)
	transaction, err := proposal.EndorseWithContext(ctx)
	if err != nil {
		return 0, err
	}
	commit, err := transaction.SubmitWithContext(ctx)
	if err != nil {
		return 0, err
	}
	status, err := commit.StatusWithContext(ctx)
	if err != nil {
		return 0, err
	}
	return status.Code, nil
}

// evaluateAt asks the peer a question that claims to be asked at another time.
func (r *raw) evaluateAt(t testing.TB, at time.Time, function string, args ...string) error {
	t.Helper()
	proposal, err := r.gateway.GetNetwork(r.channel).GetContract("origo").NewProposal(function, gateway.WithArguments(args...))
	if err != nil {
		t.Fatal(err)
	}
	original, err := proposal.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	forged := withTimestamp(t, original, at)
	signature, err := r.sign(digestOf(t, forged))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := r.gateway.NewSignedProposal(forged, signature)
	if err != nil {
		t.Fatal(err)
	}
	_, err = signed.EvaluateWithContext(within(t, time.Minute))
	return err
}

// withTimestamp rewrites the time a proposal claims.
func withTimestamp(t testing.TB, raw []byte, at time.Time) []byte {
	t.Helper()
	var proposed gatewayproto.ProposedTransaction
	var proposal peer.Proposal
	var header common.Header
	var channel common.ChannelHeader
	open(t, raw, &proposed)
	open(t, proposed.GetProposal().GetProposalBytes(), &proposal)
	open(t, proposal.GetHeader(), &header)
	open(t, header.GetChannelHeader(), &channel)
	channel.Timestamp = timestamppb.New(at)
	header.ChannelHeader = pack(t, &channel)
	proposal.Header = pack(t, &header)
	proposed.Proposal.ProposalBytes = pack(t, &proposal)
	return pack(t, &proposed)
}

// digestOf is what the client signs of a proposal.
func digestOf(t testing.TB, raw []byte) []byte {
	t.Helper()
	var proposed gatewayproto.ProposedTransaction
	open(t, raw, &proposed)
	return hash.SHA256(proposed.GetProposal().GetProposalBytes())
}

func open(t testing.TB, raw []byte, into proto.Message) {
	t.Helper()
	if err := proto.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

func pack(t testing.TB, from proto.Message) []byte {
	t.Helper()
	raw, err := proto.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func encoded(t testing.TB, transient map[string]any) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for key, value := range transient {
		raw, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out[key] = raw
	}
	return out
}
