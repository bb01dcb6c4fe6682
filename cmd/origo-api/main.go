// Command origo-api serves the HTTP interface of one organisation, and for
// demonstrations a local identity provider.
//
//	origo-api --config FILE
//	origo-api demo-identity --config FILE
//	origo-api rebuild --config FILE
//	origo-api fsck --config FILE
//	origo-api audit verify --dir DIR [--head SEQUENCE:HASH]
//
// It stops gracefully on SIGTERM and SIGINT. rebuild drops the read model and
// builds it again from the ledger; fsck prints every difference between the two,
// one a line. Exit codes: 0 stopped as asked or done, 1 could not start or
// failed, 2 wrong usage, 3 differences were found.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"origo/api"
	"origo/api/audit"
	"origo/api/identity"
	"origo/api/identity/demo"
	"origo/api/store"
	"origo/api/tracing"
	"origo/client"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	os.Exit(exitCode(run(ctx, os.Args[1:], os.Stderr), os.Stderr))
}

// errUsage says that the command line was wrong.
var errUsage = errors.New("usage: origo-api [demo-identity | rebuild | fsck] --config FILE")

func exitCode(err error, to io.Writer) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(to, "origo-api:", err)
	switch {
	case errors.Is(err, errUsage):
		return 2
	case errors.Is(err, errDiffers), errors.As(err, new(*audit.Broken)):
		return 3
	default:
		return 1
	}
}

func run(ctx context.Context, args []string, to io.Writer) error {
	// GODEBUG can bring back behaviour that Go has switched off for safety, such
	// as weak certificates; a server that judges seals must not run under it.
	if set := os.Getenv("GODEBUG"); set != "" {
		return fmt.Errorf("the environment sets GODEBUG=%s; start without it", set)
	}
	start := serveAPI
	if len(args) > 1 && args[0] == "audit" && args[1] == "verify" {
		return verifyAudit(args[2:], os.Stdout)
	}
	if len(args) > 0 {
		if other, known := commands[args[0]]; known {
			start, args = other, args[1:]
		}
	}
	flags := flag.NewFlagSet("origo-api", flag.ContinueOnError)
	flags.SetOutput(to)
	file := flags.String("config", "", "configuration file")
	if err := flags.Parse(args); err != nil || *file == "" || flags.NArg() > 0 {
		return errUsage
	}
	return start(ctx, *file, slog.New(slog.NewJSONHandler(to, nil)))
}

// commands are what the program does besides serving an organisation.
var commands = map[string]func(ctx context.Context, file string, log *slog.Logger) error{
	"demo-identity": serveDemo, "rebuild": rebuild, "fsck": fsck,
}

// serveAPI serves one organisation.
func serveAPI(ctx context.Context, file string, log *slog.Logger) error {
	config, err := load(file)
	if err != nil {
		return err
	}
	book, err := api.LoadRules(config.Corrections)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	verifier, err := verifierOf(ctx, config, log)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	connection, err := client.Dial(config.Ledger)
	if err != nil {
		return fmt.Errorf("%s: ledger: %w", file, err)
	}
	defer connection.Close()
	if err := os.MkdirAll(config.State.Dir, 0o700); err != nil {
		return fmt.Errorf("%s: state.dir: %w", file, err)
	}
	db, err := store.Open(config.Database())
	if err != nil {
		return fmt.Errorf("%s: read_model: %w", file, err)
	}
	defer db.Close()
	log = log.With("organisation", config.Organisation)
	tracer, stop, err := tracing.Start(ctx, config.Tracing, config.Organisation)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	defer stop()
	model := modelOf(config, db, api.NewLedgers(connection, config.Ledger), log)
	ledgers := api.NewLedgers(connection, config.Ledger)
	if !config.Warm.Off {
		defer ledgers.Warm(ctx, config.Warm.Entries, log)()
	}
	server, err := api.New(api.Options{
		Organisation: config.Organisation, Country: config.Country,
		Registries: ledgers, Identity: verifier,
		ReadModel: model.feed.Model, Webhooks: model.hooks,
		Tracer: tracer, Log: log, Now: time.Now, StatusRate: config.StatusRate, StateDir: config.State.Dir, Rules: book,
	})
	if err != nil {
		return err
	}
	defer server.Close()
	defer model.start(ctx)()
	defer server.Watch(ctx)()
	site, err := withConsole(config, server, verifier, log)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return listen(ctx, config.Listen, site, log)
}

// load reads and checks the configuration of an organisation.
func load(file string) (api.Config, error) {
	var config api.Config
	if err := api.LoadYAML(file, &config); err != nil {
		return config, err
	}
	if err := config.Check(); err != nil {
		return config, fmt.Errorf("%s: %w", file, err)
	}
	return config, nil
}

// verifierOf prepares the verification of tokens. A production server asks its
// provider now, so that a demonstration is refused at the start and not only at
// the first token; a provider that is down is asked again later.
func verifierOf(ctx context.Context, config api.Config, log *slog.Logger) (*identity.Verifier, error) {
	verifier, err := identity.NewVerifier(identity.Settings{
		Issuer: config.Identity.Issuer, Audience: config.Identity.Audience,
		Production: config.Production, Now: time.Now,
	})
	if err != nil || !config.Production {
		return verifier, err
	}
	switch err := verifier.Ready(ctx); {
	case errors.Is(err, identity.ErrDemonstration):
		return nil, fmt.Errorf("identity.issuer: %w; name the organisation's own provider, or set production: false", err)
	case err != nil:
		log.Warn("identity provider not reachable yet", "cause", err.Error())
	}
	return verifier, nil
}

// serveDemo serves the identity provider of the demonstration.
func serveDemo(ctx context.Context, file string, log *slog.Logger) error {
	var config demo.Config
	if err := api.LoadYAML(file, &config); err != nil {
		return err
	}
	provider, err := demo.New(config, time.Now)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return listen(ctx, config.Listen, provider.Handler(), log)
}

func listen(ctx context.Context, address string, handler http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen: %w; stop the program that holds the port, or write another address under the key listen", err)
	}
	log.Info("serving", "address", listener.Addr().String())
	err = api.Serve(ctx, listener, handler, log)
	log.Info("stopped")
	return err
}
