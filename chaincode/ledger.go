package chaincode

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"

	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// ledger is the contract's view of the world state: typed records at addresses.
// Fabric does not show a transaction its own writes, so every rule reads first
// and writes last.
type ledger struct{ stub shim.ChaincodeStubInterface }

// address is where a record lies: a composite key, in the public state or in a
// private data collection.
type address struct {
	collection string
	kind       string
	parts      []string
}

// public is the address of a record that all members of the channel read.
func public(kind string, parts ...string) address { return address{kind: kind, parts: parts} }

// in moves the address into a private data collection.
func (a address) in(collection string) address {
	a.collection = collection
	return a
}

// key is the composite key. It fails for parts that are not UTF-8 or hold the
// code points Fabric reserves.
func (l ledger) key(a address) (string, error) {
	key, err := l.stub.CreateCompositeKey(a.kind, a.parts)
	if err != nil {
		return "", registry.Refuse(registry.Malformed, "field", a.kind)
	}
	return key, nil
}

// read fetches the record at an address, and whether there is one.
func read[T any](l ledger, a address) (T, bool, error) {
	var record T
	raw, err := l.raw(a)
	if err != nil || len(raw) == 0 {
		return record, false, err
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		return record, false, fmt.Errorf("read %s: %w", a.kind, err)
	}
	return record, true, nil
}

// raw fetches what lies at an address, nothing if there is nothing.
func (l ledger) raw(a address) ([]byte, error) {
	key, err := l.key(a)
	if err != nil {
		return nil, err
	}
	var raw []byte
	if a.collection == "" {
		raw, err = l.stub.GetState(key)
	} else {
		raw, err = l.stub.GetPrivateData(a.collection, key)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", a.kind, err)
	}
	return raw, nil
}

// create stores a new record and says whose endorsement its next change needs.
// The creation itself is judged by the policy of the contract or collection.
func (l ledger) create(a address, record any, next endorsement.Rule) error {
	if err := l.put(a, record); err != nil {
		return err
	}
	policy, err := next.Bytes()
	if err != nil {
		return err
	}
	return l.guard(a, policy)
}

// update stores a changed record. Its guard is written again only where it
// differs, as after a change of membership: of two changes in one block Fabric
// fails the later for the guard that the earlier wrote, and that looks like a
// missing endorsement instead of a race.
func (l ledger) update(a address, record any, next endorsement.Rule) error {
	if err := l.put(a, record); err != nil {
		return err
	}
	policy, err := next.Bytes()
	if err != nil {
		return err
	}
	standing, err := l.guardOf(a)
	if err != nil || bytes.Equal(standing, policy) {
		return err
	}
	return l.guard(a, policy)
}

// save is create or update.
func (l ledger) save(a address, record any, next endorsement.Rule, exists bool) error {
	if exists {
		return l.update(a, record, next)
	}
	return l.create(a, record, next)
}

func (l ledger) guard(a address, policy []byte) error {
	key, err := l.key(a)
	if err != nil {
		return err
	}
	if a.collection == "" {
		err = l.stub.SetStateValidationParameter(key, policy)
	} else {
		err = l.stub.SetPrivateDataValidationParameter(a.collection, key, policy)
	}
	if err != nil {
		return fmt.Errorf("guard %s: %w", a.kind, err)
	}
	return nil
}

func (l ledger) guardOf(a address) (policy []byte, err error) {
	key, err := l.key(a)
	if err != nil {
		return nil, err
	}
	if a.collection == "" {
		policy, err = l.stub.GetStateValidationParameter(key)
	} else {
		policy, err = l.stub.GetPrivateDataValidationParameter(a.collection, key)
	}
	if err != nil {
		return nil, fmt.Errorf("read guard of %s: %w", a.kind, err)
	}
	return policy, nil
}

// put stores a record that only the policy of the contract or the collection
// guards.
func (l ledger) put(a address, record any) error {
	key, err := l.key(a)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("write %s: %w", a.kind, err)
	}
	if a.collection == "" {
		err = l.stub.PutState(key, raw)
	} else {
		err = l.stub.PutPrivateData(a.collection, key, raw)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", a.kind, err)
	}
	return nil
}

// flush sends what was written to the peer, all at once: a certificate of many
// lines would otherwise take a round trip for every balance.
func (l ledger) flush() error {
	if err := l.stub.FinishWriteBatch(); err != nil {
		return fmt.Errorf("send writes: %w", err)
	}
	return nil
}

// list reads every record whose key begins with the address, in key order. In a
// private collection it is for queries only: Fabric cannot check at commit what
// such a range would have shown, and refuses to write after one.
func list[T any](l ledger, a address) (_ []T, err error) {
	rows, err := l.rows(a)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", a.kind, err)
	}
	defer func() {
		if closed := rows.Close(); err == nil && closed != nil {
			err = fmt.Errorf("list %s: %w", a.kind, closed)
		}
	}()
	records := []T{}
	for rows.HasNext() {
		row, err := rows.Next()
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", a.kind, err)
		}
		var record T
		if err := json.Unmarshal(row.GetValue(), &record); err != nil {
			return nil, fmt.Errorf("list %s: %w", a.kind, err)
		}
		records = append(records, record)
	}
	return records, nil
}

func (l ledger) rows(a address) (shim.StateQueryIteratorInterface, error) {
	if _, err := l.key(a); err != nil {
		return nil, err
	}
	if a.collection == "" {
		return l.stub.GetStateByPartialCompositeKey(a.kind, a.parts)
	}
	return l.stub.GetPrivateDataByPartialCompositeKey(a.collection, a.kind, a.parts)
}
