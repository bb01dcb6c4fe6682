package psr

// Walk calls visit for the condition and for everything it is put together from, in the order of its notation.
func Walk(e Expr, visit func(Expr)) {
	visit(e)
	for _, inner := range parts(e) {
		Walk(inner, visit)
	}
}

// Walk calls visit for every condition of the rule, in the order of its notation.
func (r Rule) Walk(visit func(Expr)) {
	for _, part := range r.Parts {
		for _, alternative := range part.Alternatives {
			Walk(alternative, visit)
		}
	}
}

// parts are the conditions that a condition is put together from.
func parts(e Expr) []Expr {
	switch e := e.(type) {
	case All:
		return e
	case Any:
		return e
	}
	return nil
}

// Mentions are the materials that the condition itself names, those of conditions inside it not included.
func Mentions(e Expr) []Materials {
	switch e := e.(type) {
	case MaterialsWhollyObtained:
		return []Materials{e.Of}
	case From:
		return []Materials{e.Of}
	case NotUsed:
		return []Materials{e.Of}
	case OnlyTextile:
		return []Materials{e.Of}
	case MinWhollyObtained:
		return []Materials{e.Of, e.Base}
	case Change:
		return e.mentions()
	case MaxValue:
		return with(nil, e.Of)
	case MaxWeight:
		return with(e.Of, e.Base)
	case Process:
		return with(nil, e.On)
	}
	return nil
}

func (e Change) mentions() []Materials {
	all := with(e.Except, nil)
	for _, allowance := range e.Allow {
		if allowance.Like == Named {
			all = append(all, allowance.Of)
		}
	}
	return all
}

// with copies the list and adds one more, if there is one.
func with(list []Materials, more *Materials) []Materials {
	all := append([]Materials(nil), list...)
	if more != nil {
		all = append(all, *more)
	}
	return all
}
