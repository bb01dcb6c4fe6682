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
	if c, ok := parsePrinted(agreement, text); ok {
		return c, nil
	}
	tidy := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	for _, literal := range criterionGrammars[agreement] {
		if c, ok := literal.read(tidy); ok {
			c.Variant = true
			return c, nil
		}
	}
	return Criterion{}, ErrCriterion
}

// parsePrinted reads text that is exactly what the overleaf notes print.
func parsePrinted(agreement Agreement, text string) (Criterion, bool) {
	var form printedForm
	number := ""
	form.before, form.percent = strings.CutSuffix(text, "%")
	if form.percent {
		before := strings.TrimRight(form.before, "0123456789.")
		form.before, number = before, form.before[len(before):]
	}
	c, known := printedForms[agreement][form]
	if !known || form.percent && !isPercent(number, c.Kind) {
		return Criterion{}, false
	}
	if form.percent {
		c.Percent = percentOf(number)
	}
	return c, c.Percent.Cmp(maxPercent(c.Kind)) <= 0
}

// isPercent recognises up to three digits and up to four decimals, in a partial cumulation up to two digits alone.
func isPercent(number string, kind CriterionKind) bool {
	whole, fraction, pointed := strings.Cut(number, ".")
	if kind == PartialCumulation {
		return isDigits(whole) && len(whole) <= 2 && !pointed
	}
	return isDigits(whole) && len(whole) <= 3 && (!pointed || isDigits(fraction) && len(fraction) <= 4)
}

// criterionLiteral is one way to fill box 8. No text fits two of them.
type criterionLiteral struct {
	kind    CriterionKind
	printed []string       // as the overleaf notes print it, with # for a percentage
	loosely *regexp.Regexp // as clerks also write it, in upper case with single blanks
}

// read matches tidied text with the loose expression and fills the parts that it names.
func (l criterionLiteral) read(text string) (Criterion, bool) {
	groups := l.loosely.FindStringSubmatch(text)
	if groups == nil {
		return Criterion{}, false
	}
	c := Criterion{Kind: l.kind}
	for i, name := range l.loosely.SubexpNames() {
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

// literal builds a criterionLiteral from its loose expression and its printed forms.
func literal(kind CriterionKind, loosely string, printed ...string) criterionLiteral {
	return criterionLiteral{kind, printed, regexp.MustCompile("^(?:" + loosely + ")$")}
}

// criterionGrammars lists what box 8 may say under each agreement. Form D has no "A", "PE", "ACU" or "DMI":
// accumulation and de minimis are ticks in box 13 (ATIGA Annex 7 notes 3, 15, 17).
var criterionGrammars = map[Agreement][]criterionLiteral{
	ATIGA: {
		literal(WhollyObtained, `WO`, "WO"),
		literal(SpecificProcess, `SP|SPECIFIC PROCESS(?:ES)?`, "SP"),
		literal(ChangeOfTariff, `(?P<change>CC|CTH|CTSH)`, "CC", "CTH", "CTSH"),
		literal(RegionalValue, `(?:RVC ?)?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`, "#%"),
		literal(ChangeAndValue, `(?P<change>CC|CTH|CTSH) ?\+ ?(?:RVC ?)?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`,
			"CC + #%", "CTH + #%", "CTSH + #%"),
		literal(PartialCumulation, `PC ?(?P<percent>\d{1,2}) ?%`, "PC #%"),
	},
	VKFTA: {
		literal(WhollyObtained, `WO`, "WO"),
		literal(EntirelyProduced, `PE`, "PE"),
		literal(SpecificProcess, `SPECIFIC PROCESS(?:ES)?|SP`, "Specific Processes"),
		literal(ChangeOfTariff, `(?P<change>CTC|CC|CTH|CTSH)`, "CTC", "CC", "CTH", "CTSH"),
		literal(RegionalValue, `RVC ?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`, "RVC #%"),
		literal(ChangeAndValue, `(?P<change>CTC|CC|CTH|CTSH) ?\+ ?RVC ?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%`,
			"CTC + RVC #%", "CC + RVC #%", "CTH + RVC #%", "CTSH + RVC #%"),
		literal(OutwardProcessing, `ARTICLE 3\.5`, "Article 3.5"),
	},
}

// printedForm is what stands before a percentage, or the whole text if there is none.
type printedForm struct {
	before  string
	percent bool
}

// printedForms gives each printed form its meaning, but for the percentage.
var printedForms = func() map[Agreement]map[printedForm]Criterion {
	forms := map[Agreement]map[printedForm]Criterion{}
	for agreement, literals := range criterionGrammars {
		forms[agreement] = map[printedForm]Criterion{}
		for _, literal := range literals {
			for _, text := range literal.printed {
				before, percent := strings.CutSuffix(text, "#%")
				forms[agreement][printedForm{before, percent}] = literal.criterion(text)
			}
		}
	}
	return forms
}()

// criterion is the meaning of a printed form, but for the percentage.
func (l criterionLiteral) criterion(printed string) Criterion {
	c := Criterion{Kind: l.kind}
	if c.UsesChange() {
		c.Change, _, _ = strings.Cut(printed, " ")
	}
	return c
}
