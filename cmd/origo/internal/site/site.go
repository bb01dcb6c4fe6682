// Package site knows the demonstration's run directory: where the APIs and the
// identity provider listen, who the demonstration users are, and where the
// demonstration's keys are kept.
package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gopkg.in/yaml.v3"

	"origo/cmd/origo/internal/apiclient"
)

// Site is a running demonstration, as origo-network describes it in
// network/endpoints.json and network/demo-identity.yaml below the run
// directory.
type Site struct {
	Run           string
	Identity      string                  // address of the identity provider
	APIs          map[string]string       // address by organisation
	Organisations map[string]Organisation // by name
	Users         []User
}

// Organisation is what people's tools need to know of a member.
type Organisation struct {
	Country   string   `json:"country"`
	Functions []string `json:"functions"` // issuing, customs
	Channels  []string `json:"channels"`
}

// User is a demonstration user. Demonstration passwords are no secret.
type User struct {
	Name         string   `yaml:"name"`
	Password     string   `yaml:"password"`
	Roles        []string `yaml:"roles"`
	Organisation string   `yaml:"organisation"`
	Country      string   `yaml:"country"`
}

// ErrNoSite is returned by Open when nothing has been started there yet.
var ErrNoSite = errors.New("no network here: start one with `make up`, or name its run directory with --run")

// Open reads the description of the demonstration in the run directory.
func Open(run string) (*Site, error) {
	s := &Site{Run: run}
	raw, err := os.ReadFile(filepath.Join(run, "network", "endpoints.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", run, ErrNoSite)
	}
	if err != nil {
		return nil, fmt.Errorf("read the network's endpoints: %w", err)
	}
	if err := json.Unmarshal(raw, s); err != nil {
		return nil, fmt.Errorf("read the network's endpoints: %w", err)
	}
	return s, s.readUsers()
}

// readUsers reads the demonstration users; a real network has none.
func (s *Site) readUsers() error {
	raw, err := os.ReadFile(filepath.Join(s.Run, "network", "demo-identity.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the demonstration users: %w", err)
	}
	var identity struct {
		Users []User `yaml:"users"`
	}
	if err := yaml.Unmarshal(raw, &identity); err != nil {
		return fmt.Errorf("read the demonstration users: %w", err)
	}
	s.Users = identity.Users
	return nil
}

// User finds a demonstration user by name.
func (s *Site) User(name string) (User, error) {
	for _, u := range s.Users {
		if u.Name == name {
			return u, nil
		}
	}
	return User{}, fmt.Errorf("there is no demonstration user %q; there are %v", name, s.names())
}

// names lists the demonstration users.
func (s *Site) names() []string {
	var names []string
	for _, u := range s.Users {
		names = append(names, u.Name)
	}
	return names
}

// UserOf finds a demonstration user of the organisation who has the role.
func (s *Site) UserOf(organisation, role string) (User, error) {
	for _, u := range s.Users {
		if u.Organisation == organisation && slices.Contains(u.Roles, role) {
			return u, nil
		}
	}
	return User{}, fmt.Errorf("%s has no demonstration user with the role %s", organisation, role)
}

// Client is the user's access to the API of the user's own organisation.
func (s *Site) Client(u User) (*apiclient.Client, error) {
	address, ok := s.APIs[u.Organisation]
	if !ok {
		return nil, fmt.Errorf("the network names no API of %s", u.Organisation)
	}
	return apiclient.New(address, s.Login(u)), nil
}

// As is the access of some user of the organisation who has the role.
func (s *Site) As(organisation, role string) (*apiclient.Client, error) {
	u, err := s.UserOf(organisation, role)
	if err != nil {
		return nil, err
	}
	return s.Client(u)
}

// Login signs the demonstration user in when first needed.
func (s *Site) Login(u User) *apiclient.Login {
	return &apiclient.Login{
		Identity: s.Identity,
		User:     u.Name,
		Password: func() (string, error) { return u.Password, nil },
		Cache:    filepath.Join(s.Run, "demo", "tokens", u.Name+".json"),
	}
}

// Keys is the directory of the demonstration's keys.
func (s *Site) Keys() string { return filepath.Join(s.Run, "demo", "keys") }
