package supervise

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Record is the trace that a running program leaves on disk.
type Record struct {
	Name      string   `json:"name"`
	PID       int      `json:"pid"`
	Arguments []string `json:"arguments"` // including the program
}

func recordFile(directory, name string) string { return filepath.Join(directory, name+".json") }

func (r Record) save(directory string) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("record of %s: %w", r.Name, err)
	}
	if err := os.WriteFile(recordFile(directory, r.Name), data, 0o600); err != nil {
		return fmt.Errorf("record of %s: %w", r.Name, err)
	}
	return nil
}

func forget(directory, name string) {
	_ = os.Remove(recordFile(directory, name)) // a stale record does no harm: Alive compares the command line
}

// Alive says whether the recorded program still runs. The process number
// alone proves nothing, since numbers are used again; the command line must
// be the same as well.
func (r Record) Alive() bool {
	return r.PID > 1 && slices.Equal(commandLine(r.PID), r.Arguments)
}

// commandLine is what a process was started with; nil if there is none such.
func commandLine(pid int) []string {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil || len(data) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(data), "\x00"), "\x00")
}

// Records reads the traces in a directory; unreadable ones are left out.
func Records(directory string) []Record {
	paths, err := filepath.Glob(filepath.Join(directory, "*.json"))
	if err != nil {
		return nil
	}
	var records []Record
	for _, path := range paths {
		var r Record
		data, err := os.ReadFile(path)
		if err == nil && json.Unmarshal(data, &r) == nil {
			records = append(records, r)
		}
	}
	return records
}

// StopOrphans ends programs that a killed supervisor left behind, first
// politely, then not, and returns their names. Only processes whose command
// line is the recorded one are touched.
func StopOrphans(directory string, grace time.Duration) ([]string, error) {
	var names []string
	var failed error
	for _, r := range Records(directory) {
		if r.Alive() {
			names = append(names, r.Name)
			failed = errors.Join(failed, r.end(grace))
		}
		forget(directory, r.Name)
	}
	return names, failed
}

func (r Record) end(grace time.Duration) error {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		_ = syscall.Kill(r.PID, signal) // it may have ended meanwhile
		for deadline := time.Now().Add(grace); time.Now().Before(deadline); {
			if !r.Alive() {
				return nil
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	return fmt.Errorf("process %d (%s), left by an earlier run, does not end; end it by hand: kill -9 %d", r.PID, r.Name, r.PID)
}

// Memory is the resident size of a process in bytes, 0 if unknown.
func Memory(pid int) int64 {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "statm"))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
