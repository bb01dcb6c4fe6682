package console

import (
	"encoding/base64"
	"encoding/pem"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
)

// maxSent is how much of a form is read at most: what is beyond maxForm is read
// only so that the browser hears the answer, and thrown away.
const maxSent = 32 << 20

// mostOf is how much of a request is read.
func mostOf(r *http.Request) int64 {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return maxSent
	}
	return maxForm
}

// readParts takes in a form with files. A file for which there is no room is
// left out and the form refused; its other fields are there to be shown again.
func (p *Page) readParts(from *multipart.Reader) error {
	for room := maxForm; ; {
		part, err := from.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(io.LimitReader(part, int64(room)+1))
		if err != nil {
			return err
		}
		if len(data) > room {
			if _, err := io.Copy(io.Discard, part); err != nil {
				return err
			}
			p.refused = p.unusable(part.FormName(), "large", "file", part.FileName(), "most", p.bytes(maxForm))
			continue
		}
		room -= len(data)
		p.takePart(part, data)
	}
}

// takePart keeps a field, or a file that was chosen.
func (p *Page) takePart(part *multipart.Part, data []byte) {
	switch isFile := part.FileName() != "" || part.Header.Get("Content-Type") != ""; {
	case !isFile:
		p.Form.Add(part.FormName(), string(data))
	case len(data) > 0:
		p.Files[part.FormName()] = File{Name: part.FileName(), Data: data}
	}
}

// screen takes private keys out of a form before anything looks at it, keeps it
// or could write it to a log. The form is refused and shown again without them.
func (p *Page) screen() {
	for name, file := range p.Files {
		if holdsKey(file.Data) {
			clear(file.Data)
			delete(p.Files, name)
			p.refused = p.unusable(name, "key", "file", file.Name)
		}
	}
	for name, values := range p.Form {
		if holdsKey([]byte(strings.Join(values, "\n"))) {
			p.Form.Del(name)
			p.refused = p.unusable(name, "key", "file", name)
		}
	}
}

// unusable refuses what came in a field; the form is shown again with why.
func (p *Page) unusable(field, code string, pairs ...string) *Refused {
	return &Refused{Status: http.StatusUnprocessableEntity, Code: "upload_" + code, Pointer: field, Title: p.Say("upload." + code),
		Detail: p.Say("upload."+code+".what", pairs...), Remedy: p.Say("upload."+code+".do", pairs...)}
}

// bytes is a size in words.
func (p *Page) bytes(n int) string {
	if n >= 1<<20 {
		return p.Count(n>>20) + "\u00a0MB"
	}
	return p.Count(n>>10) + "\u00a0KB"
}

// upload is a kind of file that a form asks for.
type upload struct {
	field string
	label string                // code of the field's name
	block string                // type of its PEM block
	most  int                   // bytes
	means func(der []byte) bool // whether an object can be the one that is asked for
}

// der gives the one object that was chosen in the field, in DER whether it came
// as DER or as PEM, or that came with the form before.
func (p *Page) der(u upload) ([]byte, error) {
	file, chosen := p.Files[u.field]
	if !chosen {
		if der, err := base64.StdEncoding.DecodeString(p.Field(u.field)); err == nil && len(der) > 0 {
			file.Data = der
		}
	}
	label := p.Say(u.label)
	switch {
	case len(file.Data) == 0:
		return nil, p.unusable(u.field, "missing", "field", label)
	case len(file.Data) > u.most:
		return nil, p.unusable(u.field, "large", "file", file.Name, "most", p.bytes(u.most))
	}
	der, known := u.one(file.Data)
	if known > 1 {
		return nil, p.unusable(u.field, "several", "field", label, "file", file.Name)
	}
	if known == 0 {
		return nil, p.unusable(u.field, "kind_"+u.field, "field", label, "file", file.Name)
	}
	p.Form.Set(u.field, base64.StdEncoding.EncodeToString(der))
	return der, nil
}

// one finds the object that is meant, and says between how many the choice is:
// 0 if there is none.
func (u upload) one(data []byte) (der []byte, among int) {
	for _, block := range blocks(data, u.block) {
		if !u.means(block) {
			continue
		}
		der = block
		among++
	}
	return der, among
}

// blocks are the PEM blocks of a type; what has no PEM at all is taken as DER.
func blocks(data []byte, kind string) [][]byte {
	block, rest := pem.Decode(data)
	if block == nil {
		return [][]byte{data}
	}
	var found [][]byte
	for ; block != nil; block, rest = pem.Decode(rest) {
		if block.Type == kind {
			found = append(found, block.Bytes)
		}
	}
	return found
}
