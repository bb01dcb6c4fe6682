package issuance

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Result is what became of one pair.
type Result string

// The results. Anchored, Standing and Refused are final: a later run passes them over.
const (
	Anchored   Result = "anchored"   // this run did it
	Standing   Result = "standing"   // it had been anchored before with the same bytes
	Refused    Result = "refused"    // the ledger or the API said no; see Code
	Unreadable Result = "unreadable" // file or line cannot be read; nothing was sent
	Open       Result = "open"       // no answer within the patience: it may be on the ledger or not, and the next run settles it
)

// final reports whether a later run need not come back to it.
func (r Result) final() bool { return r == Anchored || r == Standing || r == Refused }

// Outcome is one line of a report.
type Outcome struct {
	Key         string `json:"key"` // SHA-256 over certificate, seal and stamp, lower hex; empty if they cannot be read
	Name        string `json:"name"`
	Certificate string `json:"certificate,omitempty"` // form, issuing country, reference number
	Result      Result `json:"result"`
	Transaction string `json:"transaction,omitempty"`
	Block       uint64 `json:"block,omitempty"`
	Code        string `json:"code,omitempty"` // of a refusal
	Detail      string `json:"detail,omitempty"`
}

// maxReportLine bounds a line of a report, in bytes.
const maxReportLine = 64 << 10

// Report is the memory of a bulk run: one line for every outcome, written through to the disk before the run goes on. It
// holds a few dozen bytes in memory for every pair that is done.
type Report struct {
	file *os.File
	done map[key]bool
}

// OpenReport opens a report, or starts one. A last line that was cut short by a crash is dropped: its pair is sent
// again, which changes nothing. With again, refusals of earlier runs are not final. It fails on files that are not
// reports.
func OpenReport(name string, again bool) (*Report, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open report: %w", err)
	}
	r := &Report{file: file, done: map[key]bool{}}
	if err := r.load(again); err != nil {
		return nil, errors.Join(fmt.Errorf("read report %s: %w", name, err), file.Close())
	}
	return r, nil
}

// load reads the outcomes of earlier runs and goes to the end of the last whole line.
func (r *Report) load(again bool) error {
	lines := bufio.NewReaderSize(r.file, maxReportLine)
	var whole int64
	for {
		line, err := lines.ReadSlice('\n')
		if err == io.EOF && isCut(line) {
			break
		}
		if err != nil {
			return err
		}
		if err := r.note(line, again); err != nil {
			return err
		}
		whole += int64(len(line))
	}
	if err := r.file.Truncate(whole); err != nil {
		return err
	}
	_, err := r.file.Seek(whole, io.SeekStart)
	return err
}

// isCut reports whether a text without an end of line is the beginning of an outcome, or nothing. Anything else is
// somebody's file, which must not be cut.
func isCut(text []byte) bool {
	const begin = `{"key":"`
	return strings.HasPrefix(begin, string(text)) || strings.HasPrefix(string(text), begin)
}

var errReport = errors.New("a line is no outcome of a bulk run")

// note remembers an outcome that is final.
func (r *Report) note(line []byte, again bool) error {
	var o Outcome
	if err := json.Unmarshal(line, &o); err != nil || o.Result == "" {
		return errReport
	}
	var k key
	if n, err := hex.Decode(k[:], []byte(o.Key)); err != nil || n != len(k) && o.Key != "" {
		return errReport
	}
	if o.Key != "" {
		r.done[k] = o.Result.final() && (o.Result != Refused || !again)
	}
	return nil
}

// write appends outcomes and waits until the disk has them.
func (r *Report) write(outcomes []Outcome) error {
	var text []byte
	for _, o := range outcomes {
		line, err := json.Marshal(o)
		if err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		text = append(append(text, line...), '\n')
	}
	if _, err := r.file.Write(text); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if err := r.file.Sync(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Close closes the file; every outcome is on the disk already.
func (r *Report) Close() error { return r.file.Close() }
