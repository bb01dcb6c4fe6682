package printed

import (
	"bytes"
	"strconv"
)

// isBlank tells white space of PDF.
func isBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// isRegular tells the characters of which names, numbers and keywords are made.
func isRegular(c byte) bool { return !isBlank(c) && bytes.IndexByte([]byte("()<>[]{}/%"), c) < 0 }

// starts tells whether text stands here.
func (s *scanner) starts(text string) bool {
	return len(s.raw)-s.at >= len(text) && string(s.raw[s.at:s.at+len(text)]) == text
}

// blanks passes over white space and comments.
func (s *scanner) blanks() {
	for s.at < len(s.raw) {
		switch c := s.raw[s.at]; {
		case isBlank(c):
			s.at++
		case c == '%':
			for s.at < len(s.raw) && s.raw[s.at] != '\n' && s.raw[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// word passes over a keyword if it stands here and ends here.
func (s *scanner) word(keyword string) bool {
	after := s.at + len(keyword)
	if !s.starts(keyword) || after < len(s.raw) && isRegular(s.raw[after]) {
		return false
	}
	s.at = after
	return true
}

// regular passes over regular characters.
func (s *scanner) regular() []byte {
	from := s.at
	for s.at < len(s.raw) && isRegular(s.raw[s.at]) {
		s.at++
	}
	return s.raw[from:s.at]
}

// name reads a name with its slash, nil if none stands here.
func (s *scanner) name() []byte {
	if !s.starts("/") {
		return nil
	}
	from := s.at
	s.at++
	s.regular()
	return s.raw[from:s.at]
}

// number reads a whole number.
func (s *scanner) number() (int, error) {
	number, err := strconv.Atoi(string(s.regular()))
	if err != nil || number < 0 {
		return 0, ErrDamaged
	}
	return number, nil
}

// plain passes over a number, a keyword, or a reference such as 12 0 R.
func (s *scanner) plain() error {
	if len(s.regular()) == 0 {
		return ErrDamaged
	}
	end := s.at
	for range 2 {
		s.blanks()
		if s.word("R") {
			return nil
		}
		if s.regular(); s.at == end {
			break
		}
	}
	s.at = end
	return nil
}
