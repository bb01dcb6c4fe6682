package agreement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
)

// Digest names the content of the rules: SHA-256, lower hex, over every line and every term with citations, thresholds
// and corrections. Two sets of rules with the same digest decide and cite alike.
func (r *Rules) Digest() string {
	if r.digest != "" {
		return r.digest
	}
	return r.computeDigest()
}

// Seal computes the digest once and for all, so that Digest costs nothing. The rules must not be changed after it.
func (r *Rules) Seal() { r.digest = r.computeDigest() }

func (r *Rules) computeDigest() string {
	h := digester{sha256.New()}
	h.json(r.Agreement, r.Version, r.From, r.Until, r.Edition, r.Citation, r.Official, r.MustCover, r.Terms)
	for _, general := range r.General {
		h.text(general.String())
	}
	if r.Table != nil {
		for i := range r.Table.lines {
			h.line(&r.Table.lines[i])
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// digester feeds values into a hash so that none can be taken for another.
type digester struct{ hash.Hash }

func (h digester) line(l *Line) {
	for _, field := range l.record() {
		h.text(field)
	}
	if l.Correction != nil {
		h.json(l.Correction)
	}
}

// text adds the length and the bytes of a text.
func (h digester) text(text string) {
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(text)))
	h.Write(length[:])
	h.Write([]byte(text))
}

// json adds values in their JSON form, whose keys are sorted.
func (h digester) json(values ...any) {
	for _, value := range values {
		data, err := json.Marshal(value)
		if err != nil {
			data = fmt.Append(nil, err) // of the types above none can fail; an error would still tell values apart
		}
		h.text(string(data))
	}
}
