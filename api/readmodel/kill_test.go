package readmodel

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"origo/api/store"
	"origo/api/store/storetest"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// tape is a ledger on paper, which another process can read.
type tape struct {
	Recorded []client.Block
	Views    map[string]registry.View
	Cases    map[string]registry.Case
}

func (p tape) Agreements() []certificate.Agreement { return []certificate.Agreement{certificate.ATIGA} }
func (p tape) Height(context.Context, certificate.Agreement) (uint64, error) {
	return p.Recorded[len(p.Recorded)-1].Number + 1, nil
}
func (p tape) Reader(certificate.Agreement) (Reader, error) { return p, nil }
func (p tape) View(_ context.Context, id certificate.ID) (registry.View, error) {
	return p.Views[id.String()], nil
}
func (p tape) Case(_ context.Context, id string) (registry.Case, error) { return p.Cases[id], nil }
func (p tape) Blocks(_ context.Context, _ certificate.Agreement, from uint64) (<-chan client.Block, error) {
	blocks := make(chan client.Block) // none ahead: every block is a transaction of its own
	go func() {
		for _, b := range p.Recorded {
			if b.Number >= from {
				blocks <- b
			}
		}
	}()
	return blocks, nil
}

// Where the process to be killed finds the ledger and its database.
const (
	envTape = "ORIGO_TEST_TAPE"
	envDB   = "ORIGO_TEST_DATABASE"
)

// TestMain makes the test program follow the tape, if told so.
func TestMain(m *testing.M) {
	if os.Getenv(envTape) == "" {
		os.Exit(m.Run())
	}
	if err := followTape(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func followTape() error {
	raw, err := os.ReadFile(os.Getenv(envTape))
	if err != nil {
		return err
	}
	var source tape
	var config store.Config
	if err := errors.Join(json.Unmarshal(raw, &source), json.Unmarshal([]byte(os.Getenv(envDB)), &config)); err != nil {
		return err
	}
	db, err := store.Open(config)
	if err != nil {
		return err
	}
	f := Feed{Model: New(db), Source: source, Log: slog.New(slog.DiscardHandler)}
	return f.CatchUp(context.Background(), certificate.ATIGA, int64(source.Recorded[len(source.Recorded)-1].Number))
}

// record puts a ledger with some life on it on tape.
func record(t *testing.T) tape {
	t.Helper()
	w := newWorld(t)
	for i := range 25 {
		d := w.issue(w.fresh())
		must(t, w.use(d, "TH-1", "5"))
		if i%3 == 0 {
			must(t, w.reverse(d, "TH-1"))
			must(t, w.cancel(d))
		}
		if i%5 == 0 {
			w.closeCase(w.openCase(d, "1"))
			w.openCase(d, "2")
		}
	}
	source := w.feed("THCustoms", sqlite(t)).Source
	p := tape{Views: map[string]registry.View{}, Cases: map[string]registry.Case{}}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	blocks, err := source.Blocks(ctx, certificate.ATIGA, 0)
	must(t, err)
	for len(p.Recorded) < int(w.Ledger.Height())-1 {
		p.Recorded = append(p.Recorded, <-blocks)
	}
	for _, d := range w.docs {
		p.Views[d.ID().String()], err = source.(*peer).View(t.Context(), d.ID())
		must(t, err)
	}
	for _, id := range w.cases {
		p.Cases[id], err = source.(*peer).Case(t.Context(), id)
		must(t, err)
	}
	return p
}

// TestKilledAgainAndAgain: a process that follows the ledger is killed by SIGKILL
// at one moment after another. In the end nothing is lost and nothing doubled.
func TestKilledAgainAndAgain(t *testing.T) {
	source := record(t)
	raw, err := json.Marshal(source)
	must(t, err)
	file := filepath.Join(t.TempDir(), "tape.json")
	must(t, os.WriteFile(file, raw, 0o600))
	for name, config := range map[string]store.Config{
		"sqlite":   {Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "killed.db")},
		"postgres": storetest.Postgres(t),
	} {
		t.Run(name, func(t *testing.T) {
			kills := killUntilDone(t, file, config)
			f := Feed{Model: New(open(t, config)), Source: source, Log: slog.New(slog.DiscardHandler)}
			wantSame(t, f)
			again := Feed{Model: New(sqlite(t)), Source: source, Log: slog.New(slog.DiscardHandler)}
			must(t, again.Rebuild(t.Context()))
			if got, want := dump(t, f.Model), dump(t, again.Model); got != want {
				t.Errorf("the model is\n%s\na rebuild makes\n%s", got, want)
			}
			if kills == 0 {
				t.Error("the process was never killed in time")
			}
		})
	}
}

// killUntilDone starts the process and kills it, a little later each time, until
// it comes to its end.
func killUntilDone(t *testing.T, file string, config store.Config) (kills int) {
	t.Helper()
	database, err := json.Marshal(config)
	must(t, err)
	for after := 20 * time.Millisecond; ; after += 7 * time.Millisecond {
		process := exec.Command(os.Args[0])
		process.Env = append(os.Environ(), envTape+"="+file, envDB+"="+string(database))
		process.Stderr = os.Stderr
		must(t, process.Start())
		alarm := time.AfterFunc(after, func() { _ = process.Process.Kill() })
		err := process.Wait()
		alarm.Stop()
		if err == nil {
			return kills
		}
		if code := process.ProcessState.ExitCode(); code >= 0 {
			t.Fatalf("the process failed by itself: exit code %d", code)
		}
		kills++
	}
}
