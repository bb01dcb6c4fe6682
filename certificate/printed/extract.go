package printed

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/seal"
)

// Bounds of Extract. A certificate of 999 long items prints to about a tenth of MaxPDF.
const (
	MaxPDF     = 16 << 20 // bytes of a file
	maxObjects = 50_000
	maxNesting = 64
)

// Errors of Extract.
var (
	ErrTooLarge    = errors.New("the PDF is larger than a printed certificate can be")
	ErrDamaged     = errors.New("not a sound PDF: ask for the file as it was issued, not a scan, a print-out or a repaired copy")
	ErrEncrypted   = errors.New("the PDF is encrypted: ask for the file as it was issued")
	ErrNoneInside  = errors.New("no sealed certificate is embedded in this PDF: a scan or a new print-out shows only the picture")
	ErrManyInside  = errors.New("more than one certificate or seal is embedded in this PDF: it cannot be told which is meant")
	ErrUnreadable  = errors.New("the embedded certificate is stored in a way that printed certificates do not use")
	ErrOversized   = errors.New("the embedded certificate or seal is larger than any can be")
	errDuplicate   = fmt.Errorf("%w (a dictionary names an entry twice)", ErrDamaged)
	errTooDeep     = fmt.Errorf("%w (values are nested too deeply)", ErrDamaged)
	errObjectLimit = fmt.Errorf("%w (too many objects)", ErrDamaged)
)

// IsPDF reports whether a presented file is to be read by Extract.
func IsPDF(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// Extract reads the certificate and the seal that are embedded in a printed certificate: the very bytes that were
// printed. Nothing of them has been verified, and nothing else in the file has been looked at.
//
// The file may be hostile. It is walked once from its beginning, object by object, without following its tables or
// references, and nothing is unfolded but the two embedded files, up to the size that they may have. A file that was
// saved anew, signed or commented on by another program is read too, as long as the two are still in it.
func Extract(pdf []byte) (certificateBytes, sealBytes []byte, err error) {
	if len(pdf) > MaxPDF {
		return nil, nil, ErrTooLarge
	}
	if !IsPDF(pdf) {
		return nil, nil, fmt.Errorf("read PDF: %w", ErrDamaged)
	}
	found := inside{}
	walk := scanner{raw: pdf}
	if err := walk.objects(found.look); err != nil {
		return nil, nil, fmt.Errorf("read PDF at byte %d: %w", walk.at, err)
	}
	return found.both()
}

// inside is what was found.
type inside struct {
	certificate, seal *stream
	encrypted         bool
}

// stream is an embedded file as it is stored.
type stream struct {
	content []byte
	entries entries
}

// look takes an object if it is one of the two embedded files.
func (f *inside) look(object entries, content []byte) error {
	f.encrypted = f.encrypted || object[entryEncrypt] != nil
	if string(object[entryType]) != "/EmbeddedFile" {
		return nil
	}
	place := &f.seal
	switch name, err := plainName(object[entrySubtype]); {
	case err != nil:
		return err
	case name == plainCertificateKind:
		place = &f.certificate
	case name != plainSealKind:
		return nil
	}
	if *place != nil {
		return ErrManyInside
	}
	*place = &stream{content: content, entries: object}
	return nil
}

// both unfolds certificate and seal.
func (f *inside) both() (certificateBytes, sealBytes []byte, err error) {
	switch {
	case f.encrypted:
		return nil, nil, ErrEncrypted
	case f.certificate == nil || f.seal == nil:
		return nil, nil, ErrNoneInside
	}
	if certificateBytes, err = f.certificate.unfold(certificate.MaxSize); err != nil {
		return nil, nil, fmt.Errorf("read the embedded certificate: %w", err)
	}
	if sealBytes, err = f.seal.unfold(seal.MaxMessage); err != nil {
		return nil, nil, fmt.Errorf("read the embedded seal: %w", err)
	}
	return certificateBytes, sealBytes, nil
}

// flate are the ways to say that a stream is compressed and by nothing else.
var flate = []string{"/FlateDecode", "[/FlateDecode]", "[ /FlateDecode ]"}

// unfold is the content of an embedded file, at most limit bytes of it.
func (s *stream) unfold(limit int) ([]byte, error) {
	filter := string(s.entries[entryFilter])
	switch {
	case s.entries[entryParms] != nil:
		return nil, ErrUnreadable
	case filter == "" && len(s.content) > limit:
		return nil, ErrOversized
	case filter == "":
		return bytes.Clone(s.content), nil
	case !slices.Contains(flate, filter):
		return nil, ErrUnreadable
	}
	r, err := zlib.NewReader(bytes.NewReader(s.content))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	content, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case len(content) > limit:
		return nil, ErrOversized
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return content, nil
}

// The kinds of the embedded files without the escapes of PDF names.
const (
	plainCertificateKind = "application/vnd.origo.certificate+json"
	plainSealKind        = "application/pkcs7-signature"
)

// plainName reads a name with its escapes, such as /application#2Fjson.
func plainName(token []byte) (string, error) {
	var name []byte
	for i := 1; i < len(token); i++ {
		if token[i] != '#' {
			name = append(name, token[i])
			continue
		}
		if i+2 >= len(token) {
			return "", ErrDamaged
		}
		code, err := strconv.ParseUint(string(token[i+1:i+3]), 16, 8)
		if err != nil {
			return "", ErrDamaged
		}
		name = append(name, byte(code))
		i += 2
	}
	return string(name), nil
}
