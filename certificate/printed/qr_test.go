package printed_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate/printed"
)

// TestCodeScansFromThePage lets a scanner that knows nothing of us read the QR code from a printed page: as it is, blurred,
// and turned.
func TestCodeScansFromThePage(t *testing.T) {
	p := proof(t, "vk")
	folder := t.TempDir()
	file := filepath.Join(folder, "vk.pdf")
	if err := os.WriteFile(file, written(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	poppler(t, "pdftoppm", "-gray", "-r", "250", "-x", "60", "-y", "2480", "-W", "480", "-H", "440", "-f", "1", "-l", "1", "-singlefile", "-png", file, filepath.Join(folder, "page"))
	page := picture(t, filepath.Join(folder, "page.png")) // the corner with the code
	for name, picture := range map[string]*image.Gray{
		"as printed": page, "blurred": blurred(page), "turned by 4 degrees": turned(page, 4), "turned by 177 degrees and blurred": blurred(turned(page, 177)),
	} {
		if got := scanned(t, picture); got != p.Stamp {
			t.Errorf("%s: read as %q, want %q", name, got, p.Stamp)
		}
	}
}

// scanned is what zbarimg reads from a picture.
func scanned(t *testing.T, page *image.Gray) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, page); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.png")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Fatalf("this test needs the program zbarimg: install Debian's package zbar-tools (%v)", err)
	case err != nil:
		return ""
	}
	return strings.TrimSuffix(string(text), "\n")
}

// blurred is the mean of each pixel and its eight neighbours.
func blurred(page *image.Gray) *image.Gray {
	soft := image.NewGray(page.Rect)
	for y := 1; y < page.Rect.Dy()-1; y++ {
		for x := 1; x < page.Rect.Dx()-1; x++ {
			sum := 0
			for _, d := range [9]int{-page.Stride - 1, -page.Stride, -page.Stride + 1, -1, 0, 1, page.Stride - 1, page.Stride, page.Stride + 1} {
				sum += int(page.Pix[y*page.Stride+x+d])
			}
			soft.Pix[y*soft.Stride+x] = uint8(sum / 9)
		}
	}
	return soft
}

// turned is the page laid askew on white.
func turned(page *image.Gray, degrees float64) *image.Gray {
	askew := image.NewGray(page.Rect)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	middleX, middleY := float64(page.Rect.Dx())/2, float64(page.Rect.Dy())/2
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			dx, dy := float64(x)-middleX, float64(y)-middleY
			from := image.Pt(int(middleX+dx*cos+dy*sin), int(middleY-dx*sin+dy*cos))
			askew.Pix[y*askew.Stride+x] = 255
			if from.In(page.Rect) {
				askew.Pix[y*askew.Stride+x] = page.GrayAt(from.X, from.Y).Y
			}
		}
	}
	return askew
}

func TestStampTooLongForACode(t *testing.T) {
	p := proof(t, "vk")
	p.Stamp = strings.Repeat("A", 5000)
	if err := printed.Write(&bytes.Buffer{}, p); err == nil {
		t.Error("5000 characters are drawn as a QR code")
	}
}

func TestWhatIsNotPrinted(t *testing.T) {
	good := proof(t, "vk")
	for name, p := range map[string]printed.Proof{
		"no seal":        {Certificate: good.Certificate},
		"no certificate": {Seal: good.Seal},
		"not canonical":  {Certificate: append([]byte(" "), good.Certificate...), Seal: good.Seal},
		"not a seal":     {Certificate: good.Certificate, Seal: []byte("seal")},
	} {
		if err := printed.Write(&bytes.Buffer{}, p); err == nil {
			t.Errorf("%s: it is printed", name)
		}
	}
	if err := printed.Write(full{}, good); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

// TestLongDocuments: what nobody could read is not printed, and costs no more than what somebody can.
func TestLongDocuments(t *testing.T) {
	d := specimens["kv"](network)
	first := d.Items[0]
	first.Description = strings.Repeat("long ", 390)
	d.Items = nil
	for n := range 40 {
		first.Number = n + 1
		d.Items = append(d.Items, first)
	}
	if err := printed.Preview(&bytes.Buffer{}, d); err != nil {
		t.Errorf("long items: %v", err)
	}
	for i := range d.Items {
		d.Items[i].Description += strings.Repeat(" and longer", 6000)
	}
	if err := printed.Preview(&bytes.Buffer{}, d); !errors.Is(err, printed.ErrTooLong) {
		t.Errorf("what takes hundreds of pages: %v", err)
	}
}

var errFull = errors.New("disk full")

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
