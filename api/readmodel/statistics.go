package readmodel

import (
	"context"
	"fmt"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Period is some months, the first and the last included, each written YYYY-MM.
type Period struct{ From, To string }

// Statistics counts what came of certificates and why they were refused.
type Statistics struct {
	Utilisation []Utilisation
	Decisions   []DecisionCount
	Refusals    []RefusalCount
}

// Utilisation is what came of the certificates issued under an agreement in a month. What is withdrawn, that is
// cancelled or replaced, is in none of the other figures.
type Utilisation struct {
	Agreement    certificate.Agreement `json:"agreement"`
	Month        string                `json:"month"` // of issue, YYYY-MM
	Certificates int                   `json:"certificates"`
	Withdrawn    int                   `json:"withdrawn"`
	Visible      int                   `json:"visible"`       // whose uses this organisation may see; all that follows is of these
	Used         int                   `json:"used"`          // of which something is used
	Refused      int                   `json:"refused"`       // of which something is refused and nothing used
	Lines        int                   `json:"lines"`         // items
	LinesUsed    int                   `json:"lines_used"`    // items of which something is used
	UsedShare    int                   `json:"used_permille"` // mean over the items of the used share of each, in thousandths
}

// DecisionCount is how many decisions of one outcome were made in a month and stand.
type DecisionCount struct {
	Agreement    certificate.Agreement `json:"agreement"`
	Month        string                `json:"month"` // of the decision
	Outcome      registry.Outcome      `json:"outcome"`
	Declarations int                   `json:"declarations"`
}

// RefusalCount is how often a ground was given in decisions of a month that stand.
type RefusalCount struct {
	Agreement certificate.Agreement `json:"agreement"`
	Month     string                `json:"month"` // of the decision
	Code      string                `json:"code"`
	Given     int                   `json:"given"`
}

// Statistics counts over a period.
func (m *Model) Statistics(ctx context.Context, p Period) (Statistics, error) {
	s := Statistics{Utilisation: []Utilisation{}, Decisions: []DecisionCount{}, Refusals: []RefusalCount{}}
	if err := m.ready(ctx); err != nil {
		return s, err
	}
	var err error
	if s.Utilisation, err = m.utilisation(ctx, p); err != nil {
		return s, fmt.Errorf("count utilisation: %w", err)
	}
	if s.Decisions, err = m.decisionCounts(ctx, p); err != nil {
		return s, fmt.Errorf("count decisions: %w", err)
	}
	if s.Refusals, err = m.refusalCounts(ctx, p); err != nil {
		return s, fmt.Errorf("count refusals: %w", err)
	}
	return s, nil
}

func (m *Model) utilisation(ctx context.Context, p Period) ([]Utilisation, error) {
	all := []Utilisation{}
	rows, err := m.db.Query(ctx, `SELECT channel, month,
			CAST(SUM(CASE WHEN status = 'issued' THEN certificates ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' THEN 0 ELSE certificates END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' AND usage <> '' THEN certificates ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' AND usage IN ('partly_used', 'used_up') THEN certificates ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' AND usage = 'refused' THEN certificates ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' THEN lines ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' THEN lines_used ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN status = 'issued' THEN permille ELSE 0 END) AS BIGINT)
		FROM tally WHERE certificates <> 0 AND month BETWEEN ? AND ?
		GROUP BY channel, month ORDER BY channel, month`, p.From, p.To)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var u Utilisation
		permille := 0
		err := scan(&u.Agreement, &u.Month, &u.Certificates, &u.Withdrawn, &u.Visible, &u.Used, &u.Refused, &u.Lines, &u.LinesUsed, &permille)
		if u.Lines > 0 {
			u.UsedShare = permille / u.Lines
		}
		all = append(all, u)
		return err
	})
	return all, err
}

func (m *Model) decisionCounts(ctx context.Context, p Period) ([]DecisionCount, error) {
	all := []DecisionCount{}
	rows, err := m.db.Query(ctx, `SELECT channel, month, outcome, declarations FROM tally_decision
		WHERE declarations <> 0 AND month BETWEEN ? AND ? ORDER BY channel, month, outcome`, p.From, p.To)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var d DecisionCount
		err := scan(&d.Agreement, &d.Month, &d.Outcome, &d.Declarations)
		all = append(all, d)
		return err
	})
	return all, err
}

func (m *Model) refusalCounts(ctx context.Context, p Period) ([]RefusalCount, error) {
	all := []RefusalCount{}
	rows, err := m.db.Query(ctx, `SELECT channel, month, code, given FROM tally_ground
		WHERE given <> 0 AND month BETWEEN ? AND ? ORDER BY channel, month, code`, p.From, p.To)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var r RefusalCount
		err := scan(&r.Agreement, &r.Month, &r.Code, &r.Given)
		all = append(all, r)
		return err
	})
	return all, err
}
