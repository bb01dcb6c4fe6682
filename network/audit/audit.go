// Package audit proves that all peers of a channel hold the same history. It
// reads every block from every organisation's peer, recomputes the chain of
// hashes, compares what the peers say of each transaction, and hands all
// writes of valid transactions to a Checker.
//
// It shares no code with the programs that write to the ledger.
package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"

	"github.com/golang/protobuf/proto" //nolint:staticcheck // the one fabric-sdk-go's blocks are made of
	"github.com/hyperledger/fabric-protos-go/common"
)

// Reader reads a channel's chain on one peer.
type Reader interface {
	// Height is the number of blocks, and the hash of the last one's header.
	Height(ctx context.Context) (uint64, []byte, error)
	// Block reads the block of a number; the first is 0.
	Block(ctx context.Context, number uint64) (*common.Block, error)
}

// View is a peer that is to be audited.
type View struct {
	Peer   string
	Reader Reader
}

// Checker looks at every write of a valid transaction, in the order of the
// ledger. An error is a finding; the audit goes on.
type Checker interface {
	Check(Write) error
}

// Report is the outcome for one channel.
type Report struct {
	Channel      string            `json:"channel"`
	Blocks       uint64            `json:"blocks"`  // that all peers have
	Heights      map[string]uint64 `json:"heights"` // by peer
	Transactions int               `json:"transactions"`
	Invalid      int               `json:"invalid"` // of them, refused by all peers alike
	Writes       int               `json:"writes"`
	LastHash     []byte            `json:"last_hash"` // of the last block all peers have
	Findings     []string          `json:"findings"`  // empty: all is well
}

// Channel audits the blocks that all peers of a channel have. An error means
// that a peer could not be asked; what is wrong on the ledger is in Findings.
func Channel(ctx context.Context, channel string, views []View, checker Checker) (Report, error) {
	a := auditor{ctx: ctx, views: views, checker: checker}
	a.report = Report{Channel: channel, Heights: map[string]uint64{}, Findings: []string{}}
	if len(views) == 0 {
		return a.report, errors.New("audit: no peer to ask")
	}
	hashes, err := a.heights()
	if err != nil {
		return a.report, err
	}
	for number := range a.report.Blocks {
		if err := a.block(number); err != nil {
			return a.report, err
		}
	}
	a.tips(hashes)
	return a.report, nil
}

// auditor carries one channel's audit along.
type auditor struct {
	ctx     context.Context
	views   []View
	checker Checker
	report  Report
}

func (a *auditor) find(format string, arguments ...any) {
	a.report.Findings = append(a.report.Findings, fmt.Sprintf(format, arguments...))
}

// heights asks every peer how far it is and settles how far the audit goes.
func (a *auditor) heights() (map[string][]byte, error) {
	hashes := map[string][]byte{}
	for i, v := range a.views {
		height, hash, err := v.Reader.Height(a.ctx)
		if err != nil {
			return nil, fmt.Errorf("audit %s: %w", a.report.Channel, err)
		}
		a.report.Heights[v.Peer], hashes[v.Peer] = height, hash
		if i == 0 || height < a.report.Blocks {
			a.report.Blocks = height
		}
	}
	return hashes, nil
}

// block audits one block on all peers.
func (a *auditor) block(number uint64) error {
	var first *common.Block
	for _, v := range a.views {
		block, err := v.Reader.Block(a.ctx, number)
		if err != nil {
			return fmt.Errorf("audit %s: %w", a.report.Channel, err)
		}
		if !a.sound(v.Peer, block, number) {
			return nil
		}
		if first == nil {
			first = block
		} else {
			a.compare(v.Peer, number, first, block)
		}
	}
	a.report.LastHash = HeaderHash(first.Header)
	a.contents(number, first)
	return nil
}

// sound checks a block against itself and its predecessor.
func (a *auditor) sound(peer string, block *common.Block, number uint64) bool {
	switch {
	case block.GetHeader() == nil || block.Data == nil || block.Metadata == nil:
		a.find("%s: block %d is incomplete", peer, number)
		return false
	case block.Header.Number != number:
		a.find("%s: block %d stands where %d should", peer, block.Header.Number, number)
	case !bytes.Equal(block.Header.DataHash, dataHash(block.Data)):
		a.find("%s: block %d holds other transactions than its header says", peer, number)
	case number > 0 && !bytes.Equal(block.Header.PreviousHash, a.report.LastHash):
		a.find("%s: block %d does not follow block %d", peer, number, number-1)
	}
	return true
}

// compare holds one peer's block against another's. Headers fix what is in
// the block; flags and commit hash fix what the peer made of it.
func (a *auditor) compare(peer string, number uint64, first, other *common.Block) {
	if !proto.Equal(first.Header, other.Header) {
		a.find("%s: block %d is not the one that %s has", peer, number, a.views[0].Peer)
	}
	for index, what := range map[common.BlockMetadataIndex]string{
		common.BlockMetadataIndex_TRANSACTIONS_FILTER: "judges the transactions of",
		common.BlockMetadataIndex_COMMIT_HASH:         "comes to another state by",
	} {
		if !bytes.Equal(metadata(first, index), metadata(other, index)) {
			a.find("%s: %s block %d, unlike %s", peer, what, number, a.views[0].Peer)
		}
	}
}

func metadata(block *common.Block, index common.BlockMetadataIndex) []byte {
	if int(index) >= len(block.Metadata.Metadata) {
		return nil
	}
	return block.Metadata.Metadata[index]
}

// tips compares the hash a peer reports for its last block with the one
// computed, where the audit reached that block.
func (a *auditor) tips(hashes map[string][]byte) {
	for _, v := range a.views {
		if a.report.Heights[v.Peer] == a.report.Blocks && !bytes.Equal(hashes[v.Peer], a.report.LastHash) {
			a.find("%s: reports another hash for block %d than it has", v.Peer, a.report.Blocks-1)
		}
	}
}

// HeaderHash is the hash by which the next block refers to a block.
func HeaderHash(header *common.BlockHeader) []byte {
	encoded, err := asn1.Marshal(struct {
		Number                 *big.Int
		PreviousHash, DataHash []byte
	}{new(big.Int).SetUint64(header.Number), header.PreviousHash, header.DataHash})
	if err != nil {
		return nil // these types always encode
	}
	sum := sha256.Sum256(encoded)
	return sum[:]
}

func dataHash(data *common.BlockData) []byte {
	sum := sha256.Sum256(bytes.Join(data.Data, nil))
	return sum[:]
}
