package printed_test

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"origo/certificate/printed"
)

// archived are all kinds of PDF that this package writes. They declare to be PDF/A-3b (ISO 19005-3), of which the checks
// below follow what such files may get wrong.
func archived() map[string]func(t *testing.T) []byte {
	all := prints()
	all["assessment"] = func(t *testing.T) []byte {
		return delivered(t, func(w io.Writer) error {
			finding := printed.Finding{Sign: printed.SignMet, Word: "Được", Text: "Còn hiệu lực 유효 กรุงเทพ 中", Basis: "ATIGA-M01"}
			return printed.Assessment(w, printed.Report{
				Language: "vi", Day: day, Title: "Kết quả & <kiểm tra>", Sign: printed.SignNot, Sections: []printed.Section{{Heading: "Dòng 1", Findings: []printed.Finding{finding}}},
			})
		})
	}
	all["notice"] = func(t *testing.T) []byte {
		return delivered(t, func(w io.Writer) error {
			return printed.Notice(w, printed.Letter{Day: day, Texts: []printed.LetterText{{Language: "ko", Title: "거부 통지", Lines: []string{"(a\\b)", "한국어"}}}})
		})
	}
	return all
}

// day is when the documents without a certificate were made.
var day = specimens["form-d"](network).IssueDate

func delivered(t *testing.T, write func(io.Writer) error) []byte {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPrintsAreForArchives(t *testing.T) {
	for name, print := range archived() {
		t.Run(name, func(t *testing.T) {
			o := open(t, print(t))
			catalog := o.dict(o.trailer["/Root"])
			o.checkFile()
			o.checkNothingActs()
			o.checkMetadata(catalog)
			o.checkColours(catalog)
			o.checkFiles(catalog)
			o.checkFonts()
			for _, page := range o.ofType("/Page") {
				o.checkPage(page)
			}
		})
	}
}

// header is the first line; a comment of bytes beyond ASCII follows, so that nobody takes the file for text (6.1.2).
var header = regexp.MustCompile(`^%PDF-1\.[0-7]\n%`)

// checkFile looks at the file as a whole (6.1).
func (o *opened) checkFile() {
	begin := header.Find(o.raw)
	if begin == nil || slices.Min(o.raw[len(begin):][:4]) < 0x80 {
		o.t.Errorf("begins with %q", o.raw[:20])
	}
	ids := o.list(o.trailer["/ID"])
	if len(ids) != 2 || len(text(ids[0])) < 2*16 {
		o.t.Errorf("identifier %v", ids)
	}
	if o.trailer["/Encrypt"] != nil {
		o.t.Error("encrypted")
	}
	o.each(func(name string, value any) {
		if s := text(value); strings.HasPrefix(s, "/") && len(s) > 128 || len(s) > 32767 {
			o.t.Errorf("%s: a name or text of %d bytes", name, len(s))
		}
	})
}

// acts are entries by which a file does something, draws on what is outside it, or hides from archives what it holds.
var acts = []string{"/A", "/AA", "/AcroForm", "/Annots", "/Crypt", "/DPartRoot", "/FDecodeParms", "/FFilter", "/HTP", "/JS", "/JavaScript", "/LZWDecode", "/OPI",
	"/OpenAction", "/PresSteps", "/Ref", "/Requirements", "/TR", "/URI", "/URL", "/XFA"}

// checkNothingActs: no scripts, actions, forms, annotations or content from elsewhere, and no filter but the usual (6.1.7,
// 6.4 to 6.6).
func (o *opened) checkNothingActs() {
	o.each(func(name string, value any) {
		filter, _ := value.(string)
		if slices.Contains(acts, name) || slices.Contains(acts, filter) {
			o.t.Errorf("holds %s %v", name, value)
		}
	})
	for reference, object := range o.objects {
		if s, ok := object.(*stream); ok && s.Dict["/F"] != nil {
			o.t.Errorf("%s is a stream in another file", reference)
		}
	}
}

// described is what XMP metadata say.
type described struct {
	Part        string `xml:"RDF>Description>part"`
	Conformance string `xml:"RDF>Description>conformance"`
	Title       string `xml:"RDF>Description>title>Alt>li"`
	Subject     string `xml:"RDF>Description>description>Alt>li"`
	Created     string `xml:"RDF>Description>CreateDate"`
	Modified    string `xml:"RDF>Description>ModifyDate"`
	Producer    string `xml:"RDF>Description>Producer"`
}

// checkMetadata: the file says in XMP which standard it keeps to, and nothing that its other metadata contradict (6.6).
func (o *opened) checkMetadata(catalog dict) {
	kind := o.dict(catalog["/Metadata"])
	if kind["/Type"] != "/Metadata" || kind["/Subtype"] != "/XML" || kind["/Filter"] != nil {
		o.t.Errorf("metadata in %v", kind)
	}
	var says described
	if err := xml.Unmarshal(o.data(catalog["/Metadata"]), &says); err != nil {
		o.t.Error(err)
	}
	info := o.dict(o.trailer["/Info"])
	date := strings.NewReplacer("D:", "", "-", "", "T", "", ":", "")
	want := described{
		Part: "3", Conformance: "B", Title: text(info["/Title"]), Subject: text(info["/Subject"]), Producer: text(info["/Producer"]),
		Created: date.Replace(text(info["/CreationDate"])), Modified: date.Replace(text(info["/ModDate"])),
	}
	says.Created, says.Modified = date.Replace(says.Created), date.Replace(says.Modified)
	if says != want {
		o.t.Errorf("XMP says\n%+v, the other metadata\n%+v", says, want)
	}
	if text(catalog["/Lang"]) == "" {
		o.t.Error("no language")
	}
}

// checkColours: one output intent with a colour profile of a screen in RGB (6.2.2, 6.2.3).
func (o *opened) checkColours(catalog dict) {
	intents := o.list(catalog["/OutputIntents"])
	if len(intents) != 1 {
		o.t.Fatalf("%d output intents", len(intents))
	}
	intent := o.dict(intents[0])
	profile := o.data(intent["/DestOutputProfile"])
	if intent["/S"] != "/GTS_PDFA1" || text(intent["/OutputConditionIdentifier"]) == "" || o.dict(intent["/DestOutputProfile"])["/N"] != 3.0 {
		o.t.Errorf("output intent %v", intent)
	}
	if len(profile) < 128 || int(binary.BigEndian.Uint32(profile)) != len(profile) || profile[8] > 4 || string(profile[12:20]) != "mntrRGB " || string(profile[36:40]) != "acsp" {
		o.t.Error("no colour profile of a screen")
	}
}

// checkFiles: every embedded file has its kind, names and relation, and is the document's (6.8, annex E).
func (o *opened) checkFiles(catalog dict) {
	var named []any
	if names, ok := catalog["/Names"].(dict); ok {
		for i, entry := range o.list(o.dict(names["/EmbeddedFiles"])["/Names"]) {
			if i%2 == 1 {
				named = append(named, entry)
			}
		}
	}
	if !slices.Equal(named, o.list(catalog["/AF"])) || len(o.ofType("/EmbeddedFile")) != len(named) {
		o.t.Errorf("files named %v, of the document %v", named, catalog["/AF"])
	}
	for _, reference := range named {
		file := o.dict(reference)
		held := o.dict(o.dict(file["/EF"])["/F"])
		params := o.dict(held["/Params"])
		switch {
		case file["/Type"] != "/Filespec" || text(file["/F"]) == "" || file["/F"] != file["/UF"] || text(file["/Desc"]) == "":
			o.t.Errorf("described as %v", file)
		case !slices.Contains([]any{"/Source", "/Supplement"}, file["/AFRelationship"]):
			o.t.Errorf("relation %v", file["/AFRelationship"])
		case !strings.Contains(text(held["/Subtype"]), "/application/") || text(params["/ModDate"]) == "" || params["/Size"] != float64(len(o.data(o.dict(file["/EF"])["/F"]))):
			o.t.Errorf("embedded as %v", held)
		}
	}
}

// checkFonts: every font is composite, embedded and leads back to Unicode (6.2.11).
func (o *opened) checkFonts() {
	for _, f := range o.ofType("/Font") {
		switch f["/Subtype"] {
		case "/Type0":
			o.data(f["/ToUnicode"])
			if f["/Encoding"] != "/Identity-H" || len(o.list(f["/DescendantFonts"])) != 1 {
				o.t.Errorf("font %v", f)
			}
		case "/CIDFontType2":
			descriptor := o.dict(f["/FontDescriptor"])
			if descriptor["/FontName"] != f["/BaseFont"] || descriptor["/FontFile2"] == nil {
				o.t.Errorf("font %v with %v", f, descriptor)
			}
		default:
			o.t.Errorf("font of kind %v", f["/Subtype"])
		}
	}
}

// drawing are the operators by which pages are drawn: paths, texts and colours in RGB and grey, which need no profile but
// the document's (6.2.4).
const drawing = "q Q cm w J j d m l c h re S s f f* B b W n BT ET Td Tf Tj g G rg RG gs"

// checkPage: nothing but plain drawing, what shines through is mixed in a known space of colours, and every character is
// in its font, as wide there as the file says (6.2.10, 6.2.11.5, 6.2.11.8).
func (o *opened) checkPage(page dict) {
	if group := o.dict(page["/Group"]); group["/CS"] != "/DeviceRGB" {
		o.t.Errorf("colours are mixed in %v", group)
	}
	resources := o.dict(page["/Resources"])
	for _, state := range o.states(resources) {
		if mode := state["/BM"]; mode != nil && mode != "/Normal" || state["/SMask"] != nil && state["/SMask"] != "/None" {
			o.t.Errorf("colours are mixed by %v", state)
		}
	}
	var in *face
	faces, drawn := map[string]*face{}, 0
	for _, op := range operations(o.data(page["/Contents"])) {
		switch {
		case !slices.Contains(strings.Fields(drawing), op.name):
			o.t.Fatalf("operator %q", op.name)
		case op.name == "Tf":
			name := op.operands[0]
			if faces[name] == nil {
				faces[name] = o.face(o.dict(resources["/Font"])[name])
			}
			in = faces[name]
		case op.name == "Tj":
			o.checkText(in, op.operands[0])
			drawn++
		}
	}
	if drawn == 0 {
		o.t.Error("a page without text")
	}
}

// states are the states of graphics that pages refer to by name.
func (o *opened) states(resources dict) []dict {
	var all []dict
	if named, ok := o.get(resources["/ExtGState"]).(dict); ok {
		for _, state := range named {
			all = append(all, o.dict(state))
		}
	}
	return all
}

// face is a font by which text is drawn.
type face struct {
	font   *sfnt.Font
	glyphs []byte          // two bytes for every character
	widths map[int]float64 // by character, in thousandths of the size
	usual  float64         // of the others
}

// face reads a font.
func (o *opened) face(font any) *face {
	f := o.dict(o.list(o.dict(font)["/DescendantFonts"])[0])
	parsed, err := sfnt.Parse(o.data(o.dict(f["/FontDescriptor"])["/FontFile2"]))
	if err != nil {
		o.t.Fatal(err)
	}
	usual, _ := f["/DW"].(float64)
	return &face{font: parsed, glyphs: o.data(f["/CIDToGIDMap"]), widths: widths(o.list(f["/W"])), usual: usual}
}

// widths reads either form: the first character and a list, or the first, the last and one width.
func widths(list []any) map[int]float64 {
	all := map[int]float64{}
	for i := 0; i+1 < len(list); {
		first := int(list[i].(float64))
		if each, ok := list[i+1].([]any); ok {
			for n, width := range each {
				all[first+n] = width.(float64)
			}
			i += 2
			continue
		}
		for c := first; c <= int(list[i+1].(float64)); c++ {
			all[c] = list[i+2].(float64)
		}
		i += 3
	}
	return all
}

// checkText looks every character of a text up in its font.
func (o *opened) checkText(in *face, shown string) {
	var room sfnt.Buffer
	for i := 0; i+1 < len(shown); i += 2 {
		char := int(shown[i])<<8 | int(shown[i+1])
		glyph := binary.BigEndian.Uint16(in.glyphs[2*char:])
		if glyph == 0 {
			o.t.Errorf("%c has no glyph", char)
			continue
		}
		advance, err := in.font.GlyphAdvance(&room, sfnt.GlyphIndex(glyph), fixed.I(1000), font.HintingNone)
		if err != nil {
			o.t.Fatal(err)
		}
		said, listed := in.widths[char]
		if !listed {
			said = in.usual
		}
		if wide := float64(advance) / 64; wide-said > 1 || said-wide > 1 {
			o.t.Errorf("%c is %g wide in its font and %g in the file", char, wide, said)
		}
	}
}
