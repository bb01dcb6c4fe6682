package audit

import (
	"fmt"
	"time"

	"github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset/kvrwset"
	"github.com/hyperledger/fabric-protos-go/peer"
)

// Write is one change of the world state by a valid transaction.
type Write struct {
	Channel     string
	Block       uint64
	Transaction string
	Time        time.Time // the transaction's own
	Namespace   string    // name of the contract
	Deleted     bool

	// A public write has Key and Value.
	Key   string
	Value []byte

	// A private write has Collection, and of key and value the SHA-256 only:
	// the values are not in blocks.
	Collection string
	KeyHash    []byte
	ValueHash  []byte
}

// contents counts a block's transactions and shows the valid ones' writes to
// the checker.
func (a *auditor) contents(number uint64, block *common.Block) {
	flags := metadata(block, common.BlockMetadataIndex_TRANSACTIONS_FILTER)
	for i, data := range block.Data.Data {
		a.report.Transactions++
		if i >= len(flags) || peer.TxValidationCode(flags[i]) != peer.TxValidationCode_VALID {
			if number > 0 { // the genesis block is not judged
				a.report.Invalid++
			}
			continue
		}
		writes, err := Writes(data)
		if err != nil {
			a.find("block %d, transaction %d: %v", number, i, err)
			continue
		}
		for _, w := range writes {
			w.Channel, w.Block = a.report.Channel, number
			a.report.Writes++
			if a.checker == nil {
				continue
			}
			if err := a.checker.Check(w); err != nil {
				a.find("block %d, transaction %s: %v", number, w.Transaction, err)
			}
		}
	}
}

// Writes decodes the changes that one transaction of a block makes.
// Configuration transactions make none.
func Writes(transaction []byte) ([]Write, error) {
	var envelope common.Envelope
	var payload common.Payload
	var header common.ChannelHeader
	if err := proto.Unmarshal(transaction, &envelope); err != nil {
		return nil, fmt.Errorf("envelope: %w", err)
	}
	if err := proto.Unmarshal(envelope.Payload, &payload); err != nil {
		return nil, fmt.Errorf("payload: %w", err)
	}
	if err := proto.Unmarshal(payload.GetHeader().GetChannelHeader(), &header); err != nil {
		return nil, fmt.Errorf("channel header: %w", err)
	}
	if common.HeaderType(header.Type) != common.HeaderType_ENDORSER_TRANSACTION {
		return nil, nil
	}
	writes, err := actions(payload.Data)
	for i := range writes {
		writes[i].Transaction = header.TxId
		writes[i].Time = time.Unix(header.GetTimestamp().GetSeconds(), int64(header.GetTimestamp().GetNanos())).UTC()
	}
	return writes, err
}

// actions decodes what the endorsed actions of a transaction write.
func actions(data []byte) ([]Write, error) {
	var transaction peer.Transaction
	if err := proto.Unmarshal(data, &transaction); err != nil {
		return nil, fmt.Errorf("transaction: %w", err)
	}
	var all []Write
	for _, one := range transaction.Actions {
		set, err := results(one.Payload)
		if err != nil {
			return nil, err
		}
		for _, namespace := range set.NsRwset {
			writes, err := namespaceWrites(namespace)
			if err != nil {
				return nil, err
			}
			all = append(all, writes...)
		}
	}
	return all, nil
}

// results unwraps an action down to its read and write sets.
func results(payload []byte) (*rwset.TxReadWriteSet, error) {
	var action peer.ChaincodeActionPayload
	var response peer.ProposalResponsePayload
	var result peer.ChaincodeAction
	set := &rwset.TxReadWriteSet{}
	if err := proto.Unmarshal(payload, &action); err != nil {
		return nil, fmt.Errorf("action: %w", err)
	}
	if err := proto.Unmarshal(action.GetAction().GetProposalResponsePayload(), &response); err != nil {
		return nil, fmt.Errorf("endorsed response: %w", err)
	}
	if err := proto.Unmarshal(response.Extension, &result); err != nil {
		return nil, fmt.Errorf("result: %w", err)
	}
	if err := proto.Unmarshal(result.Results, set); err != nil {
		return nil, fmt.Errorf("write sets: %w", err)
	}
	return set, nil
}

func namespaceWrites(namespace *rwset.NsReadWriteSet) ([]Write, error) {
	var public kvrwset.KVRWSet
	if err := proto.Unmarshal(namespace.Rwset, &public); err != nil {
		return nil, fmt.Errorf("writes to %s: %w", namespace.Namespace, err)
	}
	var all []Write
	for _, w := range public.Writes {
		all = append(all, Write{Namespace: namespace.Namespace, Key: w.Key, Value: w.Value, Deleted: w.IsDelete})
	}
	for _, collection := range namespace.CollectionHashedRwset {
		var private kvrwset.HashedRWSet
		if err := proto.Unmarshal(collection.HashedRwset, &private); err != nil {
			return nil, fmt.Errorf("writes to %s: %w", collection.CollectionName, err)
		}
		for _, w := range private.HashedWrites {
			all = append(all, Write{
				Namespace: namespace.Namespace, Collection: collection.CollectionName,
				KeyHash: w.KeyHash, ValueHash: w.ValueHash, Deleted: w.IsDelete,
			})
		}
	}
	return all, nil
}
