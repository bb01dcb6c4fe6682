package cli

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
	"origo/cmd/origo/internal/apiclient"
)

// intent is what a command is about to record on a ledger, shown word for word
// before it is done.
type intent struct {
	what  string // in one line
	lines [][2]string
}

// add adds a line, unless there is nothing to say.
func (i *intent) add(name, value string) {
	if value != "" {
		i.lines = append(i.lines, [2]string{name, value})
	}
}

// String is the intent as it is shown.
func (i intent) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. This will be recorded, for all members to read:\n%s", i.what, i.rows())
	return b.String()
}

// rows are the lines, name before value.
func (i intent) rows() string {
	var b strings.Builder
	for _, line := range i.lines {
		fmt.Fprintf(&b, "  %-12s %s\n", line[0], line[1])
	}
	return b.String()
}

// yesFlag adds --yes.
func yesFlag(command *cobra.Command, yes *bool) {
	command.Flags().BoolVar(yes, "yes", false, "do not ask before recording")
}

// agree shows what will be recorded and, without --yes, asks.
func (a *app) agree(i intent, yes bool) error {
	if a.asJSON && !yes {
		return usagef("--json asks nothing: repeat with --yes")
	}
	a.note("%s", strings.TrimRight(i.String(), "\n"))
	if yes {
		return nil
	}
	a.note("Type yes to record it:")
	return a.hearYes("nothing was recorded")
}

// hearYes waits for the word yes. Any other ends the command, saying what was
// left undone.
func (a *app) hearYes(undone string) error {
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the answer: %w", err)
	}
	if strings.TrimSpace(line) != "yes" {
		return usagef("%s; type yes, or repeat with --yes", undone)
	}
	return nil
}

// record agrees on a simple change of the registry, makes it and says so.
func (a *app) record(i intent, yes bool, change func() (client.Receipt, error)) error {
	if err := a.agree(i, yes); err != nil {
		return err
	}
	receipt, err := change()
	if err != nil {
		return err
	}
	return a.show(receipt, func(w io.Writer) {
		fmt.Fprintf(w, "%s done: transaction %s, block %d\n", signMet, receipt.Transaction, receipt.Block)
	})
}

// trust opens the trust registry of the agreement named, as the person.
func (a *app) trust(name string) (apiclient.Trust, error) {
	agreement := certificate.Agreement(name)
	if !agreement.Known() {
		return apiclient.Trust{}, usagef("%q is no agreement; there are %v", name, certificate.Agreements())
	}
	c, err := a.client()
	if err != nil {
		return apiclient.Trust{}, err
	}
	return c.Trust(agreement), nil
}

var fingerprintText = regexp.MustCompile(`^[0-9a-f]{64}$`)

// fingerprint reads the name of a certificate: 64 hexadecimal digits, or a file
// with the certificate.
func (a *app) fingerprint(text string) (string, error) {
	if plain := strings.ToLower(strings.ReplaceAll(text, ":", "")); fingerprintText.MatchString(plain) {
		return plain, nil
	}
	der, err := a.certificateFile(text)
	if errors.Is(err, os.ErrNotExist) {
		return "", usagef("%q is neither a fingerprint of 64 hexadecimal digits nor a file", text)
	}
	return seal.FingerprintOf(der).String(), err
}

// certificateFile reads a certificate, PEM or DER, and gives it as DER.
func (a *app) certificateFile(name string) ([]byte, error) {
	return a.derFile(name, "CERTIFICATE", func(der []byte) error { _, err := seal.ParseCertificate(der); return err })
}

// derFile reads the first PEM block of a type, or DER, that can be parsed.
func (a *app) derFile(name, block string, parse func([]byte) error) ([]byte, error) {
	raw, err := a.readFile(name)
	if err != nil {
		return nil, err
	}
	der := raw
	for rest := raw; ; {
		var found *pem.Block
		if found, rest = pem.Decode(rest); found == nil {
			break
		}
		if found.Type == block {
			der = found.Bytes
			break
		}
	}
	if err := parse(der); err != nil {
		return nil, invalid(fmt.Errorf("%s: %w", name, err))
	}
	return der, nil
}

// instantOf reads a moment as people write it: 2026-11-22, from midnight UTC,
// or 2026-11-22T08:30:00Z. Nothing stays nothing.
func instantOf(flag, text string) (registry.Instant, error) {
	if text == "" {
		return "", nil
	}
	if _, err := certificate.ParseDate(text); err == nil {
		text += "T00:00:00Z"
	}
	if _, err := certificate.ParseInstant(text); err != nil {
		return "", usagef("--%s %q: write a day as 2026-11-22 or a moment as 2026-11-22T08:30:00Z (UTC)", flag, text)
	}
	return text, nil
}

// nameOf is the name in a certificate, as it stands in answers to people.
func nameOf(der []byte) string {
	c, err := seal.ParseCertificate(der)
	if err != nil {
		return "?"
	}
	return c.Subject.CommonName
}

// short shortens a digest for the eye.
func short(digest string) string {
	if _, err := hex.DecodeString(digest); err != nil || len(digest) < 16 {
		return digest
	}
	return digest[:16] + "…"
}

// members asks for the membership, whose network every act names.
func members(ctx context.Context, t apiclient.Trust) (string, error) {
	m, err := t.Membership(ctx)
	return m.Network, err
}
