package network

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"origo/certificate/registry"
	"origo/network/admin"
	"origo/network/audit/proof"
)

// askPapers examines the certificates on paper that the peers of the customs who keep them show.
func (a *auditor) askPapers(ctx context.Context) ([]proof.Finding, error) {
	var findings []proof.Finding
	for _, w := range a.witnesses {
		if !a.chronicle.KeepsPapers(w.exhibits.Organisation) {
			continue
		}
		shown, err := a.papersOn(ctx, w)
		var refused *admin.Answer
		switch {
		case errors.As(err, &refused):
			findings = append(findings, proof.Finding{Channel: a.channel.Name, Peer: w.exhibits.Peer, Text: "the peer does not show its papers: " + refused.Text})
		case err != nil:
			return findings, err
		}
		for _, p := range shown {
			findings = append(findings, a.chronicle.ExaminePaper(w.exhibits.Peer, p)...)
		}
		w.exhibits.Papers = len(shown)
	}
	return findings, nil
}

// papersOn reads all papers that a peer's organisation keeps, page by page.
func (a *auditor) papersOn(ctx context.Context, w *witness) ([]registry.Paper, error) {
	var all []registry.Paper
	query := registry.PaperQuery{Limit: 1000}
	for {
		text, err := json.Marshal(query)
		if err != nil {
			return nil, fmt.Errorf("ask for papers: %w", err)
		}
		raw, err := w.administrator.Evaluate(ctx, admin.Question{
			Channel: a.channel.Name, Peer: w.exhibits.Peer, User: registry.RoleCustoms, Function: registry.FindPapers, Arguments: []string{string(text)},
		})
		if err != nil {
			return nil, err
		}
		var page registry.PaperPage
		if err := json.Unmarshal(raw, &page); err != nil {
			return nil, &admin.Answer{Peer: w.exhibits.Peer, Text: "not a page of papers: " + err.Error()}
		}
		all = append(all, page.Papers...)
		if !page.More || len(page.Papers) == 0 {
			return all, nil
		}
		query.After = &all[len(all)-1].Certificate
	}
}
