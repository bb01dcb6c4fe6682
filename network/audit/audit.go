// Package audit proves that all peers of a channel hold the same history. It
// reads every block from every organisation's peer, recomputes the chain of
// hashes, compares what the peers say of each transaction, and hands all
// valid transactions to a Checker, which proof provides.
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
	"math"
	"math/big"

	"github.com/golang/protobuf/proto" //nolint:staticcheck // the one fabric-sdk-go's blocks are made of
	"github.com/hyperledger/fabric-protos-go/common"

	"origo/network/audit/proof"
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

// Checker looks at every valid transaction, in the order of the ledger, and
// says what is wrong with it.
type Checker interface {
	Check(proof.Transaction) []proof.Finding
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
	Findings     []proof.Finding   `json:"findings"`  // empty: all is well
}

// Chain is one channel's chain as its peers have it.
type Chain struct {
	views   []View
	checker Checker
	report  Report
}

// NewChain prepares the audit of a channel; checker may be nil.
func NewChain(channel string, views []View, checker Checker) *Chain {
	report := Report{Channel: channel, Heights: map[string]uint64{}, Findings: []proof.Finding{}}
	return &Chain{views: views, checker: checker, report: report}
}

// Report is the outcome so far.
func (c *Chain) Report() Report { return c.report }

// Level reports whether all peers had the same height when last asked.
func (c *Chain) Level() bool {
	for _, height := range c.report.Heights {
		if height != c.report.Blocks {
			return false
		}
	}
	return true
}

// Read audits the blocks that all peers have, from where the last Read ended.
// An error means that a peer could not be asked; what is wrong on the ledger
// is in the report.
func (c *Chain) Read(ctx context.Context) error {
	if len(c.views) == 0 {
		return errors.New("audit: no peer to ask")
	}
	begun := c.report.Blocks
	hashes, err := c.heights(ctx)
	if err != nil {
		return err
	}
	for number := begun; number < c.report.Blocks; number++ {
		if err := c.block(ctx, number); err != nil {
			return err
		}
	}
	c.tips(hashes)
	return nil
}

// find notes something wrong with a block on a peer; on all, if none is named.
func (c *Chain) find(peer string, block uint64, format string, arguments ...any) {
	c.report.Findings = append(c.report.Findings, proof.Finding{
		Channel: c.report.Channel, Block: block, Peer: peer, Text: fmt.Sprintf(format, arguments...),
	})
}

// heights asks every peer how far it is and settles how far the audit goes.
func (c *Chain) heights(ctx context.Context) (map[string][]byte, error) {
	hashes := map[string][]byte{}
	least := uint64(math.MaxUint64)
	for _, v := range c.views {
		height, hash, err := v.Reader.Height(ctx)
		if err != nil {
			return nil, fmt.Errorf("audit %s: %w", c.report.Channel, err)
		}
		if had := c.report.Heights[v.Peer]; height < had {
			c.find(v.Peer, height, "the chain became shorter, it had %d blocks", had)
		}
		c.report.Heights[v.Peer], hashes[v.Peer] = height, hash
		least = min(least, height)
	}
	c.report.Blocks = max(c.report.Blocks, least)
	return hashes, nil
}

// block audits one block on all peers.
func (c *Chain) block(ctx context.Context, number uint64) error {
	var first *common.Block
	for _, v := range c.views {
		block, err := v.Reader.Block(ctx, number)
		if err != nil {
			return fmt.Errorf("audit %s: %w", c.report.Channel, err)
		}
		if !c.sound(v.Peer, block, number) {
			return nil
		}
		if first == nil {
			first = block
		} else {
			c.compare(v.Peer, number, first, block)
		}
	}
	c.report.LastHash = HeaderHash(first.Header)
	c.contents(number, first)
	return nil
}

// sound checks a block against itself and its predecessor.
func (c *Chain) sound(peer string, block *common.Block, number uint64) bool {
	switch {
	case block.GetHeader() == nil || block.Data == nil || block.Metadata == nil:
		c.find(peer, number, "the block is incomplete")
		return false
	case block.Header.Number != number:
		c.find(peer, number, "block %d stands in its place", block.Header.Number)
	case !bytes.Equal(block.Header.DataHash, dataHash(block.Data)):
		c.find(peer, number, "the block holds other transactions than its header says")
	case number > 0 && !bytes.Equal(block.Header.PreviousHash, c.report.LastHash):
		c.find(peer, number, "the block does not follow block %d", number-1)
	}
	return true
}

// compare holds one peer's block against another's. Headers fix what is in
// the block; flags and commit hash fix what the peer made of it.
func (c *Chain) compare(peer string, number uint64, first, other *common.Block) {
	if !proto.Equal(first.Header, other.Header) {
		c.find(peer, number, "the block is not the one that %s has", c.views[0].Peer)
	}
	for index, what := range map[common.BlockMetadataIndex]string{
		common.BlockMetadataIndex_TRANSACTIONS_FILTER: "judges the transactions unlike %s",
		common.BlockMetadataIndex_COMMIT_HASH:         "comes to another state than %s",
	} {
		if !bytes.Equal(metadata(first, index), metadata(other, index)) {
			c.find(peer, number, what, c.views[0].Peer)
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
func (c *Chain) tips(hashes map[string][]byte) {
	for _, v := range c.views {
		if c.report.Heights[v.Peer] == c.report.Blocks && !bytes.Equal(hashes[v.Peer], c.report.LastHash) {
			c.find(v.Peer, c.report.Blocks-1, "the peer reports another hash for its last block than it has")
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
