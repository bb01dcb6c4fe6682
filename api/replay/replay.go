// Package replay remembers the answers to writes. A request that is sent again
// under the same key is answered from here and not carried out again.
//
// What is durable when: Begin returns after the key and the digest of its
// request are on disk, Keep after the answer is. A process that dies between
// the two leaves the key without an answer; the same request is then carried
// out again, which the ledger's own idempotence makes harmless, and another
// request under that key is still refused.
package replay

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// Bounds of what is remembered.
const (
	MaxAge    = 24 * time.Hour   // a key may be used for something else afterwards
	MaxBytes  = 256 << 20        // of all entries; the oldest go first
	MaxAnswer = 1 << 20          // bytes of one body; longer answers are not kept
	MaxWait   = 20 * time.Second // for another request under the same key
)

// FileName is the file of a Store inside the state directory.
const FileName = "answers.db"

// The ways in which a key cannot be used.
var (
	ErrConflict = errors.New("the key was used for another request")
	ErrBusy     = errors.New("a request under the same key is under way")
)

// Digest is a SHA-256.
type Digest [sha256.Size]byte

// DigestOf joins the parts so that no two lists of parts give the same bytes.
func DigestOf(parts ...[]byte) Digest {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return Digest(h.Sum(nil))
}

// Answer is what was said to a request.
type Answer struct {
	Status int               `json:"status"`
	Header map[string]string `json:"header"`
	Body   []byte            `json:"body"`
}

// Store remembers answers in one file, which one process at a time may open.
type Store struct {
	db       *bbolt.DB
	now      func() time.Time
	maxBytes int

	mu   sync.Mutex
	busy map[Digest]chan struct{} // closed when the request under the key ends
}

// openWithin is how long Open waits for another process to let go of the file.
const openWithin = 3 * time.Second

// Open opens the store in the directory, which must exist.
func Open(directory string, now func() time.Time) (*Store, error) {
	file := filepath.Join(directory, FileName)
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{Timeout: openWithin})
	if err != nil {
		return nil, fmt.Errorf("open %s (is another server using this directory?): %w", file, err)
	}
	s := &Store{db: db, now: now, maxBytes: MaxBytes, busy: map[Digest]chan struct{}{}}
	if err := db.Update(prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare %s: %w", file, err), db.Close())
	}
	return s, nil
}

// Close lets go of the file.
func (s *Store) Close() error { return s.db.Close() }

// Claim is the right to answer the request under a key, for one goroutine. It
// ends with the first Keep or Release.
type Claim struct {
	store *Store
	key   Digest
	entry entry
	ended bool
}

// Begin claims the key for a request. It gives the answer instead if there is
// one already, waits while the same key is being answered, and fails with
// ErrConflict, ErrBusy or an error of the disk.
func (s *Store) Begin(ctx context.Context, key, request Digest) (*Claim, *Answer, error) {
	if err := s.enter(ctx, key); err != nil {
		return nil, nil, err
	}
	known, err := s.note(key, request)
	if err == nil && known.Answer == nil {
		return &Claim{store: s, key: key, entry: known}, nil, nil
	}
	s.leave(key)
	return nil, known.Answer, err
}

// enter waits until nobody else answers under the key.
func (s *Store) enter(ctx context.Context, key Digest) error {
	timeout := time.NewTimer(MaxWait)
	defer timeout.Stop()
	for {
		other := s.occupy(key)
		if other == nil {
			return nil
		}
		select {
		case <-other:
		case <-timeout.C:
			return ErrBusy
		case <-ctx.Done():
			return ErrBusy
		}
	}
}

// occupy takes the key, or gives what to wait for.
func (s *Store) occupy(key Digest) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if other, taken := s.busy[key]; taken {
		return other
	}
	s.busy[key] = make(chan struct{})
	return nil
}

func (s *Store) leave(key Digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.busy[key])
	delete(s.busy, key)
}

// Keep stores the answer and ends the claim. An answer that is too long is not
// kept; repeating the request then carries it out again.
func (c *Claim) Keep(a Answer) error {
	defer c.Release()
	if len(a.Body) > MaxAnswer {
		return nil
	}
	c.entry.Answer = &a
	return c.store.put(c.key, c.entry)
}

// Release ends the claim without an answer, if it has not ended yet: the same
// request may be tried again under the key, another may not.
func (c *Claim) Release() {
	if !c.ended {
		c.ended = true
		c.store.leave(c.key)
	}
}
