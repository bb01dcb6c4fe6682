package audit

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang/protobuf/proto"
	"github.com/golang/protobuf/ptypes"
	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset/kvrwset"
	"github.com/hyperledger/fabric-protos-go/peer"
)

var when = time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)

func encode(t *testing.T, message proto.Message) []byte {
	t.Helper()
	data, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// transaction makes an endorsed transaction with one public and one private write.
func transaction(t *testing.T, id, key, value string) []byte {
	t.Helper()
	stamp, err := ptypes.TimestampProto(when)
	if err != nil {
		t.Fatal(err)
	}
	set := encode(t, &rwset.TxReadWriteSet{NsRwset: []*rwset.NsReadWriteSet{{
		Namespace: "origo",
		Rwset:     encode(t, &kvrwset.KVRWSet{Writes: []*kvrwset.KVWrite{{Key: key, Value: []byte(value)}}}),
		CollectionHashedRwset: []*rwset.CollectionHashedReadWriteSet{{
			CollectionName: "KR_VN",
			HashedRwset:    encode(t, &kvrwset.HashedRWSet{HashedWrites: []*kvrwset.KVWriteHash{{KeyHash: []byte("k"), ValueHash: []byte("v")}}}),
		}},
	}}})
	response := encode(t, &peer.ProposalResponsePayload{Extension: encode(t, &peer.ChaincodeAction{Results: set})})
	action := encode(t, &peer.ChaincodeActionPayload{Action: &peer.ChaincodeEndorsedAction{ProposalResponsePayload: response}})
	header := encode(t, &common.ChannelHeader{Type: int32(common.HeaderType_ENDORSER_TRANSACTION), TxId: id, Timestamp: stamp})
	payload := encode(t, &common.Payload{
		Header: &common.Header{ChannelHeader: header},
		Data:   encode(t, &peer.Transaction{Actions: []*peer.TransactionAction{{Payload: action}}}),
	})
	return encode(t, &common.Envelope{Payload: payload})
}

// chain makes blocks of one transaction each; the flags say which are valid.
func chain(t *testing.T, flags ...peer.TxValidationCode) []*common.Block {
	t.Helper()
	var blocks []*common.Block
	var previous []byte
	for i, flag := range flags {
		data := &common.BlockData{Data: [][]byte{transaction(t, string(rune('a'+i)), "key", "value")}}
		block := &common.Block{
			Header:   &common.BlockHeader{Number: uint64(i), PreviousHash: previous, DataHash: dataHash(data)},
			Data:     data,
			Metadata: &common.BlockMetadata{Metadata: [][]byte{nil, nil, {byte(flag)}, nil, []byte("state")}},
		}
		previous = HeaderHash(block.Header)
		blocks = append(blocks, block)
	}
	return blocks
}

// memory is a peer with blocks in memory.
type memory struct{ blocks []*common.Block }

func (m memory) Height(context.Context) (uint64, []byte, error) {
	return uint64(len(m.blocks)), HeaderHash(m.blocks[len(m.blocks)-1].Header), nil
}

func (m memory) Block(_ context.Context, number uint64) (*common.Block, error) {
	return m.blocks[number], nil
}

// collector remembers what it is shown.
type collector struct {
	writes []Write
	err    error
}

func (c *collector) Check(w Write) error {
	c.writes = append(c.writes, w)
	return c.err
}

var valid = peer.TxValidationCode_VALID

func TestSameChain(t *testing.T) {
	blocks := chain(t, valid, peer.TxValidationCode_MVCC_READ_CONFLICT, valid)
	seen := &collector{}
	report, err := Channel(t.Context(), "vkfta", []View{{"a", memory{blocks}}, {"b", memory{blocks[:2]}}, {"c", memory{blocks}}}, seen)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) > 0 || report.Blocks != 2 || report.Transactions != 2 || report.Invalid != 1 {
		t.Errorf("report %+v", report)
	}
	if len(seen.writes) != 2 {
		t.Fatalf("the checker saw %d writes, want 2 of the one valid transaction", len(seen.writes))
	}
	public, private := seen.writes[0], seen.writes[1]
	if public.Key != "key" || string(public.Value) != "value" || !public.Time.Equal(when) || public.Transaction != "a" || public.Channel != "vkfta" {
		t.Errorf("public write %+v", public)
	}
	if private.Collection != "KR_VN" || string(private.ValueHash) != "v" || private.Key != "" {
		t.Errorf("private write %+v", private)
	}
}

// TestDifferences: whatever one peer has otherwise is found.
func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*common.Block)
		want   string
	}{
		{"transaction exchanged", func(b *common.Block) { b.Data.Data[0] = []byte("other") }, "other transactions than its header says"},
		{"chain cut", func(b *common.Block) { b.Header.PreviousHash = []byte("elsewhere") }, "does not follow"},
		{"number", func(b *common.Block) { b.Header.Number = 7 }, "stands where"},
		{"judged otherwise", func(b *common.Block) { b.Metadata.Metadata[2] = []byte{11} }, "judges the transactions"},
		{"other state", func(b *common.Block) { b.Metadata.Metadata[4] = []byte("forged") }, "comes to another state"},
		{"incomplete", func(b *common.Block) { b.Data = nil }, "incomplete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			honest := chain(t, valid, valid)
			forged := []*common.Block{honest[0], proto.Clone(honest[1]).(*common.Block)}
			c.change(forged[1])
			report, err := Channel(t.Context(), "vkfta", []View{{"honest", memory{honest}}, {"forged", memory{forged}}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if all := strings.Join(report.Findings, "\n"); !strings.Contains(all, c.want) || !strings.Contains(all, "forged") {
				t.Errorf("findings %q, want %q", all, c.want)
			}
		})
	}
}

func TestCheckerFindings(t *testing.T) {
	blocks := chain(t, valid)
	report, err := Channel(t.Context(), "vkfta", []View{{"a", memory{blocks}}}, &collector{err: errors.New("seal does not verify")})
	if err != nil || len(report.Findings) != 2 || !strings.Contains(report.Findings[0], "seal does not verify") {
		t.Errorf("report %+v, %v", report, err)
	}
}

func FuzzWrites(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x0a, 0x02, 0x0a, 0x00})
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Writes(data) // whatever a peer sends must not end the auditor
	})
}
