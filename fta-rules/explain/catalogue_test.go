package explain

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLanguagesAgree demands that every code has a text in every language, with the same names.
func TestLanguagesAgree(t *testing.T) {
	english := in(t, English)
	for _, language := range Languages()[1:] {
		other := in(t, language)
		for code, text := range english.texts {
			translated, there := other.texts[code]
			if !there {
				t.Errorf("%s has no text in %s", code, language)
				continue
			}
			wanted, _ := places(text)
			if got, _ := places(translated); !slices.Equal(got, wanted) {
				t.Errorf("%s in %s names %v instead of %v", code, language, got, wanted)
			}
		}
		for code := range other.texts {
			if _, there := english.texts[code]; !there {
				t.Errorf("%s has a text in %s and none in English", code, language)
			}
		}
	}
}

// TestLettersFitTheLanguage finds texts that were pasted into the file of another language.
func TestLettersFitTheLanguage(t *testing.T) {
	korean := func(r rune) bool { return r >= '가' && r <= '힣' }
	for _, language := range Languages() {
		for code, text := range in(t, language).texts {
			if has := strings.ContainsFunc(text, korean); has && language != Korean {
				t.Errorf("%s in %s has Korean letters", code, language)
			}
			if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
				t.Errorf("%s in %s has superfluous blanks", code, language)
			}
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for file, want := range map[string]string{
		"a.b":            "line 1: a line is",
		"\na.b = ":       "line 2: a line is",
		"= text":         "a line is",
		"a.b = {x":       "between { and }",
		"a.b = x}":       "between { and }",
		"a.b = {}":       "between { and }",
		"a.b = {two it}": "between { and }",
		"a = 1\na = 2":   "line 2: a is there twice",
	} {
		_, err := load(English, fstest.MapFS{"texts/x.en.txt": {Data: []byte(file)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "x.en.txt") {
			t.Errorf("%q: %v", file, err)
		}
	}
	twice := fstest.MapFS{"texts/x.en.txt": {Data: []byte("a = 1")}, "texts/y.en.txt": {Data: []byte("a = 1")}}
	if _, err := load(English, twice); err == nil {
		t.Error("a code in two files is accepted")
	}
	if _, err := load(Korean, twice); err == nil {
		t.Error("a language without texts is accepted")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Vietnamese); err != nil {
			b.Fatal(err)
		}
	}
}

// strayTerms are words that mean what the catalogue calls otherwise: an officer shall meet one term for each thing.
var strayTerms = map[Language]map[string]string{
	Korean: {
		"담당자": "세관공무원", "특혜를 배제": "협정관세 적용을 제한", "최소허용": "미소기준", "허용범위": "미소기준", "인증 사본": "진정등본",
		"진본확인부본": "진정등본", "발급번호": "참조번호", "단순공정": "불인정공정", "수입국 내 부가가치": "역내가치포함비율", "역내부가가치": "역내가치포함비율",
		"송품장": "송장", "특혜관세": "협정관세", "원산지 물품": "원산지물품", "세관 공무원": "세관공무원",
	},
	Vietnamese: {
		"hàm lượng giá trị nội địa": "hàm lượng giá trị khu vực", "xuất xứ hoàn toàn": "xuất xứ thuần túy",
		"chuyển đổi mã số thuế": "chuyển đổi mã số hàng hóa", "tích lũy": "cộng gộp", "nguồn gốc": "xuất xứ",
		"người xuất khẩu": "nhà xuất khẩu", "người nhập khẩu": "nhà nhập khẩu", "vụ xác minh": "hồ sơ xác minh", "vụ việc": "hồ sơ xác minh",
		"bảng kê nguyên liệu": "bảng kê nguyên vật liệu", "ghi vào sổ cái": "ghi lên sổ cái", "đảo lại": "rút lại",
	},
}

func TestOneTermForEachThing(t *testing.T) {
	for language, stray := range strayTerms {
		for code, text := range in(t, language).texts {
			for term, proper := range stray {
				if strings.Contains(text, term) {
					t.Errorf("%s in %s says %q; the term is %q", code, language, term, proper)
				}
			}
		}
	}
}
