package supervise

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// remedies are the failures of programs that have a known cure.
var remedies = []struct{ sign, cure string }{
	{"no non-loopback, IPv4 interface detected", "Fabric's peer refuses to start on a host that has only the loopback address. Give the host another one, for example (as root): ip addr add 10.255.255.1/32 dev lo"},
	{"address already in use", "another program holds a port. Find it with: ss -ltnp"},
	{"no space left on device", "the disk is full. Free some space, then start again; the ledger is kept"},
	{"too many open files", "the limit of open files is too low. Raise it with: ulimit -n 65536"},
	{"permission denied", "a file belongs to another user. Start as the user that made the run directory"},
}

// explain tells why a program ended, from the end of its log.
func explain(spec Spec) error {
	tail := Tail(spec.Log, 6)
	for _, known := range remedies {
		if strings.Contains(strings.ToLower(tail), strings.ToLower(known.sign)) {
			return errors.New(known.cure)
		}
	}
	return fmt.Errorf("its log %s ends with:\n%s", spec.Log, tail)
}

// Tail is the last lines of a file.
func Tail(path string, lines int) string {
	const most = 8 << 10
	file, err := os.Open(path)
	if err != nil {
		return err.Error()
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > most {
		if _, err := file.Seek(-most, io.SeekEnd); err != nil {
			return err.Error()
		}
	}
	data, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return err.Error()
	}
	all := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	return string(bytes.Join(all[max(0, len(all)-lines):], []byte("\n")))
}
