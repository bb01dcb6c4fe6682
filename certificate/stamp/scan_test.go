package stamp_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"rsc.io/qr"

	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
)

// picture is a print of a code in shades of grey, as a scanner sees it.
type picture struct {
	width  int
	shades []float64 // row by row, 0 black to 255 white
}

func blank(width int) picture {
	p := picture{width, make([]float64, width*width)}
	for i := range p.shades {
		p.shades[i] = 255
	}
	return p
}

// at is the shade at a place; paper is white around the picture.
func (p picture) at(x, y int) float64 {
	if x < 0 || y < 0 || x >= p.width || y >= p.width {
		return 255
	}
	return p.shades[y*p.width+x]
}

// printed draws a code with modules of the given width and the quiet zone of four.
func printed(code *qr.Code, module int) picture {
	p := blank((code.Size + 8) * module)
	for i := range p.shades {
		if code.Black(i%p.width/module-4, i/p.width/module-4) {
			p.shades[i] = 0
		}
	}
	return p
}

// blurred averages each place with those around it.
func (p picture) blurred(radius int) picture {
	out := blank(p.width)
	for i := range p.shades {
		var sum float64
		for dy := -radius; dy <= radius; dy++ {
			for dx := -radius; dx <= radius; dx++ {
				sum += p.at(i%p.width+dx, i/p.width+dy)
			}
		}
		out.shades[i] = sum / float64((2*radius+1)*(2*radius+1))
	}
	return out
}

// turned rotates by degrees around the middle and shrinks to the given scale.
func (p picture) turned(degrees, scale float64) picture {
	out := blank(p.width)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	middle := float64(p.width) / 2
	for i := range out.shades {
		x, y := (float64(i%p.width)-middle)/scale, (float64(i/p.width)-middle)/scale
		fx, fy := middle+x*cos-y*sin, middle+x*sin+y*cos
		x0, y0 := math.Floor(fx), math.Floor(fy)
		at := func(dx, dy int) float64 { return p.at(int(x0)+dx, int(y0)+dy) }
		top := at(0, 0)*(1-fx+x0) + at(1, 0)*(fx-x0)
		bottom := at(0, 1)*(1-fx+x0) + at(1, 1)*(fx-x0)
		out.shades[i] = top*(1-fy+y0) + bottom*(fy-y0)
	}
	return out
}

// smudged darkens a stain that covers the given share of the picture's width, beside the middle.
func (p picture) smudged(share float64) picture {
	out := picture{p.width, slices.Clone(p.shades)}
	radius := share / 2 * float64(p.width)
	for i := range out.shades {
		x, y := float64(i%p.width)-0.6*float64(p.width), float64(i/p.width)-0.55*float64(p.width)
		if math.Hypot(x, y) < radius {
			out.shades[i] = 40
		}
	}
	return out
}

// faded is a print short of toner on grey paper.
func (p picture) faded() picture {
	out := picture{p.width, slices.Clone(p.shades)}
	for i, shade := range out.shades {
		out.shades[i] = 110 + shade*0.4
	}
	return out
}

func (p picture) png() ([]byte, error) {
	out := image.NewGray(image.Rect(0, 0, p.width, p.width))
	for i, shade := range p.shades {
		out.SetGray(i%p.width, i/p.width, color.Gray{Y: uint8(shade)})
	}
	var b bytes.Buffer
	err := png.Encode(&b, out)
	return b.Bytes(), err
}

// scanned is what zbarimg, a scanner that knows nothing of us, reads from the picture.
func scanned(t *testing.T, p picture) string {
	t.Helper()
	raw, err := p.png()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Fatalf("this test needs the program zbarimg: install Debian's package zbar-tools (%v)", err)
	case err != nil:
		t.Fatalf("zbarimg reads no code: %v", err)
	}
	return string(bytes.TrimSuffix(text, []byte("\n")))
}

// TestStampScansFromABadPrint lets a scanner read prints that went through an office: blurred, crooked, small, stained
// and faded, at the two levels of error correction that docs/qr.md allows.
func TestStampScansFromABadPrint(t *testing.T) {
	text, _ := stamped(t, specimen.VK("origo-demo"), signer(t, demopki.P256))
	for name, level := range map[string]qr.Level{"M": qr.M, "Q": qr.Q} {
		code, err := qr.Encode(text, level)
		if err != nil {
			t.Fatal(err)
		}
		clean := printed(code, 6)
		for what, p := range map[string]picture{
			"clean": clean, "blurred": clean.blurred(1).blurred(1), "turned": clean.turned(5, 0.9), "upside down": clean.turned(183, 0.9),
			"small": clean.turned(0, 0.5), "stained": clean.smudged(0.12), "faded": clean.faded(),
			"all of it": clean.smudged(0.08).turned(3, 0.9).blurred(1).faded(),
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				if got := scanned(t, p); got != text {
					t.Errorf("read as %q\nwant %q", got, text)
				}
			})
		}
	}
}

// TestSizesOfCodes keeps the versions that docs/qr.md states.
func TestSizesOfCodes(t *testing.T) {
	for _, want := range []struct {
		kind demopki.KeyKind
		m, q int // greatest version of a specimen's code
	}{{demopki.P256, 12, 15}, {demopki.Ed25519, 12, 15}, {demopki.P384, 13, 16}, {demopki.RSA2048, 17, 20}, {demopki.RSA4096, 22, 26}} {
		var m, q int
		for _, d := range specimen.All("origo-demo") {
			text, _ := stamped(t, d, signer(t, want.kind))
			m, q = max(m, versionOf(t, text, qr.M)), max(q, versionOf(t, text, qr.Q))
		}
		if m > want.m || q > want.q {
			t.Errorf("%s: version %d at level M and %d at Q, want at most %d and %d", want.kind, m, q, want.m, want.q)
		}
	}
}

// versionOf is the version of the code for a text: 1 has 21 modules a side, each further one four more.
func versionOf(t *testing.T, text string, level qr.Level) int {
	t.Helper()
	code, err := qr.Encode(text, level)
	if err != nil {
		t.Fatal(err)
	}
	return (code.Size - 17) / 4
}
