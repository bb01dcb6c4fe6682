package memledger

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"time"
)

// version is where a key was last written; the zero version is that of a key
// that does not exist.
type version struct {
	Block uint64 `json:"block"`
	Tx    int    `json:"tx"`
}

// entry is the committed state of a key.
type entry struct {
	value   []byte // in hashes: of the private value
	policy  []byte
	version version
}

// space is the public state, or the hashed state of one collection.
type space map[string]entry

// between lists the keys from start to before end, in order. An empty end has
// no bound.
func (s space) between(start, end string) []string {
	var keys []string
	for key := range s {
		if within(key, start, end) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// within reports whether a key lies from start to before end.
func within(key, start, end string) bool { return key >= start && (end == "" || key < end) }

// modification is one entry of a key's history.
type modification struct {
	tx      string
	at      time.Time
	value   []byte
	deleted bool
}

// write is the last thing a transaction does to a key.
type write struct {
	Value  []byte `json:"value,omitempty"`
	Delete bool   `json:"delete,omitempty"`
}

// rangeRead is a range and what it showed.
type rangeRead struct {
	Start string    `json:"start"`
	End   string    `json:"end"`
	Keys  []string  `json:"keys"`
	Found []version `json:"found"`
}

// footprint is what a transaction did in one space.
type footprint struct {
	Reads    map[string]version `json:"reads"`
	Ranges   []rangeRead        `json:"ranges"`
	Writes   map[string]write   `json:"writes"`
	Policies map[string][]byte  `json:"policies"`
}

func newFootprint() *footprint {
	return &footprint{Reads: map[string]version{}, Writes: map[string]write{}, Policies: map[string][]byte{}}
}

// changed lists the keys written or guarded, in order.
func (f *footprint) changed() []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(f.Writes)), maps.Keys(f.Policies))
	slices.Sort(all)
	return slices.Compact(all)
}

// hashOf is how a private key or value appears on the chain.
func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
