package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"origo/network/programs"
)

func buildPrograms(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("programs", flag.ContinueOnError)
	tools := flags.String("tools", "network/tools", "directory of the module that pins Fabric")
	directory := flags.String("bin", "bin", "directory for the programs")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	defer fmt.Println()
	return programs.Build(ctx, *tools, *directory, ticker())
}

// ticker shows progress: on a terminal in one line that changes, elsewhere a
// line every few seconds.
func ticker() func(string) {
	const pause = 5 * time.Second
	info, err := os.Stdout.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	var shown time.Time
	return func(what string) {
		switch {
		case terminal:
			fmt.Printf("\r\033[K%s", what)
		case time.Since(shown) > pause:
			fmt.Println(what)
			shown = time.Now()
		}
	}
}
