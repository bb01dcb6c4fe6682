package psr

import "strings"

// levels are the changes of classification by name.
var levels = []struct {
	name  string
	level Level
}{{"AH", AnyHeading}, {"CC", Chapter}, {"CTH", Heading}, {"CTSH", Subheading}}

// plain are the conditions that are one word.
var plain = map[string]Expr{"WO": WhollyObtained{}, "PE": OriginatingOnly{}, "NONE": NoRule{}}

// atoms read what stands in the parentheses behind a word.
var atoms = map[string]func(*parser) (Expr, error){
	"WO":        ofMaterials(func(m Materials) Expr { return MaterialsWhollyObtained{m} }),
	"FROM":      ofMaterials(func(m Materials) Expr { return From{m} }),
	"NOT":       ofMaterials(func(m Materials) Expr { return NotUsed{m} }),
	"ONLY":      ofMaterials(func(m Materials) Expr { return OnlyTextile{m} }),
	"RVC":       (*parser).rvc,
	"MaxNOM":    (*parser).maxValue,
	"MaxWeight": (*parser).maxWeight,
	"MinWO":     (*parser).minWhollyObtained,
	"P":         (*parser).process,
	"SET":       (*parser).set,
	"LISTED":    (*parser).listed,
	"JUDGE":     (*parser).judgement,
}

// atom reads a condition that is not put together from others.
func (p *parser) atom() (Expr, error) {
	start := p.at
	name := p.word()
	for _, named := range levels {
		if named.name == name {
			return p.change(named.level)
		}
	}
	read := atoms[name]
	if read != nil && p.take("(") {
		expr, err := read(p)
		if err != nil {
			return nil, err
		}
		return expr, p.expect(")")
	}
	if expr := plain[name]; expr != nil {
		return expr, nil
	}
	if read != nil {
		return nil, p.expected(`"("`)
	}
	p.at = start
	return nil, p.expected("a condition such as WO, CTH, RVC(40) or P(WEAVE)")
}

// ofMaterials reads a condition on materials alone.
func ofMaterials(build func(Materials) Expr) func(*parser) (Expr, error) {
	return func(p *parser) (Expr, error) {
		m, err := p.materials()
		return build(m), err
	}
}

// change reads what may follow a level: exceptions, then allowances.
func (p *parser) change(level Level) (Expr, error) {
	change := Change{Level: level}
	var err error
	if p.take(" except(") {
		if change.Except, err = list(p, "; ", p.materials); err != nil {
			return nil, err
		}
		if err = p.expect(")"); err != nil {
			return nil, err
		}
	}
	for p.take(" allow(") {
		allowance, err := p.allowance()
		if err != nil {
			return nil, err
		}
		if change.Allow = append(change.Allow, allowance); len(change.Allow) > maxItems {
			return nil, p.expected("fewer allowances")
		}
	}
	return change, nil
}

func (p *parser) allowance() (Allowance, error) {
	var a Allowance
	var err error
	switch {
	case p.take(string(SameHeading)):
		a.Like = SameHeading
	case p.take(string(SameSubheading)):
		a.Like = SameSubheading
	default:
		a.Of, err = p.materials()
	}
	if err == nil && p.take(" max ") {
		a.MaxPercent, err = p.percent()
	}
	if err != nil {
		return Allowance{}, err
	}
	return a, p.expect(")")
}

func (p *parser) rvc() (Expr, error) {
	value, err := p.percent()
	rvc := RVC{Percent: value}
	for _, method := range []Method{Direct, Indirect} {
		if err == nil && p.take(" "+string(method)) {
			rvc.Method = method
		}
	}
	return rvc, err
}

func (p *parser) maxValue() (Expr, error) {
	value, err := p.percent()
	if err != nil {
		return nil, err
	}
	of, err := p.optional(" of ")
	return MaxValue{Percent: value, Of: of}, err
}

func (p *parser) maxWeight() (Expr, error) {
	limit := MaxWeight{}
	var err error
	if limit.Percent, err = p.percent(); err != nil {
		return nil, err
	}
	limit.Each = p.take(" each ")
	if !limit.Each && !p.take(" sum ") {
		return nil, p.expected(`" sum " or " each "`)
	}
	if limit.Of, err = list(p, "; ", p.materials); err != nil {
		return nil, err
	}
	limit.Base, err = p.optional(" per ")
	return limit, err
}

func (p *parser) minWhollyObtained() (Expr, error) {
	least := MinWhollyObtained{}
	var err error
	if least.Percent, err = p.percent(); err != nil {
		return nil, err
	}
	if least.Of, err = p.named(" of "); err != nil {
		return nil, err
	}
	least.Base, err = p.named(" per ")
	return least, err
}

func (p *parser) process() (Expr, error) {
	start := p.at
	code := p.word()
	if _, known := Processes[code]; !known {
		p.at = start
		return nil, p.expected("the code of a process")
	}
	on, err := p.optional(" on ")
	return Process{Code: code, On: on}, err
}

func (p *parser) set() (Expr, error) {
	value, err := p.percent()
	return SetOfGoods{value}, err
}

func (p *parser) listed() (Expr, error) {
	start := p.at
	name := p.word()
	if name == "" || name != strings.ToUpper(name) {
		p.at = start
		return nil, p.expected("the name of a list in capitals")
	}
	return AssembledFrom{name}, nil
}

func (p *parser) judgement() (Expr, error) {
	if err := p.expect(`"`); err != nil {
		return nil, err
	}
	question, err := p.until(`"`, "a question")
	return Judgement{question}, err
}

// named reads materials behind the word that introduces them.
func (p *parser) named(word string) (Materials, error) {
	if err := p.expect(word); err != nil {
		return Materials{}, err
	}
	return p.materials()
}

// optional reads materials if the word that introduces them comes next.
func (p *parser) optional(word string) (*Materials, error) {
	if !p.take(word) {
		return nil, nil
	}
	m, err := p.materials()
	return &m, err
}
