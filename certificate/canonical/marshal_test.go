package canonical

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The types of a record that uses all that encoding/json knows of struct tags and methods.
type (
	shout   string
	whisper string
	quoted  int
	level   struct{ n int }
	inner   struct {
		Zulu  string `json:"zulu"`
		Alpha *int   `json:"alpha,omitempty"`
	}
	everything struct {
		Untagged  string
		Name      string            `json:"name"`
		Hidden    string            `json:"-"`
		Dash      int               `json:"-,"`
		Odd       int               `json:"né<e"`
		Number    int64             `json:"number,omitempty"`
		Count     uint64            `json:"count,omitzero"`
		Small     int8              `json:"small"`
		Yes       bool              `json:"yes,omitempty"`
		Text      shout             `json:"text,omitempty"`
		ByPointer whisper           `json:"by_pointer"`
		JSON      quoted            `json:"json"`
		Level     level             `json:"level,omitzero"`
		At        time.Time         `json:"at,omitzero"`
		Bytes     []byte            `json:"bytes,omitempty"`
		Names     map[string]string `json:"names"`
		Sizes     map[string]int    `json:"sizes,omitempty"`
		List      []inner           `json:"list"`
		Pointers  []*inner          `json:"pointers,omitzero"`
		Inner     inner             `json:"inner,omitempty"`
		Zero      inner             `json:"zero,omitzero"`
		Any       any               `json:"any"`
		AsString  int               `json:"as_string,string"`
		Pair      [2]int            `json:"pair"`
		own       int
	}
	clash struct {
		One   int `json:"Other"`
		Other int
		inner
	}
)

func (s shout) MarshalText() ([]byte, error)    { return []byte(s + "! <&>"), nil }
func (w *whisper) MarshalText() ([]byte, error) { return []byte("(" + *w + ")"), nil }
func (q quoted) MarshalJSON() ([]byte, error) {
	return []byte(`{ "z": "` + string(rune('a'+q)) + `", "a": 1 }`), nil
}
func (l level) IsZero() bool { return l.n < 3 }

func drawInner(t *rapid.T) inner {
	made := inner{Zulu: rapid.String().Draw(t, "zulu")}
	if rapid.Bool().Draw(t, "given") {
		n := rapid.IntRange(-9, 9).Draw(t, "alpha")
		made.Alpha = &n
	}
	return made
}

func drawEverything(t *rapid.T) everything {
	one, other := drawInner(t), drawInner(t)
	return everything{
		Untagged: rapid.String().Draw(t, "untagged"), Name: rapid.StringOf(rapid.RuneFrom([]rune("a<>&\"\\\n\u2028\x00é😀"))).Draw(t, "name"),
		Number: rapid.Int64Range(-2, 2).Draw(t, "number"), Count: rapid.Uint64Range(0, 2).Draw(t, "count"), Yes: rapid.Bool().Draw(t, "yes"),
		Text: shout(rapid.StringN(0, 2, 9).Draw(t, "text")), JSON: quoted(rapid.IntRange(0, 9).Draw(t, "json")), Level: level{rapid.IntRange(0, 9).Draw(t, "level")},
		At: time.Unix(rapid.Int64Range(0, 9).Draw(t, "at"), 0), Bytes: rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "bytes"),
		Names: rapid.MapOfN(rapid.String(), rapid.String(), 0, 3).Draw(t, "names"), Sizes: rapid.MapOfN(rapid.String(), rapid.IntRange(0, 9), 0, 3).Draw(t, "sizes"),
		List: []inner{one, other}, Pointers: []*inner{nil, &one}, Inner: other, own: 1, Any: value(2).Draw(t, "any"),
	}
}

// TestMarshalAsJSONWouldHaveIt: the way that plain values take leads where encoding/json and Transform lead.
func TestMarshalAsJSONWouldHaveIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawEverything(t)
		for _, v := range []any{v, &v, v.Names, v.List, []any{v.Pointers, v.Any, nil, v.ByPointer, &v.ByPointer}, clash{One: 1, Other: 2}, &clash{}} {
			plain, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			want, refusal := Transform(plain)
			got, err := Marshal(v)
			if (err == nil) != (refusal == nil) || err == nil && !bytes.Equal(got, want) {
				t.Fatalf("got %s, %v; want %s, %v", got, err, want, refusal)
			}
		}
	})
}

func TestMarshalRefuses(t *testing.T) {
	type ring struct{ Next *ring }
	round := &ring{}
	round.Next = round
	for name, c := range map[string]struct {
		value any
		want  Reason
	}{
		"a fraction":      {1.5, NotWhole},
		"a great number":  {map[string]int{"n": math.MaxInt}, NumberOutOfRange},
		"a great int":     {maxWhole, NumberOutOfRange},
		"a great uint":    {uint64(math.MaxUint64), NumberOutOfRange},
		"no character":    {"\uffff", NonCharacter},
		"names alike":     {map[string]string{"\xff": "", "\xfe": ""}, DuplicateName},
		"a ring":          {round, TooDeep},
		"a great text":    {string(make([]byte, DefaultSize)), TooLarge},
		"a great foreign": {[]any{make([]byte, DefaultSize)}, TooLarge},
	} {
		var e *Error
		if _, err := Marshal(c.value); !errors.As(err, &e) || e.Reason != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := Marshal([]any{make(chan int)}); err == nil {
		t.Error("a channel was encoded")
	}
}
