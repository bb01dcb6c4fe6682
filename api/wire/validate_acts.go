package wire

// Validate demands the digest of an act.
func (r Confirmation) Validate() error { return check(digest(r.Act, "/act")) }
