package audit

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// Query says which entries are wanted.
type Query struct {
	After uint64    // entries with a greater sequence
	From  time.Time // not before this time
	Limit int       // at most so many, at least 1
}

// errEnough ends a scan early.
var errEnough = errors.New("enough")

// Read gives entries in their order, at most q.Limit. What is being written at
// the moment may be left out.
func (l *Log) Read(q Query) ([]Entry, error) {
	all, err := segments(l.directory)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	newest := l.Head().Sequence
	r := reading{Query: q, newest: newest}
	for i, s := range all {
		if i+1 < len(all) && (all[i+1].first <= q.After+1 || all[i+1].beginsBefore(q.From)) {
			continue // all of it comes before
		}
		if err := r.segment(s); errors.Is(err, errEnough) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("read audit log: %w", err)
		}
	}
	return r.found, nil
}

// beginsBefore says whether the first entry of the file is older than t.
func (s segment) beginsBefore(t time.Time) bool {
	file, err := os.Open(s.path)
	if err != nil {
		return false
	}
	defer file.Close()
	before := false
	_, _ = scanLines(file, func(text []byte) error { // a bad line is found when the file is read
		if e, err := parse(text); err == nil {
			at, err := time.Parse(time.RFC3339Nano, e.At)
			before = err == nil && at.Before(t)
		}
		return errEnough
	})
	return before
}

type reading struct {
	Query
	newest uint64
	found  []Entry
}

func (r *reading) segment(s segment) error {
	file, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = scanLines(file, r.line)
	return err
}

func (r *reading) line(text []byte) error {
	e, err := parse(text)
	if err != nil {
		return err
	}
	if e.Sequence > r.newest || len(r.found) == r.Limit {
		return errEnough
	}
	at, err := time.Parse(time.RFC3339Nano, e.At)
	if err != nil {
		return errLine
	}
	if e.Sequence > r.After && !at.Before(r.From) {
		r.found = append(r.found, e)
	}
	return nil
}
