package explain

import "testing"

func TestGround(t *testing.T) {
	for _, test := range []struct {
		language           Language
		code, words, coded string
	}{
		{English, "LINE-04", "quantity left", "quantity left (LINE-04)"},
		{Vietnamese, "not_consigned_directly", "hàng hóa không được vận chuyển trực tiếp", "hàng hóa không được vận chuyển trực tiếp (not_consigned_directly)"},
		{Korean, "officer", "세관공무원이 작성한 사유", "세관공무원이 작성한 사유 (officer)"},
		{Korean, "house_rule_7", "house_rule_7", "house_rule_7"},
	} {
		c := in(t, test.language)
		if words, coded := c.Ground(test.code), c.GroundCoded(test.code); words != test.words || coded != test.coded {
			t.Errorf("%s: %q, %q", test.code, words, coded)
		}
	}
}

func TestGroundsInSentences(t *testing.T) {
	c := in(t, English)
	for list, want := range map[string]string{
		"LINE-04 ATIGA Annex 8 R.16; ATIGA Art. 2; house_rule_7 R.1": "quantity left (LINE-04), ATIGA Annex 8 R.16; ATIGA Art. 2; house_rule_7 R.1",
		"officer": "officer's own ground (officer)", "": "",
	} {
		if got := c.grounds(list); got != want {
			t.Errorf("%q: %q", list, got)
		}
	}
}

func TestDifferencesInSentences(t *testing.T) {
	c := in(t, Vietnamese)
	list := "issue_date: 2026-11-02 / 2026-11-03; 1 hs: 841370 / 841381; 2 description: pump; water / pump; other: x"
	want := "ngày cấp: 2026-11-02 / 2026-11-03; Mục hàng 1, mã HS: 841370 / 841381; Mục hàng 2, mô tả hàng hóa: pump; water / pump; other: x"
	if got := c.differences(list); got != want {
		t.Error(got)
	}
}
