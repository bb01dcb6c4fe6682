package console

import (
	"strings"
	"testing"

	"origo/fta-rules/explain"
)

// strayTerms are words of the pages that mean what docs/glossary.md calls otherwise.
var strayTerms = map[explain.Language]map[string]string{
	explain.Vietnamese: {
		"người xuất khẩu": "nhà xuất khẩu", "người nhập khẩu": "nhà nhập khẩu", "vụ xác minh": "hồ sơ xác minh", "vụ việc": "hồ sơ xác minh",
		"bảng kê nguyên liệu": "bảng kê nguyên vật liệu", "ghi vào sổ cái": "ghi lên sổ cái", "đảo lại": "rút lại", "giá trị băm": "mã băm",
	},
	explain.Korean: {
		"특혜": "협정관세 적용", "역내부가가치": "역내가치포함비율", "송품장": "송장", "원산지 물품": "원산지물품", "세관 공무원": "세관공무원",
		"담당자": "세관공무원", "발급번호": "참조번호", "전자 인장": "전자 봉인", "다이제스트": "해시값", "거절": "적용 제한", "배제": "적용 제한",
	},
}

func TestOneTermForEachThing(t *testing.T) {
	for language, stray := range strayTerms {
		for code, text := range ours(t, language) {
			for term, proper := range stray {
				if strings.Contains(strings.ToLower(text), term) {
					t.Errorf("%s in %s says %q; the term is %q", code, language, term, proper)
				}
			}
		}
	}
}
