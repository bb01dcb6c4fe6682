package tests

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gopkg.in/yaml.v3"
)

// networkStatus is what `origo-network status --json` tells, as far as these
// tests look at it. The program's own type cannot be linked here: it comes
// with another generation of Fabric's messages.
type networkStatus struct {
	Processes []processStatus `json:"processes"`
	Channels  []struct {
		Name  string       `json:"name"`
		Peers []peerStatus `json:"peers"`
	} `json:"channels"`
}

type processStatus struct {
	Name     string `json:"name"`
	PID      int    `json:"pid"`
	Restarts int    `json:"restarts"`
}

type peerStatus struct {
	Peer     string `json:"peer"`
	Version  string `json:"contract_version"`
	Sequence int    `json:"contract_sequence"`
	Error    string `json:"error"`
}

func (f *fabric) status(t testing.TB) networkStatus {
	t.Helper()
	return decode[networkStatus](t, f.admin(t, "status", "--json"))
}

// process finds a process by the beginning and the end of its name. The number
// in a contract process's name depends on how many releases there were.
func (s networkStatus) process(t testing.TB, kind, owner string) processStatus {
	t.Helper()
	for _, p := range s.Processes {
		if strings.HasPrefix(p.Name, kind) && strings.HasSuffix(p.Name, "."+owner) {
			return p
		}
	}
	t.Fatalf("no process %s of %s among %v", kind, owner, s.Processes)
	return processStatus{}
}

// kill ends a process with SIGKILL, and gives a function that says whether it
// has been started again.
func (f *fabric) kill(t testing.TB, kind, owner string) (back func() bool) {
	t.Helper()
	before := f.status(t).process(t, kind, owner)
	f.admin(t, "kill-process", before.Name)
	return func() bool {
		now := f.status(t).process(t, kind, owner)
		return now.PID != 0 && now.PID != before.PID
	}
}

// orderers tells the owner of the orderer that leads the atiga channel and of
// one that does not.
func (f *fabric) orderers(t testing.TB) (leader, follower string) {
	t.Helper()
	for _, o := range []string{"VNCustoms", "KRCustoms", "GBCustoms", "THCustoms"} {
		if f.leads(t, o) {
			leader = strings.ToLower(o)
		} else {
			follower = strings.ToLower(o)
		}
	}
	if leader == "" || follower == "" {
		t.Fatal("no orderer says that it leads")
	}
	return leader, follower
}

// leads asks the organisation's orderer, through its metrics.
func (f *fabric) leads(t testing.TB, organisation string) bool {
	t.Helper()
	response, err := http.Get("http://" + f.ordererHealth(t, organisation) + "/metrics")
	if err != nil {
		t.Fatalf("ask the orderer of %s: %v", organisation, err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("ask the orderer of %s: %v", organisation, err)
	}
	return strings.Contains(string(page), `consensus_BFT_is_leader{channel="atiga"} 1`)
}

// ordererHealth reads where the organisation's orderer serves its metrics.
func (f *fabric) ordererHealth(t testing.TB, organisation string) string {
	t.Helper()
	path := filepath.Join(f.run, "network", "conf", "orderer."+strings.ToLower(organisation), "orderer.yaml")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Operations struct {
			ListenAddress string `yaml:"ListenAddress"`
		} `yaml:"Operations"`
	}
	if err := yaml.Unmarshal(raw, &config); err != nil {
		t.Fatal(err)
	}
	return config.Operations.ListenAddress
}

// crash ends the supervisor with SIGKILL and, first, every process named.
func (f *fabric) crash(t testing.TB, processes []processStatus) {
	t.Helper()
	if err := f.up.Process.Signal(syscall.SIGSTOP); err != nil { // or it would start the others again
		t.Fatalf("halt the supervisor: %v", err)
	}
	for _, p := range processes {
		if err := syscall.Kill(p.PID, syscall.SIGKILL); err != nil {
			t.Errorf("kill %s: %v", p.Name, err)
		}
	}
	if err := f.up.Process.Kill(); err != nil {
		t.Fatalf("kill the supervisor: %v", err)
	}
	<-f.done
	f.up = nil
	f.log.Close()
}
