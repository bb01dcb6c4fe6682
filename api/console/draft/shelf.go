package draft

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Bounds of a shelf.
const (
	MostKept  = 200     // drafts of one person
	MostBytes = 2 << 20 // of one draft
)

// Errors of a shelf.
var (
	ErrNone = errors.New("there is no such draft")
	ErrFull = errors.New("no room for another draft")
)

// Kept is a draft on a shelf.
type Kept struct {
	ID      string    `json:"-"`
	Changed time.Time `json:"changed"`
	Fields  Fields    `json:"fields"`
}

// Shelf keeps drafts over sessions and restarts: a directory for each person, a
// file for each draft. It never holds a key or a seal. It is safe for concurrent
// use; of two savings of one draft the later one stays.
type Shelf struct {
	dir string
	now func() time.Time
}

// NewShelf keeps drafts below a directory, which is made when first needed.
func NewShelf(dir string, now func() time.Time) *Shelf { return &Shelf{dir, now} }

// of is a person's directory. Names of people are hashed: they may hold anything.
func (s *Shelf) of(person string) string {
	sum := sha256.Sum256([]byte(person))
	return filepath.Join(s.dir, hex.EncodeToString(sum[:]))
}

const suffix = ".json"

// known says whether a text is an id that Add may have given.
func known(id string) bool {
	return id != "" && len(id) <= 64 && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// List gives a person's drafts, the one changed last first.
func (s *Shelf) List(person string) ([]Kept, error) {
	entries, err := os.ReadDir(s.of(person))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	var all []Kept
	for _, entry := range entries {
		id, ok := strings.CutSuffix(entry.Name(), suffix)
		if !ok || !known(id) {
			continue
		}
		kept, err := s.Load(person, id)
		if errors.Is(err, ErrNone) { // dropped meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, kept)
	}
	slices.SortFunc(all, func(a, b Kept) int { return cmp.Or(b.Changed.Compare(a.Changed), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// Load gives one draft, or ErrNone.
func (s *Shelf) Load(person, id string) (Kept, error) {
	if !known(id) {
		return Kept{}, ErrNone
	}
	raw, err := os.ReadFile(filepath.Join(s.of(person), id+suffix))
	if errors.Is(err, os.ErrNotExist) {
		return Kept{}, ErrNone
	}
	if err != nil {
		return Kept{}, fmt.Errorf("read draft: %w", err)
	}
	kept := Kept{ID: id}
	if err := json.Unmarshal(raw, &kept); err != nil {
		return Kept{}, fmt.Errorf("read draft %s: %w", id, err)
	}
	return kept, nil
}

// Add keeps a new draft and gives its id.
func (s *Shelf) Add(person string, fields Fields) (string, error) {
	entries, err := os.ReadDir(s.of(person))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("list drafts: %w", err)
	}
	if len(entries) >= MostKept {
		return "", ErrFull
	}
	if err := os.MkdirAll(s.of(person), 0o700); err != nil {
		return "", fmt.Errorf("make place for drafts: %w", err)
	}
	id := rand.Text()
	return id, s.write(person, id, fields)
}

// Save keeps what stands in a draft now, or gives ErrNone.
func (s *Shelf) Save(person, id string, fields Fields) error {
	if _, err := s.Load(person, id); err != nil {
		return err
	}
	return s.write(person, id, fields)
}

// write puts the whole file in its place at once, so that no crash leaves half a
// draft.
func (s *Shelf) write(person, id string, fields Fields) error {
	raw, err := json.Marshal(Kept{Changed: s.now().UTC(), Fields: fields})
	if err != nil {
		return fmt.Errorf("write draft: %w", err)
	}
	if len(raw) > MostBytes {
		return ErrFull
	}
	half, err := os.CreateTemp(s.of(person), "half-*")
	if err != nil {
		return fmt.Errorf("write draft: %w", err)
	}
	_, err = half.Write(raw)
	err = errors.Join(err, half.Sync(), half.Close())
	if err == nil {
		err = os.Rename(half.Name(), filepath.Join(s.of(person), id+suffix))
	}
	if err != nil {
		return fmt.Errorf("write draft: %w", errors.Join(err, os.Remove(half.Name())))
	}
	return nil
}

// Drop forgets a draft; it is no error if there is none.
func (s *Shelf) Drop(person, id string) error {
	if !known(id) {
		return nil
	}
	if err := os.Remove(filepath.Join(s.of(person), id+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("drop draft: %w", err)
	}
	return nil
}
