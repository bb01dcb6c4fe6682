package client

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"origo/certificate"
)

func TestFreshness(t *testing.T) {
	stated := time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)
	var down atomic.Bool
	p := &fakePeer{evaluate: func(r *gateway.EvaluateRequest) ([]byte, error) {
		if down.Load() {
			return nil, failure(t, codes.Unavailable, "down")
		}
		if function(t, r) == "GetChainInfo" {
			return proto.Marshal(&common.BlockchainInfo{Height: 9})
		}
		return proto.Marshal(blockAt(t, stated.Add(-time.Minute), stated))
	}}
	connection := serve(t, p)
	want := Freshness{Channel: "atiga", Height: 9, BlockTime: "2026-11-22T08:30:00Z"}
	for range 3 {
		got, err := connection.Freshness(t.Context(), certificate.ATIGA)
		if err != nil || got != want {
			t.Fatalf("got %+v, %v", got, err)
		}
	}
	if p.times("evaluate") != 2 {
		t.Errorf("asked the peer %d times for three answers within a second, want 2", p.times("evaluate"))
	}
	if _, err := connection.Freshness(t.Context(), certificate.VKFTA); !errors.Is(err, ErrNoChannel) {
		t.Errorf("foreign channel: %v", err)
	}
	down.Store(true)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	<-connection.fresh[certificate.ATIGA].turn // as if another caller were asking a peer that hangs
	if _, err := connection.Freshness(gone, certificate.ATIGA); !is[*Unavailable](err) {
		t.Errorf("behind a hanging question: %v", err)
	}
	connection.fresh[certificate.ATIGA].turn <- struct{}{}
	connection.fresh[certificate.ATIGA].asked = time.Time{}
	if _, err := connection.Freshness(t.Context(), certificate.ATIGA); !is[*Unavailable](err) {
		t.Errorf("peer down: %v", err)
	}
}

// function is the name of the function that an evaluation asks for.
func function(t *testing.T, r *gateway.EvaluateRequest) string {
	t.Helper()
	var proposal peer.Proposal
	var payload peer.ChaincodeProposalPayload
	var spec peer.ChaincodeInvocationSpec
	for _, layer := range []struct {
		raw  func() []byte
		into proto.Message
	}{
		{r.GetProposedTransaction().GetProposalBytes, &proposal}, {proposal.GetPayload, &payload}, {payload.GetInput, &spec},
	} {
		if err := proto.Unmarshal(layer.raw(), layer.into); err != nil {
			t.Error(err)
		}
	}
	return string(spec.GetChaincodeSpec().GetInput().GetArgs()[0])
}

func blockAt(t *testing.T, times ...time.Time) *common.Block {
	t.Helper()
	block := &common.Block{Data: &common.BlockData{}}
	for _, at := range times {
		header, err := proto.Marshal(&common.ChannelHeader{Timestamp: timestamppb.New(at)})
		if err != nil {
			t.Fatal(err)
		}
		payload, err := proto.Marshal(&common.Payload{Header: &common.Header{ChannelHeader: header}})
		if err != nil {
			t.Fatal(err)
		}
		envelope, err := proto.Marshal(&common.Envelope{Payload: payload})
		if err != nil {
			t.Fatal(err)
		}
		block.Data.Data = append(block.Data.Data, envelope)
	}
	return block
}
