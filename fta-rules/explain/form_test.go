package explain

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/stamp"
	"origo/fta-rules/finding"
)

// TestEveryDepartureHasWords: the English ones are those of the form itself, and every language has all of them.
func TestEveryDepartureHasWords(t *testing.T) {
	english := in(t, English)
	known := map[finding.Message]string{}
	for _, code := range certificate.Codes() {
		text, remedy := certificate.Wording(code)
		known[finding.Message("form.text."+string(code))], known[finding.Message("form.remedy."+string(code))] = text, remedy
	}
	for _, code := range seal.Codes() {
		known[finding.Message("seal.meaning."+string(code))] = code.Meaning()
	}
	for _, code := range stamp.Codes() {
		known[finding.Message("stamp.meaning."+string(code))] = code.Meaning()
	}
	for _, box := range certificate.BoxNames() {
		if !strings.HasPrefix(box, "box ") {
			known[finding.Message("value.box."+box)] = box
		}
	}
	for code, want := range known {
		if got := english.texts[code]; got != want {
			t.Errorf("%s is %q, and %q where it arises", code, got, want)
		}
		for _, language := range []Language{Vietnamese, Korean} {
			if words := in(t, language).texts[code]; words == "" || words == want && len(want) > 12 {
				t.Errorf("%s in %s is %q", code, language, words)
			}
		}
	}
	for _, code := range english.Messages() {
		if _, there := known[code]; !there && slices.ContainsFunc([]string{"form.text.", "form.remedy.", "seal.meaning.", "stamp.meaning.", "value.box."}, func(area string) bool {
			return strings.HasPrefix(string(code), area)
		}) {
			t.Errorf("nothing gives %s", code)
		}
	}
}

func TestProblemInWords(t *testing.T) {
	missing := certificate.Problem{Code: "missing", Box: "box 8", Item: 2, Params: map[string]string{"field": "criterion"}}
	late := certificate.Problem{Code: "declared_after_certified", Box: "reference number", Params: map[string]string{"certified": "2026-11-18"}}
	for language, want := range map[Language][2]string{
		English:    {"box 8, item 2: criterion is not filled in. Fill it in.", "reference number: the exporter's declaration is dated after the certification of 18 November 2026. Correct the date."},
		Vietnamese: {"ô số 8, mục hàng 2: criterion chưa được điền. Điền vào.", "số tham chiếu: ngày khai của nhà xuất khẩu sau ngày chứng nhận 18/11/2026. Sửa lại ngày."},
		Korean:     {"제8란, 품목 2: criterion 항목이 기재되지 않음. 기재할 것.", "참조번호: 수출자 신고일이 증명일 2026년 11월 18일 보다 늦음. 날짜를 고칠 것."},
	} {
		c := in(t, language)
		for i, p := range (certificate.Problems{missing, late}) {
			if w := c.Problem(p); w.Text+" "+w.Remedy != want[i] {
				t.Errorf("%s: %s %s", language, w.Text, w.Remedy)
			}
		}
	}
	other := certificate.Problem{Code: "bill_of_its_own", Text: "as it is"}
	if got := in(t, Korean).Problems(certificate.Problems{other})[0]; got.Text != "as it is" {
		t.Errorf("%+v", got)
	}
}

func TestMeaningsOfRefusals(t *testing.T) {
	f := finding.Finding{Message: "seal.refused", Computed: finding.Values{value("seal_code", "SIGNATURE"), value("seal_check", "15"),
		value("meaning", "the signature does not fit the signer's key")}}
	if got := in(t, Vietnamese).Text(f); !strings.Contains(got, "không khớp với khóa") || strings.Contains(got, "does not fit") {
		t.Error(got)
	}
	f.Computed[0].Value = "NEW_CODE"
	if got := in(t, Vietnamese).Text(f); !strings.Contains(got, "does not fit") {
		t.Errorf("a code without words says nothing: %s", got)
	}
}
