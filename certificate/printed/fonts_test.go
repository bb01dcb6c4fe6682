package printed

import (
	"strings"
	"testing"
)

// TestCharactersHaveTheirGlyph: Vietnamese, Korean, Thai and Lao each find a font; what has none is told.
func TestCharactersHaveTheirGlyph(t *testing.T) {
	g, err := newGlyphs()
	if err != nil {
		t.Fatal(err)
	}
	for text, font := range map[string]string{
		"Nguyễn Thị Ưỡng Đặng €–·…": "NotoSans-Regular", "원산지증명서뷁": "NanumGothicCoding", "กรุงเทพ": "NotoSansThai-Regular", "ວຽງຈັນ": "NotoSansLao-Regular",
		string(unprintable): "NotoSans-Regular",
	} {
		for _, r := range text {
			if got := g.of(r, false); r != ' ' && (got.face.name != font || got.shown != r) {
				t.Errorf("%c is drawn as %c from %s, want %s", r, got.shown, got.face.name, font)
			}
		}
	}
	if g.lacking {
		t.Error("a character is lacking")
	}
	if got := g.set("中😀", style{size: 9}); len(got) != 1 || got[0].text != strings.Repeat(string(unprintable), 2) || !g.lacking {
		t.Errorf("what no font has is drawn as %q", got[0].text)
	}
}

// TestNoLineIsTooLong, and no text is lost, whatever is wrapped.
func TestNoLineIsTooLong(t *testing.T) {
	g, err := newGlyphs()
	if err != nil {
		t.Fatal(err)
	}
	st := style{size: 9}
	for _, text := range []string{"", "a", "word " + strings.Repeat("x", 400) + " word", strings.Repeat("một hai ", 90), strings.Repeat("한", 200)} {
		lines := g.wrap(text, st, 50)
		for _, l := range lines {
			if g.measure(l, st) > 50.001 {
				t.Errorf("%q is longer than 50 mm", l)
			}
		}
		if strings.ReplaceAll(strings.Join(lines, ""), " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%.20q lost something", text)
		}
	}
	if narrow := g.wrap("abc", st, 0.1); len(narrow) != 3 {
		t.Errorf("a column narrower than a letter: %q", narrow)
	}
}
