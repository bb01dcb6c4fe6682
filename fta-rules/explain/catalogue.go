package explain

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"origo/fta-rules/finding"
)

//go:embed texts/*.txt
var texts embed.FS

// Catalogue is all sentences in one language. It does not change once loaded and may be used by several goroutines.
type Catalogue struct {
	language Language
	texts    map[finding.Message]string
}

// Load reads the catalogue of a language, and with it the texts/*.LANGUAGE.txt of other file systems, which a page
// brings along for its own words. It fails if a line of any file cannot be read or a code is there twice.
func Load(language Language, more ...fs.FS) (Catalogue, error) {
	return load(language, append([]fs.FS{texts}, more...)...)
}

// load reads all files of a language in file systems.
func load(language Language, from ...fs.FS) (Catalogue, error) {
	c := Catalogue{language: language, texts: map[finding.Message]string{}}
	for _, files := range from {
		if err := c.addAll(files); err != nil {
			return c, err
		}
	}
	return c, nil
}

// addAll takes in the files of the catalogue's language.
func (c Catalogue) addAll(files fs.FS) error {
	names, err := fs.Glob(files, "texts/*."+string(c.language)+".txt")
	if err != nil {
		return fmt.Errorf("list texts in %s: %w", c.language, err)
	}
	if len(names) == 0 {
		return fmt.Errorf("there are no texts in %q", c.language)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read texts: %w", err)
		}
		if err := c.add(string(raw)); err != nil {
			return fmt.Errorf("read %s: %w", path.Base(name), err)
		}
	}
	return nil
}

// add takes in the lines of one file.
func (c Catalogue) add(file string) error {
	number := 0
	for line := range strings.Lines(file) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := c.addLine(line); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}

func (c Catalogue) addLine(line string) error {
	code, text, found := strings.Cut(line, "=")
	code, text = strings.TrimSpace(code), strings.TrimSpace(text)
	if !found || code == "" || text == "" {
		return errors.New("a line is `code = text`")
	}
	if _, twice := c.texts[finding.Message(code)]; twice {
		return fmt.Errorf("%s is there twice", code)
	}
	if _, err := places(text); err != nil {
		return fmt.Errorf("%s: %w", code, err)
	}
	c.texts[finding.Message(code)] = text
	return nil
}

// Language is the language of the catalogue.
func (c Catalogue) Language() Language { return c.language }

// Messages lists all codes in order.
func (c Catalogue) Messages() []finding.Message {
	codes := make([]finding.Message, 0, len(c.texts))
	for code := range c.texts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

var errBraces = errors.New("names stand between { and }")

// places lists the names that a text wants filled, each once and in alphabetical order.
func places(text string) ([]string, error) {
	var names []string
	for text != "" {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			break
		}
		name, rest, closed := strings.Cut(text[open+1:], "}")
		if text[open] == '}' || !closed || name == "" || strings.ContainsAny(name, "{ ") {
			return nil, errBraces
		}
		names, text = append(names, name), rest
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
