package client

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"origo/certificate"
	"origo/certificate/registry"
)

var blockDay = time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)

// marshal is for messages that cannot fail.
func marshal(m proto.Message) []byte {
	raw, err := proto.Marshal(m)
	if err != nil {
		panic(err)
	}
	return raw
}

// announcing is the envelope of a transaction whose contract announced something.
func announcing(id, contract, name string) []byte {
	event := marshal(&peer.ChaincodeEvent{ChaincodeId: contract, TxId: id, EventName: name, Payload: []byte(id)})
	response := marshal(&peer.ProposalResponsePayload{Extension: marshal(&peer.ChaincodeAction{Events: event})})
	action := marshal(&peer.ChaincodeActionPayload{Action: &peer.ChaincodeEndorsedAction{ProposalResponsePayload: response}})
	header := marshal(&common.ChannelHeader{
		Type: int32(common.HeaderType_ENDORSER_TRANSACTION), TxId: id, Timestamp: timestamppb.New(blockDay.Add(300 * time.Millisecond)),
	})
	return marshal(&common.Envelope{Payload: marshal(&common.Payload{
		Header: &common.Header{ChannelHeader: header},
		Data:   marshal(&peer.Transaction{Actions: []*peer.TransactionAction{{Payload: action}}}),
	})})
}

// block numbers envelopes and their validation codes.
func block(number uint64, codes []byte, envelopes ...[]byte) *common.Block {
	return &common.Block{
		Header: &common.BlockHeader{Number: number, DataHash: []byte{byte(number)}}, Data: &common.BlockData{Data: envelopes},
		Metadata: &common.BlockMetadata{Metadata: [][]byte{nil, nil, codes}},
	}
}

// TestBlocks: only what the contract announced in valid transactions, with its place; empty blocks come too.
func TestBlocks(t *testing.T) {
	conflict := byte(peer.TxValidationCode_MVCC_READ_CONFLICT)
	config := marshal(&common.Envelope{Payload: marshal(&common.Payload{Header: &common.Header{
		ChannelHeader: marshal(&common.ChannelHeader{Type: int32(common.HeaderType_CONFIG)})}})})
	p := &fakePeer{blocks: []*common.Block{
		block(3, []byte{0}, config),
		block(4, []byte{0, conflict, 0, 0}, announcing("a", "origo", registry.EventIssued), announcing("b", "origo", registry.EventUsed),
			announcing("c", "other", registry.EventUsed), announcing("d", "origo", registry.EventUsed)),
		block(5, nil, announcing("e", "origo", registry.EventUsed)), // no word on validity: nothing counts
		block(6, []byte{0}, []byte("not an envelope")),
		block(7, []byte{0}, announcing("f", "origo", registry.EventUsed)), // after one that cannot be read nothing follows
	}}
	blocks, err := serve(t, p).Blocks(t.Context(), certificate.ATIGA, 3)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for b := range blocks {
		got = append(got, fmt.Sprintln(b.Number, b.Hash, b.Time.Unix() == blockDay.Unix()))
		for _, e := range b.Events {
			got = append(got, fmt.Sprintln(e.Index, e.Transaction, e.Name, string(e.Payload), e.At.Equal(blockDay)))
		}
	}
	want := "3 03 false\n4 04 true\n0 a certificate.issued a true\n3 d certificate.used d true\n5 05 true\n"
	if strings.Join(got, "") != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestBlocksOfAnotherAgreement(t *testing.T) {
	if _, err := serve(t, &fakePeer{}).Blocks(t.Context(), certificate.UKVFTA, 0); err == nil {
		t.Error("a channel the organisation is not on can be followed")
	}
}

func FuzzReadBlock(f *testing.F) {
	f.Add(marshal(block(4, []byte{0}, announcing("a", "origo", registry.EventIssued))))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b common.Block
		if proto.Unmarshal(raw, &b) != nil {
			return
		}
		read, err := readBlock(&b, "origo")
		for _, e := range read.Events {
			if err != nil || e.Name == "" || e.Index >= len(b.GetData().GetData()) {
				t.Errorf("%+v, %v", e, err)
			}
		}
	})
}
