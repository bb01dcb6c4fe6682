package clearance

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
)

// changes are independent disturbances of genuine facts; any set of them may come together.
func changes(x *fixture) map[string]func(*Facts) {
	return map[string]func(*Facts){
		"membership silent": func(f *Facts) { f.Membership = Without[registry.Membership](Unavailable) },
		"record silent":     func(f *Facts) { f.Record = Without[registry.Record](Unavailable) },
		"dossier silent":    func(f *Facts) { f.Dossier = Without[registry.Dossier](Unavailable) },
		"signer silent":     func(f *Facts) { f.Signer = Without[registry.SignerState](Unavailable) },
		"account silent":    func(f *Facts) { f.Account = Without[registry.Account](Unavailable) },
		"nothing asked": func(f *Facts) {
			f.Record, f.Signer = Answer[registry.Record]{}, Without[registry.SignerState](NotAsked)
		},
		"dossier withheld": func(f *Facts) { f.Dossier = Without[registry.Dossier](Withheld) },
		"not anchored":     notAnchored,
		"forged":           func(f *Facts) { f.Presented.Certificate = bytes.ToUpper(x.bytes) },
		"quantity forged": func(f *Facts) {
			f.Presented.Certificate = bytes.Replace(x.bytes, []byte(`"240"`), []byte(`"940"`), 1)
		},
		"rubbish seal": func(f *Facts) { f.Presented.Seal = []byte{0x30} },
		"late":         presented("2029-01-01"),
		"elsewhere":    func(f *Facts) { f.Here = "MY" },
		"cancelled": func(f *Facts) {
			if f.Record.Value != nil {
				record(func(r *registry.Record) { r.Status = registry.Cancelled })(f)
			}
		},
		"revoked": func(f *Facts) {
			if f.Signer.Value != nil {
				signer(func(s *registry.SignerState) { s.Signer.Revoked = "2026-01-01T00:00:00Z" })(f)
			}
		},
		"used up": func(f *Facts) {
			if f.Account.Value != nil {
				used(1, "240", "TH-0")(f)
			}
		},
	}
}

// disturbed draws facts with some disturbances and a declaration.
func disturbed(t *rapid.T, x *fixture) Facts {
	f, all := x.facts, changes(x)
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names(all)), 0, 5, rapid.ID).Draw(t, "changes") {
		all[name](&f)
	}
	if rapid.Bool().Draw(t, "declared") {
		f.Declaration = &Declaration{Number: "TH-1", Lines: rapid.SliceOfN(lines(), 0, 6).Draw(t, "lines")}
	}
	return f
}

func names(all map[string]func(*Facts)) []string {
	var list []string
	for name := range all {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func lines() *rapid.Generator[DeclaredLine] {
	return rapid.Custom(func(t *rapid.T) DeclaredLine {
		return DeclaredLine{
			Line: rapid.IntRange(1, 99).Draw(t, "line"),
			Item: rapid.IntRange(0, 3).Draw(t, "item"),
			Quantity: certificate.Measure{
				Value: certificate.DecimalOf(rapid.Int64Range(-5, 300).Draw(t, "quantity")),
				Unit:  rapid.SampledFrom([]string{"H87", "KGM", "TNE", "??"}).Draw(t, "unit"),
			},
		}
	})
}

func TestSilenceIsNeverRefused(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := disturbed(rt, x)
		a := assess(t, f)
		if !f.silent() {
			return
		}
		for _, v := range verdicts(a) {
			if v == Refuse {
				rt.Fatalf("refused although the ledger gave no answer: %+v", a)
			}
		}
		for _, l := range a.Lines {
			if l.Verdict.Grants() || l.Covered != nil {
				rt.Fatalf("line %d: %s although the ledger gave no answer", l.Line, l.Verdict)
			}
		}
	})
}

func verdicts(a Assessment) []Verdict {
	all := []Verdict{a.Verdict}
	for _, f := range a.Findings {
		all = append(all, f.Verdict)
	}
	for _, l := range a.Lines {
		all = append(all, l.Verdict)
		for _, f := range l.Findings {
			all = append(all, f.Verdict)
		}
	}
	return all
}

func TestSameFactsSameBytes(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := disturbed(rt, x)
		one, err := assess(t, f).Bytes()
		if err != nil {
			rt.Fatal(err)
		}
		other, err := assess(t, f).Bytes()
		if err != nil || !bytes.Equal(one, other) {
			rt.Fatalf("%v\n%s\n%s", err, one, other)
		}
	})
}

// TestNeverMoreThanIsLeft: whatever is declared, the lines together get no more of an item than its balance holds.
func TestNeverMoreThanIsLeft(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(rt *rapid.T) {
		granted := map[int]certificate.Decimal{}
		for _, l := range assess(t, disturbed(rt, x)).Lines {
			if l.Covered != nil {
				granted[l.Item] = granted[l.Item].Add(l.Covered.Value)
			}
		}
		for _, item := range x.document.Items {
			if granted[item.Number].Cmp(item.Quantity.Value) > 0 {
				rt.Fatalf("item %d: %s of %s", item.Number, granted[item.Number], item.Quantity.Value)
			}
		}
	})
}

// TestALineIsJudgedByItself: adding a line for another item changes nothing about a line.
func TestALineIsJudgedByItself(t *testing.T) {
	x := newFixture(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := disturbed(rt, x)
		one, other := lines().Draw(rt, "one"), lines().Draw(rt, "other")
		if one.Item == other.Item {
			return
		}
		f.Declaration = &Declaration{Number: "TH-1", Lines: []DeclaredLine{one}}
		alone := assess(t, f)
		f.Declaration = &Declaration{Number: "TH-1", Lines: []DeclaredLine{other, one}}
		if together := assess(t, f); together.Lines[1].Verdict != alone.Lines[0].Verdict {
			rt.Fatalf("%s alone, %s beside another line", alone.Lines[0].Verdict, together.Lines[1].Verdict)
		}
	})
}
