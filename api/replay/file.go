package replay

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// The buckets: entries by key, keys by age, and the sum of all sizes.
var (
	entries = []byte("entries")
	ages    = []byte("ages")
	sums    = []byte("sums")
	total   = []byte("bytes")
)

// overhead is what an entry costs beyond its value, in bytes, roughly.
const overhead = 128

// entry is what is remembered under a key.
type entry struct {
	Request []byte    `json:"request"` // digest
	At      time.Time `json:"at"`
	Answer  *Answer   `json:"answer,omitempty"` // nil until the request was answered
}

func prepare(tx *bbolt.Tx) error {
	for _, name := range [][]byte{entries, ages, sums} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	return nil
}

// note gives the entry of a key, and makes one if there is none or if it is too
// old. It fails with ErrConflict if the key stands for another request.
func (s *Store) note(key, request Digest) (entry, error) {
	var e entry
	err := s.db.Update(func(tx *bbolt.Tx) error {
		if err := s.sweep(tx); err != nil {
			return err
		}
		known, found, err := read(tx, key)
		if err != nil {
			return err
		}
		if e = known; found {
			return nil
		}
		e = entry{Request: request[:], At: s.now().UTC()}
		return write(tx, key, e)
	})
	if err != nil {
		return entry{}, fmt.Errorf("note the key: %w", err)
	}
	if !bytes.Equal(e.Request, request[:]) {
		return entry{}, ErrConflict
	}
	return e, nil
}

// put stores an entry durably.
func (s *Store) put(key Digest, e entry) error {
	if err := s.db.Update(func(tx *bbolt.Tx) error { return write(tx, key, e) }); err != nil {
		return fmt.Errorf("keep the answer: %w", err)
	}
	return nil
}

func read(tx *bbolt.Tx, key Digest) (entry, bool, error) {
	var e entry
	raw := tx.Bucket(entries).Get(key[:])
	if raw == nil {
		return e, false, nil
	}
	return e, true, json.Unmarshal(raw, &e)
}

func write(tx *bbolt.Tx, key Digest, e entry) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := drop(tx, key); err != nil {
		return err
	}
	if err := tx.Bucket(entries).Put(key[:], raw); err != nil {
		return err
	}
	if err := tx.Bucket(ages).Put(ageKey(e.At, key), nil); err != nil {
		return err
	}
	return count(tx, len(raw)+overhead)
}

// drop removes an entry if it is there.
func drop(tx *bbolt.Tx, key Digest) error {
	raw := tx.Bucket(entries).Get(key[:])
	if raw == nil {
		return nil
	}
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil {
		return err
	}
	if err := tx.Bucket(ages).Delete(ageKey(e.At, key)); err != nil {
		return err
	}
	if err := count(tx, -len(raw)-overhead); err != nil {
		return err
	}
	return tx.Bucket(entries).Delete(key[:])
}

// sweepAtOnce bounds the work of one sweep; every claim sweeps again.
const sweepAtOnce = 100

// sweep removes what is too old, and the oldest while there is too much.
func (s *Store) sweep(tx *bbolt.Tx) error {
	limit := ageKey(s.now().Add(-MaxAge), Digest{})
	for range sweepAtOnce {
		oldest, _ := tx.Bucket(ages).Cursor().First()
		if oldest == nil || bytes.Compare(oldest, limit) > 0 && counted(tx) <= s.maxBytes {
			return nil
		}
		if err := drop(tx, Digest(oldest[8:])); err != nil {
			return err
		}
	}
	return nil
}

// ageKey sorts by time, then by key.
func ageKey(at time.Time, key Digest) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(at.UnixNano())), key[:]...)
}

// count adds to the sum of all sizes.
func count(tx *bbolt.Tx, change int) error {
	return tx.Bucket(sums).Put(total, binary.BigEndian.AppendUint64(nil, uint64(counted(tx)+change)))
}

func counted(tx *bbolt.Tx) int {
	raw := tx.Bucket(sums).Get(total)
	if raw == nil {
		return 0
	}
	return int(binary.BigEndian.Uint64(raw))
}
