package audit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	prefix = "audit-"
	ending = ".ndjson"
)

// segment is one file of the log, named after the first entry in it.
type segment struct {
	path  string
	first uint64
}

func segmentPath(directory string, first uint64) string {
	return filepath.Join(directory, fmt.Sprintf("%s%016d%s", prefix, first, ending))
}

// segments lists the files of a log in order.
func segments(directory string) ([]segment, error) {
	names, err := filepath.Glob(filepath.Join(directory, prefix+"*"+ending))
	if err != nil {
		return nil, err
	}
	slices.Sort(names) // numbers have leading zeros
	var all []segment
	for _, name := range names {
		digits := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(name), prefix), ending)
		first, err := strconv.ParseUint(digits, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is not a file of the log: %w", name, err)
		}
		all = append(all, segment{name, first})
	}
	return all, nil
}

// maxLine bounds a line, in bytes.
const maxLine = 64 << 10

// scanLines calls see with every whole line, without its end, and gives what
// follows the last line end.
func scanLines(from io.Reader, see func(line []byte) error) (rest []byte, err error) {
	reader := bufio.NewReaderSize(from, maxLine)
	for {
		line, err := reader.ReadSlice('\n')
		switch {
		case errors.Is(err, io.EOF):
			return bytes.Clone(line), nil
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, errLine
		case err != nil:
			return nil, err
		}
		if err := see(line[:len(line)-1]); err != nil {
			return nil, err
		}
	}
}

// resume finds the head and opens the newest file at its end.
func (l *Log) resume() error {
	all, err := segments(l.directory)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		l.shown.Store(&Head{})
		return l.begin(1)
	}
	newest := all[len(all)-1]
	if err := l.adopt(newest); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(newest.path), err)
	}
	if l.size == 0 && len(all) > 1 { // killed right after a new file was begun
		return l.inherit(all[len(all)-2])
	}
	return nil
}

// adopt reads a file to its end, keeps a torn line aside and goes on there.
func (l *Log) adopt(s segment) error {
	file, err := os.OpenFile(s.path, os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	l.file = file
	head := Head{Sequence: s.first - 1}
	torn, err := scanLines(file, func(line []byte) error {
		e, err := parse(line)
		if err == nil && head.Hash == "" { // the file before is for Verify
			head.Hash = e.Previous
		}
		if err == nil {
			err = e.follows(head)
		}
		l.size += int64(len(line)) + 1
		if head = e.head(); err != nil {
			return fmt.Errorf("entry %d %w", e.Sequence, err)
		}
		return nil
	})
	if err != nil {
		return errors.Join(err, file.Close())
	}
	l.head = head
	l.shown.Store(&head)
	if len(torn) == 0 {
		return nil
	}
	return l.setAside(torn)
}

// inherit takes the head from the file before an empty one.
func (l *Log) inherit(before segment) error {
	file, err := os.Open(before.path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = scanLines(file, func(line []byte) error {
		e, err := parse(line)
		l.head = e.head()
		return err
	})
	head := l.head
	l.shown.Store(&head)
	return err
}

// setAside moves a torn last line into a file of its own.
func (l *Log) setAside(torn []byte) error {
	name := filepath.Join(l.directory, fmt.Sprintf("torn-%016d-%d", l.head.Sequence+1, l.now().UnixNano()))
	if err := writeSynced(name, torn); err != nil {
		return err
	}
	if err := l.file.Truncate(l.size); err != nil {
		return err
	}
	return l.file.Sync()
}

func writeSynced(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// rotate begins the file of the next entry.
func (l *Log) rotate() error {
	if err := l.file.Close(); err != nil {
		return err
	}
	return l.begin(l.head.Sequence + 1)
}

// begin makes a file, and its name durable.
func (l *Log) begin(first uint64) error {
	file, err := os.OpenFile(segmentPath(l.directory, first), os.O_RDWR|os.O_APPEND|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	l.file, l.size = file, 0
	directory, err := os.Open(l.directory)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
