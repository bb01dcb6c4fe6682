package printed

import (
	"crypto/sha256"
	"fmt"
	"math"

	"rsc.io/qr"
)

// The strip below the form: QR code, how to verify, and what the picture is worth.
const (
	stripTop    = 258.5
	stripHeight = 34.0
)

// strip draws the foot of a page.
func (f *form) strip() {
	if f.code != nil {
		f.qr(rect{frameLeft - 2, stripTop, stripHeight, stripHeight})
	}
	at := rect{f.stripLeft(), stripTop + 4.6, frameLeft + frameWidth - f.stripLeft(), stripHeight}
	for _, text := range f.stripWords() {
		at = at.below(f.paragraph(at, text, style{size: 6.4, ink: grey}) + 0.5)
	}
}

// stripLeft is where the words of the strip begin.
func (f *form) stripLeft() float64 {
	if f.code == nil {
		return frameLeft
	}
	return frameLeft + stripHeight
}

// pagePlaces prints the certificate's name and the place of each page among the others, which are known only now. The
// library could fill the number in by itself, but it replaces bytes and thereby hits parts of other characters.
func (s *sheet) pagePlaces(name string, left float64) {
	st := style{size: 7, ink: black}
	total := s.pdf.PageCount()
	for n := 1; n <= total; n++ {
		s.pdf.SetPage(n)
		words := fmt.Sprintf("Page %d of %d", n, total)
		s.draw(left, stripTop+3, name, style{size: 7, bold: true, ink: black})
		s.draw(frameLeft+frameWidth-s.measure(words, st), stripTop+3, words, st)
	}
}

// stripWords are what a reader of the paper must know.
func (f *form) stripWords() []string {
	if f.proof.Seal == nil {
		return []string{"This preview is not a certificate: it carries no seal and no embedded certificate."}
	}
	sum := sha256.Sum256(f.proof.Certificate)
	words := []string{
		"This page is a picture. The certificate is the file origo-certificate.json embedded in this PDF, sealed by origo-seal.p7s; verification reads these two and never the picture: origo verify --file FILE.pdf",
		"Trang này chỉ là hình ảnh. Việc kiểm tra chỉ đọc chứng nhận và chữ ký số được nhúng trong tệp PDF, không đọc hình ảnh.",
		"이 면은 그림일 뿐입니다. 검증은 PDF 파일에 내장된 증명서와 전자서명만 읽고 그림은 읽지 않습니다.",
		fmt.Sprintf("SHA-256 %x", sum),
	}
	if f.code != nil {
		words = append(words, "The QR code is a signed summary of the certificate, which can be verified without a line: origo verify --qr TEXT")
	}
	if f.lacking {
		words = append(words, "Characters that the fonts of this print lack stand as "+string(unprintable)+"; the embedded certificate has them.")
	}
	return words
}

// qr draws the code as filled squares, a row's neighbours as one, with the quiet zone inside the place.
func (f *form) qr(at rect) {
	const quiet = 4
	module := at.w / float64(f.code.Size+2*quiet)
	f.pdf.SetFillColor(0, 0, 0)
	for y := range f.code.Size {
		for x := 0; x < f.code.Size; x++ {
			from := x
			for x < f.code.Size && f.code.Black(x, y) {
				x++
			}
			if x > from {
				f.pdf.Rect(at.x+float64(from+quiet)*module, at.y+float64(y+quiet)*module, float64(x-from)*module, module, "F")
			}
		}
	}
}

// smallModules is the most modules a side with which a code of this size still scans from a bad print at the highest
// of the two levels of error correction that stamps are printed in.
const smallModules = 65

// encode makes the QR code of a stamp.
func encode(stamp string) (*qr.Code, error) {
	if stamp == "" {
		return nil, nil
	}
	code, err := qr.Encode(stamp, qr.Q)
	if err != nil || code.Size > smallModules {
		code, err = qr.Encode(stamp, qr.M)
	}
	if err != nil {
		return nil, fmt.Errorf("encode the stamp as a QR code: %w", err)
	}
	return code, nil
}

// sealMark draws what stands in place of a stamp: a double frame with who issues and who sealed.
func (f *form) sealMark(at rect, issuer string) {
	if f.proof.Seal == nil || at.h < 9 {
		return
	}
	f.pen(f.ink, 0.4)
	f.pdf.RoundedRect(at.x, at.y, at.w, at.h, 1.5, "1234", "D")
	f.pen(f.ink, 0.15)
	f.pdf.RoundedRect(at.x+0.8, at.y+0.8, at.w-1.6, at.h-1.6, 1.1, "1234", "D")
	small := style{size: 6.8, ink: f.ink}
	words := f.wrap(f.mark, small, at.w-6)
	high := 7 + float64(len(words))*small.height()
	y := at.y + max((at.h-high)/2, 0.8)
	f.centred(rect{at.x + 3, y, at.w - 6, 4}, "ELECTRONICALLY SEALED", style{size: 8, bold: true, ink: f.ink})
	f.centred(rect{at.x + 3, y + 3.7, at.w - 6, 4}, issuer, style{size: 7, bold: true, ink: f.ink})
	for i, l := range words[:min(len(words), int((at.bottom()-y-7.2)/small.height()))] {
		f.centred(rect{at.x + 3, y + 7.2 + float64(i)*small.height(), at.w - 6, 3}, l, small)
	}
}

// preview crosses a page that nobody may take for a certificate.
func (f *form) preview() {
	st := style{size: 46, bold: true, ink: ink{225, 150, 150}}
	words := "PREVIEW · NOT SEALED"
	f.pdf.TransformBegin()
	f.pdf.TransformRotate(52, pageWidth/2, 134)
	f.draw((pageWidth-f.measure(words, st))/2, 140, words, st)
	f.pdf.TransformEnd()
}

// guilloche draws the fine green waves that Annex VII of UKVFTA Protocol 1 wants behind a EUR.1.
func (f *form) guilloche(at rect) {
	f.pen(ink{196, 226, 207}, 0.08)
	const lines = 44
	for n := range lines {
		base := at.y + 5 + float64(n)*(at.h-10)/(lines-1)
		f.wave(at, base, float64(n)*0.45)
		f.wave(at, base, math.Pi-float64(n)*0.45)
	}
}

// wave draws a sine curve by pieces of a quarter turn, as Hermite curves.
func (f *form) wave(at rect, base, phase float64) {
	const high, pieces = 5.0, 24
	long := at.w / pieces
	turn := math.Pi / 2 / long / 1.5
	y := func(x float64) float64 { return base + high*math.Sin(x*turn+phase) }
	slope := func(x float64) float64 { return high * turn * math.Cos(x*turn+phase) }
	f.pdf.MoveTo(at.x, y(0))
	for n := range pieces {
		from, to := float64(n)*long, float64(n+1)*long
		f.pdf.CurveBezierCubicTo(at.x+from+long/3, y(from)+slope(from)*long/3, at.x+to-long/3, y(to)-slope(to)*long/3, at.x+to, y(to))
	}
	f.pdf.DrawPath("D")
}
