package supervise

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// process is one program and its present run, if it has one.
type process struct {
	supervisor *Supervisor
	spec       Spec
	turn       sync.Mutex // held while it is being started or stopped

	mutex    sync.Mutex
	command  *exec.Cmd     // nil while it does not run
	ended    chan struct{} // closed when the watcher of this start has gone
	wanted   bool          // false: it is to stay stopped
	wake     chan struct{} // closed to cut a back-off short
	since    time.Time
	restarts int
}

// Status is what is known of a process.
type Status struct {
	Name     string        `json:"name"`
	PID      int           `json:"pid,omitempty"` // 0 while it does not run
	Uptime   time.Duration `json:"uptime_ns"`
	Restarts int           `json:"restarts"`
	Memory   int64         `json:"memory_bytes"` // resident
	Log      string        `json:"log"`
}

func newProcess(s *Supervisor, spec Spec) *process { return &process{supervisor: s, spec: spec} }

// start runs the program and its watcher, unless it runs.
func (p *process) start() error {
	p.turn.Lock()
	defer p.turn.Unlock()
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.wanted {
		return nil
	}
	if err := p.launch(); err != nil {
		return err
	}
	p.wanted, p.ended, p.wake = true, make(chan struct{}), make(chan struct{})
	go p.watch(p.ended, p.wake)
	return nil
}

// launch starts the program once and records it at once, so that a supervisor
// that dies now leaves a trace. The caller holds the mutex.
func (p *process) launch() error {
	log, err := os.OpenFile(p.spec.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o640)
	if err != nil {
		return fmt.Errorf("start %s: %w", p.spec.Name, err)
	}
	defer log.Close()
	command := exec.Command(p.spec.Program, p.spec.Arguments...)
	command.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, p.spec.Environment...)
	command.Dir, command.Stdout, command.Stderr = p.spec.Directory, log, log
	if err := p.supervisor.launcher.start(command); err != nil {
		return fmt.Errorf("start %s: %w", p.spec.Name, err)
	}
	p.command, p.since = command, time.Now()
	record := Record{Name: p.spec.Name, PID: command.Process.Pid, Arguments: command.Args}
	return record.save(p.supervisor.records)
}

// watch waits for the program's end and starts it again, until it is not
// wanted any more.
func (p *process) watch(ended, wake chan struct{}) {
	defer close(ended)
	wait := p.supervisor.backoff.First
	for {
		p.mutex.Lock()
		command := p.command
		p.mutex.Unlock()
		_ = command.Wait() // how it ended stands in its log
		if p.gone() {
			return
		}
		if time.Since(p.since) > p.supervisor.backoff.Steady {
			wait = p.supervisor.backoff.First
		}
		for again := true; again; again = p.restart() != nil {
			select {
			case <-wake:
				return
			case <-time.After(wait):
			}
			wait = min(2*wait, p.supervisor.backoff.Most)
		}
		if p.gone() {
			return
		}
	}
}

// gone notes that the program has ended, and says whether it is to stay so.
func (p *process) gone() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.command != nil && p.command.ProcessState != nil {
		p.command = nil
		forget(p.supervisor.records, p.spec.Name)
	}
	return !p.wanted
}

func (p *process) restart() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if !p.wanted {
		return nil
	}
	p.restarts++
	return p.launch()
}

// stop asks the program to end, and ends it when it does not within the grace.
func (p *process) stop() {
	p.turn.Lock()
	defer p.turn.Unlock()
	p.mutex.Lock()
	if !p.wanted {
		p.mutex.Unlock()
		return
	}
	p.wanted = false
	close(p.wake)
	ended := p.ended
	p.signal(syscall.SIGTERM)
	p.mutex.Unlock()
	select {
	case <-ended:
	case <-time.After(p.supervisor.grace):
		p.mutex.Lock()
		p.signal(syscall.SIGKILL)
		p.mutex.Unlock()
		<-ended
	}
}

func (p *process) kill() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.command == nil {
		return fmt.Errorf("kill %s: it does not run", p.spec.Name)
	}
	p.signal(syscall.SIGKILL)
	return nil
}

// signal reaches the program if it runs; the caller holds the mutex.
func (p *process) signal(number syscall.Signal) {
	if p.command != nil {
		_ = p.command.Process.Signal(number) // it may have ended meanwhile
	}
}

func (p *process) status() Status {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	s := Status{Name: p.spec.Name, Restarts: p.restarts, Log: p.spec.Log}
	if p.command != nil {
		s.PID, s.Uptime, s.Memory = p.command.Process.Pid, time.Since(p.since), Memory(p.command.Process.Pid)
	}
	return s
}
