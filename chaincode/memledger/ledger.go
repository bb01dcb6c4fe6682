package memledger

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"origo/chaincode/endorsement"
)

// Ledger is one channel with the peers of all its organisations. It is safe for
// concurrent use.
type Ledger struct {
	config     Config
	policy     []byte            // of the contract
	collPolicy map[string][]byte // of each collection

	mu         sync.Mutex
	now        time.Time
	public     space
	hashes     map[string]space             // collection -> what everybody has
	private    map[string]map[string][]byte // collection -> what members have besides
	history    map[string][]modification
	blocks     []Block
	identities map[[3]string][]byte
	proposals  uint64
}

// New starts a channel. It fails for a description that no network would take.
func New(config Config) (*Ledger, error) {
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("start channel %s: %w", config.Channel, err)
	}
	config.Collections = append(slices.Clone(config.Collections), config.own()...)
	l := &Ledger{
		config: config, now: config.Start.UTC(), public: space{},
		hashes: map[string]space{}, private: map[string]map[string][]byte{}, collPolicy: map[string][]byte{},
		history: map[string][]modification{}, identities: map[[3]string][]byte{},
	}
	var err error
	if l.policy, err = endorsement.Any(config.Endorsements, config.Organisations).Bytes(); err != nil {
		return nil, fmt.Errorf("start channel %s: %w", config.Channel, err)
	}
	for _, c := range l.config.Collections {
		if l.collPolicy[c.Name], err = endorsement.Any(c.Endorsements, c.Members).Bytes(); err != nil {
			return nil, fmt.Errorf("start collection %s: %w", c.Name, err)
		}
		l.hashes[c.Name], l.private[c.Name] = space{}, map[string][]byte{}
	}
	return l, nil
}

// Now is the time that transactions carry.
func (l *Ledger) Now() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// SetTime moves the ledger's time, also backwards: clients choose it.
func (l *Ledger) SetTime(t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = t.UTC()
}

// Advance moves the ledger's time on.
func (l *Ledger) Advance(d time.Duration) { l.SetTime(l.Now().Add(d)) }

// Organisations lists the members of the channel.
func (l *Ledger) Organisations() []string { return slices.Clone(l.config.Organisations) }

// Height is the number of blocks, the empty first one included.
func (l *Ledger) Height() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.height()
}

func (l *Ledger) height() uint64 { return uint64(len(l.blocks)) + 1 }

// Blocks gives the blocks from a number on. The first with transactions is 1.
func (l *Ledger) Blocks(from uint64) []Block {
	l.mu.Lock()
	defer l.mu.Unlock()
	if from == 0 {
		from = 1
	}
	if from >= l.height() {
		return nil
	}
	return slices.Clone(l.blocks[from-1:])
}

// collection finds a collection by name.
func (l *Ledger) collection(name string) (Collection, error) {
	for _, c := range l.config.Collections {
		if c.Name == name {
			return c, nil
		}
	}
	return Collection{}, fmt.Errorf("collection %s is not defined", name)
}
