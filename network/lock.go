package network

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

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
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(l.Lock())
		file.Close()
		return nil, fmt.Errorf("another origo-network (process %s) already runs the network in %s; stop it with Ctrl-C there or: kill %[1]s",
			strings.TrimSpace(string(holder)), l.Run)
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
