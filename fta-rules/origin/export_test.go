package origin

// CanonicalBill is the text of which Digest is the hash.
func CanonicalBill(b *Bill) []byte {
	w := jsonWriter{}
	w.bill(b)
	return w.out
}
