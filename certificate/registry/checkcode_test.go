package registry

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

var codeShape = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`)

// TestCheckCode compares with base 32 as the standard library has it.
func TestCheckCode(t *testing.T) {
	plain := base32.NewEncoding(crockford).WithPadding(base32.NoPadding)
	rapid.Check(t, func(r *rapid.T) {
		digest := hex.EncodeToString(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(r, "digest"))
		code := Record{Digest: digest}.CheckCode()
		sum := sha256.Sum256([]byte(checkCodeDomain + digest))
		if want := plain.EncodeToString(sum[:5]); !codeShape.MatchString(code) || TidyCheckCode(code) != want {
			r.Fatalf("%s, want %s", code, want)
		}
	})
}

// TestCheckCodeStays holds the derivation still: codes are on paper.
func TestCheckCodeStays(t *testing.T) {
	if code := (Record{Digest: "00"}).CheckCode(); code != "EFD7-5MP9" {
		t.Errorf("the code is now %s", code)
	}
}

func TestTidyCheckCode(t *testing.T) {
	for _, typed := range []string{"7K2M-91X0", "7k2m91x0", " 7k2m 9lxo ", "7K2M-9IXO"} {
		if got := TidyCheckCode(typed); got != "7K2M91X0" {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
