package memledger

import (
	"fmt"
	"maps"
	"slices"

	"origo/chaincode/endorsement"
)

// Validation codes of transactions, as Fabric names them.
const (
	Valid           = "VALID"
	PolicyFailure   = "ENDORSEMENT_POLICY_FAILURE"
	ReadConflict    = "MVCC_READ_CONFLICT"
	PhantomConflict = "PHANTOM_READ_CONFLICT"
	publicSpace     = "" // the public state among the names of collections
)

// CommitError is a transaction that is in a block and has no effect.
type CommitError struct {
	TxID   string
	Code   string // ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT or PHANTOM_READ_CONFLICT
	Detail string
}

func (e *CommitError) Error() string {
	return fmt.Sprintf("transaction %s failed to commit with status %s: %s", e.TxID, e.Code, e.Detail)
}

// Commit puts transactions into one block, in order, and says for each whether
// it took effect: nil, or a *CommitError.
func (l *Ledger) Commit(endorsed ...*Endorsed) (block uint64, failures []error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	block = l.height()
	failures = make([]error, len(endorsed))
	reguarded := map[[2]string]bool{}
	for i, e := range endorsed {
		failures[i] = l.checkPolicies(e, reguarded)
	}
	b := Block{Number: block, Time: l.now}
	for i, e := range endorsed {
		if failures[i] == nil {
			failures[i] = l.checkReads(e)
		}
		if failures[i] == nil {
			l.apply(e, version{block, i})
		}
		b.Transactions = append(b.Transactions, e.transaction(failures[i]))
	}
	l.blocks = append(l.blocks, b)
	return block, failures
}

// spaces lists what a transaction did where, the public state first.
func (r *results) spaces() []string {
	return append([]string{publicSpace}, slices.Sorted(maps.Keys(r.Hashed))...)
}

func (r *results) in(space string) *footprint {
	if space == publicSpace {
		return r.Public
	}
	return r.Hashed[space]
}

func (l *Ledger) space(name string) space {
	if name == publicSpace {
		return l.public
	}
	return l.hashes[name]
}

// checkPolicies evaluates for every key written its own policy, or failing that
// the collection's or the contract's. A transaction that writes nothing needs
// the contract's. A key whose policy an earlier transaction of the same block
// wrote cannot be judged, and fails, as in Fabric.
func (l *Ledger) checkPolicies(e *Endorsed, reguarded map[[2]string]bool) error {
	keyed, general := false, map[string]bool{}
	for _, name := range e.results.spaces() {
		for _, key := range e.results.in(name).changed() {
			policy := l.space(name)[key].policy
			if reguarded[[2]string{name, key}] {
				return e.fails(PolicyFailure, fmt.Sprintf("policy of key %q was changed in this block", key))
			}
			if len(policy) == 0 {
				general[name] = true
				continue
			}
			keyed = true
			if err := e.mustSatisfy(policy, fmt.Sprintf("key %q", key)); err != nil {
				return err
			}
		}
	}
	if err := l.checkGeneral(e, general, keyed); err != nil {
		return err
	}
	for _, name := range e.results.spaces() {
		for key := range e.results.in(name).Policies {
			reguarded[[2]string{name, key}] = true
		}
	}
	return nil
}

// checkGeneral evaluates the policies of contract and collections.
func (l *Ledger) checkGeneral(e *Endorsed, general map[string]bool, keyed bool) error {
	if len(general) == 0 && !keyed {
		general[publicSpace] = true
	}
	for _, name := range slices.Sorted(maps.Keys(general)) {
		policy, what := l.policy, "the contract"
		if name != publicSpace {
			policy, what = l.collPolicy[name], "collection "+name
		}
		if err := e.mustSatisfy(policy, what); err != nil {
			return err
		}
	}
	return nil
}

func (e *Endorsed) mustSatisfy(policy []byte, what string) error {
	satisfied, err := endorsement.Satisfied(policy, e.Endorsers)
	if err != nil || !satisfied {
		return e.fails(PolicyFailure, fmt.Sprintf("policy of %s is not satisfied by %v", what, e.Endorsers))
	}
	return nil
}

// checkReads compares what was read with what stands now.
func (l *Ledger) checkReads(e *Endorsed) error {
	for _, name := range e.results.spaces() {
		did, stands := e.results.in(name), l.space(name)
		for _, key := range slices.Sorted(maps.Keys(did.Reads)) {
			if stands[key].version != did.Reads[key] {
				return e.fails(ReadConflict, fmt.Sprintf("key %q", key))
			}
		}
		for _, r := range did.Ranges {
			if !r.unchanged(stands) {
				return e.fails(PhantomConflict, fmt.Sprintf("range %q to %q", r.Start, r.End))
			}
		}
	}
	return nil
}

func (r rangeRead) unchanged(stands space) bool {
	keys := stands.between(r.Start, r.End)
	if !slices.Equal(keys, r.Keys) {
		return false
	}
	for i, key := range keys {
		if stands[key].version != r.Found[i] {
			return false
		}
	}
	return true
}

func (e *Endorsed) fails(code, detail string) error {
	return &CommitError{TxID: e.TxID, Code: code, Detail: detail}
}

// apply makes a valid transaction part of the state.
func (l *Ledger) apply(e *Endorsed, at version) {
	for _, name := range e.results.spaces() {
		did, stands := e.results.in(name), l.space(name)
		for _, key := range did.changed() {
			stands.change(did, key, at)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.results.Public.Writes)) {
		w := e.results.Public.Writes[key]
		l.history[key] = append(l.history[key], modification{tx: e.TxID, at: e.proposal.at, value: w.Value, deleted: w.Delete})
	}
	for collection, writes := range e.plain {
		for key, w := range writes {
			if w.Delete {
				delete(l.private[collection], key)
			} else {
				l.private[collection][key] = w.Value
			}
		}
	}
}

// change applies what a transaction did to one key. A policy for a key that
// does not exist has no effect.
func (s space) change(did *footprint, key string, at version) {
	e, exists := s[key]
	if w, written := did.Writes[key]; written {
		if w.Delete {
			delete(s, key)
			return
		}
		e.value, exists = w.Value, true
	}
	if policy, guarded := did.Policies[key]; guarded {
		e.policy = policy
	}
	if exists {
		e.version = at
		s[key] = e
	}
}
