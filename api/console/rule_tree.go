package console

import (
	"origo/fta-rules/answers"
	"origo/fta-rules/psr"
)

// node is a place in the tree of a rule: a condition, or conditions joined by "any" or "all".
type node struct {
	words    string // of a condition, or of how those below are joined
	notation string // of a condition
	below    []node
}

// treeOf draws the rule of an entry from its notation. Notation that this console cannot read is shown in the words of
// the API instead.
func treeOf(p *Page, e answers.Entry) []node {
	rule, err := psr.Parse(e.Rule)
	if err != nil {
		return flat(p, e.Alternatives)
	}
	var all []node
	for _, part := range rule.Parts {
		branch := join(p, "rules.any", eachOf(p, part.Alternatives))
		if part.Label != "" {
			branch = node{words: p.Say("rules.part", "goods", part.Label), below: []node{branch}}
		}
		all = append(all, branch)
	}
	return all
}

// flat is the tree without what is inside alternatives.
func flat(p *Page, alternatives []answers.Alternative) []node {
	var all []node
	for _, a := range alternatives {
		all = append(all, node{words: a.Words, notation: a.Worded.Rule})
	}
	if len(all) == 0 {
		return nil
	}
	return []node{join(p, "rules.any", all)}
}

// join puts nodes under a word; a single one needs none.
func join(p *Page, code string, below []node) node {
	if len(below) == 1 {
		return below[0]
	}
	return node{words: p.Say(code), below: below}
}

func eachOf(p *Page, conditions []psr.Expr) []node {
	all := make([]node, len(conditions))
	for i, c := range conditions {
		all[i] = nodeOf(p, c)
	}
	return all
}

func nodeOf(p *Page, e psr.Expr) node {
	switch e := e.(type) {
	case psr.All:
		return join(p, "rules.all", eachOf(p, e))
	case psr.Any:
		return join(p, "rules.any", eachOf(p, e))
	}
	return node{words: p.Catalogue().Words(e), notation: e.String()}
}
