package stamp

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// The examples of RFC 9285, 4.3 and 4.4.
func TestBase45KnowsTheExamplesOfItsRFC(t *testing.T) {
	for text, raw := range map[string]string{"BB8": "AB", "%69 VD92EX0": "Hello!!", "UJCLQE7W581": "base-45", "QED8WEX0": "ietf!", "": ""} {
		if got := encode45([]byte(raw)); got != text {
			t.Errorf("%q is written %q, want %q", raw, got, text)
		}
		if got, ok := decode45(text); !ok || string(got) != raw {
			t.Errorf("%q is read %q, %v", text, got, ok)
		}
	}
}

func TestBase45RefusesWhatNobodyWrites(t *testing.T) {
	for name, text := range map[string]string{
		"three characters above 65535": ":::", "just above 65535": "GGW", "two characters above 255": "V5", "one left over": "BB8A",
		"one alone": "A", "a small letter": "bb8", "a letter outside the alphabet": "BB_", "not ASCII": "BBÄ",
	} {
		if raw, ok := decode45(text); ok {
			t.Errorf("%s: %q is read as %x", name, text, raw)
		}
	}
	if raw, ok := decode45("FGW"); !ok || !bytes.Equal(raw, []byte{0xff, 0xff}) {
		t.Errorf("the greatest value is read as %x, %v", raw, ok)
	}
}

func TestBase45GoesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOf(rapid.Byte()).Draw(t, "raw")
		text := encode45(raw)
		if got, ok := decode45(text); !ok || !bytes.Equal(got, raw) {
			t.Fatalf("%x came back as %x from %q", raw, got, text)
		}
		if n := len(text); n > 0 && text[n-1] == ' ' {
			t.Fatalf("%q ends in a blank, which programs trim", text)
		}
	})
}

// FuzzBase45: there is one text of every sequence of bytes.
func FuzzBase45(f *testing.F) {
	for _, text := range []string{"BB8", "%69 VD92EX0", "QED8WEX0", ":::", "A"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if raw, ok := decode45(text); ok && encode45(raw) != text {
			t.Fatalf("%q is read as %x, which is written %q", text, raw, encode45(raw))
		}
	})
}
