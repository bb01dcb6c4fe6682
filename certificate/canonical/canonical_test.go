package canonical

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"pgregory.net/rapid"
)

func TestCheckAccepts(t *testing.T) {
	for _, in := range []string{
		`null`, `true`, `false`, `0`, `-1`, `9007199254740991`, `-9007199254740991`, `""`, `[]`, `{}`,
		`{"":0,"a":[1,"x",{}],"b":null}`,
		`"\b\t\n\f\r\"\\\u0000\u000b\u001f/` + "\u007f\u2028é€😀" + `"`,
		`{"\n":1,"a":2}`, `{"a\"":1,"aa":2}`,
		"{\"\U0001F600\":1,\"\uFB33\":2}", // UTF-16 order is not UTF-8 order
		strings.Repeat("[", 32) + strings.Repeat("]", 32),
	} {
		if err := Check([]byte(in), Limits{}); err != nil {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct {
		in     string
		offset int
		reason Reason
	}{
		{``, 0, Truncated},
		{`{"a":1`, 6, Truncated},
		{`"abc`, 4, Truncated},
		{`"\`, 2, Truncated},
		{`"\u00`, 5, Truncated},
		{`tru`, 3, Truncated},
		{`-`, 1, Truncated},
		{`nul1`, 3, Syntax},
		{`[1,]`, 3, Syntax},
		{`[1 ]`, 2, Syntax},
		{` 1`, 0, Syntax},
		{"\ufeff{}", 0, Syntax},
		{`{a:1}`, 1, Syntax},
		{`{}` + "\n", 2, Trailing},
		{`00`, 0, NumberForm},
		{`-0`, 0, NumberForm},
		{`[1.5]`, 2, NotWhole},
		{`1e3`, 1, NotWhole},
		{`1E3`, 1, NotWhole},
		{`9007199254740992`, 0, NumberOutOfRange},
		{`-9007199254740992`, 0, NumberOutOfRange},
		{`99999999999999999999999999`, 0, NumberOutOfRange},
		{`{"a":1,"a":2}`, 7, DuplicateName},
		{`{"a":1,"a":2}`, 7, DuplicateName},
		{`{"b":1,"a":2}`, 7, NameOrder},
		{"{\"\uFB33\":1,\"\U0001F600\":2}", 9, NameOrder},
		{"\"\xff\"", 1, BadUTF8},
		{"\"\xed\xa0\x80\"", 1, BadUTF8},
		{"\"\uffff\"", 1, NonCharacter},
		{"\"\ufdd0\"", 1, NonCharacter},
		{"\"\n\"", 1, Unescaped},
		{`"\/"`, 1, BadEscape},
		{`"\u0041"`, 1, BadEscape},
		{`"\u000a"`, 1, BadEscape},
		{`"\u001F"`, 1, BadEscape},
		{`"\ud83d\ude00"`, 1, BadEscape},
		{strings.Repeat("[", 33), 32, TooDeep},
		{strings.Repeat("[", 1<<20), 32, TooDeep},
		{strings.Repeat(" ", 1<<20+1), 1 << 20, TooLarge},
	} {
		var e *Error
		err := Check([]byte(c.in), Limits{})
		if !errors.As(err, &e) || e.Offset != c.offset || e.Reason != c.reason {
			t.Errorf("%.40s: got %v, want byte %d: %s", c.in, err, c.offset, c.reason)
		}
	}
}

func TestTransform(t *testing.T) {
	for in, want := range map[string]string{
		` { "b" : 1 , "a" : [ true , "\u0041\/\ud83d\ude00" ] } `: `{"a":[true,"A/😀"],"b":1}`,
		`"<&>"`:                            `"<&>"`,
		`"\u003C\u00e9\u000A\u001F\b\\\""`: `"<é\n\u001f\b\\\""`,
		"{\"\uFB33\":{\"z\":1,\"y\":{}},\n\"\U0001F600\":[ ]}\t": "{\"\U0001F600\":[],\"\uFB33\":{\"y\":{},\"z\":1}}",
	} {
		got, err := Transform([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestTransformRefuses(t *testing.T) {
	for in, want := range map[string]Reason{
		`{"a":1,"a":2}`:               DuplicateName,
		`{"b":1,"a":2, "\u0062" : 3}`: DuplicateName,
		`"\ud800"`:                    LoneSurrogate,
		`"\ud800\u0041"`:              LoneSurrogate,
		`"\udc00\ud800"`:              LoneSurrogate,
		`"\\\ud800"`:                  LoneSurrogate,
		"\"\xff\"":                    BadUTF8,
		`1.0`:                         NotWhole,
		`{} {}`:                       Trailing,
		`[1,]`:                        Syntax,
		`[1 2]`:                       Syntax,
		`{"a":1,}`:                    Syntax,
		`{"a":1 "b":2}`:               Syntax,
		`{a:1}`:                       Syntax,
		`[-0]`:                        NumberForm,
		`012`:                         NumberForm,
		`"\uffff"`:                    NonCharacter,
		`"\x"`:                        BadEscape,
		`"\u00g0"`:                    BadEscape,
		`"\`:                          Truncated,
		`"\u00`:                       Truncated,
		"\"\t\"":                      Unescaped,
		"\v1":                         Syntax,
		`9007199254740992`:            NumberOutOfRange,
		strings.Repeat("[", 40) + strings.Repeat("]", 40): TooDeep,
	} {
		var e *Error
		if _, err := Transform([]byte(in)); !errors.As(err, &e) || e.Reason != want {
			t.Errorf("%.40s: got %v, want %s", in, err, want)
		}
	}
	for _, in := range []string{``, `{`, `[1`, `{"a"}`, `nope`} {
		if out, err := Transform([]byte(in)); err == nil {
			t.Errorf("%s: accepted as %s", in, out)
		}
	}
}

// value draws JSON values that have a canonical form.
func value(depth int) *rapid.Generator[any] {
	text := rapid.String().Filter(func(s string) bool {
		return strings.IndexFunc(s, isNonCharacter) < 0
	})
	scalar := rapid.OneOf(
		rapid.Int64Range(1-maxWhole, maxWhole-1).AsAny(), rapid.Bool().AsAny(), text.AsAny(), rapid.Just(any(nil)))
	if depth == 0 {
		return scalar
	}
	return rapid.OneOf(scalar,
		rapid.SliceOfN(value(depth-1), 0, 4).AsAny(),
		rapid.MapOfN(text, value(depth-1), 0, 4).AsAny())
}

func TestMarshalIsCanonicalAndAgreesWithJCS(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := value(3).Draw(t, "value")
		ours, err := Marshal(v)
		if err != nil {
			t.Fatalf("marshal: %v", err)
		}
		if err := Check(ours, Limits{}); err != nil {
			t.Fatalf("%s: %v", ours, err)
		}
		plain, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := jcs.Transform(plain)
		if err != nil {
			t.Fatalf("jcs: %v", err)
		}
		if !bytes.Equal(ours, theirs) {
			t.Fatalf("ours %s, jcs %s", ours, theirs)
		}
	})
}

func TestCheckNoticesAnyChangedEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw, err := Marshal(value(3).Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(raw)).Draw(t, "at")
		raw = append(raw[:at:at], append([]byte(" "), raw[at:]...)...)
		agree(t, raw)
	})
}

// agree demands that Check accepts raw exactly when re-encoding leaves it as it is.
func agree(t interface{ Fatalf(string, ...any) }, raw []byte) {
	again, err := Transform(raw)
	same := err == nil && bytes.Equal(again, raw)
	if checked := Check(raw, Limits{}); (checked == nil) != same {
		t.Fatalf("%q: check says %v; re-encoded %q, %v", raw, checked, again, err)
	}
}

// FuzzTransform compares Transform with encoding/json: it accepts no other text, refuses text only for want of a
// canonical form, and what it writes is canonical and says the same.
func FuzzTransform(f *testing.F) {
	for _, seed := range []string{
		` { "b" : [1 , 2] , "a" : { "\ud83d\ude00" : "\/\u000A" , "" : -3 } } `, `{"a":1,"\u0061":2}`, `"\ud800"`, `[1,]`, `01`, "\"\xff\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		out, err := Transform(raw)
		var fault *Error
		switch valid := json.Valid(raw); {
		case err == nil && (!valid || !bytes.Equal(plainly(t, raw), plainly(t, out))):
			t.Fatalf("%q became %q", raw, out)
		case err == nil:
			agree(t, out)
		case !errors.As(err, &fault) || fault.Offset > len(raw) || valid && slices.Contains([]Reason{Syntax, Truncated, Trailing, BadEscape, Unescaped}, fault.Reason):
			t.Fatalf("%q: %v", raw, err)
		}
	})
}

// plainly is a text as encoding/json writes it.
func plainly(t *testing.T, raw []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	plain, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2,"x\n",{"b":null}],"é":true}`, `{"\n":1,"a":2}`, `"\ud800"`, `-0`, `1e3`, "{\"\uFB33\":1,\"\U0001F600\":2}",
		`9007199254740991`, `{"a":1,"a":2}`, ` 1`, `"\u001f"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { agree(t, raw) })
}

func BenchmarkCheck4KB(b *testing.B) {
	rows := make([]map[string]any, 40)
	for i := range rows {
		rows[i] = map[string]any{"description": "CÔNG TY TNHH ĐÓNG GÓI, footwear", "hs": "640399", "quantity": "1200", "item": i, "unit": "KGM"}
	}
	raw, err := Marshal(map[string]any{"items": rows})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Check(raw, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
