package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/api/audit"
)

func TestVerifyAudit(t *testing.T) {
	directory := t.TempDir()
	log, err := audit.Open(directory, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := log.Append(audit.Event{Operation: "RecordUse"}); err != nil {
			t.Fatal(err)
		}
	}
	head := fmt.Sprintf("%d:%s", log.Head().Sequence, log.Head().Hash)
	var said bytes.Buffer
	if err := verifyAudit([]string{"--dir", directory, "--head", head}, &said); err != nil || !strings.Contains(said.String(), head) {
		t.Errorf("%v: %s", err, said.String())
	}
	files, _ := filepath.Glob(filepath.Join(directory, "*.ndjson"))
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], bytes.Replace(text, []byte(`"sequence":2`), []byte(`"sequence":7`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"tampered":  {[]string{"--dir", directory}, 3, "entry 2"},
		"absent":    {[]string{"--dir", directory + "/absent"}, 1, "no such file"},
		"no flag":   {nil, 2, "usage"},
		"bad head":  {[]string{"--dir", directory, "--head", "7"}, 2, "SEQUENCE:HASH"},
		"surplus":   {[]string{"--dir", directory, "x"}, 2, "usage"},
		"bad flag":  {[]string{"--directory", directory}, 2, "usage"},
		"no number": {[]string{"--dir", directory, "--head", "x:" + strings.Repeat("0", 64)}, 2, "SEQUENCE:HASH"},
	} {
		t.Run(name, func(t *testing.T) {
			var said bytes.Buffer
			code := exitCode(run(context.Background(), append([]string{"audit", "verify"}, c.args...), io.Discard), &said)
			if code != c.code || !strings.Contains(said.String(), c.want) {
				t.Errorf("exit code %d: %s", code, said.String())
			}
		})
	}
}
