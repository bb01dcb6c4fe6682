package agreement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"origo/fta-rules/psr"
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
	h := digester{hash: sha256.New(), rules: map[*psr.Part]string{}}
	h.json(r.Agreement, r.Version, r.From, r.Until, r.Edition, r.Citation, r.Official, r.MustCover, r.Terms)
	for _, general := range r.General {
		h.text(general.String())
	}
	if r.Table != nil {
		for i := range r.Table.lines {
			h.line(&r.Table.lines[i])
		}
	}
	return hex.EncodeToString(h.hash.Sum(nil))
}

// digester feeds values into a hash so that none can be taken for another.
type digester struct {
	hash  hash.Hash
	rules map[*psr.Part]string // texts of rules: thousands of lines share a few dozen
	space []byte
}

func (h *digester) line(l *Line) {
	h.space = h.space[:0]
	for _, field := range l.record(h.rule) {
		h.space = binary.BigEndian.AppendUint32(h.space, uint32(len(field)))
		h.space = append(h.space, field...)
	}
	h.hash.Write(h.space)
	if l.Correction != nil {
		h.json(l.Correction)
	}
}

// rule is the text of a rule.
func (h *digester) rule(rule psr.Rule) string {
	if len(rule.Parts) == 0 {
		return ""
	}
	text, known := h.rules[&rule.Parts[0]]
	if !known {
		text = rule.String()
		h.rules[&rule.Parts[0]] = text
	}
	return text
}

// text adds the length and the bytes of a text.
func (h *digester) text(text string) {
	h.hash.Write(binary.BigEndian.AppendUint32(nil, uint32(len(text))))
	h.hash.Write([]byte(text))
}

// json adds values in their JSON form, whose keys are sorted.
func (h *digester) json(values ...any) {
	for _, value := range values {
		data, err := json.Marshal(value)
		if err != nil {
			data = fmt.Append(nil, err) // of the types above none can fail; an error would still tell values apart
		}
		h.text(string(data))
	}
}
