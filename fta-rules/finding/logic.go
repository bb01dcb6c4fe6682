package finding

// Of is Met or NotMet.
func Of(met bool) Outcome {
	if met {
		return Met
	}
	return NotMet
}

// All is met if every outcome is, not met if any is not, and otherwise cannot be told. What does not apply is left out.
func All(outcomes ...Outcome) Outcome {
	all := Met
	for _, o := range outcomes {
		switch o {
		case NotMet:
			return NotMet
		case CannotTell:
			all = CannotTell
		}
	}
	return all
}

// Any is met if some outcome is, not met if none is, and otherwise cannot be told. What does not apply is left out.
func Any(outcomes ...Outcome) Outcome {
	anyOf := NotMet
	for _, o := range outcomes {
		switch o {
		case Met:
			return Met
		case CannotTell:
			anyOf = CannotTell
		}
	}
	return anyOf
}

// Not turns met into not met and the reverse; what cannot be told stays so.
func Not(o Outcome) Outcome {
	switch o {
	case Met:
		return NotMet
	case NotMet:
		return Met
	}
	return o
}

// Agreeing is the outcome all share, or CannotTell where they differ: several readings of one question.
func Agreeing(outcomes ...Outcome) Outcome {
	if len(outcomes) == 0 {
		return CannotTell
	}
	for _, o := range outcomes[1:] {
		if o != outcomes[0] {
			return CannotTell
		}
	}
	return outcomes[0]
}
