package sheet_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/specimen"
	"origo/clearance"
	"origo/clearance/sheet"
	rules "origo/fta-rules"
	"origo/fta-rules/explain"
)

var keep = flag.String("keep", "", "folder to keep the printed sheets in, to be looked at")

var day = certificate.NewDate(2026, time.November, 22)

// assessment assesses a specimen about which no ledger was asked.
func assessment(t *testing.T) clearance.Assessment {
	t.Helper()
	raw, err := specimen.FormD("test").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	facts := clearance.Bundle{}.Gather(clearance.Request{Certificate: raw, Seal: []byte("seal"), Here: "TH", PresentedOn: day, Today: day})
	a, err := clearance.NewAssessor(book).Assess(facts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// said is the text of a printed sheet with blanks made equal.
func said(t *testing.T, name string, pdf []byte) string {
	t.Helper()
	folder := *keep
	if folder == "" {
		folder = t.TempDir()
	}
	file := filepath.Join(folder, name+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Fatalf("this test needs the program pdftotext: install Debian's package poppler-utils (%v)", err)
	case err != nil:
		t.Fatalf("pdftotext: %v", err)
	}
	return tidy(string(text))
}

// tidy leaves single blanks out of a text: lines are broken anywhere.
func tidy(text string) string { return strings.Join(strings.Fields(text), "") }

// TestAssessmentSaysEverything: every sentence of every finding stands on paper, in every language.
func TestAssessmentSaysEverything(t *testing.T) {
	a := assessment(t)
	for _, language := range explain.Languages() {
		desk, err := sheet.New(language)
		if err != nil {
			t.Fatal(err)
		}
		report := desk.Assessment(a, day)
		var pdf bytes.Buffer
		if err := printed.Assessment(&pdf, report); err != nil {
			t.Fatal(err)
		}
		text := said(t, "assessment-"+string(language), pdf.Bytes())
		wanted := slices.Concat([]string{report.Title, report.Name, report.Verdict}, report.Next, report.Facts)
		for _, s := range report.Sections {
			wanted = append(wanted, s.Heading+": "+s.Verdict)
			for _, f := range s.Findings {
				wanted = append(wanted, sentences(f)...)
			}
		}
		for _, sentence := range wanted {
			if !strings.Contains(text, strings.TrimSuffix(tidy(sentence), ":")) {
				t.Errorf("%s: %q is missing", language, sentence)
			}
		}
	}
}

// sentences are what a finding and its parts say.
func sentences(f printed.Finding) []string {
	all := append([]string{f.Word + ": " + f.Text, f.Basis}, f.Evidence...)
	for _, part := range f.Parts {
		all = append(all, sentences(part)...)
	}
	return all
}

func TestVerdictHasItsShape(t *testing.T) {
	desk, err := sheet.New(explain.English)
	if err != nil {
		t.Fatal(err)
	}
	for verdict, want := range map[clearance.Verdict]printed.Sign{
		clearance.Accept: printed.SignMet, clearance.AcceptPart: printed.SignMet, clearance.Waived: printed.SignMet,
		clearance.Correct: printed.SignNot, clearance.Refuse: printed.SignNot, clearance.Refer: printed.SignUnsure,
		clearance.Verify: printed.SignUnsure, clearance.Defer: printed.SignUnsure,
	} {
		if got := desk.Assessment(clearance.Assessment{Verdict: verdict}, day).Sign; got != want {
			t.Errorf("%s: %s, want %s", verdict, got, want)
		}
	}
}

// TestNoticeHasAPageForEachLanguage and the same bytes each time.
func TestNoticeHasAPageForEachLanguage(t *testing.T) {
	letter := printed.Letter{Day: day}
	for _, language := range explain.Languages() {
		desk, err := sheet.New(language)
		if err != nil {
			t.Fatal(err)
		}
		letter.Texts = append(letter.Texts, desk.Letter("D VN VN-TH 26/02/00123", "Thông báo "+string(language), []string{"원산지", "Từ chối ưu đãi"}))
	}
	var first, again bytes.Buffer
	if err := errors.Join(printed.Notice(&first, letter), printed.Notice(&again, letter)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("printed twice, it differs")
	}
	text := said(t, "notice", first.Bytes())
	for _, wanted := range []string{"Thông báo ko", "원산지", "Từ chối ưu đãi", "Page 1 of 3", "Trang 2/3", "3면 중 3면", "D VN VN-TH 26/02/00123"} {
		if !strings.Contains(text, tidy(wanted)) {
			t.Errorf("%q is missing", wanted)
		}
	}
	if err := printed.Notice(&first, printed.Letter{}); err == nil {
		t.Error("a notice without a text is printed")
	}
}
