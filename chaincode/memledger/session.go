package memledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Session is one client of one organisation under one role.
type Session struct {
	ledger       *Ledger
	organisation string
	role         string
	person       string
	endorsers    []string
}

// As is a client of the organisation whose certificate carries the role in the
// attribute origo.role; an empty role leaves the attribute out. Its endorsers
// are found as by the gateway service: the own organisation first, then every
// other that may endorse what was touched.
func (l *Ledger) As(organisation, role string) *Session {
	return &Session{ledger: l, organisation: organisation, role: role}
}

// Person is another client of the same organisation and role, with a key of its
// own under that name.
func (s *Session) Person(name string) *Session {
	other := *s
	other.person = name
	return &other
}

// EndorsedBy is the same client choosing its endorsers itself.
func (s *Session) EndorsedBy(organisations ...string) *Session {
	chosen := *s
	chosen.endorsers = organisations
	return &chosen
}

// Submit endorses and commits a transaction in a block of its own and gives its
// answer. Errors are *EndorsementError, *Disagreement and *CommitError.
func (s *Session) Submit(function string, transient map[string][]byte, args ...string) (payload []byte, txID string, block uint64, err error) {
	endorsed, err := s.Endorse(function, transient, args...)
	if err != nil {
		return nil, "", 0, err
	}
	block, failures := s.ledger.Commit(endorsed)
	return endorsed.Payload, endorsed.TxID, block, failures[0]
}

// Evaluate asks the own organisation's peer and writes nothing. Its error is
// *EndorsementError.
func (s *Session) Evaluate(function string, transient map[string][]byte, args ...string) ([]byte, error) {
	l := s.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	p, err := s.propose(function, transient, args)
	if err != nil {
		return nil, err
	}
	_, r := l.simulate(p, s.organisation)
	if r.Refusal != "" {
		return nil, &EndorsementError{Organisation: s.organisation, Message: r.Refusal}
	}
	return r.Response, nil
}

// Endorsed is a transaction that its endorsers agreed on and that can be
// committed.
type Endorsed struct {
	TxID      string
	Payload   []byte
	Endorsers []string
	proposal  *proposal
	results   *results
	plain     map[string]map[string]write
}

// Endorse has the transaction executed by each endorser by itself and compares
// what they say byte for byte, refusals included.
func (s *Session) Endorse(function string, transient map[string][]byte, args ...string) (*Endorsed, error) {
	l := s.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	p, err := s.propose(function, transient, args)
	if err != nil {
		return nil, err
	}
	first := s.organisation
	if len(s.endorsers) > 0 {
		first = s.endorsers[0]
	}
	simulated, agreed := l.simulate(p, first)
	endorsers := s.endorsers
	if len(endorsers) == 0 {
		endorsers = l.endorsersOf(simulated, first)
	}
	if err := l.mustAgree(p, agreed, endorsers); err != nil {
		return nil, err
	}
	if agreed.Refusal != "" {
		return nil, &EndorsementError{Organisation: first, Message: agreed.Refusal}
	}
	return &Endorsed{
		TxID: p.tx, Payload: agreed.Response, Endorsers: endorsers,
		proposal: p, results: agreed, plain: simulated.plain,
	}, nil
}

// propose makes the proposal all endorsers get.
func (s *Session) propose(function string, transient map[string][]byte, args []string) (*proposal, error) {
	l := s.ledger
	if !slices.Contains(l.config.Organisations, s.organisation) {
		return nil, fmt.Errorf("organisation %s is not on channel %s", s.organisation, l.config.Channel)
	}
	creator, err := l.identity(s.organisation, s.role, s.person)
	if err != nil {
		return nil, err
	}
	l.proposals++
	id := sha256.Sum256(fmt.Appendf(nil, "%s %d %s %s%s", l.config.Channel, l.proposals, s.organisation, s.role, s.person))
	p := &proposal{
		tx: hex.EncodeToString(id[:]), organisation: s.organisation, creator: creator,
		transient: transient, at: l.now, args: [][]byte{[]byte(function)},
	}
	for _, arg := range args {
		p.args = append(p.args, []byte(arg))
	}
	return p, nil
}

// endorsersOf lists the organisations that belong to every collection touched,
// the first endorser first.
func (l *Ledger) endorsersOf(s *simulation, first string) []string {
	fit := []string{first}
	for _, organisation := range l.config.Organisations {
		if organisation != first && l.inAll(organisation, s) {
			fit = append(fit, organisation)
		}
	}
	return fit
}

func (l *Ledger) inAll(organisation string, s *simulation) bool {
	for name := range s.hashed {
		c, err := l.collection(name)
		if err != nil || !c.has(organisation) {
			return false
		}
	}
	return true
}

// mustAgree executes the proposal at each further endorser.
func (l *Ledger) mustAgree(p *proposal, agreed *results, endorsers []string) error {
	want, err := agreed.bytes()
	if err != nil {
		return err
	}
	for _, organisation := range endorsers[1:] {
		_, r := l.simulate(p, organisation)
		got, err := r.bytes()
		if err != nil {
			return err
		}
		if !bytes.Equal(want, got) {
			return &Disagreement{Organisations: [2]string{endorsers[0], organisation}, Results: [2]string{string(want), string(got)}}
		}
	}
	return nil
}

// EndorsementError is a contract's refusal to endorse or answer.
type EndorsementError struct {
	Organisation string // whose peer refused
	Message      string // of the chaincode's response
}

func (e *EndorsementError) Error() string {
	return fmt.Sprintf("peer of %s: chaincode response 500, %s", e.Organisation, e.Message)
}

// Disagreement is two endorsers that executed the same proposal differently.
type Disagreement struct {
	Organisations [2]string
	Results       [2]string
}

func (d *Disagreement) Error() string {
	return fmt.Sprintf("%s disagree:\n%s", strings.Join(d.Organisations[:], " and "), strings.Join(d.Results[:], "\n"))
}
