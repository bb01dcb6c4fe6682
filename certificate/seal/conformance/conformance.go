// Package conformance runs a corpus of seals against the verifier: every case has a message, a
// record, the state a verifier would have read from its ledger, and the verdict that is due.
//
// It is how another implementation of profile CO-CMS-1, or another build of this one, shows that
// it comes to the same verdicts.
package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"origo/certificate/seal"
)

// Case is one message of a manifest and the verdict it must get.
type Case struct {
	ID       string `json:"id"`
	File     string `json:"file"`    // the message, in DER
	Content  string `json:"content"` // the record
	Env      string `json:"env"`     // the environment's name
	Expected string `json:"expected"`
	Code     string `json:"code"`   // advisory: reason codes are each implementation's own
	Reason   string `json:"reason"` // what is special about the message, for people
}

// The verdicts a case may expect.
const (
	Accept = "accept"
	Reject = "reject"
)

// Manifest is a corpus. All paths in it are relative to the folder it lies in.
type Manifest struct {
	Profile      string                 `json:"profile"`
	Cases        []Case                 `json:"cases"`
	Environments map[string]Environment `json:"environments"`
}

// Outcome is the verdict the verifier gave on a case.
type Outcome struct {
	Case
	Verdict string
	Refusal *seal.Refusal // why it was rejected, or nil
}

// Passed reports whether the verdict is the one the case expects.
func (o Outcome) Passed() bool { return o.Verdict == o.Expected }

// String is a line for people about an outcome.
func (o Outcome) String() string {
	if o.Refusal == nil {
		return fmt.Sprintf("%s: %s, want %s (%s)", o.ID, o.Verdict, o.Expected, o.Reason)
	}
	return fmt.Sprintf("%s: %s %s, want %s (%s)", o.ID, o.Verdict, o.Refusal.Code, o.Expected, o.Reason)
}

// Run verifies every case of the manifest at a path and writes a line for each that fails and a
// last line "N passed, N failed". Its error means that the corpus could not be read or written about.
func Run(manifest string, w io.Writer) (passed, failed int, err error) {
	return RunFS(os.DirFS(filepath.Dir(manifest)), filepath.Base(manifest), w)
}

// RunFS is Run for a manifest inside a file system.
func RunFS(corpus fs.FS, manifest string, w io.Writer) (passed, failed int, err error) {
	outcomes, err := Outcomes(corpus, manifest)
	if err != nil {
		return 0, 0, err
	}
	for _, o := range outcomes {
		if o.Passed() {
			passed++
			continue
		}
		failed++
		if _, err := fmt.Fprintln(w, o); err != nil {
			return passed, failed, fmt.Errorf("report %s: %w", o.ID, err)
		}
	}
	if _, err := fmt.Fprintf(w, "%d passed, %d failed\n", passed, failed); err != nil {
		return passed, failed, fmt.Errorf("report totals: %w", err)
	}
	return passed, failed, nil
}

// Outcomes verifies every case of a manifest, in its order.
func Outcomes(corpus fs.FS, manifest string) ([]Outcome, error) {
	return OutcomesOf(corpus, manifest, func(message []byte) []byte { return message })
}

// OutcomesOf is Outcomes with something done to each message first, such as what an edge does to
// messages before it passes them on.
func OutcomesOf(corpus fs.FS, manifest string, prepare func(message []byte) []byte) ([]Outcome, error) {
	raw, err := fs.ReadFile(corpus, manifest)
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read manifest %s: %w", manifest, err)
	}
	states := states{corpus: corpus, prepare: prepare, environments: m.Environments, loaded: map[string]*state{}}
	outcomes := make([]Outcome, 0, len(m.Cases))
	for _, c := range m.Cases {
		o, err := states.run(c)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", c.ID, err)
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// run gives the verdict on one case.
func (s *states) run(c Case) (Outcome, error) {
	state, err := s.load(c.Env)
	if err != nil {
		return Outcome{}, err
	}
	cms, err := fs.ReadFile(s.corpus, c.File)
	if err != nil {
		return Outcome{}, fmt.Errorf("read message: %w", err)
	}
	record, err := fs.ReadFile(s.corpus, c.Content)
	if err != nil {
		return Outcome{}, fmt.Errorf("read record: %w", err)
	}
	_, err = seal.Verify(s.prepare(cms), record, state.at, state.trust)
	if err == nil {
		return Outcome{Case: c, Verdict: Accept}, nil
	}
	outcome := Outcome{Case: c, Verdict: Reject}
	if !errors.As(err, &outcome.Refusal) {
		return Outcome{}, fmt.Errorf("verify: %w", err)
	}
	return outcome, nil
}
