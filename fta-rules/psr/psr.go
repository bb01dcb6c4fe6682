// Package psr is the notation in which Origo keeps product-specific rules of origin: one grammar for all agreements, a
// typed expression tree, a parser and a printer that are each other's inverse.
//
// docs/rules.md describes the notation with examples.
package psr

import (
	"origo/certificate"
	"origo/fta-rules/hs"
)

// Rule is what one line of an annex says. Most have one part; a rule split by the description of the goods has several,
// each with a label.
type Rule struct{ Parts []Part }

// Part is one branch of a rule. Any one of its alternatives suffices; the exporter chooses.
type Part struct {
	Label        string // which goods it is for, such as "gear boxes"; empty if the rule is not split
	Alternatives []Expr
}

// Expr is a condition on a good. The types below are all there are.
type Expr interface {
	String() string // its notation
	isExpr()
}

// Materials names the materials a condition speaks of: by codes, by a description, or by both. Where it has a
// description, codes alone cannot prove that a material is meant, only that it is not.
type Materials struct {
	Codes hs.Set // in the edition of the rule; empty if only the description says which
	Name  string // description such as "unprinted fabric", or a term such as "sugar"; empty if the codes say all
}

// Level is how far a material's classification must differ from the good's.
type Level int

// The levels. AnyHeading asks for no difference at all, only that exceptions are kept.
const (
	AnyHeading Level = 0 // AH
	Chapter    Level = 2 // CC
	Heading    Level = 4 // CTH
	Subheading Level = 6 // CTSH
)

// Method is a way to compute regional value content.
type Method string

// The methods. Under AnyMethod the exporter chooses, or the agreement says which the party uses.
const (
	AnyMethod Method = ""
	Direct    Method = "direct"   // build-up: originating value over FOB
	Indirect  Method = "indirect" // build-down: FOB less non-originating value, over FOB
)

// Like says which materials an allowance is for, besides named ones.
type Like string

// The allowances for materials classified with the good.
const (
	Named          Like = ""
	SameHeading    Like = "same heading"
	SameSubheading Like = "same subheading"
)

// Allowance lets materials through that a change of classification would exclude.
type Allowance struct {
	Of         Materials // if Like is Named
	Like       Like
	MaxPercent certificate.Decimal // of the price of the good; 0 means without limit
}

// The conditions.
type (
	// WhollyObtained asks that the good itself be wholly obtained: WO.
	WhollyObtained struct{}
	// OriginatingOnly asks that all materials originate: PE.
	OriginatingOnly struct{}
	// MaterialsWhollyObtained asks that the named materials, if used, be wholly obtained: WO(03,16).
	MaterialsWhollyObtained struct{ Of Materials }
	// Change asks for a change of classification of every non-originating material: CTH except(7407) allow(2103.30).
	Change struct {
		Level  Level
		Except []Materials // non-originating materials of these are not allowed
		Allow  []Allowance
	}
	// RVC asks for regional value content of at least Percent: RVC(40).
	RVC struct {
		Percent certificate.Decimal
		Method  Method
	}
	// MaxValue bounds the value of non-originating materials in percent of the good's price: MaxNOM(70), or of the
	// named ones alone: MaxNOM(47.5 of "unprinted fabric").
	MaxValue struct {
		Percent certificate.Decimal
		Of      *Materials // nil: all non-originating materials
	}
	// MaxWeight bounds the weight of non-originating materials: MaxWeight(20 sum 02,03,16), MaxWeight(40 each "sugar").
	// Each bounds every entry of Of by itself, otherwise their sum is bounded.
	MaxWeight struct {
		Percent certificate.Decimal
		Each    bool
		Of      []Materials
		Base    *Materials // percent of the weight of all materials of these, whatever their origin; nil: of the good's net weight
	}
	// MinWhollyObtained asks that at least Percent of the weight of the Base materials be wholly obtained Of.
	MinWhollyObtained struct {
		Percent  certificate.Decimal
		Of, Base Materials
	}
	// Process asks that an operation was done in a party: P(WEAVE). Codes are listed in Processes.
	Process struct {
		Code string
		On   *Materials // the materials it must have been done to, nil if the rule does not say
	}
	// From asks that the good be made from the named materials: FROM(7206,7207). Materials of an earlier stage are
	// allowed, of a later stage not.
	From struct{ Of Materials }
	// NotUsed asks that no non-originating material of these be used: NOT(4104.41).
	NotUsed struct{ Of Materials }
	// OnlyTextile asks that the non-originating textile materials (Chapters 50 to 63) be none but these.
	OnlyTextile struct{ Of Materials }
	// SetOfGoods asks that each good of a set meet its own rule, non-originating ones up to Percent of the set's price.
	SetOfGoods struct{ Percent certificate.Decimal }
	// AssembledFrom asks that the good and all its materials be on a list of the agreement: LISTED(ITA).
	AssembledFrom struct{ List string }
	// Judgement puts a question that only an officer can answer: JUDGE("is the input worked mica?").
	Judgement struct{ Question string }
	// NoRule marks a line for which the annex states no rule.
	NoRule struct{}
	// All asks for every one of its conditions: a & b.
	All []Expr
	// Any asks for one of its conditions: (a or b).
	Any []Expr
)

func (WhollyObtained) isExpr()          {}
func (OriginatingOnly) isExpr()         {}
func (MaterialsWhollyObtained) isExpr() {}
func (Change) isExpr()                  {}
func (RVC) isExpr()                     {}
func (MaxValue) isExpr()                {}
func (MaxWeight) isExpr()               {}
func (MinWhollyObtained) isExpr()       {}
func (Process) isExpr()                 {}
func (From) isExpr()                    {}
func (NotUsed) isExpr()                 {}
func (OnlyTextile) isExpr()             {}
func (SetOfGoods) isExpr()              {}
func (AssembledFrom) isExpr()           {}
func (Judgement) isExpr()               {}
func (NoRule) isExpr()                  {}
func (All) isExpr()                     {}
func (Any) isExpr()                     {}
