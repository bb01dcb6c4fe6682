package conformance

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed selftest
var embedded embed.FS

// SelfTest runs twenty cases built into the program, one or more for every family of checks, and
// compares verdicts and codes. A program that endorses or relies on verdicts runs it at start: a
// build or an environment that judges differently must not take part.
func SelfTest() error {
	corpus, err := fs.Sub(embedded, "selftest")
	if err != nil {
		return fmt.Errorf("open self-test: %w", err)
	}
	outcomes, err := Outcomes(corpus, "manifest.json")
	if err != nil {
		return fmt.Errorf("run self-test: %w", err)
	}
	var failures []error
	for _, o := range outcomes {
		if !o.Passed() || o.Refusal != nil && string(o.Refusal.Code) != o.Code {
			failures = append(failures, fmt.Errorf("self-test %s", o))
		}
	}
	return errors.Join(failures...)
}
