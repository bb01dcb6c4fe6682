package audit

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/golang/protobuf/proto"
	"github.com/golang/protobuf/ptypes"
	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go/ledger/rwset/kvrwset"
	"github.com/hyperledger/fabric-protos-go/msp"
	"github.com/hyperledger/fabric-protos-go/peer"

	"origo/network/audit/proof"
)

var when = time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)

func encode(t testing.TB, message proto.Message) []byte {
	t.Helper()
	data, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// transaction makes an endorsed transaction with one public and one private write.
func transaction(t testing.TB, id, key, value string) []byte {
	t.Helper()
	identity := encode(t, &msp.SerializedIdentity{Mspid: "KRCustoms"})
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
		Header: &common.Header{ChannelHeader: header, SignatureHeader: encode(t, &common.SignatureHeader{Creator: identity})},
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
type collector struct{ seen []proof.Transaction }

func (c *collector) Check(tx proof.Transaction) []proof.Finding {
	c.seen = append(c.seen, tx)
	return []proof.Finding{{Channel: tx.Channel, Block: tx.Block, Transaction: tx.ID, Text: "seen"}}
}

// audited reads everything once.
func audited(t *testing.T, views []View, checker Checker) Report {
	t.Helper()
	chain := NewChain("vkfta", views, checker)
	if err := chain.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	return chain.Report()
}

// said is the texts of all findings.
func said(r Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.String())
	}
	return strings.Join(all, "\n")
}

var valid = peer.TxValidationCode_VALID

func TestSameChain(t *testing.T) {
	blocks := chain(t, valid, peer.TxValidationCode_MVCC_READ_CONFLICT, valid)
	seen := &collector{}
	report := audited(t, []View{{"a", memory{blocks}}, {"b", memory{blocks[:2]}}, {"c", memory{blocks}}}, seen)
	if len(report.Findings) != 1 || report.Blocks != 2 || report.Transactions != 2 || report.Invalid != 1 || report.Writes != 2 {
		t.Errorf("report %+v", report)
	}
	if len(seen.seen) != 1 || len(seen.seen[0].Writes) != 2 {
		t.Fatalf("the checker saw %+v, want the one valid transaction", seen.seen)
	}
	tx := seen.seen[0]
	public, private := tx.Writes[0], tx.Writes[1]
	if !tx.Time.Equal(when) || tx.ID != "a" || tx.Channel != "vkfta" || tx.Creator != "KRCustoms" {
		t.Errorf("transaction %+v", tx)
	}
	if public.Key != "key" || string(public.Value) != "value" {
		t.Errorf("public write %+v", public)
	}
	if private.Collection != "KR_VN" || string(private.ValueHash) != "v" || private.Key != "" {
		t.Errorf("private write %+v", private)
	}
}

// A chain is read on from where it was left, and never shorter.
func TestReadingOn(t *testing.T) {
	blocks := chain(t, valid, valid, valid)
	growing := &memory{blocks[:1]}
	seen := &collector{}
	c := NewChain("vkfta", []View{{"a", growing}, {"b", memory{blocks}}}, seen)
	for i, have := range []int{1, 3, 2} {
		growing.blocks = blocks[:have]
		if err := c.Read(t.Context()); err != nil {
			t.Fatal(err)
		}
		if level := have == 3; c.Level() != level {
			t.Errorf("read %d: level %v, want %v", i, c.Level(), level)
		}
	}
	if r := c.Report(); len(seen.seen) != 3 || r.Blocks != 3 || !strings.Contains(said(r), "became shorter") {
		t.Errorf("report %+v after %d transactions", r, len(seen.seen))
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
		{"chain cut", func(b *common.Block) { b.Header.PreviousHash = []byte("elsewhere") }, "does not follow block 0"},
		{"number", func(b *common.Block) { b.Header.Number = 7 }, "block 7 stands in its place"},
		{"judged otherwise", func(b *common.Block) { b.Metadata.Metadata[2] = []byte{11} }, "judges the transactions"},
		{"other state", func(b *common.Block) { b.Metadata.Metadata[4] = []byte("forged") }, "comes to another state"},
		{"incomplete", func(b *common.Block) { b.Data = nil }, "incomplete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			honest := chain(t, valid, valid)
			forged := []*common.Block{honest[0], proto.Clone(honest[1]).(*common.Block)}
			c.change(forged[1])
			report := audited(t, []View{{"honest", memory{honest}}, {"forged", memory{forged}}}, nil)
			if all := said(report); !strings.Contains(all, c.want) || !strings.Contains(all, "forged") {
				t.Errorf("findings %q, want %q", all, c.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x0a, 0x02, 0x0a, 0x00})
	f.Add(transaction(f, "a", "\x00certificate\x00D\x00VN\x001\x00", "{}"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		tx, err := Decode(data)
		if err == nil { // whatever a peer sends must not end the auditor
			proof.New("origo").Check(tx)
		}
	})
}
