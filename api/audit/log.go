package audit

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// MaxSegment is the size in bytes at which a new file is begun.
const MaxSegment = 64 << 20

// ErrBroken says that the log could not be written, so that nothing may be done
// that would have to stand in it.
var ErrBroken = errors.New("the audit log cannot be written")

// Log appends to the newest file of a directory.
type Log struct {
	directory string
	now       func() time.Time
	maxSize   int64

	file *os.File
	size int64
	head Head

	queue  chan waiting
	ended  chan struct{}
	once   sync.Once
	shown  atomic.Pointer[Head]
	broken atomic.Pointer[error]
}

// waiting is an event whose caller waits for it to be on disk.
type waiting struct {
	event Event
	done  chan error
}

// maxTogether bounds how many entries are written at once.
const maxTogether = 256

// Open opens the log of a directory, which it makes if need be. A last line that
// a crash cut off is kept aside in a file of its own; nobody was ever told that
// it had been written. It fails if the newest file does not hold together.
func Open(directory string, now func() time.Time) (*Log, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("audit log: %w", err)
	}
	l := &Log{directory: directory, now: now, maxSize: MaxSegment,
		queue: make(chan waiting, maxTogether), ended: make(chan struct{})}
	if err := l.resume(); err != nil {
		return nil, fmt.Errorf("audit log %s: %w", directory, err)
	}
	go l.run()
	return l, nil
}

// Append logs an event and returns once it is on disk. After an error nothing
// more is logged: the log must be looked at first.
func (l *Log) Append(e Event) error {
	w := waiting{e, make(chan error, 1)}
	select {
	case l.queue <- w:
	case <-l.ended:
		return ErrBroken
	}
	select {
	case err := <-w.done:
		return err
	case <-l.ended:
		return ErrBroken
	}
}

// Ready says whether events can still be logged.
func (l *Log) Ready() error {
	if cause := l.broken.Load(); cause != nil {
		return fmt.Errorf("%w: %w", ErrBroken, *cause)
	}
	return nil
}

// Head names the newest entry on disk.
func (l *Log) Head() Head { return *l.shown.Load() }

// Close ends the log; what waits is written first.
func (l *Log) Close() error {
	var err error
	l.once.Do(func() {
		last := waiting{done: nil}
		l.queue <- last
		<-l.ended
		err = l.file.Close()
	})
	return err
}

// run writes what waits, many entries with one sync.
func (l *Log) run() {
	defer close(l.ended)
	for w := range l.queue {
		batch, closing := l.gather(w)
		err := l.Ready()
		if err == nil {
			if err = l.write(batch); err != nil {
				l.broken.Store(&err)
				err = fmt.Errorf("%w: %w", ErrBroken, err)
			}
		}
		for _, one := range batch {
			one.done <- err
		}
		if closing {
			return
		}
	}
}

// gather takes what else waits by now, and says whether the log is closing.
func (l *Log) gather(first waiting) (batch []waiting, closing bool) {
	for w := first; ; {
		if w.done == nil {
			return batch, true
		}
		if batch = append(batch, w); len(batch) == maxTogether {
			return batch, false
		}
		select {
		case w = <-l.queue:
		default:
			return batch, false
		}
	}
}

// write appends the events and syncs.
func (l *Log) write(batch []waiting) error {
	if len(batch) == 0 {
		return nil
	}
	if l.size >= l.maxSize {
		if err := l.rotate(); err != nil {
			return err
		}
	}
	head, lines := l.head, []byte{}
	at := l.now().UTC().Format(time.RFC3339Nano)
	for _, w := range batch {
		e := Entry{Sequence: head.Sequence + 1, At: at, Event: w.event, Previous: head.Hash}
		line, err := e.seal()
		if err != nil {
			return err
		}
		lines, head = append(lines, line...), e.head()
	}
	if _, err := l.file.Write(lines); err != nil {
		return err
	}
	if err := l.file.Sync(); err != nil {
		return err
	}
	l.size += int64(len(lines))
	l.head = head
	l.shown.Store(&head)
	return nil
}
