package printed

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
)

// TestAnyBytesComeBack embeds whatever bytes there are, and texts that look like parts of a PDF.
func TestAnyBytesComeBack(t *testing.T) {
	d := &certificate.Document{IssueDate: certificate.NewDate(2026, time.November, 18)}
	s, err := newSheet(d.IssueDate, black)
	if err != nil {
		t.Fatal(err)
	}
	s.describe(about{title: "Test", day: d.IssueDate})
	s.pdf.AddPage()
	pdf, err := s.finish()
	if err != nil {
		t.Fatal(err)
	}
	content := rapid.OneOf(
		rapid.SliceOf(rapid.Byte()),
		rapid.Map(rapid.StringOf(rapid.SampledFrom([]rune("endstream obj<>/()[]%\\\n0123456789R"))), func(s string) []byte { return []byte(s) }),
	)
	rapid.Check(t, func(r *rapid.T) {
		p := Proof{Certificate: content.Draw(r, "certificate"), Seal: content.Draw(r, "seal")}
		whole, err := complete(pdf, attachments(d, p))
		if err != nil {
			r.Fatal(err)
		}
		document, cms, err := Extract(whole)
		if err != nil || !bytes.Equal(document, p.Certificate) || !bytes.Equal(cms, p.Seal) {
			r.Fatalf("came back with %v", err)
		}
	})
}

func TestOnlyWhatWasDrawnHereIsAddedTo(t *testing.T) {
	for _, pdf := range []string{"", "%PDF-1.7", "\n1 0 obj\n<<\n/Producer (x)trailer\n<<\n/Size 3\n/Root 2 0 R\n/Info 1 0 R\n>>\nstartxref\n9\n%%EOF\n",
		"\n1 0 obj\n<<\n/Producer (x)\n2 0 obj\n<< >>trailer\n<<\n/Size 3\n/Root 2 0 R\n/Info 1 0 R\n>>\nstartxref\n9\n%%EOF\n"} {
		if _, err := complete([]byte(pdf), nil); err == nil {
			t.Errorf("%q is taken", pdf)
		}
	}
}
