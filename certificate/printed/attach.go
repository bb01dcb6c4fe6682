package printed

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"origo/certificate"
)

// Names and kinds of the two embedded files. Extract finds them by their kind, which programs keep that save a PDF anew.
const (
	certificateFile = "origo-certificate.json"
	sealFile        = "origo-seal.p7s"
	certificateKind = "application#2Fvnd.origo.certificate+json"
	sealKind        = "application#2Fpkcs7-signature"
)

// attachment is a file to embed.
type attachment struct {
	name, kind, relation, describes string
	content                         []byte
	day                             certificate.Date
}

// attachments are the two files that make a print a certificate.
func attachments(d *certificate.Document, p Proof) []attachment {
	return []attachment{
		{certificateFile, certificateKind, "Source", "The certificate: these bytes are sealed and verified", p.Certificate, d.IssueDate},
		{sealFile, sealKind, "Supplement", "The detached CMS signature over the certificate", p.Seal, d.IssueDate},
	}
}

// tail is what the end of a drawn PDF says.
var tail = regexp.MustCompile(`trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n>>\nstartxref\n(\d+)\n%%EOF\n$`)

// errDrawn means that the drawing library writes another structure than it did when this was written and tested.
var errDrawn = errors.New("the drawn PDF does not end as expected")

// update is a PDF to which objects are added at its end, as the format provides for later changes: what was drawn stays
// as it is. The library can embed files by itself, but without the relation to the document that PDF/A-3 asks for.
type update struct {
	bytes.Buffer
	next    int // number of the next new object
	root    int
	info    int
	before  int // place of the drawn cross-reference table
	offsets map[int]int
}

// attach embeds files. The identifier is written into the file as its ID.
func attach(pdf, id []byte, files []attachment) ([]byte, error) {
	u, catalog, err := openDrawn(pdf)
	if err != nil {
		return nil, err
	}
	first := u.next
	for _, file := range files {
		u.embed(file)
	}
	names, related := "", ""
	for i, file := range files {
		spec := first + 2*i + 1
		names += fmt.Sprintf("(%s) %d 0 R ", file.name, spec)
		related += fmt.Sprintf("%d 0 R ", spec)
	}
	u.object(u.root, fmt.Sprintf("%s/Names << /EmbeddedFiles << /Names [ %s] >> >>\n/AF [ %s]\n>>", catalog, names, related))
	u.close(id, first)
	return u.Bytes(), nil
}

// openDrawn reads the end of a drawn PDF and the part of its catalog that stays.
func openDrawn(pdf []byte) (*update, []byte, error) {
	found := tail.FindSubmatch(pdf)
	if found == nil {
		return nil, nil, errDrawn
	}
	var numbers [4]int
	for i, text := range found[1:] {
		number, err := strconv.Atoi(string(text))
		if err != nil {
			return nil, nil, errDrawn
		}
		numbers[i] = number
	}
	u := &update{next: numbers[0], root: numbers[1], info: numbers[2], before: numbers[3], offsets: map[int]int{}}
	begin := bytes.LastIndex(pdf, fmt.Appendf(nil, "\n%d 0 obj\n", u.root))
	if begin < 0 {
		return nil, nil, errDrawn
	}
	_, catalog, _ := bytes.Cut(pdf[begin:], []byte("obj\n"))
	kept, _, ok := bytes.Cut(catalog, []byte("/Names <<"))
	if !ok {
		return nil, nil, errDrawn
	}
	u.Write(pdf)
	return u, kept, nil
}

// object writes an object.
func (u *update) object(number int, body string) {
	u.offsets[number] = u.Len()
	fmt.Fprintf(u, "%d 0 obj\n%s\nendobj\n", number, body)
}

// embed writes a file, uncompressed so that reading it can never unfold into more, and its description.
func (u *update) embed(file attachment) {
	u.object(u.next, fmt.Sprintf("<< /Type /EmbeddedFile /Subtype /%s /Length %d /Params << /Size %d /ModDate (D:%s) >> >>\nstream\n%s\nendstream",
		file.kind, len(file.content), len(file.content), file.day.Time().Format("20060102150405Z"), file.content))
	u.object(u.next+1, fmt.Sprintf("<< /Type /Filespec /F (%s) /UF (%s) /Desc (%s) /AFRelationship /%s /EF << /F %d 0 R /UF %d 0 R >> >>",
		file.name, file.name, file.describes, file.relation, u.next, u.next))
	u.next += 2
}

// close writes the cross-reference table of the update and the trailer.
func (u *update) close(id []byte, first int) {
	at := u.Len()
	fmt.Fprintf(u, "xref\n%d 1\n%010d 00000 n \n%d %d\n", u.root, u.offsets[u.root], first, u.next-first)
	for number := first; number < u.next; number++ {
		fmt.Fprintf(u, "%010d 00000 n \n", u.offsets[number])
	}
	fmt.Fprintf(u, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d /ID [ <%x> <%x> ] >>\nstartxref\n%d\n%%%%EOF\n",
		u.next, u.root, u.info, u.before, id, id, at)
}
