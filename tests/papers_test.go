package tests

import (
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
)

// people runs the command line as somebody and checks how it ended.
func (f *fabric) people(t testing.TB, want int, args ...string) string {
	t.Helper()
	out, code := f.origo(t, args...)
	if code != want {
		t.Fatalf("origo %s ended with %d instead of %d:\n%s", strings.Join(args, " "), code, want, out)
	}
	return out
}

// says looks for words in what a program printed.
func says(t testing.TB, out string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(out, word) {
			t.Errorf("%q is missing in:\n%s", word, out)
		}
	}
}

// A certificate that came on paper while the partner was away is counted once,
// before and after its electronic record is there.
func TestPaperIsUsedOnce(t *testing.T) {
	d := pumps()
	number := strings.TrimPrefix(d.Reference, "VN-TH ")
	paper := func(word string, more ...string) []string {
		name := append([]string{"paper", word, "--as", "officer@thcustoms"}, strings.Fields(d.ID().String())...)
		return append(name, more...)
	}
	use := func(declaration, pieces string) []string {
		return append(strings.Fields("use "+d.ID().String()), "--declaration", declaration, "--line", "1="+pieces+":H87", "--as", "officer@thcustoms")
	}
	scan := filepath.Join(t.TempDir(), "scan.pdf")
	write(t, scan)
	network.people(t, 0, paper("enter", "--scan", scan, "--issued", d.IssueDate.String(), "--reason", "partner_outage", "--line", "1=240:H87:8413.70")...)
	network.people(t, 0, paper("use", "--declaration", "PAPER-"+number, "--line", "1=200:H87")...)
	says(t, network.people(t, 1, paper("use", "--declaration", "PAPER-2-"+number, "--line", "1=41:H87")...), "available=40")
	network.people(t, 1, paper("join")...)

	network.anchor(t, network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer), d)
	says(t, network.people(t, 0, paper("show")...), "join the paper with it")
	says(t, network.people(t, 0, paper("join")...), "joined")

	says(t, network.people(t, 1, use("OVER-"+number, "41")...), "available=40")
	network.people(t, 0, use("REST-"+number, "40")...)
	network.people(t, 1, use("MORE-"+number, "1")...)
	network.people(t, 1, paper("use", "--declaration", "PAPER-3-"+number, "--line", "1=1:H87")...)
	if open := network.people(t, 0, "paper", "list", "--as", "officer@thcustoms"); strings.Contains(open, d.Reference) {
		t.Errorf("still open:\n%s", open)
	}
}
