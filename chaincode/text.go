package chaincode

import (
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
)

// isName reports whether s is one to 128 printable ASCII characters without
// blanks, as names of networks, organisations and offices are.
func isName(s string) bool {
	return len(s) <= maxNameLength && isPrintable(s, '!')
}

// isLine reports whether s is one to limit bytes of text without control
// characters.
func isLine(s string, limit int) bool {
	if s == "" || len(s) > limit {
		return false
	}
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return false
		}
	}
	return true
}

// isPrintable reports whether s is not empty and ASCII from lowest to tilde.
func isPrintable(s string, lowest byte) bool {
	for i := range len(s) {
		if s[i] < lowest || s[i] > '~' {
			return false
		}
	}
	return s != ""
}

// isFingerprint reports whether s is a SHA-256 in lower hex.
func isFingerprint(s string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return len(s) == 64
}

// isInstant reports whether s is a moment as records write it.
func isInstant(s registry.Instant) bool {
	_, err := certificate.ParseInstant(s)
	return err == nil
}

func decimal(n int) string { return strconv.Itoa(n) }
