package audit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

func event(i int) Event {
	return Event{Who: Who{"s-1", "officer-1", "customs", "THCustoms"}, Operation: "RecordUse", Certificate: "D VN VN-TH 26/01/00123",
		Status: 201, Outcome: "accepted", Inputs: strings.Repeat("0a", 32), Answer: strings.Repeat("0b", 32), Transaction: fmt.Sprint("tx", i), Request: "r"}
}

func open(t testing.TB, directory string) *Log {
	t.Helper()
	l, err := Open(directory, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func fill(t testing.TB, l *Log, from, to int) {
	t.Helper()
	for i := from; i <= to; i++ {
		if err := l.Append(event(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func wantWhole(t *testing.T, directory string, entries uint64) Head {
	t.Helper()
	head, err := Verify(directory, Head{})
	if err != nil || head.Sequence != entries {
		t.Fatalf("head %+v, %v; want %d entries", head, err, entries)
	}
	return head
}

func TestGoesOnAfterRestart(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "audit")
	wantHead := Head{}
	for round := range 3 {
		l := open(t, directory)
		if l.Head() != wantHead {
			t.Errorf("begins at %+v, want %+v", l.Head(), wantHead)
		}
		fill(t, l, 1, 5)
		wantHead = l.Head()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if err := l.Append(event(0)); !errors.Is(err, ErrBroken) {
			t.Errorf("a closed log took an entry: %v", err)
		}
		if head := wantWhole(t, directory, uint64(5*(round+1))); head != wantHead {
			t.Errorf("verified up to %+v, want %+v", head, wantHead)
		}
	}
}

func TestRotation(t *testing.T) {
	directory := t.TempDir()
	l := open(t, directory)
	l.maxSize = 2000
	fill(t, l, 1, 30)
	all, err := segments(directory)
	if err != nil || len(all) < 5 {
		t.Fatalf("%d files, %v", len(all), err)
	}
	wantWhole(t, directory, 30)
	if err := os.WriteFile(segmentPath(directory, 31), nil, 0o600); err != nil { // killed right after rotating
		t.Fatal(err)
	}
	l.Close()
	l = open(t, directory)
	fill(t, l, 31, 35)
	wantWhole(t, directory, 35)
	if err := os.Remove(all[2].path); err != nil {
		t.Fatal(err)
	}
	var broken *Broken
	if _, err := Verify(directory, Head{}); !errors.As(err, &broken) || broken.Entry != all[2].first {
		t.Errorf("a missing file: %v", err)
	}
}

// TestReading pages through files.
func TestReading(t *testing.T) {
	l := open(t, t.TempDir())
	l.maxSize = 1500
	var now time.Time
	l.now = func() time.Time { return now }
	for i := 1; i <= 40; i++ {
		now = noon.Add(time.Duration(i) * time.Minute)
		fill(t, l, i, i)
	}
	var cursor uint64
	for page := range 4 {
		found, err := l.Read(Query{After: cursor, Limit: 10})
		if err != nil || len(found) != 10 || found[0].Sequence != uint64(10*page+1) {
			t.Fatalf("page %d: %d entries, %v", page, len(found), err)
		}
		cursor = found[9].Sequence
	}
	found, err := l.Read(Query{From: noon.Add(35 * time.Minute), Limit: 100})
	if err != nil || len(found) != 6 || found[0].Sequence != 35 {
		t.Errorf("from a time: %d entries, %v", len(found), err)
	}
}

// TestTogether appends from many sides at once.
func TestTogether(t *testing.T) {
	directory := t.TempDir()
	l := open(t, directory)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { fill(t, l, 1, 40) })
	}
	all.Wait()
	wantWhole(t, directory, 320)
}

// TestTornLine cuts the last line at every place: it is kept aside, everything
// before it stays, and the log goes on.
func TestTornLine(t *testing.T) {
	whole := t.TempDir()
	l := open(t, whole)
	fill(t, l, 1, 3)
	l.Close()
	content, err := os.ReadFile(segmentPath(whole, 1))
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndexByte(content[:len(content)-1], '\n') + 1
	for _, cut := range []int{last + 1, last + 10, len(content) - 2, len(content) - 1} {
		directory := t.TempDir()
		if err := os.WriteFile(segmentPath(directory, 1), content[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		var broken *Broken
		if _, err := Verify(directory, Head{}); !errors.As(err, &broken) || broken.Entry != 3 || !errors.Is(err, errTorn) {
			t.Errorf("cut at %d: %v", cut, err)
		}
		l := open(t, directory)
		fill(t, l, 3, 4)
		wantWhole(t, directory, 4)
		torn, _ := filepath.Glob(filepath.Join(directory, "torn-*"))
		if len(torn) != 1 {
			t.Fatalf("kept aside: %v", torn)
		}
		if kept, _ := os.ReadFile(torn[0]); !bytes.Equal(kept, content[last:cut]) {
			t.Errorf("kept aside: %q", kept)
		}
	}
}

// TestTampering changes, removes, doubles and swaps lines anywhere: the first
// entry concerned is named.
func TestTampering(t *testing.T) {
	whole := t.TempDir()
	l := open(t, whole)
	fill(t, l, 1, 9)
	l.Close()
	content, err := os.ReadFile(segmentPath(whole, 1))
	if err != nil {
		t.Fatal(err)
	}
	head := wantWhole(t, whole, 9)
	rapid.Check(t, func(r *rapid.T) {
		lines := strings.SplitAfter(strings.TrimSuffix(string(content), "\n"), "\n")
		lines[8] += "\n"
		at := rapid.IntRange(0, 7).Draw(r, "line")
		switch rapid.SampledFrom([]string{"change", "space", "remove", "double", "swap"}).Draw(r, "tampering") {
		case "change":
			lines[at] = strings.Replace(lines[at], "accepted", "refused", 1)
		case "space":
			lines[at] = strings.Replace(lines[at], ",", ", ", 1)
		case "remove":
			lines = append(lines[:at:at], lines[at+1:]...)
		case "double":
			lines = append(lines[:at+1:at+1], lines[at:]...)
			at++
		case "swap":
			lines[at], lines[at+1] = lines[at+1], lines[at]
		}
		directory := t.TempDir()
		if err := os.WriteFile(segmentPath(directory, 1), []byte(strings.Join(lines, "")), 0o600); err != nil {
			r.Fatal(err)
		}
		var broken *Broken
		if _, err := Verify(directory, Head{}); !errors.As(err, &broken) || broken.Entry != uint64(at+1) {
			r.Fatalf("entry %d was tampered with: %v", at+1, err)
		}
		if _, err := Open(directory, time.Now); err == nil {
			r.Fatal("a log that does not hold together was opened")
		}
	})
	cut := t.TempDir()
	end := bytes.LastIndexByte(content[:len(content)-1], '\n') + 1
	if err := os.WriteFile(segmentPath(cut, 1), content[:end], 0o600); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, cut, 8) // nothing shows ...
	var broken *Broken
	if _, err := Verify(cut, head); !errors.As(err, &broken) || broken.Entry != 9 { // ... but against the head
		t.Errorf("a log cut short, against a witnessed head: %v", err)
	}
	if _, err := Verify(whole, Head{4, head.Hash}); !errors.Is(err, errOther) {
		t.Errorf("another head was witnessed: %v", err)
	}
}

// TestDiskFailure: what cannot be written is not acknowledged, nor anything
// after it.
func TestDiskFailure(t *testing.T) {
	l := open(t, t.TempDir())
	fill(t, l, 1, 1)
	l.file.Close()
	for range 2 {
		if err := l.Append(event(2)); !errors.Is(err, ErrBroken) {
			t.Errorf("got %v", err)
		}
	}
	if l.Ready() == nil || l.Head().Sequence != 1 {
		t.Errorf("ready after a failure, head %+v", l.Head())
	}
}

// TestSurvivesKill ends a process that logs without warning, again and again:
// everything it had acknowledged is there, and the chain holds.
func TestSurvivesKill(t *testing.T) {
	if directory := os.Getenv("AUDIT_CHILD"); directory != "" {
		appendUntilKilled(t, directory)
	}
	directory := t.TempDir()
	for range 3 {
		last := runAndKill(t, directory)
		l := open(t, directory)
		if l.Head().Sequence < last {
			t.Errorf("entry %d was acknowledged, the log ends with %d", last, l.Head().Sequence)
		}
		l.Close()
		wantWhole(t, directory, l.Head().Sequence)
	}
}

func runAndKill(t *testing.T, directory string) uint64 {
	child := exec.Command(os.Args[0], "-test.run=TestSurvivesKill$")
	child.Env = append(os.Environ(), "AUDIT_CHILD="+directory)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var last uint64
	lines := bufio.NewScanner(out)
	for seen := 0; seen < 30 && lines.Scan(); seen++ {
		_, _ = fmt.Sscanf(lines.Text(), "logged %d", &last) // other lines are the test's own
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	if last == 0 {
		t.Fatal("the child logged nothing")
	}
	return last
}

func appendUntilKilled(t *testing.T, directory string) {
	l := open(t, directory)
	for i := range 100_000 {
		fill(t, l, i, i)
		fmt.Println("logged", l.Head().Sequence)
	}
}

func FuzzParse(f *testing.F) {
	e := Entry{Sequence: 1, At: "2026-11-22T12:00:00Z", Event: event(1)}
	line, err := e.seal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.TrimRight(line, "\n"))
	f.Add([]byte(`{"sequence":1}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := parse(line)
		if err != nil {
			return
		}
		again, err := e.seal()
		if err != nil || !bytes.Equal(bytes.TrimRight(again, "\n"), line) {
			t.Errorf("%q is accepted and written as %q", line, again)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	l := open(b, b.TempDir())
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := l.Append(event(1)); err != nil {
				b.Error(err)
			}
		}
	})
}
