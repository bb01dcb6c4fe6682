package memledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

// errQueried is Fabric's answer to a write after a private range was read.
var errQueried = errors.New("transaction has already performed queries on private data: writes are not allowed")

// proposal is what a client asks of every endorser alike.
type proposal struct {
	tx           string
	organisation string // the client's
	creator      []byte
	args         [][]byte
	transient    map[string][]byte
	at           time.Time
}

// simulation is one execution of the contract at one organisation's peer.
type simulation struct {
	ledger    *Ledger
	proposal  *proposal
	at        string // the endorsing organisation
	public    *footprint
	hashed    map[string]*footprint
	plain     map[string]map[string]write // private writes in clear
	event     *Event
	wrote     bool
	privately bool // a private range was read
}

// results are what endorsers must agree on.
type results struct {
	Public   *footprint            `json:"public"`
	Hashed   map[string]*footprint `json:"hashed"`
	Response []byte                `json:"response"`
	Event    *Event                `json:"event"`
	Refusal  string                `json:"refusal"`
}

// simulate executes a proposal at one organisation's peer. A refusal is part of
// the results, not an error.
func (l *Ledger) simulate(p *proposal, organisation string) (*simulation, *results) {
	s := &simulation{
		ledger: l, proposal: p, at: organisation,
		public: newFootprint(), hashed: map[string]*footprint{}, plain: map[string]map[string]write{},
	}
	answer := l.config.Chaincode.Invoke(&stub{simulation: s})
	r := &results{Public: s.public, Hashed: s.hashed, Event: s.event}
	if answer.GetStatus() >= shim.ERRORTHRESHOLD {
		return s, &results{Refusal: answer.GetMessage()}
	}
	r.Response = answer.GetPayload()
	return s, r
}

// bytes is the form in which results are compared and signed.
func (r *results) bytes() ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode results: %w", err)
	}
	return raw, nil
}

// footprintIn is the transaction's doing in a collection; asking for it marks
// the collection as touched.
func (s *simulation) footprintIn(collection string) *footprint {
	if s.hashed[collection] == nil {
		s.hashed[collection] = newFootprint()
		s.plain[collection] = map[string]write{}
	}
	return s.hashed[collection]
}

// member refuses clients whose organisation is not in the collection, as
// memberOnlyRead and memberOnlyWrite do.
func (s *simulation) member(name string) (Collection, error) {
	c, err := s.ledger.collection(name)
	if err == nil && !c.has(s.proposal.organisation) {
		err = fmt.Errorf("tx creator does not have access permission on private data in collection %s", name)
	}
	return c, err
}

func (s *simulation) read(key string) []byte {
	e := s.ledger.public[key]
	s.public.Reads[key] = e.version
	return e.value
}

// readPrivate reads at the endorser's own peer. One that is no member has the
// hash at most, and Fabric says so.
func (s *simulation) readPrivate(collection, key string) ([]byte, error) {
	c, err := s.member(collection)
	if err != nil {
		return nil, err
	}
	hash := hashOf([]byte(key))
	e, exists := s.ledger.hashes[collection][hash]
	if exists && !c.has(s.at) {
		return nil, errors.New("private data matching public hash version is not available")
	}
	s.footprintIn(collection).Reads[hash] = e.version
	return s.ledger.private[collection][key], nil
}

func (s *simulation) write(key string, w write) error {
	if key == "" {
		return errors.New("key must not be an empty string")
	}
	if s.privately {
		return errQueried
	}
	s.wrote = true
	s.public.Writes[key] = w
	return nil
}

func (s *simulation) writePrivate(collection, key string, w write) error {
	if _, err := s.member(collection); err != nil {
		return err
	}
	if s.privately {
		return errQueried
	}
	s.wrote = true
	hidden := write{Delete: w.Delete}
	if !w.Delete {
		hidden.Value = []byte(hashOf(w.Value))
	}
	s.footprintIn(collection).Writes[hashOf([]byte(key))] = hidden
	s.plain[collection][key] = w
	return nil
}
