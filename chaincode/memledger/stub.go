package memledger

import (
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// stub shows a simulation to the contract. What this ledger does not offer is
// left to unsupported.
type stub struct {
	unsupported
	*simulation
}

var _ shim.ChaincodeStubInterface = (*stub)(nil)

func (s *stub) GetArgs() [][]byte { return s.proposal.args }

func (s *stub) GetStringArgs() []string {
	args := make([]string, len(s.proposal.args))
	for i, arg := range s.proposal.args {
		args[i] = string(arg)
	}
	return args
}

func (s *stub) GetFunctionAndParameters() (string, []string) {
	args := s.GetStringArgs()
	if len(args) == 0 {
		return "", []string{}
	}
	return args[0], args[1:]
}

func (s *stub) GetTxID() string { return s.proposal.tx }

func (s *stub) GetChannelID() string { return s.ledger.config.Channel }

func (s *stub) GetCreator() ([]byte, error) { return slices.Clone(s.proposal.creator), nil }

func (s *stub) GetTransient() (map[string][]byte, error) {
	return maps.Clone(s.proposal.transient), nil
}

func (s *stub) GetTxTimestamp() (*timestamppb.Timestamp, error) {
	return timestamppb.New(s.proposal.at), nil
}

func (s *stub) SetEvent(name string, payload []byte) error {
	if name == "" {
		return errors.New("event name can not be empty string")
	}
	s.event = &Event{Name: name, Payload: slices.Clone(payload)}
	return nil
}

func (s *stub) GetState(key string) ([]byte, error) { return slices.Clone(s.read(key)), nil }

func (s *stub) GetMultipleStates(keys ...string) ([][]byte, error) {
	values := make([][]byte, len(keys))
	for i, key := range keys {
		values[i] = slices.Clone(s.read(key))
	}
	return values, nil
}

func (s *stub) PutState(key string, value []byte) error {
	return s.write(key, write{Value: slices.Clone(value), Delete: len(value) == 0})
}

func (s *stub) DelState(key string) error { return s.write(key, write{Delete: true}) }

func (s *stub) SetStateValidationParameter(key string, policy []byte) error {
	if s.privately {
		return errQueried
	}
	s.public.Policies[key] = slices.Clone(policy)
	s.wrote = true
	return nil
}

func (s *stub) GetStateValidationParameter(key string) ([]byte, error) {
	s.read(key)
	return slices.Clone(s.ledger.public[key].policy), nil
}

func (s *stub) GetPrivateData(collection, key string) ([]byte, error) {
	value, err := s.readPrivate(collection, key)
	return slices.Clone(value), err
}

func (s *stub) GetMultiplePrivateData(collection string, keys ...string) ([][]byte, error) {
	values := make([][]byte, len(keys))
	for i, key := range keys {
		value, err := s.GetPrivateData(collection, key)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

// GetPrivateDataHash is open to everybody: hashes are on the chain.
func (s *stub) GetPrivateDataHash(collection, key string) ([]byte, error) {
	if _, err := s.ledger.collection(collection); err != nil {
		return nil, err
	}
	hash := hashOf([]byte(key))
	e := s.ledger.hashes[collection][hash]
	s.footprintIn(collection).Reads[hash] = e.version
	return slices.Clone(e.value), nil
}

func (s *stub) PutPrivateData(collection, key string, value []byte) error {
	return s.writePrivate(collection, key, write{Value: slices.Clone(value), Delete: len(value) == 0})
}

func (s *stub) DelPrivateData(collection, key string) error {
	return s.writePrivate(collection, key, write{Delete: true})
}

func (s *stub) SetPrivateDataValidationParameter(collection, key string, policy []byte) error {
	if _, err := s.member(collection); err != nil {
		return err
	}
	if s.privately {
		return errQueried
	}
	s.footprintIn(collection).Policies[hashOf([]byte(key))] = slices.Clone(policy)
	s.wrote = true
	return nil
}

func (s *stub) GetPrivateDataValidationParameter(collection, key string) ([]byte, error) {
	if _, err := s.member(collection); err != nil {
		return nil, err
	}
	hash := hashOf([]byte(key))
	e := s.ledger.hashes[collection][hash]
	s.footprintIn(collection).Reads[hash] = e.version
	return slices.Clone(e.policy), nil
}

func (s *stub) CreateCompositeKey(kind string, parts []string) (string, error) {
	return shim.CreateCompositeKey(kind, parts)
}

func (s *stub) SplitCompositeKey(key string) (string, []string, error) {
	return splitCompositeKey(key)
}

// GetStateByRange shows simple keys only, as Fabric does.
func (s *stub) GetStateByRange(start, end string) (shim.StateQueryIteratorInterface, error) {
	if start == "" {
		start = "\x01"
	}
	if start[0] == 0 || end != "" && end[0] == 0 {
		return nil, errors.New("first character of the key contains a null character which is not allowed")
	}
	return s.scan(start, end), nil
}

func (s *stub) GetStateByPartialCompositeKey(kind string, parts []string) (shim.StateQueryIteratorInterface, error) {
	start, err := shim.CreateCompositeKey(kind, parts)
	if err != nil {
		return nil, err
	}
	return s.scan(start, start+string(utf8.MaxRune)), nil
}

// scan reads a range and remembers it, so that phantoms are found at commit.
func (s *stub) scan(start, end string) shim.StateQueryIteratorInterface {
	seen := rangeRead{Start: start, End: end, Keys: []string{}, Found: []version{}}
	rows := &iterator{}
	for _, key := range s.ledger.public.between(start, end) {
		e := s.ledger.public[key]
		seen.Keys, seen.Found = append(seen.Keys, key), append(seen.Found, e.version)
		rows.add(key, e.value)
	}
	s.public.Ranges = append(s.public.Ranges, seen)
	return rows
}

func (s *stub) GetPrivateDataByRange(collection, start, end string) (shim.StateQueryIteratorInterface, error) {
	if start == "" {
		start = "\x01"
	}
	return s.scanPrivate(collection, start, end)
}

func (s *stub) GetPrivateDataByPartialCompositeKey(collection, kind string, parts []string) (shim.StateQueryIteratorInterface, error) {
	start, err := shim.CreateCompositeKey(kind, parts)
	if err != nil {
		return nil, err
	}
	return s.scanPrivate(collection, start, start+string(utf8.MaxRune))
}

// scanPrivate reads a private range at the endorser's own peer. Fabric cannot
// check it again at commit and therefore allows no writes beside it.
func (s *stub) scanPrivate(collection, start, end string) (shim.StateQueryIteratorInterface, error) {
	c, err := s.member(collection)
	if err != nil {
		return nil, err
	}
	if s.wrote {
		return nil, errors.New("queries on private data are supported only in a read-only transaction")
	}
	s.privately = true
	rows := &iterator{}
	for key, value := range s.ledger.private[collection] {
		if c.has(s.at) && within(key, start, end) {
			rows.add(key, value)
		}
	}
	rows.sort()
	return rows, nil
}

func (s *stub) GetHistoryForKey(key string) (shim.HistoryQueryIteratorInterface, error) {
	return newHistory(s.ledger.history[key]), nil
}

func (s *stub) InvokeChaincode(string, [][]byte, string) *peer.Response {
	return shim.Error("memledger holds one chaincode only")
}

func (s *stub) GetDecorations() map[string][]byte { return nil }

func (s *stub) StartWriteBatch() {}

func (s *stub) FinishWriteBatch() error { return nil }
