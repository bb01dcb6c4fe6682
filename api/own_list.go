package api

import (
	"context"

	"origo/api/identity"
	"origo/api/progress"
	"origo/api/readmodel"
	"origo/api/wire"
	"origo/certificate"
)

// boundTo keeps a trader's question to their own certificates.
func boundTo(ctx context.Context, q readmodel.Query) (readmodel.Query, error) {
	var err error
	if acting(ctx) == identity.Trader {
		q.Holders, err = holdersOf(ctx)
	}
	return q, err
}

// listed are the entries of a page as the caller sees them.
func (s *Server) listed(ctx context.Context, m *readmodel.Model, q readmodel.Query, entries []readmodel.Entry) ([]wire.ShownEntry, error) {
	shown := make([]wire.ShownEntry, len(entries))
	for i, e := range entries {
		shown[i].Entry = e
	}
	if len(q.Holders) == 0 {
		return shown, nil
	}
	troubles, err := m.Troubles(ctx, entries)
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	for i, e := range entries {
		if shown[i].Own, err = s.standing(e, capacityOf(q.Holders, e.Holders), troubles[e.Place()]); err != nil {
			return nil, err
		}
	}
	return shown, nil
}

// standing is how a trader's certificate fares.
func (s *Server) standing(e readmodel.Entry, as progress.Capacity, against readmodel.Trouble) (*wire.ShownStanding, error) {
	facts := progress.Facts{Status: e.Status, Usage: e.Usage, Refusals: against.Refusals, Expiry: e.Expiry, Today: certificate.DateOf(s.Now())}
	for _, c := range against.Cases {
		open, err := pursued(c)
		if err != nil {
			return nil, err
		}
		facts.Cases = append(facts.Cases, open)
	}
	own := wire.ShownStanding{Capacity: as, OpenCases: len(against.Cases), Refusals: against.Refusals, Next: progress.Next(facts)}
	if e.Share.Lines > 0 {
		own.UsedPermille = e.Share.Permille / e.Share.Lines
	}
	return &own, nil
}
