package readmodel

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
)

// compareCases looks at every case of ledger or model, and again at those that may just be changing.
func (c *comparison) compareCases(ctx context.Context) error {
	problems, err := c.caseProblems(ctx)
	for n := 1; n < looks && err == nil && len(problems) > 0; n++ {
		if err = pause(ctx, betweenLooks); err == nil {
			problems, err = c.caseProblems(ctx)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(problems)) {
		c.differs(id, problems[id])
	}
	return err
}

// caseProblems tells what is wrong with cases at present.
func (c *comparison) caseProblems(ctx context.Context) (map[string]string, error) {
	held, err := c.feed.Model.verifications(ctx, `channel = ?`, string(c.agreement))
	if err != nil {
		return nil, err
	}
	problems, have := map[string]string{}, map[string]Verification{}
	for _, v := range held {
		have[v.ID] = v
		if _, there := c.cases[v.ID]; !there {
			problems[v.ID] = "the case is not on the ledger"
		}
	}
	for id, later := range c.cases {
		if later {
			continue // changed since the block up to which the model is compared
		}
		want, ours, err := seeCase(ctx, c.reader, id)
		if err != nil {
			return nil, err
		}
		if v, found := have[id]; ours != found || ours && !v.same(want) {
			problems[id] = "the case differs"
		}
	}
	return problems, nil
}

// same reports whether two say the same of a case.
func (v Verification) same(other Verification) bool {
	one, err := json.Marshal(v)
	two, err2 := json.Marshal(other)
	return err == nil && err2 == nil && string(one) == string(two)
}
