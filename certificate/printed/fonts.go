package printed

import (
	"embed"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// face is a typeface that can be embedded, as a subset, in a PDF.
type face struct {
	name  string // the family's name inside the PDF
	bytes []byte
	font  *sfnt.Font
}

// typefaces are the fonts in the order in which a character looks for one: the first that has it serves.
type typefaces struct {
	plain, bold *face
	others      []*face // scripts beside Latin, in one weight
}

// faces reads the embedded fonts once. The tests read them all; an error means a broken build.
var faces = sync.OnceValues(func() (typefaces, error) {
	var all [5]*face
	for i, name := range []string{"NotoSans-Regular", "NotoSans-Bold", "NanumGothicCoding", "NotoSansThai-Regular", "NotoSansLao-Regular"} {
		raw, err := fontFiles.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return typefaces{}, fmt.Errorf("read embedded font: %w", err)
		}
		parsed, err := sfnt.Parse(raw)
		if err != nil {
			return typefaces{}, fmt.Errorf("parse embedded font %s: %w", name, err)
		}
		all[i] = &face{name: name, bytes: raw, font: parsed}
	}
	return typefaces{plain: all[0], bold: all[1], others: all[2:]}, nil
})

// unprintable stands for a character that no font has.
const unprintable = '\uFFFD'

// glyph is where a character is drawn from and how wide it is, in ems.
type glyph struct {
	face    *face
	shown   rune
	advance float64
}

// glyphs looks characters up, each once.
type glyphs struct {
	faces   typefaces
	buffer  sfnt.Buffer
	known   map[rune]glyph
	bold    map[rune]glyph
	lacking bool // whether a character was asked for that no font has
}

// newGlyphs makes an empty look-up.
func newGlyphs() (*glyphs, error) {
	all, err := faces()
	return &glyphs{faces: all, known: map[rune]glyph{}, bold: map[rune]glyph{}}, err
}

// of is the glyph for a character.
func (g *glyphs) of(r rune, bold bool) glyph {
	known, first := g.known, g.faces.plain
	if bold {
		known, first = g.bold, g.faces.bold
	}
	found, ok := known[r]
	if !ok {
		found = g.find(r, first)
		known[r] = found
	}
	return found
}

// find asks one font after the other. The libraries draw the basic multilingual plane only.
func (g *glyphs) find(r rune, first *face) glyph {
	if r <= 0xFFFF {
		for _, f := range append([]*face{first}, g.faces.others...) {
			if advance, ok := g.advance(f, r); ok {
				return glyph{f, r, advance}
			}
		}
	}
	g.lacking = true
	advance, _ := g.advance(first, unprintable)
	return glyph{first, unprintable, advance}
}

// advance is the width of a character in a font, if it has it.
func (g *glyphs) advance(f *face, r rune) (float64, bool) {
	index, err := f.font.GlyphIndex(&g.buffer, r)
	if err != nil || index == 0 {
		return 0, false
	}
	em := int(f.font.UnitsPerEm())
	units, err := f.font.GlyphAdvance(&g.buffer, index, fixed.I(em), font.HintingNone)
	return float64(units) / 64 / float64(em), err == nil
}
