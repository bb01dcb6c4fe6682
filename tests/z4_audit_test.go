package tests

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// After everything that happened to it all peers hold the same sound chain.
func TestAuditAgrees(t *testing.T) {
	t.Log("\n" + network.admin(t, "audit"))
}

// The audit can fail: one digit changed on one peer's disk is found, and the
// peer is named.
func TestAuditFindsForgery(t *testing.T) {
	d := pumps()
	network.anchor(t, network.registry(t, "VNIssuer", d.Agreement, "issuer"), d)
	file := filepath.Join(network.run, "network", "data", "peer0.mycustoms", "ledgersData", "chains", "chains", "atiga", "blockfile_000000")
	number := []byte(d.Reference)
	eventually(t, "the peer has stored the block", func() bool { return bytes.Contains(read(t, file), number) })
	at := int64(bytes.LastIndex(read(t, file), number) + len(number) - 1)
	digit := number[len(number)-1]
	overwrite(t, file, at, '0'+(digit-'0'+1)%10)
	t.Cleanup(func() { overwrite(t, file, at, digit) })

	found, code := network.command(t, "origo-network", "audit", "--organisation", thirdMember, "--run", network.run)
	wantFailure(t, found, code, "peer0.mycustoms", "other transactions than its header says")
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func overwrite(t testing.TB, name string, at int64, with byte) {
	t.Helper()
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteAt([]byte{with}, at); err != nil {
		t.Fatal(err)
	}
}
