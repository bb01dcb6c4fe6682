package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/site"
)

// Exit codes of every command; docs/cli.md lists them.
const (
	ExitFine       = 0 // done, or valid
	ExitRefused    = 1 // refused, or not valid
	ExitUsage      = 2 // the command was not understood or its files could not be read
	ExitCannotTell = 3 // no answer could be had; nothing is said about validity
	ExitInternal   = 4 // a fault of this program
)

// usageError is a mistake in how the command was called.
type usageError struct{ text string }

// Error is the mistake in words.
func (e *usageError) Error() string { return e.text }

// usagef makes a usageError.
func usagef(format string, args ...any) error {
	return &usageError{text: fmt.Sprintf(format, args...)}
}

// verdictError ends a command whose answer has already been printed and was
// not a plain yes.
type verdictError struct {
	code int
	text string
}

// Error is the answer in short.
func (e *verdictError) Error() string { return e.text }

// exitCode turns the error of a command into the program's exit code.
func exitCode(err error) int {
	var verdict *verdictError
	switch {
	case err == nil:
		return ExitFine
	case errors.As(err, &verdict):
		return verdict.code
	case isUsage(err):
		return ExitUsage
	case isUnavailable(err):
		return ExitCannotTell
	case isRefusal(err):
		return ExitRefused
	}
	return ExitInternal
}

// isUsage recognises mistakes of the caller, among them files that cannot be
// read.
func isUsage(err error) bool {
	var usage *usageError
	var path *fs.PathError
	return errors.As(err, &usage) || errors.As(err, &path) ||
		errors.Is(err, site.ErrNoSite) || errors.Is(err, site.ErrNoSession)
}

// isUnavailable recognises answers that could not be had.
func isUnavailable(err error) bool {
	var unreachable *apiclient.Unreachable
	var p *apiclient.Problem
	return errors.As(err, &unreachable) || errors.As(err, &p) && p.Unavailable()
}

// isRefusal recognises reasoned noes of the API, of the ledger's rules and of
// the form's rules.
func isRefusal(err error) bool {
	var p *apiclient.Problem
	var r *registry.Refusal
	var problems certificate.Problems
	var notValid *invalidError
	return errors.As(err, &p) || errors.As(err, &r) || errors.As(err, &problems) || errors.As(err, &notValid)
}

// invalidError is input that was read but is not what it should be.
type invalidError struct{ err error }

// Error is the cause's text.
func (e *invalidError) Error() string { return e.err.Error() }

// Unwrap is the cause.
func (e *invalidError) Unwrap() error { return e.err }

// invalid marks an error as a fault of the input's contents.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	return &invalidError{err: err}
}

// failure is an error for machines.
type failure struct {
	Error    string             `json:"error"`
	ExitCode int                `json:"exit_code"`
	Problem  *apiclient.Problem `json:"problem,omitempty"` // the API's, if it was the API that refused
}

// failureOf describes an error for machines.
func failureOf(err error, code int) failure {
	f := failure{Error: err.Error(), ExitCode: code}
	_ = errors.As(err, &f.Problem)
	return f
}
