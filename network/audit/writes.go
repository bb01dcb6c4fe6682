package audit

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"time"

	"github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset/kvrwset"
	"github.com/hyperledger/fabric-protos-go/msp"
	"github.com/hyperledger/fabric-protos-go/peer"

	"origo/network/audit/proof"
)

// contents counts a block's transactions and shows the valid ones to the
// checker.
func (c *Chain) contents(number uint64, block *common.Block) {
	flags := metadata(block, common.BlockMetadataIndex_TRANSACTIONS_FILTER)
	for i, data := range block.Data.Data {
		c.report.Transactions++
		if i >= len(flags) || peer.TxValidationCode(flags[i]) != peer.TxValidationCode_VALID {
			if number > 0 { // the genesis block is not judged
				c.report.Invalid++
			}
			continue
		}
		tx, err := Decode(data)
		if err != nil {
			c.find("", number, "transaction %d: %v", i, err)
			continue
		}
		tx.Channel, tx.Block = c.report.Channel, number
		c.report.Writes += len(tx.Writes)
		if c.checker != nil {
			c.report.Findings = append(c.report.Findings, c.checker.Check(tx)...)
		}
	}
}

// Decode reads from a block's transaction who made it, when, and what it
// changes. Configuration transactions change no records.
func Decode(transaction []byte) (proof.Transaction, error) {
	var tx proof.Transaction
	var envelope common.Envelope
	var payload common.Payload
	var header common.ChannelHeader
	if err := proto.Unmarshal(transaction, &envelope); err != nil {
		return tx, fmt.Errorf("envelope: %w", err)
	}
	if err := proto.Unmarshal(envelope.Payload, &payload); err != nil {
		return tx, fmt.Errorf("payload: %w", err)
	}
	if err := proto.Unmarshal(payload.GetHeader().GetChannelHeader(), &header); err != nil {
		return tx, fmt.Errorf("channel header: %w", err)
	}
	tx.ID = header.TxId
	tx.Time = time.Unix(header.GetTimestamp().GetSeconds(), int64(header.GetTimestamp().GetNanos())).UTC()
	if common.HeaderType(header.Type) != common.HeaderType_ENDORSER_TRANSACTION {
		return tx, nil
	}
	var err error
	if tx.Creator, tx.Person, err = creator(payload.GetHeader().GetSignatureHeader()); err != nil {
		return tx, err
	}
	tx.Writes, err = actions(payload.Data)
	return tx, err
}

// creator is the organisation whose client made a transaction, and the SHA-256
// of that client's public key.
func creator(signatureHeader []byte) (organisation, person string, err error) {
	var header common.SignatureHeader
	var identity msp.SerializedIdentity
	if err := proto.Unmarshal(signatureHeader, &header); err != nil {
		return "", "", fmt.Errorf("signature header: %w", err)
	}
	if err := proto.Unmarshal(header.Creator, &identity); err != nil {
		return "", "", fmt.Errorf("creator: %w", err)
	}
	return identity.Mspid, keyDigest(identity.IdBytes), nil
}

// keyDigest is the SHA-256 of the public key of a certificate in PEM, in lower
// hex, as the contract notes people; nothing for identities of another kind.
func keyDigest(certificate []byte) string {
	block, _ := pem.Decode(certificate)
	if block == nil {
		return ""
	}
	client, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(client.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// actions decodes what the endorsed actions of a transaction write.
func actions(data []byte) ([]proof.Write, error) {
	var transaction peer.Transaction
	if err := proto.Unmarshal(data, &transaction); err != nil {
		return nil, fmt.Errorf("transaction: %w", err)
	}
	var all []proof.Write
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

func namespaceWrites(namespace *rwset.NsReadWriteSet) ([]proof.Write, error) {
	var public kvrwset.KVRWSet
	if err := proto.Unmarshal(namespace.Rwset, &public); err != nil {
		return nil, fmt.Errorf("writes to %s: %w", namespace.Namespace, err)
	}
	var all []proof.Write
	for _, w := range public.Writes {
		all = append(all, proof.Write{Namespace: namespace.Namespace, Key: w.Key, Value: w.Value, Deleted: w.IsDelete})
	}
	for _, collection := range namespace.CollectionHashedRwset {
		var private kvrwset.HashedRWSet
		if err := proto.Unmarshal(collection.HashedRwset, &private); err != nil {
			return nil, fmt.Errorf("writes to %s: %w", collection.CollectionName, err)
		}
		for _, w := range private.HashedWrites {
			all = append(all, proof.Write{
				Namespace: namespace.Namespace, Collection: collection.CollectionName,
				KeyHash: w.KeyHash, ValueHash: w.ValueHash, Deleted: w.IsDelete,
			})
		}
	}
	return all, nil
}
