package proof

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
)

// retold is a value that must have been written.
type retold struct {
	transaction string
	value       []byte
}

// account is the running number of uses, as it lies on the ledger.
type account struct {
	Sequence int    `json:"sequence"`
	Items    []int  `json:"items"`
	Salt     []byte `json:"salt"`
}

// tale retells the private history of one certificate from its beginning.
type tale struct {
	id        certificate.ID
	importing string // country
	salt      []byte // of the dossier
	account   account
	balances  map[int]registry.Balance
	told      map[string][]retold
}

// event is a use or its reversal, at its place in the ledger.
type event struct {
	moment
	use      registry.Use
	reversal bool
}

// retell works out everything that was privately written for the certificate.
// An error is a use that should never have been.
func (x *examination) retell() (*tale, error) {
	t := &tale{
		id: x.record.ID, importing: x.record.ImportingCountry, salt: x.Dossier.Salt,
		balances: map[int]registry.Balance{}, told: map[string][]retold{},
	}
	t.begin(x.doc, x.Dossier, x.anchored.ID)
	events, err := x.events()
	if err != nil {
		return t, err
	}
	end, ended := x.end()
	before := len(events)
	if ended {
		before, _ = slices.BinarySearchFunc(events, end.number, func(e event, n int) int { return cmp.Compare(e.number, n) })
	}
	if err := t.happenAll(events[:before]); err != nil {
		return t, err
	}
	if err := x.finish(t, end, events[before:]); err != nil {
		return t, err
	}
	return t, x.shows(t)
}

// finish tells how the certificate ended, if it did, and what came after.
func (x *examination) finish(t *tale, end moment, later []event) error {
	switch x.record.Status {
	case registry.Cancelled:
		t.tell(x.Dossier, end.ID, registry.KeyDossier)
	case registry.Replaced:
		for _, balance := range t.balances {
			if !balance.Used.IsZero() {
				return errors.New("it was replaced although it was in use")
			}
		}
	}
	for _, e := range later {
		if !e.reversal && e.use.Outcome != registry.Refused {
			return fmt.Errorf("use %d was accepted after the certificate was %s", e.use.Sequence, x.record.Status)
		}
	}
	return t.happenAll(later)
}

// shows wants the peer to show the records as the tale ends.
func (x *examination) shows(t *tale) error {
	var balances []registry.Balance
	for _, item := range slices.Sorted(maps.Keys(t.balances)) {
		balances = append(balances, t.balances[item])
	}
	switch {
	case x.Dossier.ID != t.id || x.Account.ID != t.id:
		return errors.New("the peer shows records of another certificate")
	case !same(balances, x.Account.Balances):
		return errors.New("the peer shows balances that do not follow from the uses")
	}
	for _, use := range x.Account.Uses {
		told := t.told[t.useKey(use)]
		if shown, err := json.Marshal(use); err != nil || !bytes.Equal(shown, told[len(told)-1].value) {
			return fmt.Errorf("the peer shows use %d otherwise than it follows", use.Sequence)
		}
	}
	return nil
}

// begin tells the anchoring: the dossier, a balance a line, the account.
func (t *tale) begin(doc *certificate.Document, dossier registry.Dossier, transaction string) {
	dossier.ID, dossier.Act, dossier.ActSeal = t.id, nil, nil
	t.tell(dossier, transaction, registry.KeyDossier)
	for _, item := range doc.Items {
		t.account.Items = append(t.account.Items, item.Number)
		t.balances[item.Number] = registry.Balance{Item: item.Number, Unit: item.Quantity.Unit, Certified: item.Quantity.Value}
		t.tellBalance(item.Number, transaction)
	}
	t.tellAccount(transaction)
}

// tell notes what must have been written.
func (t *tale) tell(record any, transaction, kind string, more ...string) {
	value, err := json.Marshal(record)
	if err != nil {
		return // these records always encode
	}
	key := compose(kind, append(nameParts(t.id), more...)...)
	t.told[key] = append(t.told[key], retold{transaction, value})
}

func (t *tale) tellBalance(item int, transaction string) {
	number := fmt.Sprintf("%03d", item)
	balance := t.balances[item]
	balance.Salt = t.saltOf(transaction, registry.KeyBalance, number)
	balance.Refused = balance.RefusedIn != 0
	t.balances[item] = balance
	t.tell(balance, transaction, registry.KeyBalance, number)
}

func (t *tale) tellAccount(transaction string) {
	t.account.Salt = t.saltOf(transaction, registry.KeyAccount)
	t.tell(t.account, transaction, registry.KeyAccount)
}

// saltOf is the salt that keeps a value's hash from being guessed.
func (t *tale) saltOf(transaction, kind string, more ...string) []byte {
	parts := append(nameParts(t.id), more...)
	return keyed(t.salt, []byte(transaction+"|"+kind+"|"+strings.Join(parts, "|")))
}

// events are the uses and reversals in the order of the ledger, each held
// against its transaction.
func (x *examination) events() ([]event, error) {
	var all []event
	for _, use := range x.Account.Uses {
		e, err := x.event(use.Transaction, use.By, use.RecordedAt)
		if err != nil {
			return nil, fmt.Errorf("use %d: %w", use.Sequence, err)
		}
		e.use = use
		all = append(all, e)
		if use.Reversal == nil {
			continue
		}
		r, err := x.event(use.Reversal.Transaction, use.Reversal.By, use.Reversal.At)
		if err != nil {
			return nil, fmt.Errorf("reversal of use %d: %w", use.Sequence, err)
		}
		r.use, r.reversal = use, true
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b event) int { return cmp.Compare(a.number, b.number) })
	return all, nil
}

func (x *examination) event(transaction, by string, at registry.Instant) (event, error) {
	tx, known := x.transactions[transaction]
	if !known {
		return event{}, fmt.Errorf("transaction %s is not on this channel", transaction)
	}
	v := x.when(tx)
	party, _ := v.inForce().Party(x.record.ImportingCountry)
	switch {
	case by != tx.Creator:
		return event{}, fmt.Errorf("recorded for %s, made by %s", by, tx.Creator)
	case !slices.Contains(party.Customs, by):
		return event{}, fmt.Errorf("%s is not the customs of %s", by, x.record.ImportingCountry)
	case at != v.instant():
		return event{}, fmt.Errorf("dated %s, the transaction %s", at, v.instant())
	}
	return event{moment: tx}, nil
}

func (t *tale) happenAll(events []event) error {
	for _, e := range events {
		if err := t.happen(e); err != nil {
			return fmt.Errorf("use %d: %w", e.use.Sequence, err)
		}
	}
	return nil
}

// hidden is how a use's declaration number appears in its key.
func (t *tale) hidden(use registry.Use) string {
	return hex.EncodeToString(keyed(t.salt, []byte(t.importing+"|"+use.Declaration)))
}

func (t *tale) useKey(use registry.Use) string {
	return compose(registry.KeyUse, append(nameParts(t.id), t.hidden(use))...)
}

// happen carries an event out and tells what it wrote.
func (t *tale) happen(e event) error {
	use := e.use
	if !e.reversal {
		use.Reversal = nil
		t.account.Sequence++
		if use.Sequence != t.account.Sequence {
			return fmt.Errorf("number %d was due", t.account.Sequence)
		}
	}
	touched, err := t.debit(use, e.reversal)
	if err != nil {
		return err
	}
	use.Salt = t.saltOf(e.ID, registry.KeyUse, t.hidden(use))
	t.tell(use, e.ID, registry.KeyUse, t.hidden(use))
	for _, item := range touched {
		t.tellBalance(item, e.ID)
	}
	t.tellAccount(e.ID)
	return nil
}

var (
	errItem   = errors.New("it names a line that the certificate does not have")
	errUnit   = errors.New("it is not in the unit of the certificate")
	errAmount = errors.New("it debits nothing, or less")
)

// debit changes the balances, or changes them back, and says which.
func (t *tale) debit(use registry.Use, reversal bool) ([]int, error) {
	var touched []int
	for _, line := range use.Lines {
		balance, ok := t.balances[line.Item]
		switch {
		case !ok:
			return nil, errItem
		case line.Unit != balance.Unit:
			return nil, errUnit
		case line.Quantity.Sign() <= 0:
			return nil, errAmount
		case reversal:
			balance.Used = balance.Used.Sub(line.Quantity)
		default:
			balance.Used, balance.RefusedIn = balance.Used.Add(line.Quantity), 0
		}
		if balance.Used.Cmp(balance.Certified) > 0 {
			return nil, fmt.Errorf("it overdraws item %d: %s used of %s %s certified", line.Item, balance.Used, balance.Certified, balance.Unit)
		}
		t.balances[line.Item] = balance
		touched = append(touched, line.Item)
	}
	return t.refuse(use, reversal, touched)
}

// refuse marks the lines that a use refuses, or lifts its own mark.
func (t *tale) refuse(use registry.Use, reversal bool, touched []int) ([]int, error) {
	debited := len(touched)
	for _, item := range t.refused(use) {
		if slices.Contains(touched[:debited], item) {
			continue
		}
		balance, ok := t.balances[item]
		if !ok {
			return nil, errItem
		}
		if !reversal {
			balance.RefusedIn = use.Sequence
		} else if balance.RefusedIn == use.Sequence {
			balance.RefusedIn = 0
		}
		t.balances[item] = balance
		if !slices.Contains(touched, item) {
			touched = append(touched, item)
		}
	}
	return touched, nil
}

// refused are the lines that grounds are given for.
func (t *tale) refused(use registry.Use) []int {
	var items []int
	for _, ground := range use.Grounds {
		switch {
		case ground.Item != 0:
			items = append(items, ground.Item)
		case use.Outcome == registry.Refused:
			items = append(items, t.account.Items...)
		}
	}
	return items
}
