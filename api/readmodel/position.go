package readmodel

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"origo/certificate"
)

// Position is a place in the events of all channels: after which transaction of
// each. It depends on the ledger alone, so it outlives the model. The zero
// Position stands before everything.
type Position struct {
	places map[certificate.Agreement]place
}

// place is a transaction of one channel.
type place struct {
	block uint64
	index int
}

// wholeBlock as an index stands after every transaction of the block.
const wholeBlock = math.MaxInt32

// before stands ahead of a channel's first transaction.
var before = place{0, -1}

func (p Position) of(agreement certificate.Agreement) place {
	if at, known := p.places[agreement]; known {
		return at
	}
	return before
}

func (p Position) with(agreement certificate.Agreement, at place) Position {
	places := maps.Clone(p.places)
	if places == nil {
		places = map[certificate.Agreement]place{}
	}
	places[agreement] = at
	return Position{places}
}

// After is the position just behind an event.
func (p Position) After(e Event) Position { return p.with(e.Agreement, place{e.Block, e.Index}) }

// String writes the position so that it means nothing to those who pass it on.
func (p Position) String() string {
	var parts []string
	for _, agreement := range slices.Sorted(maps.Keys(p.places)) {
		at := p.places[agreement]
		parts = append(parts, fmt.Sprintf("%s %d %d", agreement, at.block, at.index))
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, ",")))
}

// errPosition is all there is to say about a text nobody was given.
var errPosition = errors.New("this is not a position that was given out here")

// maxPosition is longer than any position, in bytes.
const maxPosition = 512

// ParsePosition reads what String writes.
func ParsePosition(text string) (Position, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(text) > maxPosition {
		return Position{}, errPosition
	}
	var p Position
	if len(raw) == 0 {
		return p, nil
	}
	for part := range strings.SplitSeq(string(raw), ",") {
		var name string
		var at place
		if n, err := fmt.Sscanf(part, "%s %d %d", &name, &at.block, &at.index); err != nil || n != 3 {
			return Position{}, errPosition
		}
		p = p.with(certificate.Agreement(name), at)
	}
	if p.String() != text || !p.possible() {
		return Position{}, errPosition
	}
	return p, nil
}

// possible demands places that a ledger can have.
func (p Position) possible() bool {
	for agreement, at := range p.places {
		if !agreement.Known() || at.block > math.MaxInt64 || at.index < -1 || at.index > wholeBlock {
			return false
		}
	}
	return true
}
