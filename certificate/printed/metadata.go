package printed

import (
	_ "embed"
	"encoding/xml"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"origo/certificate"
)

// producer names the program in the metadata. It carries no version: the same certificate prints to the same bytes.
const producer = "Origo"

//go:embed fonts/srgb.icc
var sRGB []byte

// about is what a PDF says of itself.
type about struct {
	title, subject string
	day            certificate.Date
	language       string
}

// describe writes the metadata twice, as readers of PDF and as archives (PDF/A) look for it, and says by which colour
// profile the colours are meant.
func (s *sheet) describe(a about) {
	s.pdf.SetTitle(a.title, true)
	s.pdf.SetSubject(a.subject, true)
	s.pdf.SetProducer(producer, true)
	s.pdf.SetLang(a.language)
	s.pdf.SetXmpMetadata([]byte(xmp(a)))
	s.pdf.AddOutputIntent(fpdf.OutputIntentType{
		SubtypeIdent: fpdf.OutputIntent_GTS_PDFA1, OutputConditionIdentifier: "sRGB", Info: "sRGB", ICCProfile: sRGB,
	})
}

// xmp is the metadata as XMP.
func xmp(a about) string {
	at := a.day.Time().Format("2006-01-02T15:04:05")
	return strings.NewReplacer("TITLE", escaped(a.title), "SUBJECT", escaped(a.subject), "DATE", at, "PRODUCER", producer).Replace(
		`<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">TITLE</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">SUBJECT</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>DATE</xmp:CreateDate><xmp:ModifyDate>DATE</xmp:ModifyDate>
<pdf:Producer>PRODUCER</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`)
}

// escaped is text inside XML.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder does not fail
	return b.String()
}
