// Package proof holds what a ledger of certificates says against its own
// rules. It is given facts, transactions as blocks tell them and private
// records as members keep them, and answers with findings; it reads nothing
// itself and has no clock.
//
// A Chronicle follows the public state through all transactions: every status
// change, enrolment and membership must have been rightful in the state that
// its transaction found. Examine then retells a certificate's private history,
// every balance after every use, and holds the hashes of the retold values
// against those in the blocks. So not only the records that a member shows
// today are proven, but all that ever stood there.
package proof

import (
	"fmt"
	"strings"
	"time"
)

// Transaction is a valid transaction of a block.
type Transaction struct {
	Channel string
	Block   uint64
	ID      string
	Creator string    // organisation whose client made it
	Person  string    // SHA-256 of the public key of that client's certificate, lower hex
	Time    time.Time // the transaction's own
	Writes  []Write
}

// Write is one change of the world state.
type Write struct {
	Namespace string // name of the contract
	Deleted   bool

	// A public write has Key and Value.
	Key   string
	Value []byte

	// A private write has Collection, and of key and value the SHA-256 only:
	// the values are not in blocks.
	Collection string
	KeyHash    []byte
	ValueHash  []byte
}

// Finding is something on the ledger that should not be.
type Finding struct {
	Channel     string `json:"channel"`
	Block       uint64 `json:"block"`
	Transaction string `json:"transaction,omitempty"`
	Key         string `json:"key,omitempty"`
	Peer        string `json:"peer,omitempty"` // where it was seen, if not everywhere
	Text        string `json:"text"`
}

// String is the finding in one line.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s block %d", f.Channel, f.Block)
	for _, part := range []struct{ name, value string }{{"transaction", f.Transaction}, {"key", f.Key}, {"on", f.Peer}} {
		if part.value != "" {
			fmt.Fprintf(&b, ", %s %s", part.name, part.value)
		}
	}
	return b.String() + ": " + f.Text
}
