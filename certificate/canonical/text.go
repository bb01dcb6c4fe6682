package canonical

import (
	"bytes"
	"unicode/utf8"
)

// plain marks the bytes that stand for themselves inside a string: ASCII without control
// characters, quote and backslash. Most of a certificate is such bytes, so text skips them first.
var plain = func() (table [256]bool) {
	for b := byte(' '); b < utf8.RuneSelf; b++ {
		table[b] = b != '"' && b != '\\'
	}
	return table
}()

// text reads a string and returns what stands between its quotes, still escaped.
func (c *checker) text() ([]byte, bool) {
	if !c.take('"') {
		return nil, false
	}
	start := c.pos
	for {
		c.pos = skipPlain(c.raw, c.pos)
		switch b := c.peek(); {
		case b == '"':
			c.pos++
			return c.raw[start : c.pos-1], true
		case c.pos == len(c.raw):
			return nil, c.fail(Truncated)
		case b < ' ':
			return nil, c.fail(Unescaped)
		case !c.special(b):
			return nil, false
		}
	}
}

// skipPlain is the position of the first byte at or after pos that is not plain.
func skipPlain(raw []byte, pos int) int {
	for pos < len(raw) && plain[raw[pos]] {
		pos++
	}
	return pos
}

// special reads an escape or a character outside ASCII.
func (c *checker) special(first byte) bool {
	if first == '\\' {
		return c.escape()
	}
	return c.rune()
}

// rune reads one character outside ASCII.
func (c *checker) rune() bool {
	r, size := utf8.DecodeRune(c.raw[c.pos:])
	if r == utf8.RuneError && size == 1 {
		return c.fail(BadUTF8)
	}
	if isNonCharacter(r) {
		return c.fail(NonCharacter)
	}
	c.pos += size
	return true
}

// isNonCharacter knows the 66 code points that Unicode reserves for no character, which RFC 7493,
// section 2.1, keeps out of strings.
func isNonCharacter(r rune) bool {
	return r&0xfffe == 0xfffe || (0xfdd0 <= r && r <= 0xfdef)
}

// escape reads one escape, which must be the shortest for a character that cannot go without
// (RFC 8785, section 3.2.2.2).
func (c *checker) escape() bool {
	rest := c.raw[c.pos:]
	if len(rest) < 2 {
		return c.failAt(len(c.raw), Truncated)
	}
	if bytes.IndexByte([]byte(`"\bfnrt`), rest[1]) >= 0 {
		c.pos += 2
		return true
	}
	if rest[1] != 'u' {
		return c.fail(BadEscape)
	}
	if len(rest) < 6 {
		return c.failAt(len(c.raw), Truncated)
	}
	if !isControlEscape(rest[2:6]) {
		return c.fail(BadEscape)
	}
	c.pos += 6
	return true
}

// isControlEscape reports whether four hexadecimal digits name a control character that has no
// short escape, in lower case.
func isControlEscape(hex []byte) bool {
	if hex[0] != '0' || hex[1] != '0' || (hex[2] != '0' && hex[2] != '1') {
		return false
	}
	low, ok := lowerHex(hex[3])
	if !ok {
		return false
	}
	return shortEscape((hex[2]-'0')<<4|low) == 0
}

func lowerHex(b byte) (byte, bool) {
	switch {
	case isDigit(b):
		return b - '0', true
	case 'a' <= b && b <= 'f':
		return b - 'a' + 10, true
	default:
		return 0, false
	}
}

// shortEscape is the letter after the backslash for characters that have a two-byte escape, or 0.
func shortEscape(b byte) byte {
	switch b {
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	case '"', '\\':
		return b
	default:
		return 0
	}
}

// unescape decodes a string that text has accepted; without escapes it returns its argument.
func unescape(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted
	}
	decoded := make([]byte, 0, len(quoted))
	for i := 0; i < len(quoted); i++ {
		if quoted[i] != '\\' {
			decoded = append(decoded, quoted[i])
			continue
		}
		i++
		if quoted[i] != 'u' {
			decoded = append(decoded, unshort(quoted[i]))
			continue
		}
		low, _ := lowerHex(quoted[i+4])
		decoded = append(decoded, (quoted[i+3]-'0')<<4|low)
		i += 4
	}
	return decoded
}

// unshort is the inverse of shortEscape.
func unshort(letter byte) byte {
	for b := range byte(' ') {
		if shortEscape(b) == letter {
			return b
		}
	}
	return letter
}

// compareUTF16 orders two UTF-8 strings by their UTF-16 code units, as RFC 8785, section 3.2.3,
// orders member names. Byte order gives the same result but for one pair of ranges: characters
// above U+FFFF (UTF-8 lead bytes F0 and up) are surrogates in UTF-16 and sort before U+E000 to
// U+FFFF (lead bytes EE and EF).
func compareUTF16(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		before := a[i] < b[i]
		if a[i] >= 0xee && b[i] >= 0xee && (a[i] >= 0xf0) != (b[i] >= 0xf0) {
			before = !before
		}
		if before {
			return -1
		}
		return 1
	}
	return len(a) - len(b)
}
