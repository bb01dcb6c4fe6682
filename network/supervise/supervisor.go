// Package supervise runs a set of programs: it starts them, writes their
// output to files, starts them again when they end by themselves, and stops
// them in order.
package supervise

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// Spec is a program to run.
type Spec struct {
	Name        string
	Program     string // absolute
	Arguments   []string
	Environment []string // beside PATH and HOME
	Directory   string
	Log         string // file that output is appended to
	// Stage orders the stop: higher stages stop first.
	Stage int
}

// Backoff says how long to wait before a program is started again. The wait
// doubles from First to Most; a program that ran for Steady starts afresh.
type Backoff struct{ First, Most, Steady time.Duration }

// DefaultBackoff suits servers that start within a second.
var DefaultBackoff = Backoff{First: 250 * time.Millisecond, Most: 10 * time.Second, Steady: 20 * time.Second}

// Supervisor watches programs. Its methods may be called concurrently.
type Supervisor struct {
	records  string // directory of process records
	backoff  Backoff
	grace    time.Duration
	launcher *launcher

	mutex     sync.Mutex
	processes []*process
}

// ErrUnknown means that no process has the name given.
var ErrUnknown = errors.New("no process of that name")

// New makes a supervisor that keeps its process records in a directory.
// A program gets grace to end after it is asked to.
func New(records string, backoff Backoff, grace time.Duration) (*Supervisor, error) {
	if err := os.MkdirAll(records, 0o700); err != nil {
		return nil, fmt.Errorf("process records: %w", err)
	}
	return &Supervisor{records: records, backoff: backoff, grace: grace, launcher: newLauncher()}, nil
}

// Start runs a program and keeps it running until it is stopped.
func (s *Supervisor) Start(spec Spec) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.find(spec.Name) != nil {
		return fmt.Errorf("start %s: it is there already", spec.Name)
	}
	p := newProcess(s, spec)
	if err := p.start(); err != nil {
		return err
	}
	s.processes = append(s.processes, p)
	return nil
}

func (s *Supervisor) find(name string) *process {
	i := slices.IndexFunc(s.processes, func(p *process) bool { return p.spec.Name == name })
	if i < 0 {
		return nil
	}
	return s.processes[i]
}

func (s *Supervisor) named(name string) (*process, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if p := s.find(name); p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s: %w", name, ErrUnknown)
}

// Stop asks a program to end and waits until it has. It stays stopped until
// Resume.
func (s *Supervisor) Stop(name string) error {
	p, err := s.named(name)
	if err != nil {
		return err
	}
	p.stop()
	return nil
}

// Resume starts a stopped program again.
func (s *Supervisor) Resume(name string) error {
	p, err := s.named(name)
	if err != nil {
		return err
	}
	return p.start()
}

// Kill ends a program at once, as a power cut would. It is started again
// after the back-off, as after any end that nobody asked for.
func (s *Supervisor) Kill(name string) error {
	p, err := s.named(name)
	if err != nil {
		return err
	}
	return p.kill()
}

// Remove stops a program for good and forgets it.
func (s *Supervisor) Remove(name string) error {
	if err := s.Stop(name); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.processes = slices.DeleteFunc(s.processes, func(p *process) bool { return p.spec.Name == name })
	return nil
}

// StopAll stops everything, higher stages first, the programs of one stage
// together, and ends the supervisor.
func (s *Supervisor) StopAll() {
	s.mutex.Lock()
	stages := map[int][]*process{}
	var order []int
	for _, p := range s.processes {
		if stages[p.spec.Stage] == nil {
			order = append(order, p.spec.Stage)
		}
		stages[p.spec.Stage] = append(stages[p.spec.Stage], p)
	}
	s.mutex.Unlock()
	slices.Sort(order)
	slices.Reverse(order)
	for _, stage := range order {
		var group sync.WaitGroup
		for _, p := range stages[stage] {
			group.Go(p.stop)
		}
		group.Wait()
	}
	s.launcher.close()
}

// Status describes all programs in the order in which they were started.
func (s *Supervisor) Status() []Status {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	all := make([]Status, len(s.processes))
	for i, p := range s.processes {
		all[i] = p.status()
	}
	return all
}

// Await waits until ready reports no error for a program. It gives up when
// the context ends or the program has failed three times, and then tells why
// with the end of the program's log.
func (s *Supervisor) Await(ctx context.Context, name string, ready func(context.Context) error) error {
	const poll = 25 * time.Millisecond
	p, err := s.named(name)
	if err != nil {
		return err
	}
	for {
		last := ready(ctx)
		if last == nil {
			return nil
		}
		if restarts := p.status().Restarts; restarts >= 3 {
			return fmt.Errorf("%s ends again and again: %w", name, explain(p.spec))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready (%w): %w", name, last, explain(p.spec))
		case <-time.After(poll):
		}
	}
}
