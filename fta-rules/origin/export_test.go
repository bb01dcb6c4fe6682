package origin

// HashedBill is what Digest is the hash of.
func HashedBill(b *Bill) []byte {
	w := billWriter{out: []byte(billForm)}
	w.bill(b)
	return w.out
}
