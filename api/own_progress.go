package api

import (
	"context"
	"fmt"

	"origo/api/progress"
	"origo/api/readmodel"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	rules "origo/fta-rules"
	"origo/fta-rules/explain"
)

// ReadProgress tells a trader how a certificate of theirs fares.
func (s *Server) ReadProgress(ctx context.Context, r wire.ReadProgressRequestObject) (wire.ReadProgressResponseObject, error) {
	h, err := s.held(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement})
	if err != nil {
		return nil, err
	}
	record, err := h.ledger.Record(ctx, h.id)
	if err != nil {
		return nil, err
	}
	account, err := h.ledger.Account(ctx, h.id)
	if err != nil {
		return nil, err
	}
	cases, err := h.ledger.FindCases(ctx, registry.CaseQuery{Certificate: &h.id})
	if err != nil {
		return nil, fmt.Errorf("look for cases: %w", err)
	}
	shown := h.show(record)
	h.use(&shown, account)
	if err := s.pursue(&shown, cases.Cases, r.Params.Lang); err != nil {
		return nil, err
	}
	return wire.ReadProgress200JSONResponse(shown), nil
}

// show begins with what certificate and record say.
func (h holding) show(r registry.Record) wire.ShownProgress {
	shown := wire.ShownProgress{
		Agreement: h.agreement, ID: h.id, Capacity: h.capacity, ImportingCountry: r.ImportingCountry, Office: r.Office,
		Status: r.Status, Reason: r.Reason, IssueDate: r.IssueDate, Expiry: r.Expiry, AnchoredAt: r.AnchoredAt, StatusAt: r.StatusAt,
		Replaces: r.Replaces, ReplacedBy: r.ReplacedBy, Exporter: h.document.Exporter.Name, Consignee: h.document.Consignee.Name,
	}
	if h.capacity == progress.Exporter {
		shown.CheckCode = registry.Record{Digest: client.PublicDigest(h.dossier)}.CheckCode()
	}
	return shown
}

// use adds what customs made of it. What they write among themselves stays with
// them: officers, salts, and towards the exporter the importer's declarations.
func (h holding) use(shown *wire.ShownProgress, account registry.Account) {
	shown.Usage, shown.Items, shown.Decisions = readmodel.UsageOf(account.Balances), []wire.ShownItem{}, []wire.ShownDecision{}
	for _, b := range account.Balances {
		line, _ := h.document.Line(b.Item)
		shown.Items = append(shown.Items, wire.ShownItem{Item: b.Item, Description: line.Description, HS: line.HS.Code,
			Unit: b.Unit, Certified: b.Certified, Used: b.Used, Left: b.Certified.Sub(b.Used), Usage: b.Status()})
	}
	for _, u := range account.Uses {
		d := wire.ShownDecision{Outcome: u.Outcome, DecidedOn: u.DecidedOn, RecordedAt: u.RecordedAt, By: u.By,
			Lines: present(u.Lines), Grounds: present(u.Grounds)}
		if u.Reversal != nil {
			d.ReversedAt = u.Reversal.At
		}
		if h.capacity == progress.Consignee {
			d.Declaration = u.Declaration
		}
		shown.Decisions = append(shown.Decisions, d)
	}
}

// pursue adds the verification cases, and with them who must act next.
func (s *Server) pursue(shown *wire.ShownProgress, cases []registry.Case, lang *explain.Language) error {
	today := certificate.DateOf(s.Now())
	facts := progress.Facts{Status: shown.Status, Usage: shown.Usage, Expiry: shown.Expiry, Today: today}
	for _, d := range shown.Decisions {
		if len(d.Grounds) > 0 && d.ReversedAt == "" {
			facts.Refusals++
		}
	}
	shown.Cases = []wire.ShownOwnCase{}
	for _, c := range cases {
		told := wire.ShownOwnCase{OpenedAt: c.Entries[0].At, Basis: c.Basis, Items: present(c.Items), Standing: c.Standing}
		var err error
		if told.Deadlines, err = s.shownDeadlines(c, today, lang); err != nil {
			return err
		}
		if c.Standing.State != registry.CaseIsClosed {
			open, err := pursued(c)
			if err != nil {
				return err
			}
			facts.Cases, told.Next = append(facts.Cases, open), ptr(progress.OfCase(open))
		}
		shown.Cases = append(shown.Cases, told)
	}
	shown.Next = progress.Next(facts)
	return nil
}

// pursued is a case with its time limits.
func pursued(c registry.Case) (progress.Case, error) {
	deadlines, err := rules.Deadlines(c)
	return progress.Case{Standing: c.Standing, Deadlines: deadlines}, err
}
