package explain

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/fta-rules/origin"
)

// TestEveryBillProblemHasWords: the English ones are those of the bill itself.
func TestEveryBillProblemHasWords(t *testing.T) {
	codes := origin.ProblemCodes()
	for _, language := range Languages() {
		c := in(t, language)
		for _, code := range codes {
			text, remedy := origin.Wording(code)
			p := c.BillProblem(certificate.Problem{Code: code, Text: "x"})
			if same := p.Text == text && p.Remedy == remedy; p.Text == "x" || p.Remedy == "" || same != (language == English) {
				t.Errorf("%s in %s: %q, %q", code, language, p.Text, p.Remedy)
			}
		}
		for _, m := range c.Messages() {
			if code, is := strings.CutPrefix(string(m), "unusable.text."); is && !slices.Contains(codes, certificate.Code(code)) {
				t.Errorf("no bill gives %s", m)
			}
		}
	}
}

func TestBillProblemNamesItsMaterial(t *testing.T) {
	c := in(t, Vietnamese)
	for path, want := range map[string]string{
		"/materials/2/value": "Nguyên liệu 3: Giá trị này không được nhỏ hơn 0.", "/bills/0/bill/materials/11": "Nguyên liệu 12: Giá trị này không được nhỏ hơn 0.",
		"/good/price": "Giá trị này không được nhỏ hơn 0.", "/materials": "Giá trị này không được nhỏ hơn 0.", "/materials/-1/x": "Giá trị này không được nhỏ hơn 0.",
	} {
		if got := c.BillProblems(certificate.Problems{{Code: "negative", Path: path}}); got[0].Text != want || got[0].Path != path {
			t.Errorf("%s: %+v", path, got[0])
		}
	}
	if got := c.unusable("date_missing /on; as it is"); got != "Thiếu ngày. Ghi ngày cấp hoặc ngày dự kiến cấp. as it is" {
		t.Error(got)
	}
	if got := c.BillProblem(certificate.Problem{Code: "missing", Text: "as it is"}); got.Text != "as it is" {
		t.Error(got.Text)
	}
}
