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

// askCases examines the verification cases that every peer shows.
func (a *auditor) askCases(ctx context.Context) ([]proof.Finding, error) {
	var findings []proof.Finding
	for _, w := range a.witnesses {
		shown, err := a.casesOn(ctx, w)
		var refused *admin.Answer
		switch {
		case errors.As(err, &refused):
			findings = append(findings, proof.Finding{Channel: a.channel.Name, Peer: w.exhibits.Peer, Text: "the peer does not show its cases: " + refused.Text})
		case err != nil:
			return findings, err
		}
		for _, c := range shown {
			findings = append(findings, a.chronicle.ExamineCase(w.exhibits.Peer, c)...)
		}
		w.exhibits.Cases = len(shown)
	}
	return findings, nil
}

// casesOn reads all cases of a peer's country, page by page.
func (a *auditor) casesOn(ctx context.Context, w *witness) ([]registry.Case, error) {
	var all []registry.Case
	query := registry.CaseQuery{Limit: 1000}
	for {
		text, err := json.Marshal(query)
		if err != nil {
			return nil, fmt.Errorf("ask for cases: %w", err)
		}
		raw, err := w.administrator.Evaluate(ctx, admin.Question{
			Channel: a.channel.Name, Peer: w.exhibits.Peer, User: w.user, Function: registry.FindCases, Arguments: []string{string(text)},
		})
		if err != nil {
			return nil, err
		}
		var page registry.CasePage
		if err := json.Unmarshal(raw, &page); err != nil {
			return nil, &admin.Answer{Peer: w.exhibits.Peer, Text: "not a page of cases: " + err.Error()}
		}
		all = append(all, page.Cases...)
		if !page.More || len(page.Cases) == 0 {
			return all, nil
		}
		query.After = all[len(all)-1].ID
	}
}
