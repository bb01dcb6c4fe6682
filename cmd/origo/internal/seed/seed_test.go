package seed_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"origo/certificate/specimen"
	"origo/cmd/origo/internal/memsite"
	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// clock is a time that tests move on.
type clock struct{ offset atomic.Int64 }

// now is the moved time.
func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.offset.Load())) }

// seedOnce seeds the network and returns what changed.
func seedOnce(t *testing.T, run string, now func() time.Time) []seed.Change {
	t.Helper()
	s, err := site.Open(run)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := (&seed.Seeder{Site: s, Now: now}).Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestRevocationListsAreRenewedBeforeTheyEnd(t *testing.T) {
	var c clock
	run := memsite.Start(t, c.now)
	if changes := seedOnce(t, run, c.now); len(changes) == 0 {
		t.Fatal("the first seed changed nothing")
	}
	c.offset.Store(int64(25 * 24 * time.Hour))
	changes := seedOnce(t, run, c.now)
	for _, change := range changes {
		if !strings.HasPrefix(change.What, "imported the revocation list of ") {
			t.Errorf("unexpected: %s", change.What)
		}
	}
	if want := 3 * 2 * 2; len(changes) != want { // agreements, countries each, authorities each
		t.Errorf("%d lists were renewed, want %d", len(changes), want)
	}
	if changes := seedOnce(t, run, c.now); len(changes) != 0 {
		t.Errorf("the third seed changed %v", changes)
	}
}

func TestKeysAreForTheirOwnerOnly(t *testing.T) {
	run := memsite.Start(t, time.Now)
	seedOnce(t, run, time.Now)
	err := filepath.WalkDir(filepath.Join(run, "demo"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLostKeysAreReplaced(t *testing.T) {
	run := memsite.Start(t, time.Now)
	seedOnce(t, run, time.Now)
	if err := os.RemoveAll(filepath.Join(run, "demo", "keys", "KR")); err != nil {
		t.Fatal(err)
	}
	if changes := seedOnce(t, run, time.Now); len(changes) == 0 {
		t.Error("new keys were not registered")
	}
}

func TestEverySpecimenHasItsOfficer(t *testing.T) {
	for _, d := range specimen.All(seed.Network) {
		officer, ok := seed.OfficerOf(d.IssuingCountry, d.Office)
		if !ok {
			t.Errorf("%s: office %s %s is not seeded", d.ID(), d.IssuingCountry, d.Office)
			continue
		}
		signs := d.Certification.Official
		if d.Statement.Name != "" {
			signs = d.Statement.Name
		}
		if signs != officer.Name {
			t.Errorf("%s: %s certifies, %s signs", d.ID(), signs, officer.Name)
		}
	}
}

func TestNothingRunsHere(t *testing.T) {
	if _, err := site.Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "make up") {
		t.Errorf("got %v", err)
	}
}
