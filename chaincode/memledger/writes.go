package memledger

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

// Write is one change of a transaction, as all members find it in the block: of
// a private record only the hashes of key and value.
type Write struct {
	Collection string // empty for the public state
	Key        []byte // public: the key; private: its SHA-256
	Value      []byte // public: the value; private: its SHA-256
	Deleted    bool
}

// Writes lists what the transaction changed, the public state first, in order
// of keys.
func (t Transaction) Writes() ([]Write, error) {
	var all []Write
	for _, space := range t.results.spaces() {
		did := t.results.in(space)
		for _, key := range slices.Sorted(maps.Keys(did.Writes)) {
			w := Write{Collection: space, Key: []byte(key), Value: did.Writes[key].Value, Deleted: did.Writes[key].Delete}
			if err := w.unhide(); err != nil {
				return nil, fmt.Errorf("writes of %s: %w", t.ID, err)
			}
			all = append(all, w)
		}
	}
	return all, nil
}

// unhide turns the hexadecimal hashes of a private write into bytes.
func (w *Write) unhide() (err error) {
	if w.Collection == publicSpace {
		return nil
	}
	if w.Key, err = hex.DecodeString(string(w.Key)); err != nil {
		return err
	}
	w.Value, err = hex.DecodeString(string(w.Value))
	return err
}
