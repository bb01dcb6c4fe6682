package api

import (
	"context"
	"errors"

	"origo/api/readmodel"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// maxFeedback is how many events one answer looks at.
const maxFeedback = 1000

// ReadFeedback lists what importing customs made of the own country's
// certificates, in the order of the ledger: the treaties' feedback, which
// nobody needs to send.
func (s *Server) ReadFeedback(ctx context.Context, r wire.ReadFeedbackRequestObject) (wire.ReadFeedbackResponseObject, error) {
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	from, err := dayOf(r.Params.From, "from")
	if err != nil {
		return nil, err
	}
	f := feedback{server: s, from: from, accounts: map[certificate.ID]*registry.Account{}}
	if r.Params.Cursor != nil {
		if f.at, err = readmodel.ParsePosition(*r.Params.Cursor); err != nil {
			return nil, fault{code: codeParameter, pointer: "cursor", detail: err.Error()}
		}
	}
	return f.gather(ctx, m)
}

// feedback is one answer while it is put together.
type feedback struct {
	server   *Server
	from     certificate.Date
	at       readmodel.Position
	accounts map[certificate.ID]*registry.Account // read once each
	entries  []wire.FeedbackEntry
}

// gather follows the events until there are no more or enough were seen.
func (f *feedback) gather(ctx context.Context, m *readmodel.Model) (wire.ReadFeedbackResponseObject, error) {
	for seen := 0; seen < maxFeedback; {
		events, err := m.Events(ctx, f.at)
		if err != nil {
			return nil, f.server.noModel(ctx, err)
		}
		if len(events) == 0 {
			break
		}
		seen += len(events)
		for _, e := range events {
			f.at = f.at.After(e)
			if err := f.take(ctx, e); err != nil {
				return nil, err
			}
		}
	}
	return wire.ReadFeedback200JSONResponse{Decisions: present(f.entries), Cursor: f.at.String()}, nil
}

// take adds the decision of an event, if it is one on a certificate of ours.
func (f *feedback) take(ctx context.Context, e readmodel.Event) error {
	decided := e.Name == registry.EventUsed || e.Name == registry.EventReversed
	if !decided || e.Certificate.Country != f.server.Country || dayIn(e.At) < f.from.String() {
		return nil
	}
	account, err := f.account(ctx, e)
	if err != nil {
		return err
	}
	for _, use := range account.Uses {
		if use.Transaction == e.Transaction || use.Reversal != nil && use.Reversal.Transaction == e.Transaction {
			f.entries = append(f.entries, wire.FeedbackEntry{Agreement: e.Agreement, Reversed: e.Name == registry.EventReversed, Use: use})
		}
	}
	return nil
}

// account reads the account of the event's certificate. What is no certificate
// of the ledger, such as a paper, has none.
func (f *feedback) account(ctx context.Context, e readmodel.Event) (*registry.Account, error) {
	if known := f.accounts[e.Certificate]; known != nil {
		return known, nil
	}
	ledger, err := f.server.Registries.For(e.Agreement, acting(ctx))
	if errors.Is(err, client.ErrNoChannel) {
		return new(registry.Account), nil
	}
	if err != nil {
		return nil, err
	}
	account, err := ledger.Account(ctx, e.Certificate)
	var refusal *registry.Refusal
	if err != nil && !errors.As(err, &refusal) {
		return nil, err
	}
	f.accounts[e.Certificate] = &account
	return &account, nil
}
