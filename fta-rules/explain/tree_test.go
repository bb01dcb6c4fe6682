package explain

import (
	"bytes"
	"encoding/json"
	"testing"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// sample is a finding with everything that an explanation shows.
func sample() finding.Finding {
	met := finding.Finding{Outcome: finding.Met, Message: "frame.origin.met", Rule: "CTH", Citation: "Annex 3"}
	open := finding.Finding{Outcome: finding.CannotTell, Message: "frame.evidence", Rule: "RVC(40)", Citation: "Art. 29",
		Evidence: []finding.Message{"frame.criterion"}}.From("evidence", "38.2").From("criterion", "CTH")
	return finding.Finding{
		Check: "ATIGA-M31", Item: 2, Outcome: finding.CannotTell, Verdict: finding.Refer, Rule: "CTH or RVC(40)",
		Citation: "Annex 3", Message: "frame.follows_until", Until: certificate.NewDate(2026, 3, 12),
		Findings: []finding.Finding{met, open},
	}.From("verdict", "x")
}

func TestExplain(t *testing.T) {
	for language, want := range map[Language]string{
		English: `? cannot tell: What follows: x, by 12 March 2026
    Required: change of heading (CTH), or regional value content of at least 40% (RVC)
    What follows: an officer must judge, by 12 March 2026
    ATIGA-M31 | Annex 3
  ✓ met: the good originates
      Required: change of heading (CTH)
  ? cannot tell: Would settle it: 38.2
      Required: regional value content of at least 40% (RVC)
      Art. 29
      Would settle it: Criterion on the form: CTH
`,
		Vietnamese: `? chưa xác định được: Xử lý: x, chậm nhất 12/03/2026
    Yêu cầu: chuyển đổi nhóm (CTH), hoặc hàm lượng giá trị khu vực không thấp hơn 40% (RVC)
    Xử lý: công chức hải quan phải xem xét, chậm nhất 12/03/2026
    ATIGA-M31 | Annex 3
  ✓ đáp ứng: hàng hóa có xuất xứ
      Yêu cầu: chuyển đổi nhóm (CTH)
  ? chưa xác định được: Chứng từ để làm rõ: 38.2
      Yêu cầu: hàm lượng giá trị khu vực không thấp hơn 40% (RVC)
      Art. 29
      Chứng từ để làm rõ: Tiêu chí xuất xứ ghi trên mẫu: CTH
`,
		Korean: `? 판단 불가: 처리: x, 기한 2026년 3월 12일
    요건: 4단위 세번변경(CTH) 또는 역내가치포함비율 40% 이상(RVC)
    처리: 세관공무원의 판단 필요, 기한 2026년 3월 12일
    ATIGA-M31 | Annex 3
  ✓ 충족: 원산지물품임
      요건: 4단위 세번변경(CTH)
  ? 판단 불가: 확인에 필요한 자료: 38.2
      요건: 역내가치포함비율 40% 이상(RVC)
      Art. 29
      확인에 필요한 자료: 서식상 원산지결정기준: CTH
`,
	} {
		c := in(t, language)
		var out bytes.Buffer
		c.Write(&out, "", c.Explain(sample()))
		if out.String() != want {
			t.Errorf("%s:\n%s\nwant\n%s", language, out.String(), want)
		}
	}
}

func TestExplanationIsTheSameEveryTime(t *testing.T) {
	first, err := json.Marshal(in(t, Korean).All([]finding.Finding{sample(), sample()}))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(in(t, Korean).All([]finding.Finding{sample(), sample()}))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("%v\n%s\n%s", err, first, again)
	}
}

func TestText(t *testing.T) {
	c := Catalogue{language: Vietnamese, texts: map[finding.Message]string{
		"a":                       "{figure}% of {price}, {figure} %, {day}, {sealed}, {missing}, {rule} ({citation}), {item}, {until}, {outcome}",
		"frame.not_stated":        "?",
		"psr.change.heading":      "CTH!",
		"value.outcome.cancelled": "cancelled by the issuer",
	}}
	f := finding.Finding{Message: "a", Rule: "CTH", Citation: "Art. 1", Item: 3, Until: certificate.NewDate(2026, 1, 2)}.
		From("figure", "38.2").From("price", "12.5").From("day", "2026-12-31").From("sealed", "2026-11-22T08:30:05Z").Giving("outcome", "cancelled")
	if got, want := c.Text(f), "38,2% of 12.5, 38,2 %, 31/12/2026, 22/11/2026, 08:30:05 UTC, ?, CTH! (Art. 1), 3, 02/01/2026, cancelled by the issuer"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := c.Text(finding.Finding{Message: "a"}); got != "?% of ?, ? %, ?, ?, ?, ? (?), ?, ?, ?" {
		t.Errorf("a bare finding: %s", got)
	}
	if got := c.Text(finding.Finding{Message: "b"}); got != "b" {
		t.Errorf("a code without text: %s", got)
	}
}

func TestCodesHaveTheirPoints(t *testing.T) {
	for code, want := range map[string]string{
		"740819": "7408.19", "87032355": "8703.23.55", "8703235500": "8703.23.55.00", "7408.19": "7408.19", "7408": "7408",
		"copper": "copper", "": "", "7408191": "7408191", "740819000000": "740819000000",
	} {
		if got := pointed(code); got != want {
			t.Errorf("%q is shown as %q", code, got)
		}
	}
}

func TestParseLanguage(t *testing.T) {
	for text, want := range map[string]Language{"": English, "en": English, "vi": Vietnamese, "ko": Korean} {
		if got, err := ParseLanguage(text); err != nil || got != want {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
	if _, err := ParseLanguage("fr"); err == nil {
		t.Error("French is accepted")
	}
}
