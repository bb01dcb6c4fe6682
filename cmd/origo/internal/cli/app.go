// Package cli holds the commands of the program origo, one file each. They are
// thin: verification, rules and the ledger's words live in libraries, and what
// needs the ledger goes through the API of the person's own organisation.
package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/site"
)

// app is what all commands share: the streams, the clock and the global flags.
type app struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time

	run    string // run directory of the demonstration
	as     string // demonstration user
	api    string // address for public look-ups without a session
	asJSON bool
}

// show prints the value for machines, or in words for people.
func (a *app) show(value any, human func(w io.Writer)) error {
	if !a.asJSON {
		human(a.out)
		return nil
	}
	encoder := json.NewEncoder(a.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// note tells people what is going on, aside from the answer.
func (a *app) note(format string, args ...any) {
	if !a.asJSON {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// client is access to an API in the name of --as, or of the last login.
func (a *app) client() (*apiclient.Client, error) {
	if a.as != "" {
		return a.demonstrationClient()
	}
	home, err := site.Home()
	if err != nil {
		return nil, err
	}
	session, err := site.LoadSession(home)
	if err != nil {
		return nil, err
	}
	return session.Client(home, nil), nil
}

// demonstrationClient signs in as the demonstration user of --as.
func (a *app) demonstrationClient() (*apiclient.Client, error) {
	s, err := site.Open(a.run)
	if err != nil {
		return nil, err
	}
	user, err := s.User(a.as)
	if err != nil {
		return nil, usagef("%v", err)
	}
	return s.Client(user)
}

// publicClient is access to the public routes: of --api, else as client, else
// of a demonstration organisation in the country that issued.
func (a *app) publicClient(issuing string) (*apiclient.Client, error) {
	if a.api != "" {
		return apiclient.New(a.api, nil), nil
	}
	c, err := a.client()
	if err == nil || a.as != "" {
		return c, err
	}
	s, err := site.Open(a.run)
	if err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(s.APIs) {
		if s.Organisations[name].Country == issuing {
			return apiclient.New(s.APIs[name], nil), nil
		}
	}
	return nil, usagef("no organisation of %s runs here; name an API with --api", issuing)
}

// certificateID reads a certificate's name from the arguments, whether it was
// quoted as one word or typed as several.
func certificateID(args []string) (certificate.ID, error) {
	id, err := certificate.ParseID(strings.Join(args, " "))
	if err != nil {
		return id, usagef("%v", err)
	}
	return id, nil
}

// readFile reads an input file; "-" is standard input.
func (a *app) readFile(name string) ([]byte, error) {
	if name == "-" {
		raw, err := io.ReadAll(io.LimitReader(a.in, printed.MaxPDF+1))
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return raw, nil
	}
	return os.ReadFile(name)
}
