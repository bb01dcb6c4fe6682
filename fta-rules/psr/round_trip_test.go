package psr

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/fta-rules/hs"
)

func genRange(t *rapid.T) hs.Range {
	width := rapid.SampledFrom([]int{10000, 100, 1}).Draw(t, "width")
	from := rapid.IntRange(10000/width, 999999/width).Draw(t, "from")
	to := rapid.SampledFrom([]int{from, rapid.IntRange(from, 999999/width).Draw(t, "to")}).Draw(t, "end")
	return hs.Range{From: hs.Code(from * width), To: hs.Code((to+1)*width - 1)}
}

func genMaterials(t *rapid.T) Materials {
	var m Materials
	kind := rapid.IntRange(0, 2).Draw(t, "materials")
	if kind != 1 {
		m.Codes = rapid.SliceOfN(rapid.Custom(genRange), 1, 4).Draw(t, "codes")
	}
	if kind != 0 {
		m.Name = genText(t)
	}
	return m
}

func genText(t *rapid.T) string {
	// between à and ỹ there are blanks too, such as U+1680, with which no description may begin
	unblank := func(text string) bool { return strings.TrimSpace(text) == text }
	return rapid.StringMatching(`[a-zà-ỹ(]([a-zà-ỹ0-9 ,;&.)(]{0,12}[a-z0-9)?])?`).Filter(unblank).Draw(t, "text")
}

func genPercent(t *rapid.T) certificate.Decimal {
	tenths := rapid.Int64Range(1, 1000).Draw(t, "tenths")
	tenth, _ := certificate.ParseDecimal("0.1")
	return certificate.DecimalOf(tenths).Mul(tenth)
}

func genOptional(t *rapid.T) *Materials {
	if rapid.Bool().Draw(t, "none") {
		return nil
	}
	m := genMaterials(t)
	return &m
}

func genAllowance(t *rapid.T) Allowance {
	a := Allowance{Like: rapid.SampledFrom([]Like{Named, SameHeading, SameSubheading}).Draw(t, "like")}
	if a.Like == Named {
		a.Of = genMaterials(t)
	}
	if rapid.Bool().Draw(t, "limited") {
		a.MaxPercent = genPercent(t)
	}
	return a
}

func genChange(t *rapid.T) Expr {
	change := Change{Level: rapid.SampledFrom([]Level{AnyHeading, Chapter, Heading, Subheading}).Draw(t, "level")}
	if rapid.Bool().Draw(t, "excepting") {
		change.Except = rapid.SliceOfN(rapid.Custom(genMaterials), 1, 3).Draw(t, "except")
	}
	if rapid.Bool().Draw(t, "allowing") {
		change.Allow = rapid.SliceOfN(rapid.Custom(genAllowance), 1, 3).Draw(t, "allow")
	}
	return change
}

var genAtoms = []func(*rapid.T) Expr{
	genChange,
	func(*rapid.T) Expr { return WhollyObtained{} },
	func(*rapid.T) Expr { return OriginatingOnly{} },
	func(*rapid.T) Expr { return NoRule{} },
	func(t *rapid.T) Expr { return MaterialsWhollyObtained{genMaterials(t)} },
	func(t *rapid.T) Expr { return From{genMaterials(t)} },
	func(t *rapid.T) Expr { return NotUsed{genMaterials(t)} },
	func(t *rapid.T) Expr { return OnlyTextile{genMaterials(t)} },
	func(t *rapid.T) Expr {
		return RVC{genPercent(t), rapid.SampledFrom([]Method{AnyMethod, Direct, Indirect}).Draw(t, "method")}
	},
	func(t *rapid.T) Expr { return MaxValue{genPercent(t), genOptional(t)} },
	func(t *rapid.T) Expr {
		of := rapid.SliceOfN(rapid.Custom(genMaterials), 1, 3).Draw(t, "of")
		return MaxWeight{genPercent(t), rapid.Bool().Draw(t, "each"), of, genOptional(t)}
	},
	func(t *rapid.T) Expr { return MinWhollyObtained{genPercent(t), genMaterials(t), genMaterials(t)} },
	func(t *rapid.T) Expr {
		return Process{rapid.SampledFrom([]string{"WEAVE", "DYE_OR_PRINT_2_FINISHING"}).Draw(t, "process"), genOptional(t)}
	},
	func(t *rapid.T) Expr { return SetOfGoods{genPercent(t)} },
	func(t *rapid.T) Expr { return AssembledFrom{"ITA"} },
	func(t *rapid.T) Expr { return Judgement{genText(t)} },
}

func genTerm(t *rapid.T, depth int) Expr {
	if depth > 0 && rapid.IntRange(0, 3).Draw(t, "choice") == 0 {
		return Any(genAlternatives(t, 2, depth-1))
	}
	return rapid.SampledFrom(genAtoms).Draw(t, "atom")(t)
}

func genAlternatives(t *rapid.T, least, depth int) []Expr {
	alternatives := make([]Expr, rapid.IntRange(least, 3).Draw(t, "alternatives"))
	for i := range alternatives {
		terms := make([]Expr, rapid.IntRange(1, 3).Draw(t, "terms"))
		for j := range terms {
			terms[j] = genTerm(t, depth)
		}
		alternatives[i] = terms[0]
		if len(terms) > 1 {
			alternatives[i] = All(terms)
		}
	}
	return alternatives
}

func genRule(t *rapid.T) Rule {
	parts := make([]Part, rapid.IntRange(1, 3).Draw(t, "parts"))
	for i := range parts {
		if len(parts) > 1 {
			parts[i].Label = string(rune('a'+i)) + genText(t)
		}
		parts[i].Alternatives = genAlternatives(t, 1, 2)
	}
	return Rule{parts}
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := genRule(t)
		text := rule.String()
		if len(text) > maxLength {
			return
		}
		back, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if !reflect.DeepEqual(back, rule) || back.String() != text {
			t.Fatalf("%s comes back as %s\n%#v\n%#v", text, back, rule, back)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"[gear boxes] CTH or RVC(40); [parts] CTH or RVC(45)",
		`CTH except(2207,2208) & WO(0806.10) & MaxWeight(20 each "sugar"; 04)`,
		`P(FABRIC_FORM) & (P(EXTR_MMF) or ONLY(5402,5503 "polypropylene") & MaxNOM(40 of 5402))`,
		"AH except(8202-8205) allow(8202-8205 max 15)",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := Parse(text)
		if err != nil {
			return
		}
		printed := rule.String()
		back, err := Parse(printed)
		if err != nil {
			t.Fatalf("%q prints as %q: %v", text, printed, err)
		}
		if !reflect.DeepEqual(back, rule) {
			t.Fatalf("%q prints as %q, which is another rule", text, printed)
		}
	})
}
