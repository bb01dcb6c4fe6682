package main

import (
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"origo/api/audit"
)

// verifyAudit derives the chain of an audit log again. It may run beside the
// server that writes the log.
func verifyAudit(args []string, to io.Writer) error {
	flags := flag.NewFlagSet("origo-api audit verify", flag.ContinueOnError)
	flags.SetOutput(to)
	directory := flags.String("dir", "", "directory of the log: audit in the server's state directory")
	head := flags.String("head", "", "a head noted earlier, as SEQUENCE:HASH, which the log must contain")
	if err := flags.Parse(args); err != nil || *directory == "" || flags.NArg() > 0 {
		return fmt.Errorf("%w, or origo-api audit verify --dir DIR [--head SEQUENCE:HASH]", errUsage)
	}
	witnessed, err := readHead(*head)
	if err != nil {
		return err
	}
	found, err := audit.Verify(*directory, witnessed)
	if err != nil {
		return fmt.Errorf("audit log %s: %w", *directory, err)
	}
	_, err = fmt.Fprintf(to, "%d entries hold together; head %d:%s\n", found.Sequence, found.Sequence, found.Hash)
	return err
}

func readHead(text string) (audit.Head, error) {
	if text == "" {
		return audit.Head{}, nil
	}
	sequence, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseUint(sequence, 10, 64)
	if err != nil || len(hash) != 64 {
		return audit.Head{}, fmt.Errorf("%w: --head must be SEQUENCE:HASH", errUsage)
	}
	return audit.Head{Sequence: n, Hash: hash}, nil
}
