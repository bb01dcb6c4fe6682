package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Signs that stand before a line of an answer.
const (
	signMet    = "✓"
	signNot    = "✗"
	signUnsure = "?"
	signNone   = "–"
)

// writeNew writes a file that must not exist yet, so that no key or seal is
// ever overwritten by mistake.
func writeNew(name string, raw []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if _, err := f.Write(raw); err != nil {
		_ = f.Close()
		return fmt.Errorf("write %s: %w", name, err)
	}
	return f.Close()
}

// sealBeside is where the seal of a certificate file is kept: the same name
// with the ending .p7s.
func sealBeside(certificate string) string {
	return strings.TrimSuffix(certificate, filepath.Ext(certificate)) + ".p7s"
}

// sortedKeys lists the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

// replaceFile writes a file whole or not at all, in place of an older one.
func replaceFile(name string, raw []byte, mode fs.FileMode) error {
	temporary := name + ".new"
	if err := os.WriteFile(temporary, raw, mode); err != nil {
		return err
	}
	return os.Rename(temporary, name)
}
