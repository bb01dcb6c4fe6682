package certificate

// Validate applies the rules of the form: completeness, well-formed codes and numbers, and agreement of the boxes with
// one another. The error is of type Problems. It asks nothing about origin, and nothing that depends on today's date.
func (d *Document) Validate() error {
	problems := fieldProblems(d, d.Form)
	for _, r := range documentRules {
		problems = append(problems, r.apply(d)...)
	}
	return problems.orNil()
}

// Validate applies the rules for acts. The error is of type Problems.
func (a *Act) Validate() error {
	problems := fieldProblems(a, "")
	for _, f := range checkAct(a) {
		problems = append(problems, f.problem("", ""))
	}
	return problems.orNil()
}
