package client

import (
	"encoding/hex"
	"fmt"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"
)

// readBlock takes from a block what the named contract announced in transactions that took effect.
func readBlock(raw *common.Block, contract string) (Block, error) {
	b := Block{Number: raw.GetHeader().GetNumber(), Hash: hex.EncodeToString(raw.GetHeader().GetDataHash())}
	valid := validity(raw)
	for i, envelope := range raw.GetData().GetData() {
		t, err := openTransaction(envelope)
		if err != nil {
			return Block{}, fmt.Errorf("read block %d: %w", b.Number, err)
		}
		if stated := t.header.GetTimestamp().AsTime(); stated.After(b.Time) {
			b.Time = stated
		}
		if !valid(i) || t.header.GetType() != int32(common.HeaderType_ENDORSER_TRANSACTION) {
			continue
		}
		events, err := t.events(contract)
		if err != nil {
			return Block{}, fmt.Errorf("read block %d: %w", b.Number, err)
		}
		for _, e := range events {
			b.Events = append(b.Events, Event{
				Index: i, Transaction: t.header.GetTxId(), At: t.header.GetTimestamp().AsTime().UTC().Truncate(time.Second),
				Name: e.GetEventName(), Payload: e.GetPayload(),
			})
		}
	}
	b.Time = b.Time.UTC().Truncate(time.Second)
	return b, nil
}

// validity tells which transactions took effect, as the peer noted beside the block.
func validity(raw *common.Block) func(i int) bool {
	var codes []byte
	if all := raw.GetMetadata().GetMetadata(); len(all) > int(common.BlockMetadataIndex_TRANSACTIONS_FILTER) {
		codes = all[common.BlockMetadataIndex_TRANSACTIONS_FILTER]
	}
	return func(i int) bool {
		return i < len(codes) && peer.TxValidationCode(codes[i]) == peer.TxValidationCode_VALID
	}
}

// transaction is one envelope of a block, opened as far as its header.
type transaction struct {
	payload common.Payload
	header  common.ChannelHeader
}

func openTransaction(raw []byte) (*transaction, error) {
	var envelope common.Envelope
	t := new(transaction)
	return t, unmarshalInOrder(raw, &envelope, &t.payload, &t.header)
}

// events opens the layers down to what the contract announced.
func (t *transaction) events(contract string) ([]*peer.ChaincodeEvent, error) {
	var body peer.Transaction
	if err := proto.Unmarshal(t.payload.GetData(), &body); err != nil {
		return nil, err
	}
	var found []*peer.ChaincodeEvent
	for _, action := range body.GetActions() {
		e, err := eventOf(action.GetPayload())
		if err != nil {
			return nil, err
		}
		if e.GetChaincodeId() == contract && e.GetEventName() != "" {
			found = append(found, e)
		}
	}
	return found, nil
}

func eventOf(raw []byte) (*peer.ChaincodeEvent, error) {
	var action peer.ChaincodeActionPayload
	if err := proto.Unmarshal(raw, &action); err != nil {
		return nil, err
	}
	var response peer.ProposalResponsePayload
	if err := proto.Unmarshal(action.GetAction().GetProposalResponsePayload(), &response); err != nil {
		return nil, err
	}
	var result peer.ChaincodeAction
	if err := proto.Unmarshal(response.GetExtension(), &result); err != nil {
		return nil, err
	}
	e := new(peer.ChaincodeEvent)
	return e, proto.Unmarshal(result.GetEvents(), e)
}
