package supervise

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test program is its own child: CHILD says what it does.
func TestMain(m *testing.M) {
	switch os.Getenv("CHILD") {
	case "":
		os.Exit(m.Run())
	case "serve": // until told to end
		fmt.Println("serving")
		wait := make(chan os.Signal, 1)
		signal.Notify(wait, syscall.SIGTERM)
		<-wait
		note("ended")
	case "deaf": // does not end when told to
		signal.Ignore(syscall.SIGTERM)
		fmt.Println("serving")
		time.Sleep(time.Hour)
	case "fail":
		fmt.Println("listen tcp 127.0.0.1:7101: bind: address already in use")
		os.Exit(1)
	}
}

// note appends to the file that tells a test in which order things ended.
func note(what string) {
	file, err := os.OpenFile(os.Getenv("NOTES"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		fmt.Fprintln(file, os.Getenv("NAME"), what)
		file.Close()
	}
}

// stage is a supervisor in a directory of its own.
type stage struct {
	*Supervisor
	directory string
}

func newStage(t *testing.T) stage {
	t.Helper()
	directory := t.TempDir()
	backoff := Backoff{First: 20 * time.Millisecond, Most: 80 * time.Millisecond, Steady: time.Minute}
	s, err := New(filepath.Join(directory, "processes"), backoff, 500*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.StopAll)
	return stage{s, directory}
}

func (s stage) spec(t *testing.T, name, behaviour string) Spec {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Spec{
		Name: name, Program: self, Directory: s.directory, Log: filepath.Join(s.directory, name+".log"),
		Environment: []string{"CHILD=" + behaviour, "NAME=" + name, "NOTES=" + filepath.Join(s.directory, "notes")},
	}
}

func (s stage) start(t *testing.T, spec Spec) {
	t.Helper()
	if err := s.Start(spec); err != nil {
		t.Fatal(err)
	}
}

func (s stage) of(name string) Status {
	for _, status := range s.Status() {
		if status.Name == name {
			return status
		}
	}
	return Status{}
}

// serving waits until a child has started in earnest.
func (s stage) serving(t *testing.T, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := s.Await(ctx, name, func(context.Context) error {
		if strings.Contains(Tail(filepath.Join(s.directory, name+".log"), 1), "serving") {
			return nil
		}
		return errors.New("not yet")
	})
	if err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if condition() {
			return
		}
	}
	t.Fatalf("did not happen: %s", what)
}

func TestKilledProcessIsStartedAgain(t *testing.T) {
	s := newStage(t)
	s.start(t, s.spec(t, "peer", "serve"))
	s.serving(t, "peer")
	before := s.of("peer").PID
	if err := s.Kill("peer"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "another process", func() bool { now := s.of("peer"); return now.PID != 0 && now.PID != before && now.Restarts == 1 })
}

func TestStoppedProcessStaysStopped(t *testing.T) {
	s := newStage(t)
	s.start(t, s.spec(t, "peer", "serve"))
	s.serving(t, "peer")
	if err := s.Stop("peer"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if status := s.of("peer"); status.PID != 0 || status.Restarts != 0 {
		t.Errorf("after the stop: %+v", status)
	}
	if err := s.Resume("peer"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it runs again", func() bool { return s.of("peer").PID != 0 })
}

func TestDeafProcessIsKilled(t *testing.T) {
	s := newStage(t)
	s.start(t, s.spec(t, "deaf", "deaf"))
	s.serving(t, "deaf")
	began := time.Now()
	if err := s.Stop("deaf"); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 400*time.Millisecond || took > 5*time.Second {
		t.Errorf("ended after %s, want about the grace of 500ms", took)
	}
}

func TestBackoffGrowsAndFailureIsExplained(t *testing.T) {
	s := newStage(t)
	began := time.Now()
	s.start(t, s.spec(t, "orderer", "fail"))
	err := s.Await(t.Context(), "orderer", func(context.Context) error { return errors.New("not yet") })
	if err == nil || !strings.Contains(err.Error(), "another program holds a port") {
		t.Errorf("explained as %v", err)
	}
	if took := time.Since(began); took < (20+40+80)*time.Millisecond {
		t.Errorf("three starts within %s: the wait does not grow", took)
	}
}

func TestStopsInOrder(t *testing.T) {
	s := newStage(t)
	for i, name := range []string{"orderer", "peer", "api"} {
		spec := s.spec(t, name, "serve")
		spec.Stage = i
		s.start(t, spec)
		s.serving(t, name)
	}
	s.StopAll()
	notes, err := os.ReadFile(filepath.Join(s.directory, "notes"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(notes), "api ended\npeer ended\norderer ended\n"; got != want {
		t.Errorf("ended in the order\n%swant\n%s", got, want)
	}
}

func TestUnknownAndTwice(t *testing.T) {
	s := newStage(t)
	if err := s.Kill("nobody"); !errors.Is(err, ErrUnknown) {
		t.Errorf("kill: %v", err)
	}
	s.start(t, s.spec(t, "peer", "serve"))
	if err := s.Start(s.spec(t, "peer", "serve")); err == nil {
		t.Error("one name was started twice")
	}
}

// TestOrphans: a process left behind is recognised by number and command
// line, and another program under a recorded number is left alone.
func TestOrphans(t *testing.T) {
	directory := t.TempDir()
	orphan := exec.Command("/bin/sleep", "1000")
	if err := orphan.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- orphan.Wait() }()
	mine := Record{Name: "peer", PID: orphan.Process.Pid, Arguments: orphan.Args}
	stranger := Record{Name: "api", PID: os.Getpid(), Arguments: []string{"/somewhere/else"}}
	for _, r := range []Record{mine, stranger} {
		if err := r.save(directory); err != nil {
			t.Fatal(err)
		}
	}
	names, err := StopOrphans(directory, 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 1 || names[0] != "peer" {
		t.Errorf("stopped %v, want the peer only", names)
	}
	select {
	case <-gone:
	case <-time.After(5 * time.Second):
		t.Error("the orphan still runs")
	}
	if left := Records(directory); len(left) != 0 {
		t.Errorf("records left: %v", left)
	}
}
