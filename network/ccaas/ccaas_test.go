package ccaas

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPackageIsDeterministic(t *testing.T) {
	program := Program{Version: "1.0.0", SHA256: "aa"}
	first, err := New("origo_1.0.0", program, "127.0.0.1:7161", []byte("authority"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := New("origo_1.0.0", program, "127.0.0.1:7161", []byte("authority"))
	if err != nil {
		t.Fatal(err)
	}
	if first.ID != second.ID || !bytes.Equal(first.Bytes, second.Bytes) {
		t.Error("the same release gives two packages")
	}
	if !strings.HasPrefix(first.ID, "origo_1.0.0:") {
		t.Errorf("package id %s", first.ID)
	}
	program.SHA256 = "bb"
	third, err := New("origo_1.0.0", program, "127.0.0.1:7161", []byte("authority"))
	if err != nil {
		t.Fatal(err)
	}
	if third.ID == first.ID {
		t.Error("another program has the same package id")
	}
}

func write(t *testing.T, directory, name, text string) string {
	t.Helper()
	path := filepath.Join(directory, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBuilder(t *testing.T) {
	source, metadata, output, released := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	write(t, source, "connection.json", `{"address":"127.0.0.1:7161","tls_required":true}`)
	write(t, metadata, "metadata.json", `{"type":"ccaas","label":"origo_1.0.0"}`)
	environment := map[string]string{
		ClientCertificateVariable: write(t, t.TempDir(), "cert", "CERT"),
		ClientKeyVariable:         write(t, t.TempDir(), "key", "KEY"),
	}
	getenv := func(name string) string { return environment[name] }
	for _, step := range [][]string{{"detect", source, metadata}, {"build", source, metadata, output}, {"release", output, released}} {
		if err := Build(step[0], step[1:], getenv); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(released, "chaincode", "server", "connection.json"))
	if err != nil {
		t.Fatal(err)
	}
	var c Connection
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	if c.Address != "127.0.0.1:7161" || c.ClientCertificate != "CERT" || c.ClientKey != "KEY" {
		t.Errorf("the peer gets %+v", c)
	}
}

func TestBuilderRefuses(t *testing.T) {
	metadata := t.TempDir()
	write(t, metadata, "metadata.json", `{"type":"golang"}`)
	if err := Build("detect", []string{"", metadata}, os.Getenv); err == nil {
		t.Error("another package type was accepted")
	}
	if err := Build("build", nil, os.Getenv); err == nil {
		t.Error("missing arguments were accepted")
	}
	if err := Build("run", []string{"a", "b", "c"}, os.Getenv); err == nil {
		t.Error("an unknown phase was accepted")
	}
}
