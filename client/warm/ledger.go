package warm

import (
	"context"
	"strings"

	"origo/client"
)

// Ledger answers questions from the views where they can, and passes everything else on. The name sets the answers to
// different identities of the organisation apart.
func (v *Views) Ledger(name string, inner client.Ledger) client.Ledger {
	return &ledger{Ledger: inner, views: v, name: name}
}

// ledger is one identity's way to the channel.
type ledger struct {
	client.Ledger
	views *Views
	name  string
}

var _ client.Remembering = (*ledger)(nil)

// Recall gives the answer in memory, or else asks the peer and keeps what it says. Refusals are not kept.
func (l *ledger) Recall(ctx context.Context, q client.Question, ask func(context.Context) (any, error)) (any, error) {
	key := l.name + "\x00" + q.Function + "\x00" + strings.Join(q.Args, "\x00")
	answer, reading, ok := l.views.look(key)
	switch {
	case ok:
		return answer, nil
	case reading == nil:
		return ask(ctx)
	default:
		return l.read(ctx, asking{q, key, reading}, ask)
	}
}

// asking is a question to be put to the peer.
type asking struct {
	client.Question
	key     string
	reading *reading
}

func (l *ledger) read(ctx context.Context, a asking, ask func(context.Context) (any, error)) (any, error) {
	var found *kept
	defer func() { l.views.keep(a.reading, found) }()
	answer, err := ask(ctx)
	if err != nil {
		return nil, err
	}
	if topics := topicsOf(a.Question, answer); len(topics) > 0 {
		found = &kept{key: a.key, answer: answer, topics: topics}
	}
	return answer, nil
}

// Submit passes a transaction on. After it, questions are answered from memory only when its block was followed.
func (l *ledger) Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, client.Receipt, error) {
	payload, receipt, err := l.Ledger.Submit(ctx, function, transient, args...)
	if err != nil {
		l.views.doubt()
	} else {
		l.views.wrote(receipt.Block)
	}
	return payload, receipt, err
}
