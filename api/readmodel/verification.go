package readmodel

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Verification is a verification case of the organisation's own country, as far as it is counted.
type Verification struct {
	ID        string
	Of        certificate.ID
	Agreement certificate.Agreement
	Importing string // country that asks
	Issuing   string // country that is asked
	Opened    certificate.Date
	Closed    certificate.Date // of the newest closure; zero while the case is open, for the first time or again
	Case      *registry.Case   // nil once it is closed: of a closed case no more is kept
}

// verificationOf takes from a case what is counted.
func verificationOf(c registry.Case) (Verification, error) {
	name, err := registry.ParseCaseName(c.ID)
	if err != nil {
		return Verification{}, err
	}
	v := Verification{ID: c.ID, Of: c.Certificate, Agreement: name.Agreement, Importing: name.Importing, Issuing: name.Issuing}
	for i, entry := range c.Entries {
		at, err := certificate.ParseInstant(entry.At)
		if err != nil {
			return v, err
		}
		if i == 0 {
			v.Opened = certificate.DateOf(at.Time())
		}
		if entry.Action == registry.CaseClosed {
			v.Closed = certificate.DateOf(at.Time())
		}
	}
	if c.Standing.State != registry.CaseIsClosed {
		v.Closed, v.Case = certificate.Date{}, &c
	}
	return v, nil
}

// seeCase reads a case from the peer. Of cases between other countries, which the peer refuses to show, nothing is
// kept. A case of ours that the peer does not hold is an error: its private data are still to come.
func seeCase(ctx context.Context, reader Reader, id string) (Verification, bool, error) {
	c, err := reader.Case(ctx, id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && refusal.Code == registry.WrongCountry {
		return Verification{}, false, nil
	}
	if err != nil {
		return Verification{}, false, fmt.Errorf("read case %s: %w", id, err)
	}
	v, err := verificationOf(c)
	if err != nil {
		return v, false, fmt.Errorf("read case %s: %w", id, err)
	}
	return v, true, nil
}

// seeCases reads the cases that events are about, each once.
func seeCases(ctx context.Context, reader Reader, events []Event) ([]Verification, error) {
	var all []Verification
	seen := map[string]bool{"": true}
	for _, e := range events {
		if seen[e.Case] {
			continue
		}
		seen[e.Case] = true
		v, ours, err := seeCase(ctx, reader, e.Case)
		if err != nil {
			return nil, err
		}
		if ours {
			all = append(all, v)
		}
	}
	return all, nil
}

// write replaces what is kept of the case.
func (v Verification) write(ctx context.Context, tx store.Runner) error {
	if _, err := tx.Exec(ctx, `DELETE FROM verification WHERE channel = ? AND id = ?`, string(v.Agreement), v.ID); err != nil {
		return err
	}
	content := ""
	if v.Case != nil {
		raw, err := json.Marshal(v.Case)
		if err != nil {
			return fmt.Errorf("encode case %s: %w", v.ID, err)
		}
		content = string(raw)
	}
	closed := ""
	if !v.Closed.IsZero() {
		closed = v.Closed.String()
	}
	_, err := tx.Exec(ctx, `INSERT INTO verification (channel, id, certificate, importing, issuing, opened, closed, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		string(v.Agreement), v.ID, v.Of.String(), v.Importing, v.Issuing, v.Opened.String(), closed, content)
	return err
}

// Verifications lists the cases that are open, and those whose newest closure lies in a period, by agreement and id.
func (m *Model) Verifications(ctx context.Context, p Period) ([]Verification, error) {
	if err := m.ready(ctx); err != nil {
		return nil, err
	}
	return m.verifications(ctx, `closed = '' OR substr(closed, 1, 7) BETWEEN ? AND ?`, p.From, p.To)
}

func (m *Model) verifications(ctx context.Context, condition string, args ...any) ([]Verification, error) {
	all := []Verification{}
	rows, err := m.db.Query(ctx, `SELECT channel, id, certificate, importing, issuing, opened, closed, content FROM verification
		WHERE `+condition+` ORDER BY channel, id`, args...)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		v, err := readVerification(scan)
		all = append(all, v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read verification cases: %w", err)
	}
	return all, nil
}

// readVerification makes a case of a row.
func readVerification(scan func(...any) error) (Verification, error) {
	var v Verification
	var of, opened, closed, content string
	err := scan(&v.Agreement, &v.ID, &of, &v.Importing, &v.Issuing, &opened, &closed, &content)
	if err != nil {
		return v, err
	}
	if v.Of, err = certificate.ParseID(of); err != nil {
		return v, err
	}
	if v.Opened, err = certificate.ParseDate(opened); err != nil {
		return v, err
	}
	if content != "" {
		v.Case = new(registry.Case)
		return v, json.Unmarshal([]byte(content), v.Case)
	}
	v.Closed, err = certificate.ParseDate(closed)
	return v, err
}
