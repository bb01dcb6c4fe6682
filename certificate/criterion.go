package certificate

import (
	"errors"
	"regexp"
	"strings"
)

// CriterionKind is the ground on which a line of goods is claimed to originate.
type CriterionKind string

// The grounds that forms print.
const (
	WhollyObtained    CriterionKind = "wholly_obtained"          // WO
	EntirelyProduced  CriterionKind = "originating_materials"    // PE: made only from originating materials
	ChangeOfTariff    CriterionKind = "change_of_classification" // CC, CTH, CTSH; on VK and KV also CTC
	RegionalValue     CriterionKind = "regional_value_content"   // 40% on Form D, RVC 40% on VK and KV
	ChangeAndValue    CriterionKind = "change_and_value"         // CTSH + 35%
	SpecificProcess   CriterionKind = "specific_process"         // SP, Specific Processes
	PartialCumulation CriterionKind = "partial_cumulation"       // PC 25%
	OutwardProcessing CriterionKind = "article_3_5"              // Gaeseong goods of VKFTA Annex 3-B
)

// Criterion is the meaning of the origin criterion printed in box 8.
type Criterion struct {
	Kind    CriterionKind
	Change  string  // CTC, CC, CTH or CTSH where a change of classification is claimed
	Percent Decimal // regional value content in percent where one is claimed
	// Variant marks a spelling other than the overleaf notes print, such as "RVC 45%" on Form D or "cth". It is no
	// ground of refusal by itself (ATIGA matrix of minor discrepancies; VKFTA Art. 3.19.1), but an officer should see it.
	Variant bool
}

// UsesValue reports whether the criterion rests on regional value content, on which the FOB price depends.
func (c Criterion) UsesValue() bool {
	return c.Kind == RegionalValue || c.Kind == ChangeAndValue || c.Kind == PartialCumulation
}

// UsesChange reports whether the criterion rests on a change of classification.
func (c Criterion) UsesChange() bool { return c.Kind == ChangeOfTariff || c.Kind == ChangeAndValue }

// ErrCriterion is returned for text that the form's box 8 does not admit.
var ErrCriterion = errors.New("not an origin criterion of this form")

// ParseCriterion reads box 8 of Forms D, VK and KV, and the criterion of an ATIGA origin declaration. UKVFTA proofs
// show none. Literals: ATIGA Annex 7 overleaf note 3; VKFTA Annex 3-C overleaf note 3.
func ParseCriterion(agreement Agreement, text string) (Criterion, error) {
	for _, literal := range criterionGrammars[agreement] {
		if c, ok := literal.read(literal.exactly, text); ok {
			return c, nil
		}
	}
	tidy := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	for _, literal := range criterionGrammars[agreement] {
		if c, ok := literal.read(literal.loosely, tidy); ok {
			c.Variant = true
			return c, nil
		}
	}
	return Criterion{}, ErrCriterion
}

// criterionLiteral is one way to fill box 8. No text fits two of them.
type criterionLiteral struct {
	kind    CriterionKind
	exactly *regexp.Regexp // as the overleaf notes print it
	loosely *regexp.Regexp // as clerks also write it, in upper case with single blanks
}

// read matches text with one of the expressions and fills the parts that it names.
func (l criterionLiteral) read(expression *regexp.Regexp, text string) (Criterion, bool) {
	groups := expression.FindStringSubmatch(text)
	if groups == nil {
		return Criterion{}, false
	}
	c := Criterion{Kind: l.kind}
	for i, name := range expression.SubexpNames() {
		switch name {
		case "change":
			c.Change = groups[i]
		case "percent":
			c.Percent = percentOf(groups[i])
		}
	}
	return c, c.Percent.Cmp(maxPercent(l.kind)) <= 0
}

// percentOf reads a matched percentage, dropping the superfluous zeros that print allows and decimals do not.
func percentOf(text string) Decimal {
	whole, fraction, _ := strings.Cut(text, ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	d, _ := ParseDecimal(whole) // the expressions admit digits only
	return d
}

// maxPercent is the greatest percentage the literal admits; a partial cumulation of 40% or more would be a full one
// (ATIGA Annex 7 note 3(c)).
func maxPercent(kind CriterionKind) Decimal {
	if kind == PartialCumulation {
		return DecimalOf(39)
	}
	return DecimalOf(100)
}

// literal builds a criterionLiteral from its two expressions.
func literal(kind CriterionKind, exactly, loosely string) criterionLiteral {
	return criterionLiteral{kind, regexp.MustCompile("^(?:" + exactly + ")$"), regexp.MustCompile("^(?:" + loosely + ")$")}
}

// criterionGrammars lists what box 8 may say under each agreement. Form D has no "A", "PE", "ACU" or "DMI":
// accumulation and de minimis are ticks in box 13 (ATIGA Annex 7 notes 3, 15, 17).
var criterionGrammars = map[Agreement][]criterionLiteral{
	ATIGA: {
		literal(WhollyObtained, `WO`, `WO`),
		literal(SpecificProcess, `SP`, `SP|SPECIFIC PROCESS(?:ES)?`),
		literal(ChangeOfTariff, `(?P<change>CC|CTH|CTSH)`, `(?P<change>CC|CTH|CTSH)`),
		literal(RegionalValue, `(?P<percent>\d{1,3}(?:\.\d{1,4})?)%`, `(?:RVC ?)?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`),
		literal(ChangeAndValue, `(?P<change>CC|CTH|CTSH) \+ (?P<percent>\d{1,3}(?:\.\d{1,4})?)%`,
			`(?P<change>CC|CTH|CTSH) ?\+ ?(?:RVC ?)?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`),
		literal(PartialCumulation, `PC (?P<percent>\d{1,2})%`, `PC ?(?P<percent>\d{1,2}) ?%`),
	},
	VKFTA: {
		literal(WhollyObtained, `WO`, `WO`),
		literal(EntirelyProduced, `PE`, `PE`),
		literal(SpecificProcess, `Specific Processes`, `SPECIFIC PROCESS(?:ES)?|SP`),
		literal(ChangeOfTariff, `(?P<change>CTC|CC|CTH|CTSH)`, `(?P<change>CTC|CC|CTH|CTSH)`),
		literal(RegionalValue, `RVC (?P<percent>\d{1,3}(?:\.\d{1,4})?)%`, `RVC ?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`),
		literal(ChangeAndValue, `(?P<change>CTC|CC|CTH|CTSH) \+ RVC (?P<percent>\d{1,3}(?:\.\d{1,4})?)%`,
			`(?P<change>CTC|CC|CTH|CTSH) ?\+ ?RVC ?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`),
		literal(OutwardProcessing, `Article 3\.5`, `ARTICLE 3\.5`),
	},
}
