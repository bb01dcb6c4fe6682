package printed

import (
	"bytes"
	"strconv"
)

// entry is one of the dictionary entries that matter here.
type entry int

const (
	entryType entry = iota
	entrySubtype
	entryLength
	entryFilter
	entryParms
	entryEncrypt
	entryCount
)

// entryNames are the names of the entries as they stand in a file.
var entryNames = [entryCount]string{"/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms", "/Encrypt"}

// entries are the values of the entries that matter, as they stand in the file, nil where there is none.
type entries [entryCount][]byte

// scanner walks a PDF from its beginning (ISO 32000-1, 7.2 to 7.5). It allocates nothing.
type scanner struct {
	raw   []byte
	at    int
	count int
}

// objects calls visit for the dictionary of every object and of every trailer, with the content of the stream if there
// is one.
func (s *scanner) objects(visit func(object entries, content []byte) error) error {
	for s.blanks(); s.at < len(s.raw); s.blanks() {
		var err error
		switch {
		case s.word("xref"):
			err = s.table()
		case s.word("trailer"):
			var found entries
			if found, err = s.dictionary(); err == nil {
				err = visit(found, nil)
			}
		case s.word("startxref"):
			s.blanks()
			_, err = s.number()
		default:
			err = s.object(visit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// object reads "12 0 obj ... endobj".
func (s *scanner) object(visit func(object entries, content []byte) error) error {
	if s.count++; s.count > maxObjects {
		return errObjectLimit
	}
	if err := s.head(); err != nil {
		return err
	}
	s.blanks()
	if !s.starts("<<") {
		if err := s.value(0); err != nil {
			return err
		}
		return s.end("endobj")
	}
	found, err := s.dictionary()
	if err != nil {
		return err
	}
	content, err := s.stream(found)
	if err != nil {
		return err
	}
	if err := s.end("endobj"); err != nil {
		return err
	}
	return visit(found, content)
}

// head reads the number and generation of an object.
func (s *scanner) head() error {
	for range 2 {
		if _, err := s.number(); err != nil {
			return err
		}
		s.blanks()
	}
	return s.end("obj")
}

// end expects a keyword.
func (s *scanner) end(word string) error {
	s.blanks()
	if !s.word(word) {
		return ErrDamaged
	}
	return nil
}

// dictionary reads a dictionary and keeps the entries that matter.
func (s *scanner) dictionary() (entries, error) {
	var found entries
	if s.blanks(); !s.starts("<<") {
		return found, ErrDamaged
	}
	s.at += 2
	for s.blanks(); !s.starts(">>"); s.blanks() {
		key := s.name()
		if key == nil {
			return found, ErrDamaged
		}
		s.blanks()
		from := s.at
		if err := s.value(1); err != nil {
			return found, err
		}
		for i, name := range entryNames {
			if string(key) != name {
				continue
			}
			if found[i] != nil {
				return found, errDuplicate
			}
			found[i] = bytes.TrimSpace(s.raw[from:s.at])
		}
	}
	s.at += 2
	return found, nil
}

// stream reads the content that follows a dictionary, if any. Where the length is not told in place, it ends at the
// next word that ends streams.
func (s *scanner) stream(of entries) ([]byte, error) {
	s.blanks()
	if !s.word("stream") {
		return nil, nil
	}
	if s.starts("\r\n") {
		s.at++
	}
	if !s.starts("\n") {
		return nil, ErrDamaged
	}
	s.at++
	long, err := strconv.Atoi(string(of[entryLength]))
	if err != nil {
		if string(of[entryType]) == "/EmbeddedFile" {
			return nil, ErrUnreadable
		}
		if long = bytes.Index(s.raw[s.at:], []byte("endstream")); long < 0 {
			return nil, ErrDamaged
		}
	}
	if long < 0 || long > len(s.raw)-s.at {
		return nil, ErrDamaged
	}
	content := s.raw[s.at : s.at+long]
	s.at += long
	return content, s.end("endstream")
}

// table passes over the lines of a cross-reference table, which are digits and single letters.
func (s *scanner) table() error {
	for s.at < len(s.raw) {
		switch c := s.raw[s.at]; {
		case c >= '0' && c <= '9', c == 'n', c == 'f', isBlank(c):
			s.at++
		default:
			return nil
		}
	}
	return nil
}

// value passes over a value.
func (s *scanner) value(depth int) error {
	if depth > maxNesting {
		return errTooDeep
	}
	s.blanks()
	switch {
	case s.at >= len(s.raw):
		return ErrDamaged
	case s.starts("<<"):
		return s.list(">>", depth)
	case s.starts("["):
		return s.list("]", depth)
	case s.starts("<"):
		return s.hex()
	case s.starts("("):
		return s.text()
	case s.starts("/"):
		s.name()
		return nil
	}
	return s.plain()
}

// list passes over an array or a dictionary, which is brackets around values.
func (s *scanner) list(closing string, depth int) error {
	s.at += len(closing)
	for s.blanks(); !s.starts(closing); s.blanks() {
		if err := s.value(depth + 1); err != nil {
			return err
		}
	}
	s.at += len(closing)
	return nil
}

// hex passes over a hexadecimal string.
func (s *scanner) hex() error {
	end := bytes.IndexByte(s.raw[s.at:], '>')
	if end < 0 {
		return ErrDamaged
	}
	s.at += end + 1
	return nil
}

// text passes over a string in parentheses.
func (s *scanner) text() error {
	open := 0
	for ; s.at < len(s.raw); s.at++ {
		switch s.raw[s.at] {
		case '\\':
			s.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				s.at++
				return nil
			}
		}
	}
	s.at = len(s.raw)
	return ErrDamaged
}
