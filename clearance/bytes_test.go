package clearance

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate/canonical"
)

// TestBytesAreTheCanonicalJSON: whoever has the answer in any JSON layout can make the bytes of its digest from it.
func TestBytesAreTheCanonicalJSON(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(rt *rapid.T) {
		a := assess(t, disturbed(rt, x))
		raw, err := a.Bytes()
		must(t, raw, err)
		plain, err := json.Marshal(a)
		made, err2 := canonical.Transform(must(t, plain, err))
		if !bytes.Equal(must(t, made, err2), raw) {
			rt.Fatalf("%s\n%s", raw, made)
		}
	})
}
