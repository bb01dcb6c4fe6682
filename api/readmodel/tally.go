package readmodel

import (
	"context"
	"fmt"
	"strings"

	"origo/api/store"
	"origo/certificate"
)

// Millions of certificates cannot be counted whenever somebody asks. The model
// keeps its counts by month and moves them with every certificate it writes:
// what the certificate added before is taken away, what it adds now is added.

// tally is a table of counts.
type tally struct {
	table  string
	figure string // the count; where it is nought nothing is left of the row
	move   string // adds (±) what one certificate counts for
	anew   string // counts everything of an agreement
}

var tallies = []tally{
	{table: "tally", figure: "certificates",
		move: `INSERT INTO tally (channel, month, status, usage, certificates, lines, lines_used, permille)
			SELECT channel, substr(issue_date, 1, 7), status, usage, ±1, ±lines, ±lines_used, ±permille FROM certificate WHERE channel = ? AND certificate = ?
			ON CONFLICT (channel, month, status, usage) DO UPDATE SET certificates = tally.certificates + excluded.certificates,
				lines = tally.lines + excluded.lines, lines_used = tally.lines_used + excluded.lines_used, permille = tally.permille + excluded.permille`,
		anew: `SELECT channel, substr(issue_date, 1, 7), status, usage, COUNT(*),
			CAST(SUM(lines) AS BIGINT), CAST(SUM(lines_used) AS BIGINT), CAST(SUM(permille) AS BIGINT) FROM certificate WHERE channel = ? GROUP BY 1, 2, 3, 4`},
	{table: "tally_decision", figure: "declarations",
		move: `INSERT INTO tally_decision (channel, month, outcome, declarations)
			SELECT channel, substr(decided_on, 1, 7), outcome, ±COUNT(*) FROM decision WHERE channel = ? AND certificate = ? GROUP BY 1, 2, 3
			ON CONFLICT (channel, month, outcome) DO UPDATE SET declarations = tally_decision.declarations + excluded.declarations`,
		anew: `SELECT channel, substr(decided_on, 1, 7), outcome, COUNT(*) FROM decision WHERE channel = ? GROUP BY 1, 2, 3`},
	{table: "tally_ground", figure: "given",
		move: `INSERT INTO tally_ground (channel, month, code, given)
			SELECT channel, substr(decided_on, 1, 7), code, ±COUNT(*) FROM ground WHERE channel = ? AND certificate = ? GROUP BY 1, 2, 3
			ON CONFLICT (channel, month, code) DO UPDATE SET given = tally_ground.given + excluded.given`,
		anew: `SELECT channel, substr(decided_on, 1, 7), code, COUNT(*) FROM ground WHERE channel = ? GROUP BY 1, 2, 3`},
}

// The signs of a move.
const (
	add      = "+"
	takeAway = "-"
)

// recount adds what a certificate's rows count for to the tallies, or takes it
// away.
func recount(ctx context.Context, tx store.Runner, sign string, e Entry) error {
	for _, t := range tallies {
		if _, err := tx.Exec(ctx, strings.ReplaceAll(t.move, "±", sign), string(e.Agreement), e.ID.String()); err != nil {
			return fmt.Errorf("count in %s: %w", t.table, err)
		}
	}
	return nil
}

// miscounted lists the tallies of an agreement that are not what a count of
// everything gives.
func (m *Model) miscounted(ctx context.Context, agreement certificate.Agreement) ([]string, error) {
	var wrong []string
	for _, t := range tallies {
		differing, kept := 0, `SELECT * FROM `+t.table+` WHERE channel = ? AND `+t.figure+` <> 0`
		rows, err := m.db.Query(ctx, `SELECT COUNT(*) FROM (SELECT * FROM (`+t.anew+` EXCEPT `+kept+`) a UNION ALL SELECT * FROM (`+kept+` EXCEPT `+t.anew+`) b) c`,
			string(agreement), string(agreement), string(agreement), string(agreement))
		err = store.Each(rows, err, func(scan func(...any) error) error { return scan(&differing) })
		if err != nil {
			return nil, fmt.Errorf("count %s anew: %w", t.table, err)
		}
		if differing > 0 {
			wrong = append(wrong, t.table)
		}
	}
	return wrong, nil
}
