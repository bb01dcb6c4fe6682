package printed_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/printed"
)

// prints make the documents that are looked at: every specimen, and what specimens lack.
func prints() map[string]func(t *testing.T) []byte {
	all := map[string]func(t *testing.T) []byte{
		"form-d-marked": func(t *testing.T) []byte { return changed(t, "form-d", marked) },
		"eur1-marked":   func(t *testing.T) []byte { return changed(t, "eur1", late) },
		"kv-long":       func(t *testing.T) []byte { return changed(t, "kv", long) },
		"vk-preview": func(t *testing.T) []byte {
			var preview bytes.Buffer
			if err := printed.Preview(&preview, specimens["vk"](network)); err != nil {
				t.Fatal(err)
			}
			return preview.Bytes()
		},
	}
	for name := range specimens {
		all[name] = func(t *testing.T) []byte { return written(t, proof(t, name)) }
	}
	return all
}

// changed prints a specimen that was changed, with the seal of the unchanged one: print does not verify.
func changed(t *testing.T, name string, change func(*certificate.Document)) []byte {
	d := specimens[name](network)
	change(d)
	p := proof(t, name)
	p.Certificate = canonical(t, d)
	return written(t, p)
}

// marked is a Form D with every mark that a form can bear.
func marked(d *certificate.Document) {
	issued := certificate.NewDate(2026, time.October, 1)
	d.Remarks = certificate.Remarks{
		Retroactive: true, RetroactiveReason: certificate.RetroError, ThirdCountryInvoicing: true, BackToBack: true, CertifiedTrueCopy: true,
		Exhibition: &certificate.Exhibition{Name: "Bangkok Water Fair", Address: "Bang Na, กรุงเทพ", Country: "TH", From: issued, To: issued.AddDays(4)},
	}
	d.Replaces = &certificate.Link{Certificate: certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/02/00101"}, IssueDate: issued}
	d.TrueCopyOf = &certificate.Link{Certificate: certificate.ID{Form: "D", Country: "VN", Reference: "VN-TH 26/02/00102"}, IssueDate: issued}
	d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Temasek Pumps Pte Ltd", Country: "SG"}
	d.BackToBack = []certificate.Original{{
		Certificate: certificate.ID{Form: "D", Country: "MY", Reference: "KL-2026-7781"}, IssueDate: issued, OriginalItem: 3, Item: 1, Quantity: d.Items[0].Quantity,
	}}
}

// late is a EUR.1 issued late in place of a lost one.
func late(d *certificate.Document) {
	d.Remarks.Retroactive, d.Remarks.RetroactiveReason, d.Remarks.Duplicate = true, certificate.RetroDestination, true
	lost := certificate.ID{Form: "EUR.1", Country: "VN", Reference: "VN-GB 26/02/00019"}
	d.TrueCopyOf = &certificate.Link{Certificate: lost, IssueDate: certificate.NewDate(2026, time.November, 2)}
	d.Producer = certificate.Party{Name: "Xưởng Giày Số 7", Address: "Dĩ An", Country: "VN"}
}

// long is a Form KV that needs continuation pages for its goods and for its remarks.
func long(d *certificate.Document) {
	first := d.Items[0]
	d.Items = nil
	for n := range 40 {
		item := first
		item.Number = n + 1
		item.Description = fmt.Sprintf("Crate number %d 폴리에틸렌 상자", n+1)
		if n == 5 {
			item.Description += strings.Repeat(" of polyethylene, stackable, with a lid", 45)
		}
		d.Items = append(d.Items, item)
	}
	for n := range 20 {
		d.Remarks.Other = append(d.Remarks.Other, fmt.Sprintf("Remark %d:%s", n+1, strings.Repeat(" the goods were weighed again at Pyeongtaek", 8)))
	}
}

// resolution of the stored pictures, in pixels per inch.
const resolution = "50"

// drawn are the pages of a PDF as pictures.
func drawn(t *testing.T, pdf []byte) []*image.Gray {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "print.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	poppler(t, "pdftoppm", "-gray", "-r", resolution, "-png", file, filepath.Join(folder, "page"))
	names, err := filepath.Glob(filepath.Join(folder, "page-*.png"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []*image.Gray
	for _, name := range names {
		pages = append(pages, picture(t, name))
	}
	return pages
}

// picture reads a grey picture.
func picture(t *testing.T, name string) *image.Gray {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, err := png.Decode(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	grey := image.NewGray(read.Bounds())
	for y := range grey.Rect.Dy() {
		for x := range grey.Rect.Dx() {
			grey.Set(x, y, color.GrayModel.Convert(read.At(x, y)))
		}
	}
	return grey
}

// unlike is the share of pixels, in parts of ten thousand, that differ by more than smoothing of edges does.
func unlike(a, b *image.Gray) int {
	if a.Rect != b.Rect {
		return 10_000
	}
	different := 0
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d > 90 || d < -90 {
			different++
		}
	}
	return different * 10_000 / len(a.Pix)
}

// TestPages prints every document and looks at its text, its pages and its bytes. The stored pictures were looked at;
// -update stores new ones, to be looked at again.
func TestPages(t *testing.T) {
	for name, print := range prints() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pdf := print(t)
			if !bytes.Equal(pdf, print(t)) {
				t.Error("printed twice, it differs")
			}
			text := said(t, pdf)
			for _, word := range words[name] {
				if !strings.Contains(text, word) {
					t.Errorf("%q is missing", word)
				}
			}
			for i, page := range drawn(t, pdf) {
				compare(t, page, filepath.Join("testdata", fmt.Sprintf("%s-%d.png", name, i+1)))
			}
		})
	}
}

// compare compares a page with its stored picture.
func compare(t *testing.T, page *image.Gray, stored string) {
	t.Helper()
	if *update {
		store(t, stored, page)
	}
	if share := unlike(page, picture(t, stored)); share > 20 {
		t.Errorf("%s: %d of 10000 pixels differ", stored, share)
	}
}

// store writes a picture.
func store(t *testing.T, name string, page *image.Gray) {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, page); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// said is the text of a PDF with blanks made equal.
func said(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "print.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(poppler(t, "pdftotext", "-raw", file, "-"))), " ")
}

// words are what must stand on each print.
var words = map[string][]string{
	"form-d": {"VN-TH 26/02/00123", checkCode, "FORM D", "Issued in VIET NAM", "CONG TY CO PHAN BOM MIEN NAM", "KCN Tân Bình, Phường Tây Thạnh, Thành phố Hồ Chí Minh",
		"Chao Phraya Waterworks Supply Co., Ltd.", "WAN HAI 281 V.S412", "Laem Chabang (THLCH)", "BMN / BANGKOK / C/NO. 1-60", "60 wooden cases",
		"HS 8413.70.91 (2022)", "Trade mark: MEKONG FLOW", "40%", "CTH", "240 piece (H87)", "G.W. 9120 kg", "BMN-2611/0004", "16 Nov 2026", "TOTAL: 70 packages",
		"Lê Thị Hồng Nhung", "THAILAND", "Nguyen Van Hai", "Accumulation", "ELECTRONICALLY SEALED", "Page 1 of 2", "Page 2 of 2", "1 Goods consigned from",
		"2 Goods consigned to", "3 Means of transport", "4 For official use", "5 Item", "6 Marks", "7 Number and kind", "8 Origin criterion", "9 Gross weight",
		"10 Number and date", "11 Declaration", "12 Certification", "13 Tick", "never the picture"},
	"form-d-marked": {"CERTIFIED TRUE COPY", "of Form D VN-TH 26/02/00102 of 1 Oct 2026", "REPLACES Form D VN-TH 26/02/00101", "Issued Retroactively",
		"Original proof: Form D KL-2026-7781 of 1 Oct 2026, MALAYSIA, item 3, 240 piece (H87)", "Invoice BMN-2611/0004 issued by Temasek Pumps Pte Ltd, SINGAPORE",
		"Exhibition: Bangkok Water Fair", "กรุงเทพ"},
	"vk": {"VN-KR 26/02/00123", "FORM VK", "VIET NAM - KOREA FREE TRADE AGREEMENT", "Phạm Quốc Việt", "Khu công nghiệp Hòa Trung, Cà Mau", "WO", "CTC", "이 면은 그림일 뿐입니다",
		"19000 kg", "Trang này chỉ là hình ảnh"},
	"kv":      {"K001-26-0012345", "FORM KV", "RVC 45%", "PE", "FOB USD 150000", "in bulk", "Non-Party Invoicing", "Invoice AT-5510 issued by ABC Trading Pte Ltd, SINGAPORE", "Choi Min-seok"},
	"kv-long": {"Form KV · continuation page", "Crate number 40 폴리에틸렌 상자", "continued on the next page", "in full on the continuation page, box 13", "Remark 20: the goods"},
	"eur1": {"MOVEMENT CERTIFICATE", "VN-GB 26/02/00020", "AB 104233", "THE UNITED KINGDOM", "THE SOCIALIST REPUBLIC OF VIET NAM", "Northampton Footwear Wholesale Ltd",
		"Application of Article 3(11) of Protocol 1", "Đặng Thu Hà", "No. 306612345670", "13 Request for verification", "14 Result of verification", "1 Exporter", "2 Certificate used",
		"3 Consignee", "4 Country", "5 Country", "6 Transport", "7 Remarks", "8 Item number", "9 Gross mass", "10 Invoices", "11 Endorsement", "12 Declaration"},
	"eur1-marked": {"ISSUED RETROSPECTIVELY", "The final destination was fixed in transit", "DUPLICATE", "in place of EUR.1 VN-GB 26/02/00019 of 2 Nov 2026", "Producer: Xưởng Giày Số 7"},
	"od":          {"ORIGIN DECLARATION", "invoice SGD-26-0412 of 18 Nov 2026", "approved exporter", "GB-AE-2107", "Fiona Grant", "GBP 12000", "Annex VI, English"},
	"od-thailand": {"certified exporter", "Malee Srisuk", "SIAM ORCHARD", "WO"},
	"vk-preview":  {"carries no seal and no embedded certificate"},
}
