package main

import (
	"log/slog"
	"net/http"
	"time"

	"origo/api"
	"origo/api/console"
	"origo/api/identity"
)

// site is the API and, on every other path, the console.
type site struct {
	*http.ServeMux
	server *api.Server
}

// Stopping ends the API's streams.
func (s site) Stopping() { s.server.Stopping() }

// programPaths are those of the API; everything else is for people.
var programPaths = []string{"/v1/", "/docs", "/docs/", "/openapi.yaml", "/problems/", "/metrics", "/healthz", "/readyz"}

// withConsole puts the console beside the API, unless it is switched off.
func withConsole(config api.Config, server *api.Server, verifier *identity.Verifier, log *slog.Logger) (http.Handler, error) {
	if config.Console.Off {
		return server, nil
	}
	people := config.People()
	pages, err := console.New(console.Options{
		API: server, Identity: verifier, StateDir: config.State.Dir, Now: time.Now, Log: log,
		Organisation: config.Organisation, Country: config.Country,
		OIDC: console.OIDC{Issuer: config.Identity.Issuer, ClientID: people.ClientID, PublicURL: people.PublicURL},
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	share(mux, server, pages)
	return site{mux, server}, nil
}

// share gives programs their paths and people the rest.
func share(mux *http.ServeMux, programs, people http.Handler) {
	for _, path := range programPaths {
		mux.Handle(path, programs)
	}
	mux.Handle("/", people)
}
