package stamp

import "strings"

// base45 is the alphabet of RFC 9285: the 45 characters of a QR code's alphanumeric mode, in order of their values.
const base45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// encode45 writes two bytes as three characters, lowest value first, and a last single byte as two (RFC 9285, 4).
func encode45(raw []byte) string {
	var b strings.Builder
	b.Grow((len(raw)*3 + 1) / 2)
	for ; len(raw) >= 2; raw = raw[2:] {
		write45(&b, int(raw[0])<<8|int(raw[1]), 3)
	}
	if len(raw) == 1 {
		write45(&b, int(raw[0]), 2)
	}
	return b.String()
}

// write45 writes n as the given number of characters.
func write45(b *strings.Builder, n, digits int) {
	for range digits {
		b.WriteByte(base45[n%45])
		n /= 45
	}
}

// decode45 reads what encode45 writes, and nothing else: no other character, no group that stands for more than its
// bytes hold, no single character left over.
func decode45(text string) ([]byte, bool) {
	raw := make([]byte, 0, len(text)/3*2+1)
	for ; len(text) >= 3; text = text[3:] {
		n, ok := read45(text[:3])
		if !ok || n > 0xffff {
			return nil, false
		}
		raw = append(raw, byte(n>>8), byte(n))
	}
	switch n, ok := read45(text); {
	case len(text) == 0:
		return raw, true
	case len(text) == 1 || !ok || n > 0xff:
		return nil, false
	default:
		return append(raw, byte(n)), true
	}
}

// read45 is the number that one group of characters stands for.
func read45(group string) (n int, ok bool) {
	for i := len(group) - 1; i >= 0; i-- {
		digit := strings.IndexByte(base45, group[i])
		if digit < 0 {
			return 0, false
		}
		n = n*45 + digit
	}
	return n, true
}
