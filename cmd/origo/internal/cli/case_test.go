package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"origo/api/wire"
)

func TestCaseOnTheCommandLine(t *testing.T) {
	run := seeded(t)
	name, _ := anchored(t, run)
	scan := filepath.Join(t.TempDir(), "scan.pdf")
	if err := os.WriteFile(scan, []byte("a scan"), 0o600); err != nil {
		t.Fatal(err)
	}
	customs, issuer := []string{"--as", "officer@thcustoms"}, []string{"--as", "issuer@vnissuer"}
	open := append(append([]string{"case", "open"}, name...), "--number", "TH-1", "--item", "1", "--document", scan,
		"--reason", "1:criterion_doubtful:ATIGA Annex 8 R.18:no such factory", "--guarantee", "107:1250.5:THB", "--json")
	var opened wire.RecordedCase
	if err := json.Unmarshal([]byte(must(t, append(open, customs...)...)), &opened); err != nil {
		t.Fatal(err)
	}
	id := opened.Case.Case.ID
	add := func(as []string, more ...string) []string {
		return append(append([]string{"case", "add", id}, more...), as...)
	}
	must(t, add(issuer, "received")...)
	if output, code := try(t, add(customs, "closed", "--result", "lapsed", "--reason", "0:no_reply:ATIGA Annex 8 R.18")...); code != ExitRefused || !strings.Contains(output, "No time limit has passed") {
		t.Errorf("closed too early: exit code %d\n%s", code, output)
	}
	if output, code := try(t, add(customs, "reminded", "--after", "1")...); code != ExitRefused {
		t.Errorf("a stale entry: exit code %d\n%s", code, output)
	}
	must(t, add(issuer, "replied", "--answer", "0:authentic:see cost statement", "--document", scan)...)
	shown := must(t, append([]string{"case", "show", id, "--lang", "en"}, customs...)...)
	for _, want := range []string{"item 0: authentic see cost statement", "✓ Reply of the issuing authority", "1250.5 THB", "next: closed"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing in\n%s", want, shown)
		}
	}
	if late := must(t, append([]string{"case", "overdue", "--on", "2036-01-01"}, issuer...)...); !strings.Contains(late, "Whole verification") {
		t.Error(late)
	}
	must(t, add(customs, "closed", "--result", "accepted")...)
	if list := must(t, append([]string{"case", "list", "--state", "closed"}, issuer...)...); !strings.Contains(list, id) || !strings.Contains(list, "closed, accepted") {
		t.Error(list)
	}
}

func TestNoticeOfARefusal(t *testing.T) {
	run := seeded(t)
	name, _ := anchored(t, run)
	must(t, about("use", name, "--declaration", "C/9", "--outcome", "refused", "--ground", "2:other_goods:ATIGA Annex 8 R.16:not labels", "--as", "officer@thcustoms")...)
	text := must(t, about("notice", name, "--declaration", "C/9", "--as", "issuer@vnissuer")...)
	for _, want := range []string{"Item 2: goods other than those certified (other_goods), ATIGA Annex 8 R.16: not labels", "Mục hàng 2", "60"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if text := must(t, about("notice", name, "--declaration", "C/9", "--lang", "ko", "--as", "issuer@vnissuer")...); !strings.Contains(text, "협정관세 적용 제한 통지") {
		t.Error(text)
	}
}

func TestCaseUsage(t *testing.T) {
	seeded(t)
	for _, args := range [][]string{
		{"case"}, {"case", "show"}, {"case", "add", "x"},
		{"case", "add", "x", "replied", "--answer", "authentic"},
		{"case", "add", "x", "visit_held", "--on", "soon"},
		{"case", "add", "x", "released", "--guarantee", "1:2"},
		{"case", "add", "x", "supplemented", "--reason", "1:2"},
		{"case", "open", "D", "VN", "VN-TH 26/01/00123", "--presented-on", "soon"},
		{"notice", "D", "VN", "VN-TH 26/01/00123"},
	} {
		if output, code := try(t, append(args, "--as", "officer@thcustoms")...); code != ExitUsage {
			t.Errorf("%v: exit code %d\n%s", args, code, output)
		}
	}
}
