package network

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"origo/network/layout"
)

// lock keeps a second supervisor away from a run directory. The operating
// system drops it when its holder dies, however that happens; the process
// number inside is only for people.
type lock struct{ file *os.File }

func takeLock(l layout.Layout) (*lock, error) {
	if err := os.MkdirAll(filepath.Dir(l.Lock()), 0o755); err != nil {
		return nil, fmt.Errorf("run directory: %w", err)
	}
	file, err := os.OpenFile(l.Lock(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if !seize(file) {
		file.Close()
		return nil, fmt.Errorf("another origo-network (process %d) already runs the network in %s; stop it with Ctrl-C there or: origo-network down --run %[2]s", holder(l), l.Run)
	}
	if err := file.Truncate(0); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if _, err := fmt.Fprintln(file, os.Getpid()); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return &lock{file}, nil
}

func (l *lock) release() { l.file.Close() }

func seize(file *os.File) bool {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// holder is the process that last held the lock, 0 if unknown.
func holder(l layout.Layout) int {
	data, err := os.ReadFile(l.Lock())
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	return pid
}

// ErrNotRunning: no supervisor holds the run directory.
var ErrNotRunning = errors.New("no network runs there")

// Down asks the supervisor of a run directory to stop, and waits until it has.
func Down(ctx context.Context, run string) error {
	l, err := layout.New(run, "")
	if err != nil {
		return err
	}
	file, err := os.OpenFile(l.Lock(), os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", run, ErrNotRunning)
	}
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	defer file.Close()
	if seize(file) {
		return fmt.Errorf("%s: %w", run, ErrNotRunning)
	}
	// The lock is held, so the number inside is that of a live supervisor.
	if err := syscall.Kill(holder(l), syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the supervisor: %w", err)
	}
	return retry(ctx, 50*time.Millisecond, func() error {
		if !seize(file) {
			return errors.New("the supervisor has not ended yet")
		}
		return nil
	})
}
