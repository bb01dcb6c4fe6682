package rules

// Sources are the agreements that Origo holds rules of. docs/rules.md shows how to add one.
func Sources() []Source { return nil }
