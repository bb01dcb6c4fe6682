package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"origo/cmd/origo/internal/site"
)

// login signs in once, so that later commands need no password.
func (a *app) login() *cobra.Command {
	var identity, user string
	command := &cobra.Command{
		Use:   "login --api URL --identity URL --user NAME",
		Short: "Sign in to your organisation's API",
		Long: lines("Signs in with name and password and keeps the token, for your eyes only, in $ORIGO_HOME or your",
			"configuration directory. The password is read from $ORIGO_PASSWORD or one line of standard input."),
		Args: positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			s := site.Session{API: a.api, Identity: identity, User: user}
			if s.API == "" || s.Identity == "" || s.User == "" {
				return usagef("login needs --api, --identity and --user")
			}
			return a.signIn(command.Context(), s)
		},
	}
	command.Flags().StringVar(&identity, "identity", os.Getenv("ORIGO_IDENTITY"), "address of the identity provider")
	command.Flags().StringVar(&user, "user", "", "user name")
	return command
}

// signIn gets a token and keeps it with the session.
func (a *app) signIn(ctx context.Context, s site.Session) error {
	home, err := site.Home()
	if err != nil {
		return err
	}
	if err := s.Forget(home); err != nil {
		return err
	}
	if _, err := s.Login(home, a.password).Token(ctx, ""); err != nil {
		return err
	}
	if err := s.Save(home); err != nil {
		return err
	}
	return a.show(s, func(w io.Writer) { fmt.Fprintf(w, "Signed in to %s as %s.\n", s.API, s.User) })
}

// password is asked for once, from the environment or standard input.
func (a *app) password() (string, error) {
	if password := os.Getenv("ORIGO_PASSWORD"); password != "" {
		return password, nil
	}
	a.note("Password:")
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", usagef("no password given")
	}
	return password, nil
}
