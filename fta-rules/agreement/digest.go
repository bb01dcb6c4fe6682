package agreement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"strconv"

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
		h.json(general.String())
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

// line adds every field of a line.
func (h *digester) line(l *Line) {
	h.space = h.space[:0]
	h.put(l.ID, l.Choice, string(l.State), h.rule(l.Rule), l.Citation, l.Source, l.Note, l.Tolerance)
	h.count(len(l.Codes))
	for _, r := range l.Codes {
		h.count(int(r.From))
		h.count(int(r.To))
	}
	h.count(len(l.Rivals))
	for _, rival := range l.Rivals {
		h.put(h.rule(rival))
	}
	h.count(len(l.Notes))
	h.put(l.Notes...)
	h.put(l.notesOf(), strconv.FormatBool(l.Changed))
	h.hash.Write(h.space)
	if l.Correction != nil {
		h.json(l.Correction)
	}
}

// put adds the length and the bytes of texts.
func (h *digester) put(texts ...string) {
	for _, text := range texts {
		h.count(len(text))
		h.space = append(h.space, text...)
	}
}

func (h *digester) count(n int) { h.space = binary.AppendUvarint(h.space, uint64(n)) }

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

// json adds values in their JSON form, whose keys are sorted.
func (h *digester) json(values ...any) {
	h.space = h.space[:0]
	for _, value := range values {
		data, err := json.Marshal(value)
		if err != nil {
			data = fmt.Append(nil, err) // of the types above none can fail; an error would still tell values apart
		}
		h.put(string(data))
	}
	h.hash.Write(h.space)
}
