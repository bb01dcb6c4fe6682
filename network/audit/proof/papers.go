package proof

import (
	"crypto/sha256"
	"encoding/json"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// KeepsPapers reports whether an organisation keeps its country's certificates on paper: the first of the customs that
// the membership text names.
func (c *Chronicle) KeepsPapers(organisation string) bool {
	return slices.ContainsFunc(c.latest().inForce().Parties, func(p registry.Party) bool {
		return len(p.Customs) > 0 && p.Customs[0] == organisation
	})
}

// ExaminePaper holds a certificate on paper, as the peer of the customs that keep it shows it, against the blocks: its
// value against the hash that was written last, whoever took it down, used, reversed or joined it against the writes of
// its key, and its balances against its uses. Earlier values cannot be told again: the salt of each went into the next.
func (c *Chronicle) ExaminePaper(peer string, shown registry.Paper) []Finding {
	at := placeOf(registry.OwnCollection(shown.By), compose(registry.KeyPaper, nameParts(shown.Certificate)...))
	c.explained[at] = true
	x := &paperExamination{Chronicle: c, peer: peer, shown: shown, seen: c.private[at]}
	if len(x.seen) == 0 {
		x.find(shown.Transaction, "the peer shows a paper that was never written")
		return x.findings
	}
	x.value()
	x.authors()
	x.balances()
	if j := shown.Joined; j != nil {
		record, _ := read[registry.Record](c.latest(), registry.KeyCertificate, nameParts(shown.Certificate)...)
		if record.Digest != j.Record {
			x.find(j.Transaction, "it is joined with a certificate that is not on this channel")
		}
	}
	return x.findings
}

// paperExamination is one paper on one peer.
type paperExamination struct {
	*Chronicle
	peer     string
	shown    registry.Paper
	seen     []sighting // writes of its key
	findings []Finding
}

func (x *paperExamination) find(transaction, format string, arguments ...any) {
	f := x.transactions[transaction].finding("paper "+x.shown.Certificate.String(), format, arguments...)
	f.Transaction, f.Peer = transaction, x.peer
	x.findings = append(x.findings, f)
}

// value wants the paper to be what was written last.
func (x *paperExamination) value() {
	last := x.seen[len(x.seen)-1]
	raw, err := json.Marshal(x.shown)
	if err != nil || sha256.Sum256(raw) != last.hash {
		x.find(last.transaction, "it is not what was written last")
	}
}

// authors wants everything that was done with the paper to be a write of its key, by its keeper and at its time.
func (x *paperExamination) authors() {
	if x.seen[0].transaction != x.shown.Transaction {
		x.find(x.shown.Transaction, "it was not taken down in the transaction that it names")
	}
	x.authored("entry", x.shown.Transaction, x.shown.EnteredAt)
	for _, u := range x.shown.Uses {
		x.authored("use "+u.Declaration, u.Transaction, u.RecordedAt)
		if u.Reversal != nil {
			x.authored("reversal of "+u.Declaration, u.Reversal.Transaction, u.Reversal.At)
		}
	}
	if j := x.shown.Joined; j != nil {
		x.authored("joining", j.Transaction, j.At)
	}
}

func (x *paperExamination) authored(what, transaction string, at registry.Instant) {
	tx := x.transactions[transaction]
	wrote := slices.ContainsFunc(x.seen, func(s sighting) bool { return s.transaction == transaction })
	switch {
	case !wrote:
		x.find(transaction, "its %s names a transaction that did not write it", what)
	case tx.Creator != x.shown.By:
		x.find(transaction, "its %s was made by %s", what, tx.Creator)
	case certificate.InstantOf(tx.Time).String() != at:
		x.find(transaction, "its %s is dated %s, and was made at another time", what, at)
	}
}

// balances wants every line to have used what its uses took, and no more than the paper prints.
func (x *paperExamination) balances() {
	for _, line := range x.shown.Lines {
		i := slices.IndexFunc(x.shown.Balances, func(b registry.Balance) bool { return b.Item == line.Item })
		if i < 0 {
			x.find(x.shown.Transaction, "line %d has no balance", line.Item)
			continue
		}
		b, taken := x.shown.Balances[i], takenOf(x.shown.Uses, line.Item)
		switch {
		case b.Unit != line.Quantity.Unit || b.Certified.Cmp(line.Quantity.Value) != 0:
			x.find(x.shown.Transaction, "the balance of line %d is not of what was taken down", line.Item)
		case b.Used.Cmp(taken) != 0:
			x.find(x.shown.Transaction, "line %d has used %s, its uses took %s", line.Item, b.Used, taken)
		case b.Used.Cmp(b.Certified) > 0:
			x.find(x.shown.Transaction, "line %d is overdrawn", line.Item)
		}
	}
}

// takenOf is what the uses that stand took of a line.
func takenOf(uses []registry.Use, item int) certificate.Decimal {
	var sum certificate.Decimal
	for _, u := range uses {
		for _, l := range u.Lines {
			if l.Item == item && u.Reversal == nil {
				sum = sum.Add(l.Quantity)
			}
		}
	}
	return sum
}
