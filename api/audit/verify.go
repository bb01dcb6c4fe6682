package audit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Broken is the first place at which a log does not hold together.
type Broken struct {
	File  string // name inside the directory
	Line  int    // from 1
	Entry uint64 // sequence that belongs there
	Cause error
}

// Error names the place.
func (b *Broken) Error() string {
	return fmt.Sprintf("%s, line %d: entry %d %v", b.File, b.Line, b.Entry, b.Cause)
}

// Unwrap gives what is wrong.
func (b *Broken) Unwrap() error { return b.Cause }

var (
	errTorn    = errors.New("is cut off; the next start of the server keeps it aside")
	errMissing = errors.New("is missing: the log ends before the head that was witnessed")
	errOther   = errors.New("is not the one that was witnessed")
)

// Verify derives the whole chain again and gives its head. witnessed is a head
// noted earlier, the zero Head if there is none; the log must contain it. The
// error is *Broken, or one of the disk.
func Verify(directory string, witnessed Head) (Head, error) {
	if _, err := os.Stat(directory); err != nil {
		return Head{}, err
	}
	all, err := segments(directory)
	if err != nil {
		return Head{}, err
	}
	v := verifier{witnessed: witnessed}
	for _, s := range all {
		if err := v.segment(s); err != nil {
			return v.head, err
		}
	}
	if v.head.Sequence < witnessed.Sequence {
		return v.head, &Broken{Entry: v.head.Sequence + 1, Cause: errMissing}
	}
	return v.head, nil
}

type verifier struct {
	head, witnessed Head
}

func (v *verifier) segment(s segment) error {
	file, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer file.Close()
	line := 0
	broken := func(cause error) error {
		return &Broken{File: filepath.Base(s.path), Line: max(line, 1), Entry: v.head.Sequence + 1, Cause: cause}
	}
	if s.first != v.head.Sequence+1 {
		return broken(errChain)
	}
	rest, err := scanLines(file, func(text []byte) error {
		line++
		if cause := v.line(text); cause != nil {
			return broken(cause)
		}
		return nil
	})
	if err == nil && len(rest) > 0 {
		line++
		return broken(errTorn)
	}
	return err
}

func (v *verifier) line(text []byte) error {
	e, err := parse(text)
	if err != nil {
		return err
	}
	if err := e.follows(v.head); err != nil {
		return err
	}
	if e.Sequence == v.witnessed.Sequence && e.Hash != v.witnessed.Hash {
		return errOther
	}
	v.head = e.head()
	return nil
}
