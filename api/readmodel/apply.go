package readmodel

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// Reader reads what the organisation may see of a certificate or a case.
type Reader interface {
	View(ctx context.Context, id certificate.ID) (registry.View, error)
	Case(ctx context.Context, id string) (registry.Case, error)
}

// step is the move of the checkpoint over some blocks.
type step struct {
	agreement certificate.Agreement
	from      int64 // where the checkpoint stands
	blocks    []client.Block
}

func (s step) last() client.Block { return s.blocks[len(s.blocks)-1] }

// decode gathers what the blocks are about.
func (s step) decode() ([]Event, []certificate.ID) {
	var events []Event
	var ids []certificate.ID
	for _, b := range s.blocks {
		moreEvents, moreIDs := decode(s.agreement, b)
		events, ids = append(events, moreEvents...), append(ids, moreIDs...)
	}
	slices.SortFunc(ids, func(a, b certificate.ID) int { return strings.Compare(a.String(), b.String()) })
	return events, slices.Compact(ids)
}

// askAtOnce bounds how many certificates are read at the same time.
const askAtOnce = 4

// apply brings the model over some blocks: everything they are about and the
// number of the last in one transaction, or nothing.
func (m *Model) apply(ctx context.Context, reader Reader, s step) error {
	events, ids := s.decode()
	entries, err := ask(ctx, reader, s.agreement, ids)
	if err != nil {
		return fmt.Errorf("apply blocks to %d of %s: %w", s.last().Number, s.agreement, err)
	}
	cases, err := seeCases(ctx, reader, events)
	if err != nil {
		return fmt.Errorf("apply blocks to %d of %s: %w", s.last().Number, s.agreement, err)
	}
	err = m.db.Do(ctx, func(tx store.Runner) error {
		if err := advance(ctx, tx, s); err != nil {
			return err
		}
		if err := each(entries, func(e Entry) error { return write(ctx, tx, e) }); err != nil {
			return err
		}
		if err := each(cases, func(v Verification) error { return v.write(ctx, tx) }); err != nil {
			return err
		}
		return each(events, func(e Event) error { return e.write(ctx, tx) })
	})
	if err != nil {
		return fmt.Errorf("apply blocks to %d of %s: %w", s.last().Number, s.agreement, err)
	}
	m.announce()
	return nil
}

// each does something with every item until one fails.
func each[T any](items []T, do func(T) error) error {
	for _, item := range items {
		if err := do(item); err != nil {
			return err
		}
	}
	return nil
}

// ask reads certificates from the own peer.
func ask(ctx context.Context, reader Reader, agreement certificate.Agreement, ids []certificate.ID) ([]Entry, error) {
	entries := make([]Entry, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(askAtOnce)
	for i, id := range ids {
		group.Go(func() error {
			view, err := reader.View(ctx, id)
			if err != nil {
				return fmt.Errorf("read %s: %w", id, err)
			}
			entries[i] = project(agreement, view)
			return nil
		})
	}
	return entries, group.Wait()
}

// decode takes from a block the events about certificates and cases, and the
// certificates they are about. Whatever else the contract announces is passed
// over.
func decode(agreement certificate.Agreement, b client.Block) ([]Event, []certificate.ID) {
	var events []Event
	var ids []certificate.ID
	for _, announced := range b.Events {
		e := Event{
			Agreement: agreement, Block: b.Number, Index: announced.Index, Name: announced.Name,
			Transaction: announced.Transaction, At: certificate.InstantOf(announced.At).String(),
		}
		touched, ours := e.tell(announced.Payload)
		if ours {
			events, ids = append(events, e), append(ids, touched...)
		}
	}
	return events, ids
}

// tell adds what the payload says, and gives the certificates that changed. It
// says false if the event is about neither a certificate nor a case.
func (e *Event) tell(payload []byte) ([]certificate.ID, bool) {
	if e.Name == registry.EventCase {
		var said registry.CaseChange
		if json.Unmarshal(payload, &said) != nil || said.ID == "" {
			return nil, false
		}
		e.Case = said.ID
		return nil, true
	}
	// Every event about a certificate carries its name; some carry its record.
	var said registry.Record
	if json.Unmarshal(payload, &said) != nil || said.ID.Check() != nil {
		return nil, false
	}
	e.Certificate, e.Status = said.ID, said.Status
	touched := []certificate.ID{said.ID}
	for _, other := range []*certificate.ID{said.Replaces, said.TrueCopyOf} {
		if other != nil {
			touched = append(touched, *other)
		}
	}
	return touched, true
}
