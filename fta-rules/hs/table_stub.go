package hs

// Codes is every subheading of the edition in ascending order.
func (e Edition) Codes() []Code { return nil }
