package origin_test

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/canonical"
	"origo/fta-rules/origin"
)

// A bill in the form that is hashed, byte for byte as the comment on Digest says.
func TestDigestForm(t *testing.T) {
	m := foreign("850152", "12.5")
	m.Is = map[string]bool{"b": false, "a": true}
	b := doing(with(pump(m), func(b *origin.Bill) { b.Costs = &origin.Costs{Profit: dec("-3")} }))
	want := "origo bill 1\n" +
		"\x01\x05atiga" + "\x02\x0a2026-03-02" + "\x03\x02VN" + "\x05\x03USD" +
		"\x06" + "\x01\xe6\x0f\x06841370" + "\x03\x0510000" + "\x00" +
		"\x07\x01" + "\x01\xe6\x0f\x06850152" + "\x03\x02CN" + "\x04\x02" + "\x07\x0412.5" + "\x0c\x02\x01a\x01\x01b\x00" + "\x00" +
		"\x08" + "\x05\x02-3" + "\x00" + "\x09\x00" + "\x00"
	if got := string(origin.HashedBill(&b)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if sum := sha256.Sum256([]byte(want)); b.Digest() != hex.EncodeToString(sum[:]) {
		t.Errorf("digest %s", b.Digest())
	}
}

// drawDigested is a bill of which any field may be stated.
func drawDigested(t *rapid.T) origin.Bill {
	b := drawBill(t, drawRules(t))
	b.Good.Description = rapid.StringMatching(`[ -~äö한]{0,8}`).Draw(t, "description")
	b.Good.WhollyObtained = drawMaybe(t, "wholly")
	b.Good.Set = rapid.Bool().Draw(t, "set")
	if rapid.Bool().Draw(t, "costs") {
		b.Costs = &origin.Costs{Labour: dec("1.5")}
		b.Good.Outward = &origin.OutwardProcessing{TotalInput: dec("3")}
	}
	b.Facts = rapid.MapOfN(rapid.StringMatching(`[a-z\x{ff00}\x{1f600}]{1,3}`), rapid.Bool(), 0, 3).Draw(t, "facts")
	return b
}

// Bills have the same digest if, and only if, they are the same in canonical JSON.
func TestSameDigestSameBill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := drawDigested(t)
		two := one
		if rapid.Bool().Draw(t, "another") {
			two = drawDigested(t)
		}
		rawOne, rawTwo := inJSON(t, &one), inJSON(t, &two)
		if (one.Digest() == two.Digest()) != (rawOne == rawTwo) {
			t.Fatalf("%s\n%s\n%q\n%q", rawOne, rawTwo, origin.HashedBill(&one), origin.HashedBill(&two))
		}
		read, err := origin.ParseBill([]byte(rawOne))
		if err != nil || read.Digest() != one.Digest() {
			t.Fatalf("read back: %v\n%s", err, rawOne)
		}
	})
}

func inJSON(t *rapid.T, b *origin.Bill) string {
	raw, err := canonical.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Every field of a bill is in its digest: stating it gives another one. A field that is added and not hashed fails here.
func TestEveryFieldIsDigested(t *testing.T) {
	base := origin.Bill{Materials: []origin.Material{{}}, Costs: &origin.Costs{}}
	base.Good.Outward = &origin.OutwardProcessing{}
	seen := map[string]string{base.Digest(): "nothing stated"}
	for _, part := range []any{&base, &base.Good, &base.Good.HS, &base.Good.Outward.TotalInput, base.Costs, &base.Materials[0], &base.Materials[0].HS} {
		if d, isNumber := part.(*certificate.Decimal); isNumber {
			*d = dec("7")
			note(t, seen, base.Digest(), "total_input")
			*d = certificate.Decimal{}
			continue
		}
		record := reflect.ValueOf(part).Elem()
		for i := range record.NumField() {
			before := reflect.ValueOf(record.Field(i).Interface())
			if stated, differs := stating(record.Field(i).Type()); differs {
				record.Field(i).Set(stated)
				note(t, seen, base.Digest(), record.Type().Name()+"."+record.Type().Field(i).Name)
				record.Field(i).Set(before)
			}
		}
	}
}

// stating is something other than nothing for a field; records are looked into by themselves.
func stating(kind reflect.Type) (reflect.Value, bool) {
	for _, v := range []any{"x", 1, true, yes(), dec("5"), day("2026-01-02"), map[string]bool{"x": true}, []string{"x"}, certificate.Agreement("x"), origin.Status("x"), origin.Role("x")} {
		if reflect.TypeOf(v) == kind {
			return reflect.ValueOf(v), true
		}
	}
	if kind == reflect.TypeFor[*certificate.Decimal]() {
		d := dec("5")
		return reflect.ValueOf(&d), true
	}
	return reflect.Value{}, false
}

func note(t *testing.T, seen map[string]string, digest, field string) {
	if other, taken := seen[digest]; taken {
		t.Errorf("%s gives the digest of %s", field, other)
	}
	seen[digest] = field
}
