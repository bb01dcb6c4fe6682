package tests

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// otherBasePort is where the networks begin that are not meant to start.
const otherBasePort = 19000

// A second supervisor leaves the first one's network alone and says what to do.
func TestSecondSupervisorIsTurnedAway(t *testing.T) {
	said, code := network.command(t, "origo-network", "up", "--run", network.run, "--topology", network.topology())
	wantFailure(t, said, code, "another origo-network", network.run, "origo-network down --run")
	network.status(t) // the first is still there to answer
}

// A port that is taken is named, with the way to find out who holds it
// and the line of the topology that moves it.
func TestTakenPortIsNamed(t *testing.T) {
	holder, err := net.Listen("tcp", "127.0.0.1:19201")
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	run := t.TempDir()
	said, code := network.command(t, "origo-network", "up", "--no-services", "--run", run, "--topology", network.otherTopology(t))
	wantFailure(t, said, code, "peer0.vncustoms", "127.0.0.1:19201", "organisations[1].ports.peer0", "ss -ltnp")
	if strings.Count(said, "cannot listen") != 1 {
		t.Errorf("more than the one port is complained of:\n%s", said)
	}
}

// What an interrupted start left half made is made anew; what is not a network
// is not touched, and the message says how to go on.
func TestHalfMadeRunDirectory(t *testing.T) {
	topology := network.otherTopology(t)
	run := t.TempDir()
	write(t, filepath.Join(run, "network.unfinished", "orgs", "VNIssuer", "half"))
	if said, code := network.command(t, "origo-network", "generate", "--run", run, "--topology", topology); code != 0 {
		t.Fatalf("after an interrupted start generate ended with %d:\n%s", code, said)
	}
	if _, err := os.Stat(filepath.Join(run, "network", "orgs", "VNIssuer", "half")); err == nil {
		t.Error("something half made was kept")
	}
	if err := os.Remove(filepath.Join(run, "network", "generated.json")); err != nil {
		t.Fatal(err)
	}
	said, code := network.command(t, "origo-network", "up", "--run", run, "--topology", topology)
	wantFailure(t, said, code, filepath.Join(run, "network"), "damaged", "make clean")
}

// A network is not started from another topology than it was made from.
func TestOtherTopologyIsTurnedAway(t *testing.T) {
	run := t.TempDir()
	if said, code := network.command(t, "origo-network", "generate", "--run", run, "--topology", network.otherTopology(t)); code != 0 {
		t.Fatalf("generate ended with %d:\n%s", code, said)
	}
	said, code := network.command(t, "origo-network", "up", "--run", run, "--topology", network.topology())
	wantFailure(t, said, code, "topology is not the one", "--run", "make clean")
}

// wantFailure demands that a program failed and said all of these.
func wantFailure(t testing.TB, said string, code int, words ...string) {
	t.Helper()
	if code != 1 {
		t.Errorf("ended with %d, want 1", code)
	}
	for _, word := range words {
		if !strings.Contains(said, word) {
			t.Errorf("nothing is said about %q:\n%s", word, said)
		}
	}
}

// otherTopology is the demonstration's, away from all ports in use.
func (f *fabric) otherTopology(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(f.root, "network", "topology", "demo.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var topology map[string]any
	if err := yaml.Unmarshal(raw, &topology); err != nil {
		t.Fatal(err)
	}
	topology["name"], topology["base_port"] = "other", otherBasePort
	changed, err := yaml.Marshal(topology)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "topology.yaml")
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t testing.TB, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
}
