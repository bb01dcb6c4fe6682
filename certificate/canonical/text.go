package canonical

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

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

// escapedUnit is the UTF-16 code unit of the \u escape at the start of raw, or -1.
func escapedUnit(raw []byte) rune {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return -1
	}
	var unit rune
	for _, b := range raw[2:6] {
		digit, ok := lowerHex(b | 0x20) // digits have that bit, capital letters get it
		if !ok {
			return -1
		}
		unit = unit<<4 | rune(digit)
	}
	return unit
}

// escapedRune is the character of the escapes at the start of raw and their length: one escape, or
// the two of a surrogate pair. It is utf8.RuneError for half a pair, and -1 for what is no escape.
func escapedRune(raw []byte) (r rune, size int) {
	first := escapedUnit(raw)
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	return utf16.DecodeRune(first, escapedUnit(raw[6:])), 12
}

// appendRune writes a character of a string with the shortest escape, or none where it can do
// without (RFC 8785, section 3.2.2.2).
func appendRune(out []byte, r rune) []byte {
	switch {
	case r >= utf8.RuneSelf:
		return utf8.AppendRune(out, r)
	case shortEscape(byte(r)) != 0:
		return append(out, '\\', shortEscape(byte(r)))
	case r < ' ':
		return fmt.Appendf(out, `\u%04x`, r)
	}
	return append(out, byte(r))
}

// compareUTF16 orders two UTF-8 strings by their UTF-16 code units, as RFC 8785, section 3.2.3,
// orders member names. Byte order gives the same result but for one pair of ranges: characters
// above U+FFFF (UTF-8 lead bytes F0 and up) are surrogates in UTF-16 and sort before U+E000 to
// U+FFFF (lead bytes EE and EF).
func compareUTF16[T string | []byte](a, b T) int {
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
