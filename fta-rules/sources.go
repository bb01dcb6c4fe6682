package rules

// Sources are the agreements that Origo holds rules of. To add an agreement, add its source here; docs/rules.md shows how.
func Sources() []Source { return nil }
