package printed

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
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

// tail is what the end of a drawn PDF says. Its reference to the metadata is not taken: the library means the object
// before the catalog, which is another one where a colour profile is given.
var tail = regexp.MustCompile(`trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info \d+ 0 R\n>>\nstartxref\n(\d+)\n%%EOF\n$`)

// metadata begins the object with the metadata.
var metadata = regexp.MustCompile(`\n(\d+) 0 obj\n<<\n/Producer `)

// errDrawn means that the drawing library writes another structure than it did when this was written and tested.
var errDrawn = errors.New("the drawn PDF does not end as expected")

// update is a PDF to which objects are added at its end, as the format provides for later changes: what was drawn stays
// as it is. The library can embed files by itself, but without the relation to the document that PDF/A-3 asks for.
type update struct {
	bytes.Buffer
	next    int    // number of the next new object
	root    int    // number of the catalog
	catalog []byte // the part of the catalog that stays
	info    int    // number of the metadata
	before  int    // place of the drawn cross-reference table
	offsets map[int]int
}

// complete embeds files, if any, and gives the PDF an identifier that follows from its content.
func complete(pdf []byte, files []attachment) ([]byte, error) {
	u, err := openDrawn(pdf)
	if err != nil {
		return nil, err
	}
	first := u.next
	names, related := "", ""
	for _, file := range files {
		names += fmt.Sprintf("(%s) %d 0 R ", file.name, u.next+1)
		related += fmt.Sprintf("%d 0 R ", u.next+1)
		u.embed(file)
	}
	catalog := string(u.catalog)
	if len(files) > 0 {
		catalog += fmt.Sprintf("/Names << /EmbeddedFiles << /Names [ %s] >> >>\n/AF [ %s]\n", names, related)
	}
	u.object(u.root, catalog+">>")
	u.close(first)
	return u.Bytes(), nil
}

// openDrawn reads what must be known of a drawn PDF to add to it.
func openDrawn(pdf []byte) (*update, error) {
	end, info := tail.FindSubmatch(pdf), metadata.FindSubmatch(pdf)
	if end == nil || info == nil {
		return nil, errDrawn
	}
	u := &update{offsets: map[int]int{}}
	for i, number := range []*int{&u.next, &u.root, &u.before, &u.info} {
		text := slices.Concat(end[1:], info[1:])[i]
		var err error
		if *number, err = strconv.Atoi(string(text)); err != nil {
			return nil, fmt.Errorf("%w: %w", errDrawn, err)
		}
	}
	begin := bytes.LastIndex(pdf, fmt.Appendf(nil, "\n%d 0 obj\n", u.root))
	if begin < 0 {
		return nil, errDrawn
	}
	_, catalog, _ := bytes.Cut(pdf[begin:], []byte("obj\n"))
	var whole bool
	if u.catalog, _, whole = bytes.Cut(catalog, []byte("/Names <<")); !whole {
		return nil, errDrawn
	}
	u.Write(pdf)
	return u, nil
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
func (u *update) close(first int) {
	at, sum := u.Len(), sha256.Sum256(u.Bytes())
	id := sum[:16]
	fmt.Fprintf(u, "xref\n%d 1\n%010d 00000 n \n", u.root, u.offsets[u.root])
	if first < u.next {
		fmt.Fprintf(u, "%d %d\n", first, u.next-first)
	}
	for number := first; number < u.next; number++ {
		fmt.Fprintf(u, "%010d 00000 n \n", u.offsets[number])
	}
	fmt.Fprintf(u, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d /ID [ <%x> <%x> ] >>\nstartxref\n%d\n%%%%EOF\n",
		u.next, u.root, u.info, u.before, id, id, at)
}
