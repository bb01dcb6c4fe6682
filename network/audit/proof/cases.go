package proof

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
)

// ExamineCase holds a verification case, as a peer shows it, against the
// blocks: every value that its two halves ever had, retold from its entries,
// against the hashes that were written. So nothing was erased from it, and
// nothing was written into it that it does not show.
func (c *Chronicle) ExamineCase(peer string, shown registry.Case) []Finding {
	x := &caseExamination{Chronicle: c, peer: peer, shown: shown}
	name, err := registry.ParseCaseName(shown.ID)
	if err != nil || len(shown.Entries) == 0 {
		x.find("", "the peer shows a case that cannot be")
		return x.findings
	}
	x.name = name
	if standing, err := registry.Stand(shown.Entries); err != nil || standing != shown.Standing {
		x.find(shown.Entries[0].Transaction, "it stands otherwise than its entries say")
	}
	for _, e := range shown.Entries {
		x.authored(e)
	}
	for _, side := range []registry.Side{registry.ImportingSide, registry.IssuingSide} {
		x.half(side)
	}
	return x.findings
}

// authored wants an entry to be by whom, and of when, its transaction was.
func (x *caseExamination) authored(e registry.CaseEntry) {
	switch tx, known := x.transactions[e.Transaction]; {
	case !known:
		x.find(e.Transaction, "entry %d names a transaction that is not on this channel", e.Sequence)
	case tx.Creator != e.By:
		x.find(e.Transaction, "entry %d is by %s, and was made by %s", e.Sequence, e.By, tx.Creator)
	case certificate.InstantOf(tx.Time).String() != e.At:
		x.find(e.Transaction, "entry %d is dated %s, and was made at another time", e.Sequence, e.At)
	}
}

// caseExamination is one case on one peer.
type caseExamination struct {
	*Chronicle
	peer     string
	shown    registry.Case
	name     registry.CaseName
	findings []Finding
}

func (x *caseExamination) find(transaction, format string, arguments ...any) {
	f := x.transactions[transaction].finding("case "+x.shown.ID, format, arguments...)
	f.Transaction, f.Peer = transaction, x.peer
	x.findings = append(x.findings, f)
}

// half compares what was written of one half with its retold values.
func (x *caseExamination) half(side registry.Side) {
	at := placeOf(registry.Collection(x.name.Importing, x.name.Issuing), compose(registry.KeyCase, x.name.Mark, string(side)))
	x.explained[at] = true
	told, err := x.retell(side)
	if err != nil {
		x.find("", "%v", err)
		return
	}
	seen := x.private[at]
	for i := range max(len(told), len(seen)) {
		switch {
		case i >= len(seen):
			x.find(told[i].transaction, "its %s half was not written, and should have been", side)
		case i >= len(told):
			x.find(seen[i].transaction, "its %s half was written without an entry that it shows", side)
		case seen[i].transaction != told[i].transaction || seen[i].hash != sha256.Sum256(told[i].value):
			x.find(seen[i].transaction, "its %s half holds another value than follows from its entries", side)
		}
	}
}

// retell gives every value that a half must have had: at the opening, and after
// each entry of its side.
func (x *caseExamination) retell(side registry.Side) ([]retold, error) {
	docket := registry.Docket{ID: x.shown.ID, Entries: []registry.CaseEntry{}}
	if side == registry.ImportingSide {
		docket.Head, docket.Secret = &x.shown.CaseHead, x.shown.Salt
	}
	var all []retold
	for _, e := range x.shown.Entries {
		if e.Side == side {
			docket.Entries = append(docket.Entries, e)
		} else if e.Sequence > 1 {
			continue
		}
		docket.Salt = keyed(x.shown.Salt, []byte(strings.Join([]string{e.Transaction, registry.KeyCase, x.name.Mark, string(side)}, "|")))
		value, err := json.Marshal(docket)
		if err != nil {
			return nil, fmt.Errorf("write its %s half: %w", side, err)
		}
		all = append(all, retold{e.Transaction, value})
	}
	return all, nil
}
