package printed_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/seal"
)

func TestPrintingThenExtractingGivesTheBytesBack(t *testing.T) {
	for name := range specimens {
		p := proof(t, name)
		document, cms, err := printed.Extract(written(t, p))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(document, p.Certificate) || !bytes.Equal(cms, p.Seal) {
			t.Errorf("%s: other bytes came out than went in", name)
		}
	}
}

// TestAwkwardTextComesBack prints texts that look like parts of a PDF, and scripts that no font here has.
func TestAwkwardTextComesBack(t *testing.T) {
	d := specimens["form-d"](network)
	d.Items[0].Description = "endstream endobj 9 0 obj << /Type /EmbeddedFile /Subtype /application#2Fpkcs7-signature /Length 3 >> stream %PDF-1.7 trailer"
	d.Remarks.Other = []string{"à ữ 한국 กรุงเทพ ວຽງຈັນ 中国 😀 ( \\ ) {nb}"}
	p := proof(t, "form-d")
	p.Certificate = canonical(t, d)
	document, cms, err := printed.Extract(written(t, p))
	if err != nil || !bytes.Equal(document, p.Certificate) || !bytes.Equal(cms, p.Seal) {
		t.Fatalf("came back with %v", err)
	}
}

func TestPublicToolDetachesTheVeryBytes(t *testing.T) {
	p := proof(t, "kv")
	folder := t.TempDir()
	file := filepath.Join(folder, "kv.pdf")
	if err := os.WriteFile(file, written(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	poppler(t, "pdfdetach", "-saveall", "-o", folder, file)
	for name, want := range map[string][]byte{"origo-certificate.json": p.Certificate, "origo-seal.p7s": p.Seal} {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: pdfdetach gives other bytes", name)
		}
	}
}

// poppler runs a program of Debian's package poppler-utils.
func poppler(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	return ran(t, "poppler-utils", program, args...)
}

// ran is what a program of a package of Debian's printed.
func ran(t *testing.T, debian, program string, args ...string) []byte {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Fatalf("this test needs the program %s: install Debian's package %s (%v)", program, debian, err)
	case err != nil:
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return out
}

// embedded is an embedded file as other programs might write it.
func embedded(number int, kind, more string, content []byte) string {
	return fmt.Sprintf("%d 0 obj\n<</Type/EmbeddedFile/Subtype/%s/Length %d%s>>stream\r\n%s\nendstream endobj\n", number, kind, len(content), more, content)
}

// folded is content as FlateDecode stores it.
func folded(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	documentKind = "application#2fvnd.origo.certificate+json"
	cmsKind      = "application#2Fpkcs7-signature"
)

func TestFilesOfOtherPrograms(t *testing.T) {
	head, document, cms := "%PDF-1.7\n", embedded(1, documentKind, "", []byte("{}")), embedded(2, cmsKind, "", []byte("0"))
	bomb := folded(t, make([]byte, certificate.MaxSize+1))
	bigSeal := folded(t, make([]byte, seal.MaxMessage+1))
	tests := map[string]struct {
		pdf  string
		want error
	}{
		"plain":                      {head + document + cms, nil},
		"folded":                     {head + embedded(1, documentKind, "/Filter/FlateDecode", folded(t, []byte("{}"))) + cms, nil},
		"folded, as a list":          {head + embedded(1, documentKind, "/Filter [ /FlateDecode ]", folded(t, []byte("{}"))) + cms, nil},
		"between other objects":      {head + "7 0 obj [1 (a\\)(b)) <ab> /N 3 0 R] endobj " + document + "8 0 obj <</Length 9 0 R>>stream\nx\nendstream endobj 9 0 obj 1 endobj\n" + cms + "xref\n0 1\n0000000000 65535 f \ntrailer <</Size 1>> startxref 5 %%EOF", nil},
		"not a PDF":                  {"PK\x03\x04", printed.ErrDamaged},
		"empty":                      {"", printed.ErrDamaged},
		"nothing inside":             {head, printed.ErrNoneInside},
		"no seal":                    {head + document, printed.ErrNoneInside},
		"two certificates":           {head + document + document + cms, printed.ErrManyInside},
		"two seals":                  {head + document + cms + cms, printed.ErrManyInside},
		"encrypted":                  {head + document + cms + "trailer <</Encrypt 5 0 R>>", printed.ErrEncrypted},
		"bomb":                       {head + embedded(1, documentKind, "/Filter/FlateDecode", bomb) + cms, printed.ErrOversized},
		"large seal":                 {head + document + embedded(2, cmsKind, "/Filter/FlateDecode", bigSeal), printed.ErrOversized},
		"large plain seal":           {head + document + embedded(2, cmsKind, "", make([]byte, seal.MaxMessage+1)), printed.ErrOversized},
		"folded twice":               {head + embedded(1, documentKind, "/Filter [/FlateDecode /FlateDecode]", []byte("x")) + cms, printed.ErrUnreadable},
		"predicted":                  {head + embedded(1, documentKind, "/Filter/FlateDecode/DecodeParms<</Predictor 12>>", folded(t, []byte("{}"))) + cms, printed.ErrUnreadable},
		"not folded":                 {head + embedded(1, documentKind, "/Filter/FlateDecode", []byte("{}")) + cms, printed.ErrUnreadable},
		"cut off while folded":       {head + embedded(1, documentKind, "/Filter/FlateDecode", folded(t, make([]byte, 99))[:9]) + cms, printed.ErrUnreadable},
		"length elsewhere":           {head + strings.Replace(document, "/Length 2", "/Length 9 0 R", 1) + cms, printed.ErrUnreadable},
		"length beyond the file":     {head + strings.Replace(document, "/Length 2", "/Length 99999", 1), printed.ErrDamaged},
		"length too short":           {head + strings.Replace(document, "/Length 2", "/Length 1", 1), printed.ErrDamaged},
		"length twice":               {head + strings.Replace(document, "/Length 2", "/Length 2/Length 3", 1), printed.ErrDamaged},
		"nested":                     {head + "1 0 obj " + strings.Repeat("[", 1000), printed.ErrDamaged},
		"open string":                {head + "1 0 obj (((", printed.ErrDamaged},
		"open dictionary":            {head + "1 0 obj <</A", printed.ErrDamaged},
		"open hexadecimal":           {head + "1 0 obj <ab", printed.ErrDamaged},
		"words between objects":      {head + "hello " + document + cms, printed.ErrDamaged},
		"bad escape in a name":       {head + embedded(1, "application#2", "", nil) + cms, printed.ErrDamaged},
		"many objects":               {head + strings.Repeat("1 0 obj 1 endobj ", 60_000), printed.ErrDamaged},
		"too large":                  {head + strings.Repeat(" ", printed.MaxPDF), printed.ErrTooLarge},
		"object without an end":      {head + "1 0 obj 12 ", printed.ErrDamaged},
		"stream without a line feed": {head + "1 0 obj <</Length 1>>stream x", printed.ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			document, cms, err := printed.Extract([]byte(test.pdf))
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if err == nil && (string(document) != "{}" || string(cms) != "0") {
				t.Errorf("got %q and %q", document, cms)
			}
		})
	}
}

func TestPreviewHoldsNoCertificate(t *testing.T) {
	var out bytes.Buffer
	if err := printed.Preview(&out, specimens["vk"](network)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := printed.Extract(out.Bytes()); !errors.Is(err, printed.ErrNoneInside) {
		t.Errorf("got %v", err)
	}
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n" + embedded(1, documentKind, "/Filter/FlateDecode", folded(f, []byte("{}"))) + embedded(2, cmsKind, "", []byte("0"))))
	f.Add([]byte("%PDF-1.7\n1 0 obj [1 (a\\)(b)) <ab> /N 3 0 R] endobj xref 0 1 trailer <</A[]>> startxref 5 %%EOF"))
	f.Fuzz(func(t *testing.T, pdf []byte) {
		document, cms, err := printed.Extract(pdf)
		if err == nil && (len(document) > certificate.MaxSize || len(cms) > seal.MaxMessage) {
			t.Errorf("certificate of %d and seal of %d bytes", len(document), len(cms))
		}
		if err != nil && (document != nil || cms != nil) {
			t.Error("an error came with bytes")
		}
	})
}
