package supervise

import (
	"errors"
	"os/exec"
	"runtime"
	"sync"
)

// launcher starts all programs from one operating system thread. Linux sends
// a child its "parent died" signal when the thread that started it ends, and
// Go ends threads as it pleases, except one that a goroutine has locked.
type launcher struct {
	orders chan order
	done   chan struct{}
	once   sync.Once
}

// errClosed answers a start after everything was stopped.
var errClosed = errors.New("the supervisor has ended")

type order struct {
	command *exec.Cmd
	result  chan error
}

func newLauncher() *launcher {
	l := &launcher{orders: make(chan order), done: make(chan struct{})}
	go l.run()
	return l
}

func (l *launcher) run() {
	runtime.LockOSThread()
	for {
		select {
		case o := <-l.orders:
			o.command.SysProcAttr = attributes()
			o.result <- o.command.Start()
		case <-l.done:
			return
		}
	}
}

// start runs the command in a process group of its own, so that Ctrl-C in the
// terminal reaches the supervisor only, which then stops things in order.
func (l *launcher) start(command *exec.Cmd) error {
	result := make(chan error, 1)
	select {
	case l.orders <- order{command, result}:
		return <-result
	case <-l.done:
		return errClosed
	}
}

func (l *launcher) close() { l.once.Do(func() { close(l.done) }) }
