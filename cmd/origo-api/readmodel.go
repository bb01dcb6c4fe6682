package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"origo/api"
	"origo/api/readmodel"
	"origo/api/store"
	"origo/api/webhook"
	"origo/client"
)

// following is what keeps the read model up and tells others of it.
type following struct {
	feed  readmodel.Feed
	hooks *webhook.Hooks
}

func modelOf(config api.Config, db *store.DB, source readmodel.Source, log *slog.Logger) following {
	model := readmodel.New(db)
	hooks := webhook.New(db, model)
	hooks.PlainHTTP = !config.Production
	return following{feed: readmodel.Feed{Model: model, Source: source, Log: log}, hooks: hooks}
}

// start follows the ledger and delivers events until the context ends; the
// function it gives waits for that.
func (f following) start(ctx context.Context) func() {
	ctx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { f.feed.Run(ctx) })
	work.Go(func() { f.hooks.Run(ctx, f.feed.Log) })
	return func() { stop(); work.Wait() }
}

// errDiffers says that read model and ledger are not alike.
var errDiffers = errors.New("the read model differs from the ledger; origo-api rebuild mends it")

// rebuild drops the read model and builds it again from the ledger.
func rebuild(ctx context.Context, file string, log *slog.Logger) error {
	return withFeed(file, log, func(f readmodel.Feed) error { return f.Rebuild(ctx) })
}

// fsck prints how the read model differs from the ledger.
func fsck(ctx context.Context, file string, log *slog.Logger) error {
	return withFeed(file, log, func(f readmodel.Feed) error {
		differences, err := f.Compare(ctx)
		for _, d := range differences {
			fmt.Fprintln(os.Stdout, d)
		}
		if err == nil && len(differences) > 0 {
			return errDiffers
		}
		return err
	})
}

// withFeed opens the read model and the ledger of a configuration.
func withFeed(file string, log *slog.Logger, work func(readmodel.Feed) error) error {
	config, err := load(file)
	if err != nil {
		return err
	}
	connection, err := client.Dial(config.Ledger)
	if err != nil {
		return fmt.Errorf("%s: ledger: %w", file, err)
	}
	defer connection.Close()
	db, err := store.Open(config.Database())
	if err != nil {
		return fmt.Errorf("%s: read_model: %w", file, err)
	}
	defer db.Close()
	return work(readmodel.Feed{Model: readmodel.New(db), Source: api.NewLedgers(connection, config.Ledger), Log: log})
}
