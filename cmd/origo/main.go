// Origo is the command line for people who issue certificates of origin and
// for people who rely on them.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"origo/cmd/origo/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
