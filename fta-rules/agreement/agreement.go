// Package agreement says what a set of origin rules is made of: the lines of an annex, the articles that hold for all
// lines, and the period in which they are law. Packages atiga, vkfta and ukvfta fill it in; package origin applies it.
package agreement

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// Rules is one version of the origin rules of one agreement, the law for proofs issued from From until Until.
type Rules struct {
	Agreement certificate.Agreement
	Version   string           // such as "vkfta-hs2017"
	From      certificate.Date // first day of issue it is the law for
	Until     certificate.Date // last day, zero if still in force
	Edition   hs.Edition       // in which lines and exceptions are written
	Citation  string           // the instrument that made it law
	Official  bool             // false for a table derived by correlation, of which every explanation says so
	Table     *Table
	General   []psr.Expr // alternatives for a subheading that the annex does not list; empty if there is no general rule
	MustCover bool       // the annex has a rule for every subheading, so a subheading without a line is a fault
	Terms     Terms
	digest    string // of the rules as they were when sealed, empty before
}

// In reports whether the rules are the law on the day.
func (r *Rules) In(day certificate.Date) bool {
	return !day.Before(r.From) && (r.Until.IsZero() || !day.After(r.Until))
}

// State says how much is known of a line.
type State string

// The states. A Known line decides, and an Ambiguous one where all its rivals agree; everything else refers to an officer
// and never becomes the general rule.
const (
	Known     State = "known"
	Unread    State = "unread"    // not legible in the source
	Gap       State = "gap"       // the annex itself states no rule
	Ambiguous State = "ambiguous" // derived by correlation from lines that differ; Rivals holds them
)

// Line is one entry of a table: a subheading or range with its rule. Where descriptions divide a subheading among
// several entries, each is a Line and Choice tells them apart.
type Line struct {
	ID       string   // stable, unique in its table, such as "VN-exch64-6401" or "7408.19"
	Codes    hs.Set   // in the edition of the rules
	Choice   string   // what goods of these codes it is for; empty if it is for all
	Rule     psr.Rule // none unless State is Known
	Rivals   []psr.Rule
	State    State
	Citation string // annex and page or row
	Source   string // where this line was taken from
	Note     string // anything an officer should know of it
	Changed  bool   // the edition moved a heading here, so that a change of heading may mean something else than before

	Tolerance  string           // id of the tolerance for this line, empty for those the terms give by chapter
	Notes      []string         // ids of textile tolerances that hold for every alternative
	NotesOf    map[int][]string // ids that hold for one alternative only (1 is the first), instead of Notes
	Correction *Correction      // set if an operator changed the line
}

// Correction tells that an operator added or replaced a line, by whom and why.
type Correction struct {
	Reason string           `json:"reason"`
	Source string           `json:"source"`
	From   certificate.Date `json:"from"`
	Until  certificate.Date `json:"until,omitzero"`
}

// Terms are the articles that hold for all lines.
type Terms struct {
	Price      Price
	Cites      Cites
	Tolerances []Tolerance
	Minimal    []MinimalOperation
	Routes     []Route
	Processes  []ProcessTest
	Lists      map[string]List // goods lists by name, for AssembledFrom
	Outward    *Outward
	Sets       *SetTolerance // for goods put up in sets; nil if the agreement has no article on them
	// MinimalNeedsNonOriginating is true where the article on minimal operations leaves goods alone that were made from
	// originating materials only.
	MinimalNeedsNonOriginating bool
	// Grown are goods that count as wholly obtained where they were grown, even from imported seed; nil if the agreement
	// does not say so beyond its article on wholly obtained goods.
	Grown *Grown
	// Partial is the least and greatest content in percent that a partly originating material may bring into a
	// regional value content; nil if the agreement has no partial cumulation (ATIGA Art. 30(2)).
	Partial *Partial
	// OriginatingOnly is true where goods made from originating materials alone originate as a criterion of its own
	// (PE, VKFTA Art. 3.1.1(c)).
	OriginatingOnly bool
	// OriginatingSuffices is true where rules bind only non-originating materials, so that an originating material
	// satisfies even a rule that wants it wholly obtained (UKVFTA Art. 5(1)-(2)).
	OriginatingSuffices bool
	DirectMethod        bool // whether the build-up method may be used
}

// Price names the price that percentages are taken of.
type Price string

// The prices.
const (
	FOB     Price = "fob"      // free on board
	ExWorks Price = "ex_works" // ex-works price of the product
)

// Cites are the articles behind each kind of test.
type Cites struct {
	General, WhollyObtained, OriginatingOnly, Change, Value, Weight, Process, Cumulation, Minimal, Packing, Accessories,
	Neutral, Absorption, Partial, Specific, Edition string
}

// Tolerance forgives materials that fail a change of classification, an exception, a manufacture from named materials
// or a requirement that materials be wholly obtained; never a stated percentage.
type Tolerance struct {
	ID       string
	Kind     ToleranceKind
	Citation string
	Chapters hs.Set // goods it holds for, empty if lines name it
	// Value and Weight are percentages of the good's price and net weight. Where both are set either suffices.
	Value, Weight certificate.Decimal
	// Forgives lists what it forgives beyond a failed change of classification.
	WhollyObtainedMaterials bool // materials that a rule wants wholly obtained
	// Exceptions narrow it: for goods with the fact stated the tolerance named there holds instead.
	InsteadIf map[string]string // fact code to tolerance id, such as "processed_fishery": "ART5_3_B"
	// InsteadFor does so for goods whose code alone tells.
	InsteadFor map[string]hs.Set // tolerance id to goods
}

// ToleranceKind says how the tolerated share is measured.
type ToleranceKind string

// The kinds.
const (
	ByShare          ToleranceKind = "share"           // value or weight of all offending materials
	MixedTextile     ToleranceKind = "mixed_textile"   // weight of offending basic textile materials in a mixed product (UKVFTA Annex I Note 6)
	TextileByHeading ToleranceKind = "textile_heading" // value of offending textiles of another heading; other materials are free (Note 7)
)

// MinimalOperation is an operation that never confers origin, alone or together with others of its kind.
type MinimalOperation struct {
	Code     string // operation code, such as "PACK_FOR_RETAIL"
	Citation string
	Exempt   hs.Set // goods for which it is not minimal (VKFTA Art. 3.7.1(h), footnote 6)
}

// Route is a way in which materials of another country count as originating.
type Route struct {
	ID          string // such as "bilateral", "eu", "asean_squid", "korea_fabric"
	Citation    string
	Countries   []string         // of the materials, ISO 3166 alpha-2
	Exporters   []string         // parties that may use it; empty means any
	Materials   hs.Set           // empty means any
	Goods       hs.Set           // empty means any
	Entry       string           // wording the proof must bear, empty if none
	Evidence    finding.Message  // which evidence proves the material's origin
	From, Until certificate.Date // when the route is known to be open; a zero From means that its opening is not known
}

// ProcessTest says when a process that a rule names has been done, in terms of declared operations.
type ProcessTest struct {
	Code     string
	Citation string
	AnyOf    [][]string // one of these lists of operations must be declared in full; empty: the operation Code itself
	NeverBy  []string   // operations that do not count, however many of them were done
	Goods    hs.Set     // goods it is for, empty if it is for all that no other test of the same code is for
}

// List is a list of goods in an agreement.
type List struct {
	Citation string
	Codes    hs.Set // subheadings that are on it as a whole
	Part     hs.Set // subheadings of which only national subdivisions are on it: six digits then prove nothing
	Complete bool   // false if part of the list could not be read: absence then proves nothing
	// Unread is where the part that could not be read may lie; empty means anywhere, if the list is not complete.
	Unread hs.Set
}

// MayContain reports whether goods of the code are on the list or may be on the part of it that could not be read.
func (l List) MayContain(c hs.Code) bool {
	return l.Codes.Contains(c) || l.Part.Contains(c) || (!l.Complete && (len(l.Unread) == 0 || l.Unread.Contains(c)))
}

// Outward is origin by processing outside the parties (VKFTA Art. 3.5, Annex 3-B).
type Outward struct {
	Citation   string
	Goods      hs.Set
	Edition    hs.Edition
	MaxPercent certificate.Decimal // of FOB, all input not originating in the parties
}

// SetTolerance is the share of a set's price up to which its goods need not originate.
type SetTolerance struct {
	Citation string
	Percent  certificate.Decimal
}

// Partial is the range of partial cumulation in percent, both ends included.
type Partial struct{ Least, Most certificate.Decimal }

// Grown are plants and their produce that are wholly obtained where they were grown or harvested, whatever the origin of
// the seed and planting material (UKVFTA Annex I Note 4.1).
type Grown struct {
	Citation string
	Goods    hs.Set
	From     hs.Set // seed, bulbs, rootstock, cuttings and the like
}
