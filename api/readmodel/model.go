package readmodel

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Model is the read model in a database. It is safe for use by many goroutines,
// and by several processes on one database.
type Model struct {
	db *store.DB

	mu       sync.Mutex
	prepared bool
	changed  chan struct{}
}

// New gives the model that a database holds; the tables are made at first use.
func New(db *store.DB) *Model { return &Model{db: db, changed: make(chan struct{})} }

// ready makes sure that the tables are there.
func (m *Model) ready(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.prepared {
		return nil
	}
	if err := prepare(ctx, m.db); err != nil {
		return err
	}
	m.prepared = true
	return nil
}

// Changed gives a channel that is closed when this process has added to the
// model. Another process may add to it unnoticed.
func (m *Model) Changed() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.changed
}

func (m *Model) announce() {
	m.mu.Lock()
	defer m.mu.Unlock()
	close(m.changed)
	m.changed = make(chan struct{})
}

// AsOf says how far the model follows one channel.
type AsOf struct {
	Agreement certificate.Agreement `json:"agreement"`
	Block     int64                 `json:"block"`                // the newest block it holds; -1 for none
	BlockTime string                `json:"block_time,omitempty"` // RFC 3339 UTC
}

// AsOf lists every channel the model has begun to follow, by name.
func (m *Model) AsOf(ctx context.Context) ([]AsOf, error) {
	if err := m.ready(ctx); err != nil {
		return nil, err
	}
	list := []AsOf{}
	rows, err := m.db.Query(ctx, `SELECT channel, block, time FROM checkpoint ORDER BY channel`)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var a AsOf
		err := scan(&a.Agreement, &a.Block, &a.BlockTime)
		list = append(list, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read how far the read model is: %w", err)
	}
	return list, nil
}

// checkpoint is the newest block that was applied; number -1 before the first.
type checkpoint struct {
	block int64
	hash  string
}

func (m *Model) checkpoint(ctx context.Context, agreement certificate.Agreement) (checkpoint, error) {
	if err := m.ready(ctx); err != nil {
		return checkpoint{}, err
	}
	_, err := m.db.Exec(ctx, `INSERT INTO checkpoint (channel, block, hash, time) VALUES (?, -1, '', '') ON CONFLICT DO NOTHING`, string(agreement))
	if err != nil {
		return checkpoint{}, fmt.Errorf("read checkpoint: %w", err)
	}
	var at checkpoint
	rows, err := m.db.Query(ctx, `SELECT block, hash FROM checkpoint WHERE channel = ?`, string(agreement))
	err = store.Each(rows, err, func(scan func(...any) error) error { return scan(&at.block, &at.hash) })
	if err != nil {
		return checkpoint{}, fmt.Errorf("read checkpoint: %w", err)
	}
	return at, nil
}

// Clear empties the model of some agreements, so that the feed builds it again
// from the first block.
func (m *Model) Clear(ctx context.Context, agreements ...certificate.Agreement) error {
	if err := m.ready(ctx); err != nil {
		return err
	}
	return m.db.Do(ctx, func(tx store.Runner) error {
		for _, agreement := range agreements {
			for _, table := range tables {
				if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE channel = ?`, string(agreement)); err != nil {
					return fmt.Errorf("clear read model: %w", err)
				}
			}
		}
		return nil
	})
}

// errElsewhere says that another process has applied the block.
var errElsewhere = errors.New("the read model was moved on by another process")

// advance moves the checkpoint, if it still stands where it was read.
func advance(ctx context.Context, tx store.Runner, s step) error {
	moved, err := tx.Exec(ctx, `UPDATE checkpoint SET block = ?, hash = ?, time = ? WHERE channel = ? AND block = ?`,
		s.last().Number, s.last().Hash, certificate.InstantOf(s.last().Time).String(), string(s.agreement), s.from)
	if err == nil && moved != 1 {
		return errElsewhere
	}
	return err
}

// write replaces the entry of a certificate.
func write(ctx context.Context, tx store.Runner, e Entry) error {
	if err := recount(ctx, tx, takeAway, e); err != nil {
		return err
	}
	channel, name := string(e.Agreement), e.ID.String()
	for _, table := range []string{"certificate", "term", "decision", "ground"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE channel = ? AND certificate = ?`, channel, name); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO certificate (channel, certificate, form, country, importing_country, office, status, usage,
		issue_date, expiry, exporter, consignee, codes, exporter_number, consignee_number, lines, lines_used, permille)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		channel, name, string(e.Form), e.Country, e.ImportingCountry, e.Office, string(e.Status), string(e.Usage),
		e.IssueDate.String(), e.Expiry.String(), e.Exporter, e.Consignee, strings.Join(e.HS, " "),
		e.Holders.Exporter.String(), e.Holders.Consignee.String(), e.Share.Lines, e.Share.LinesUsed, e.Share.Permille)
	if err != nil {
		return err
	}
	for _, t := range e.terms() {
		_, err := tx.Exec(ctx, `INSERT INTO term (kind, word, issue_date, channel, certificate) VALUES (?, ?, ?, ?, ?)`,
			t.kind, t.word, e.IssueDate.String(), channel, name)
		if err != nil {
			return err
		}
	}
	if err := writeDecisions(ctx, tx, e); err != nil {
		return err
	}
	return recount(ctx, tx, add, e)
}

// columns of an entry, in the order in which read takes them.
const columns = `c.channel, c.certificate, c.importing_country, c.office, c.status, c.usage, c.issue_date, c.expiry, c.exporter, c.consignee, c.codes,
	c.exporter_number, c.consignee_number, c.lines, c.lines_used, c.permille`

// read makes an entry of a row with the columns above.
func read(scan func(...any) error) (Entry, error) {
	var e Entry
	var name, status, usage, issued, expiry, codes, exporter, consignee string
	err := scan(&e.Agreement, &name, &e.ImportingCountry, &e.Office, &status, &usage, &issued, &expiry, &e.Exporter, &e.Consignee, &codes,
		&exporter, &consignee, &e.Share.Lines, &e.Share.LinesUsed, &e.Share.Permille)
	if err != nil {
		return e, err
	}
	e.Status, e.Usage = registry.Status(status), registry.LineStatus(usage)
	e.Holders = Holders{certificate.ParseHolder(exporter), certificate.ParseHolder(consignee)}
	if codes != "" {
		e.HS = strings.Fields(codes)
	}
	if e.ID, err = certificate.ParseID(name); err != nil {
		return e, err
	}
	if e.IssueDate, err = certificate.ParseDate(issued); err != nil {
		return e, err
	}
	e.Expiry, err = certificate.ParseDate(expiry)
	return e, err
}
