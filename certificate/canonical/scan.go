package canonical

import "unicode/utf8"

// scanner walks the input. It reads what has one form only, in canonical JSON and in any other. A
// method that returns false has set reason and left pos at the fault.
type scanner struct {
	raw       []byte
	pos       int
	depthLeft int
	reason    Reason
}

func (s *scanner) fail(reason Reason) bool {
	s.reason = reason
	return false
}

func (s *scanner) failAt(pos int, reason Reason) bool {
	s.pos = pos
	return s.fail(reason)
}

// peek is the next byte, or 0, which is valid nowhere, at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.raw) {
		return s.raw[s.pos]
	}
	return 0
}

// misplaced reports a byte that cannot stand at pos.
func (s *scanner) misplaced() bool {
	if s.pos >= len(s.raw) {
		return s.fail(Truncated)
	}
	return s.fail(Syntax)
}

func (s *scanner) take(want byte) bool {
	if s.peek() != want {
		return s.misplaced()
	}
	s.pos++
	return true
}

// nested reads an array or object, whose opening bracket is next, one level down.
func (s *scanner) nested(body func() bool) bool {
	if s.depthLeft == 0 {
		return s.fail(TooDeep)
	}
	s.depthLeft--
	s.pos++
	ok := body()
	s.depthLeft++
	return ok
}

// scalar reads a number or one of the three words.
func (s *scanner) scalar() bool {
	switch b := s.peek(); {
	case b == '-' || isDigit(b):
		return s.number()
	case b == 't':
		return s.word("true")
	case b == 'f':
		return s.word("false")
	case b == 'n':
		return s.word("null")
	default:
		return s.misplaced()
	}
}

func (s *scanner) word(want string) bool {
	for i := range len(want) {
		if !s.take(want[i]) {
			return false
		}
	}
	return true
}

// plain marks the bytes that stand for themselves inside a string: ASCII without control
// characters, quote and backslash. Most of a certificate is such bytes, so they are skipped first.
var plain = func() (table [256]bool) {
	for b := byte(' '); b < utf8.RuneSelf; b++ {
		table[b] = b != '"' && b != '\\'
	}
	return table
}()

// stretch reads the part of a string up to its end or its next escape, and returns the byte there.
func (s *scanner) stretch() (byte, bool) {
	for {
		s.pos = skipPlain(s.raw, s.pos)
		switch b := s.peek(); {
		case b == '"' || b == '\\':
			return b, true
		case s.pos == len(s.raw):
			return 0, s.fail(Truncated)
		case b < ' ':
			return 0, s.fail(Unescaped)
		case !s.rune():
			return 0, false
		}
	}
}

// skipPlain is the position of the first byte at or after pos that is not plain.
func skipPlain[T string | []byte](raw T, pos int) int {
	for pos < len(raw) && plain[raw[pos]] {
		pos++
	}
	return pos
}

// rune reads one character outside ASCII.
func (s *scanner) rune() bool {
	r, size := utf8.DecodeRune(s.raw[s.pos:])
	if r == utf8.RuneError && size == 1 {
		return s.fail(BadUTF8)
	}
	if isNonCharacter(r) {
		return s.fail(NonCharacter)
	}
	s.pos += size
	return true
}

// isNonCharacter knows the 66 code points that Unicode reserves for no character, which RFC 7493,
// section 2.1, keeps out of strings.
func isNonCharacter(r rune) bool {
	return r&0xfffe == 0xfffe || (0xfdd0 <= r && r <= 0xfdef)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
