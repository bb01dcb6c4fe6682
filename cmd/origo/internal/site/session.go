package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"origo/cmd/origo/internal/apiclient"
)

// Session is who last signed in with `origo login`, and where. The token rests
// beside it in a file of its own.
type Session struct {
	API      string `json:"api"`
	Identity string `json:"identity"`
	User     string `json:"user"`
}

// ErrNoSession is returned when nobody has signed in, or the token has ended.
var ErrNoSession = errors.New("nobody is signed in: use `origo login`, or --as NAME for a demonstration user")

// Home is the directory of the session: $ORIGO_HOME, else origo in the user's
// configuration directory.
func Home() (string, error) {
	if home := os.Getenv("ORIGO_HOME"); home != "" {
		return home, nil
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the configuration directory: %w", err)
	}
	return filepath.Join(config, "origo"), nil
}

// LoadSession reads the session kept in the home directory.
func LoadSession(home string) (Session, error) {
	raw, err := os.ReadFile(filepath.Join(home, "session.json"))
	if err != nil {
		return Session{}, ErrNoSession
	}
	var s Session
	if err := json.Unmarshal(raw, &s); err != nil {
		return Session{}, fmt.Errorf("read the session: %w", err)
	}
	return s, nil
}

// Save keeps the session for the commands that follow.
func (s Session) Save(home string) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write the session: %w", err)
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	if err := os.WriteFile(filepath.Join(home, "session.json"), raw, 0o600); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// Forget drops the token of an earlier session.
func (s Session) Forget(home string) error {
	err := os.Remove(filepath.Join(home, "token.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget the last session: %w", err)
	}
	return nil
}

// Client is access to the session's API. The password function serves a new
// login; nil means that only the kept token can be used.
func (s Session) Client(home string, password func() (string, error)) *apiclient.Client {
	return apiclient.New(s.API, s.Login(home, password))
}

// Login signs in under the session.
func (s Session) Login(home string, password func() (string, error)) *apiclient.Login {
	if password == nil {
		password = func() (string, error) { return "", ErrNoSession }
	}
	return &apiclient.Login{
		Identity: s.Identity,
		User:     s.User,
		Password: password,
		Cache:    filepath.Join(home, "token.json"),
	}
}
