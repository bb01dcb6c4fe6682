package stamps

import (
	"path/filepath"
	"testing"
)

func open(t *testing.T, directory string) *Store {
	t.Helper()
	s, err := Open(directory)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStampsOutliveTheProcess(t *testing.T) {
	directory := t.TempDir()
	s := open(t, directory)
	for _, text := range []string{"first", "second"} {
		if err := s.Keep([]byte("certificate"), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, directory)
	defer s.Close()
	for certificate, want := range map[string]string{"certificate": "second", "another": ""} {
		if got, err := s.Of([]byte(certificate)); got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", certificate, got, err, want)
		}
	}
}

func TestStoreNeedsItsDirectory(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("opened in a directory that is not there")
	}
}
