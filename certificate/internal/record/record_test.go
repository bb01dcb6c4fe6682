package record_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate/canonical"
	"origo/certificate/internal/record"
)

type inner struct {
	Name string `json:"name"`
	Size int    `json:"size,omitempty"`
}

type outer struct {
	Zeta  string   `json:"zeta"`
	Alpha []inner  `json:"alpha"`
	Beta  *inner   `json:"beta,omitempty"`
	Gamma inner    `json:"gamma,omitzero"`
	Delta bool     `json:"delta,omitempty"`
	Words []string `json:"words,omitempty"`
}

func drawInner(t *rapid.T) inner {
	return inner{Name: rapid.StringMatching(`[ -~à-ỹ"\\]{0,9}`).Draw(t, "name"), Size: rapid.IntRange(-1<<53+1, 1<<53-1).Draw(t, "size")}
}

func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := outer{Zeta: rapid.StringMatching(`[ -~]{0,9}`).Draw(t, "zeta"), Gamma: drawInner(t), Delta: rapid.Bool().Draw(t, "delta")}
		for range rapid.IntRange(0, 3).Draw(t, "entries") {
			want.Alpha = append(want.Alpha, drawInner(t))
			want.Words = append(want.Words, "word")
		}
		if rapid.Bool().Draw(t, "beta") {
			beta := drawInner(t)
			want.Beta = &beta
		}
		raw, err := record.Encode(&want)
		if err != nil {
			t.Fatal(err)
		}
		if err := canonical.Check(raw, canonical.Limits{}); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		var got outer
		if err := record.Decode(raw, &got); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		again, err := record.Encode(&got)
		if err != nil || string(again) != string(raw) {
			t.Fatalf("got %s, want %s", again, raw)
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct{ raw, path, reason string }{
		{`{"alpha":[]}`, "/zeta", record.Missing},
		{`{"zeta":"z"}`, "/alpha", record.Missing},
		{`{"alpha":[],"delta":false,"zeta":"z"}`, "/delta", record.Empty},
		{`{"alpha":[],"gamma":{"name":""},"zeta":"z"}`, "/gamma", record.Empty},
		{`{"alpha":[],"words":[],"zeta":"z"}`, "/words", record.Empty},
		{`{"alpha":[{"name":"a"},{"nome":"b"}],"zeta":"z"}`, "/alpha/1/name", record.Missing},
		{`{"alpha":[{"name":"a","size":"1"}],"zeta":"z"}`, "/alpha/0/size", record.Kind},
		{`{"alpha":[{"name":"a","size":9223372036854775808}],"zeta":"z"}`, "/alpha/0/size", record.Kind},
		{`{"alpha":{},"zeta":"z"}`, "/alpha", record.Kind},
		{`{"alpha":[],"beta":null,"zeta":"z"}`, "/beta", record.Kind},
		{`{"alpha":[],"delta":1,"zeta":"z"}`, "/delta", record.Kind},
		{`{"alpha":[],"zeta":"z","é":1}`, `/"\u00e9"`, record.Unknown},
		{`{"alpha":[],"omega":1,"zeta":"z"}`, `/"omega"`, record.Unknown},
		{`[]`, "", record.Kind},
		{``, "", record.Kind},
	}
	for _, test := range tests {
		var fault *record.Error
		if err := record.Decode([]byte(test.raw), new(outer)); !errors.As(err, &fault) || fault.Path != test.path || fault.Reason != test.reason {
			t.Errorf("%s: got %v, want %s: %s", test.raw, err, test.path, test.reason)
		}
	}
}

// FuzzDecode feeds what no caller may: bytes that were never checked. They may be misread but must do no harm.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"alpha":[{"name":"a","size":1}],"beta":{"name":"b"},"delta":true,"words":["w"],"zeta":"z\""}`))
	f.Fuzz(func(_ *testing.T, raw []byte) { _ = record.Decode(raw, new(outer)) })
}
