package seal

import (
	"bytes"
	"encoding/asn1"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestGate(t *testing.T) {
	deep := func(n int) []byte {
		var der []byte
		for range n {
			der = element(tagSequence, der)
		}
		return der
	}
	for _, c := range []struct {
		name string
		in   []byte
		want bool
	}{
		{"integer", []byte{2, 1, 5}, true},
		{"negative", []byte{2, 1, 0x80}, true},
		{"empty sequence", []byte{0x30, 0}, true},
		{"long form", append([]byte{4, 0x81, 0x80}, make([]byte, 0x80)...), true},
		{"deepest", deep(maxNesting), true},
		{"context tag", []byte{0x80, 1, 0}, true},
		{"nothing", nil, false},
		{"tag only", []byte{2}, false},
		{"too deep", deep(maxNesting + 1), false},
		{"trailing", []byte{5, 0, 0}, false},
		{"truncated", []byte{4, 2, 0}, false},
		{"open length", []byte{0x30, 0x80, 0, 0}, false},
		{"short length in long form", append([]byte{4, 0x81, 0x7f}, make([]byte, 0x7f)...), false},
		{"leading zero in length", append([]byte{4, 0x82, 0, 0x80}, make([]byte, 0x80)...), false},
		{"five length bytes", []byte{4, 0x85, 1, 0, 0, 0, 0}, false},
		{"length of 4 GiB", []byte{4, 0x84, 0xff, 0xff, 0xff, 0xff, 0}, false},
		{"high tag", []byte{0x1f, 1, 0}, false},
		{"tag zero", []byte{0, 0}, false},
		{"string in pieces", []byte{0x24, 3, 4, 1, 0}, false},
		{"primitive sequence", []byte{0x10, 0}, false},
		{"padded integer", []byte{2, 2, 0, 1}, false},
		{"padded negative", []byte{2, 2, 0xff, 0x80}, false},
		{"empty integer", []byte{2, 0}, false},
		{"odd boolean", []byte{1, 1, 1}, false},
		{"full null", []byte{5, 1, 0}, false},
		{"unused bits set", []byte{3, 2, 1, 1}, false},
		{"eight unused bits", []byte{3, 2, 8, 0}, false},
		{"unused bits of nothing", []byte{3, 1, 1}, false},
		{"no bits", []byte{3, 1, 0}, true},
	} {
		if got := isDER(c.in); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGateAllocatesNothing(t *testing.T) {
	raw, err := os.ReadFile("testdata/cms/cms/p-cades-t.der")
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(10, func() { isDER(raw) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// What the gate lets through, encoding/asn1 reads as one element with nothing left.
func FuzzGate(f *testing.F) {
	paths, err := filepath.Glob("testdata/cms/cms/*.der")
	if err != nil || len(paths) == 0 {
		f.Fatalf("vectors are missing: %v", err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !isDER(raw) {
			return
		}
		var value asn1.RawValue
		rest, err := asn1.Unmarshal(raw, &value)
		if err != nil || len(rest) != 0 || !bytes.Equal(value.FullBytes, raw) {
			t.Fatalf("%x: %v", raw, err)
		}
	})
}

// Every identifier in the source stands for the dotted name in its comment.
func TestOIDsAreWhatTheirCommentsSay(t *testing.T) {
	line := regexp.MustCompile(`= (?:oid\()?("[^"]+")\)? *// ([0-9.]+)`)
	found := 0
	for _, file := range []string{"oids.go", "usage.go", "carried.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range line.FindAllStringSubmatch(string(source), -1) {
			content, err := strconv.Unquote(match[1])
			if err != nil {
				t.Fatal(err)
			}
			var id asn1.ObjectIdentifier
			if _, err := asn1.Unmarshal(element(tagObject, []byte(content)), &id); err != nil || id.String() != match[2] {
				t.Errorf("%s: %v, %v", match[2], id, err)
			}
			found++
		}
	}
	if found < 25 {
		t.Errorf("only %d identifiers found", found)
	}
}

// Every code of the source has a meaning, and the other way round.
func TestEveryCodeHasAMeaning(t *testing.T) {
	source, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := map[Code]bool{}
	for _, match := range regexp.MustCompile(`Code = "(\w+)"`).FindAllStringSubmatch(string(source), -1) {
		declared[Code(match[1])] = true
	}
	explained := map[Code]bool{}
	for code, meaning := range meanings {
		explained[code] = strings.TrimSpace(meaning) != ""
	}
	if !reflect.DeepEqual(declared, explained) {
		t.Errorf("declared %v, explained %v", declared, explained)
	}
}
