// Package storetest starts a PostgreSQL server for tests.
package storetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"origo/api/store"
)

// unprivileged is the account that a test run by root starts the server under:
// PostgreSQL refuses to run as root.
const unprivileged = "nobody"

// Postgres gives an empty database on a server of its own, which ends with the
// test. It fails, saying what to install, where there is no PostgreSQL.
func Postgres(t testing.TB) store.Config {
	t.Helper()
	s := server{t: t, folder: folder(t)}
	s.account = account(t)
	s.own(s.folder)
	s.run(program(t, "initdb"), "--pgdata", s.data(), "--username", "origo", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
	s.start(program(t, "postgres"))
	config := store.Config{Driver: store.Postgres, DSN: fmt.Sprintf("host=%s user=origo dbname=postgres", s.folder)}
	s.await(config)
	return config
}

var servers atomic.Int64

// folder is where the server keeps everything. Its path is short: that of a
// socket may have 107 bytes only.
func folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("", "pg"+strconv.FormatInt(servers.Add(1), 10)+"-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	return path
}

// program finds a program of PostgreSQL, also where Debian puts it.
func program(t testing.TB, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name) // the pattern is well formed
	if len(found) == 0 {
		t.Fatalf("there is no program %s; install PostgreSQL, on Debian: apt-get install postgresql", name)
	}
	return found[len(found)-1]
}

// account is whom the server runs as; nil means the account of the test.
func account(t testing.TB) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	who, err := user.Lookup(unprivileged)
	if err != nil {
		t.Fatalf("PostgreSQL does not run as root, and there is no account %s: %v", unprivileged, err)
	}
	uid, errUID := strconv.ParseUint(who.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(who.Gid, 10, 32)
	if errUID != nil || errGID != nil {
		t.Fatalf("account %s has no number", unprivileged)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

type server struct {
	t       testing.TB
	folder  string
	account *syscall.Credential
}

func (s server) data() string { return filepath.Join(s.folder, "data") }

// own gives a folder to the server's account.
func (s server) own(path string) {
	s.t.Helper()
	if s.account == nil {
		return
	}
	if err := os.Chown(path, int(s.account.Uid), int(s.account.Gid)); err != nil {
		s.t.Fatal(err)
	}
}

func (s server) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir = s.folder
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.account, Pdeathsig: syscall.SIGKILL}
	return c
}

func (s server) run(program string, args ...string) {
	s.t.Helper()
	if said, err := s.command(program, args...).CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v: %s", program, err, said)
	}
}

// start runs the server on a socket in its folder, without any network.
func (s server) start(program string) {
	s.t.Helper()
	c := s.command(program, "-D", s.data(), "-k", s.folder, "-c", "listen_addresses=", "-c", "fsync=off")
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGQUIT) // at once; a failure shows in Wait
		_ = c.Wait()
	})
}

// startWithin is how long a server may take to accept connections.
const startWithin = 30 * time.Second

func (s server) await(config store.Config) {
	s.t.Helper()
	db, err := store.Open(config)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	for deadline := time.Now().Add(startWithin); ; time.Sleep(50 * time.Millisecond) {
		_, err := db.Exec(context.Background(), "SELECT 1")
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("PostgreSQL does not answer: %v", err)
		}
	}
}
