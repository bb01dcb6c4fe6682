package readmodel

import (
	"context"
	"fmt"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Trouble is what stands against a certificate at present.
type Trouble struct {
	Cases    []registry.Case // verification cases that are open
	Refusals int             // decisions that stand and refuse something
}

// Place names a certificate on its channel.
type Place struct {
	Agreement certificate.Agreement
	certificate.ID
}

// Place is where the entry's certificate stands.
func (e Entry) Place() Place { return Place{e.Agreement, e.ID} }

// Troubles tells what stands against the certificates of a page; those with nothing against them are left out.
func (m *Model) Troubles(ctx context.Context, entries []Entry) (map[Place]Trouble, error) {
	all := map[Place]Trouble{}
	for _, agreement := range certificate.Agreements() {
		args := []any{string(agreement)}
		for _, e := range entries {
			if e.Agreement == agreement {
				args = append(args, e.ID.String())
			}
		}
		if len(args) == 1 {
			continue
		}
		if err := m.troubles(ctx, all, args); err != nil {
			return nil, fmt.Errorf("read what stands against certificates: %w", err)
		}
	}
	return all, nil
}

// troubles adds those of one channel; the arguments are the channel and the certificates' names.
func (m *Model) troubles(ctx context.Context, all map[Place]Trouble, args []any) error {
	these := "channel = ? AND certificate IN (" + places(len(args)-1) + ")"
	open, err := m.verifications(ctx, these+" AND closed = ''", args...)
	if err != nil {
		return err
	}
	for _, v := range open {
		at := Place{v.Agreement, v.Of}
		t := all[at]
		t.Cases = append(t.Cases, *v.Case)
		all[at] = t
	}
	args = append(args, string(registry.Refused), string(registry.AcceptedInPart))
	rows, err := m.db.Query(ctx, `SELECT channel, certificate, COUNT(*) FROM decision WHERE `+these+` AND outcome IN (?, ?) GROUP BY channel, certificate`, args...)
	return store.Each(rows, err, func(scan func(...any) error) error {
		var at Place
		var name string
		var n int
		err := scan(&at.Agreement, &name, &n)
		if err != nil {
			return err
		}
		if at.ID, err = certificate.ParseID(name); err != nil {
			return err
		}
		t := all[at]
		t.Refusals = n
		all[at] = t
		return nil
	})
}
