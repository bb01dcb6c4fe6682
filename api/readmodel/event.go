package readmodel

import (
	"context"
	"fmt"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Event is something that happened to a certificate or a verification case. It
// carries nothing commercial.
type Event struct {
	Agreement   certificate.Agreement
	Block       uint64
	Index       int    // of the transaction in the block
	Name        string // one of registry.Event…
	Certificate certificate.ID
	Case        string          // instead of Certificate, for registry.EventCase
	Status      registry.Status // the issuing authority's word from then on, where the event says it
	Transaction string
	At          registry.Instant // stated by the transaction
}

// subject is what the event is about, in words.
func (e Event) subject() string {
	if e.Case != "" {
		return e.Case
	}
	return e.Certificate.String()
}

func (e Event) write(ctx context.Context, tx store.Runner) error {
	_, err := tx.Exec(ctx, `INSERT INTO event (channel, block, tx, name, subject, status, transaction_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		string(e.Agreement), e.Block, e.Index, e.Name, e.subject(), string(e.Status), e.Transaction, e.At)
	return err
}

// maxEvents bounds one answer of Events.
const maxEvents = 200

// Events gives the next events after a position, at most 200, in the order of
// each channel, and the position after each of them.
func (m *Model) Events(ctx context.Context, after Position) ([]Event, error) {
	if err := m.ready(ctx); err != nil {
		return nil, err
	}
	channels, err := m.AsOf(ctx)
	if err != nil {
		return nil, err
	}
	var events []Event
	for _, channel := range channels {
		more, err := m.eventsOf(ctx, channel.Agreement, after, maxEvents-len(events))
		if err != nil {
			return nil, fmt.Errorf("read events of %s: %w", channel.Agreement, err)
		}
		events = append(events, more...)
	}
	return events, nil
}

func (m *Model) eventsOf(ctx context.Context, agreement certificate.Agreement, after Position, limit int) ([]Event, error) {
	var events []Event
	at := after.of(agreement)
	rows, err := m.db.Query(ctx, `SELECT block, tx, name, subject, status, transaction_id, at FROM event
		WHERE channel = ? AND (block, tx) > (?, ?) ORDER BY block, tx LIMIT ?`, string(agreement), at.block, at.index, limit)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		e := Event{Agreement: agreement}
		var subject, status string
		err := scan(&e.Block, &e.Index, &e.Name, &subject, &status, &e.Transaction, &e.At)
		if err != nil {
			return err
		}
		e.Status = registry.Status(status)
		if e.Name == registry.EventCase {
			e.Case = subject
		} else {
			e.Certificate, err = certificate.ParseID(subject)
		}
		events = append(events, e)
		return err
	})
	return events, err
}

// Now is the position after everything the model holds.
func (m *Model) Now(ctx context.Context) (Position, error) {
	channels, err := m.AsOf(ctx)
	if err != nil {
		return Position{}, err
	}
	var p Position
	for _, c := range channels {
		if c.Block >= 0 {
			p = p.with(c.Agreement, place{uint64(c.Block), wholeBlock})
		}
	}
	return p, nil
}
