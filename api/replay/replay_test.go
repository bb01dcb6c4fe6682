package replay

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ atomic.Int64 }

func (c *clock) now() time.Time { return noon.Add(time.Duration(c.Load())) }

func open(t testing.TB, directory string, now func() time.Time) *Store {
	t.Helper()
	s, err := Open(directory, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func digest(text string) Digest { return DigestOf([]byte(text)) }

// answer carries a request out if it must be, and gives what the caller hears.
func answer(s *Store, key, request, text string) (string, error) {
	claim, known, err := s.Begin(context.Background(), digest(key), digest(request))
	switch {
	case err != nil:
		return "", err
	case known != nil:
		return string(known.Body), nil
	default:
		return text, claim.Keep(Answer{Status: 201, Body: []byte(text)})
	}
}

func want(t *testing.T, s *Store, key, request, text, wanted string) {
	t.Helper()
	if got, err := answer(s, key, request, text); err != nil || got != wanted {
		t.Errorf("key %s, request %s: %q, %v; want %q", key, request, got, err, wanted)
	}
}

func TestAnswersOnce(t *testing.T) {
	directory, c := t.TempDir(), &clock{}
	s := open(t, directory, c.now)
	want(t, s, "k", "a", "first", "first")
	want(t, s, "k", "a", "second", "first")
	if _, err := answer(s, "k", "b", "other"); !errors.Is(err, ErrConflict) {
		t.Errorf("another request under the key: %v", err)
	}
	want(t, s, "l", "b", "other", "other")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, directory, c.now)
	want(t, s, "k", "a", "third", "first")
	c.Store(int64(MaxAge + time.Second))
	want(t, s, "k", "b", "next day", "next day")
}

// TestReleased: a request that failed may be repeated; its key still belongs
// to it.
func TestReleased(t *testing.T) {
	s := open(t, t.TempDir(), (&clock{}).now)
	claim, _, err := s.Begin(context.Background(), digest("k"), digest("a"))
	if err != nil {
		t.Fatal(err)
	}
	claim.Release()
	if _, err := answer(s, "k", "b", "other"); !errors.Is(err, ErrConflict) {
		t.Errorf("another request under the key: %v", err)
	}
	want(t, s, "k", "a", "again", "again")
}

func TestTooLongIsNotKept(t *testing.T) {
	s := open(t, t.TempDir(), (&clock{}).now)
	long := strings.Repeat("x", MaxAnswer+1)
	want(t, s, "k", "a", long, long)
	want(t, s, "k", "a", "again", "again")
}

// TestTogether sends the same request many times at once: it is carried out
// once, and all hear the same.
func TestTogether(t *testing.T) {
	s := open(t, t.TempDir(), (&clock{}).now)
	var acted atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			claim, known, err := s.Begin(context.Background(), digest("k"), digest("a"))
			if err != nil || known != nil && string(known.Body) != "done" {
				t.Errorf("%v, %v", known, err)
			}
			if claim == nil {
				return
			}
			acted.Add(1)
			time.Sleep(20 * time.Millisecond)
			if err := claim.Keep(Answer{Status: 201, Body: []byte("done")}); err != nil {
				t.Error(err)
			}
			claim.Release() // as a deferred one does; another may hold the key by now
		})
	}
	all.Wait()
	if acted.Load() != 1 {
		t.Errorf("carried out %d times", acted.Load())
	}
}

func TestWaitingEnds(t *testing.T) {
	s := open(t, t.TempDir(), (&clock{}).now)
	claim, _, err := s.Begin(context.Background(), digest("k"), digest("a"))
	if err != nil {
		t.Fatal(err)
	}
	defer claim.Release()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, _, err := s.Begin(ctx, digest("k"), digest("a")); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v", err)
	}
}

func TestOneProcessOnly(t *testing.T) {
	directory := t.TempDir()
	open(t, directory, time.Now)
	if _, err := Open(directory, time.Now); err == nil {
		t.Error("a second server opened the same file")
	}
	if _, err := Open(directory+"/absent", time.Now); err == nil {
		t.Error("a directory that is not there was opened")
	}
}

// TestStaysSmall fills the store beyond its bound.
func TestStaysSmall(t *testing.T) {
	c := &clock{}
	s := open(t, t.TempDir(), c.now)
	s.maxBytes = 20_000
	for i := range 60 {
		c.Add(int64(time.Second))
		name := fmt.Sprint(i)
		want(t, s, name, name, strings.Repeat("x", 1000), strings.Repeat("x", 1000))
	}
	if kept, bytes := size(t, s); bytes > s.maxBytes+2000 || kept > 20 || kept < 5 {
		t.Errorf("%d entries of %d bytes are kept", kept, bytes)
	}
	want(t, s, "59", "59", "again", strings.Repeat("x", 1000))
	want(t, s, "0", "0", "again", "again")
}

// size counts the entries, and compares the two indexes.
func size(t *testing.T, s *Store) (kept, bytes int) {
	err := s.db.View(func(tx *bbolt.Tx) error {
		kept, bytes = tx.Bucket(entries).Stats().KeyN, counted(tx)
		if aged := tx.Bucket(ages).Stats().KeyN; aged != kept {
			t.Errorf("%d entries, %d ages", kept, aged)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept, bytes
}

// TestLikeAMap holds the store to a map from keys to requests and answers.
func TestLikeAMap(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, c := open(t, t.TempDir(), (&clock{}).now), map[string][2]string{}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			key := rapid.SampledFrom([]string{"k", "l"}).Draw(r, "key")
			request := rapid.SampledFrom([]string{"a", "b"}).Draw(r, "request")
			text := rapid.StringN(0, 5, -1).Draw(r, "text")
			got, err := answer(s, key, request, text)
			before, known := c[key]
			switch {
			case known && before[0] != request:
				if !errors.Is(err, ErrConflict) {
					r.Fatalf("conflict is not seen: %v", err)
				}
			case known && got != before[1] || err != nil:
				r.Fatalf("got %q, %v; want %q", got, err, before[1])
			case !known:
				c[key] = [2]string{request, got}
			}
		}
		s.Close()
	})
}

// TestSurvivesKill ends a process that stores answers without warning, again
// and again: everything it had acknowledged is still there.
func TestSurvivesKill(t *testing.T) {
	if directory := os.Getenv("REPLAY_CHILD"); directory != "" {
		writeUntilKilled(t, directory)
	}
	directory := t.TempDir()
	for round := range 3 {
		acknowledged := runAndKill(t, directory, round)
		s := open(t, directory, time.Now)
		for _, name := range acknowledged {
			want(t, s, name, name, "again", "answer "+name)
		}
		s.Close()
	}
}

func runAndKill(t *testing.T, directory string, round int) []string {
	child := exec.Command(os.Args[0], "-test.run=TestSurvivesKill$")
	child.Env = append(os.Environ(), "REPLAY_CHILD="+directory, fmt.Sprintf("REPLAY_ROUND=%d", round))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	lines := bufio.NewScanner(out)
	for len(acknowledged) < 20 && lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "kept "); ok {
			acknowledged = append(acknowledged, name)
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	if len(acknowledged) < 20 {
		t.Fatalf("the child ended after %d answers", len(acknowledged))
	}
	return acknowledged
}

func writeUntilKilled(t *testing.T, directory string) {
	s := open(t, directory, time.Now)
	for i := range 100_000 {
		name := os.Getenv("REPLAY_ROUND") + "." + fmt.Sprint(i)
		if _, err := answer(s, name, name, "answer "+name); err != nil {
			t.Fatal(err)
		}
		fmt.Println("kept " + name)
	}
}

func BenchmarkKeep(b *testing.B) {
	s := open(b, b.TempDir(), time.Now)
	i := 0
	for b.Loop() {
		i++
		if _, err := answer(s, fmt.Sprint(i), "a", "answer"); err != nil {
			b.Fatal(err)
		}
	}
}
