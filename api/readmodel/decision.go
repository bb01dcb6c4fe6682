package readmodel

import (
	"context"
	"slices"
	"sort"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Decision is what importing customs decided on one declaration, and did not take back.
type Decision struct {
	Sequence int // of the use on the certificate's account
	On       certificate.Date
	Outcome  registry.Outcome
	Grounds  []string // codes, where something was refused
}

// equal reports whether two decisions are the same.
func (d Decision) equal(other Decision) bool {
	return d.Sequence == other.Sequence && d.On == other.On && d.Outcome == other.Outcome && slices.Equal(d.Grounds, other.Grounds)
}

// Share is how far the items of a certificate are used. Quantities of different units cannot be added up; shares can.
type Share struct {
	Lines     int // items
	LinesUsed int // items of which something is used
	Permille  int // sum over the items of the used share of each, in thousandths, rounded down but never to nothing
}

// decisions lists those of an account that stand.
func decisions(a registry.Account) []Decision {
	var all []Decision
	for _, use := range a.Uses {
		if use.Reversal != nil {
			continue
		}
		d := Decision{Sequence: use.Sequence, On: use.DecidedOn, Outcome: use.Outcome}
		for _, ground := range use.Grounds {
			d.Grounds = append(d.Grounds, ground.Code)
		}
		all = append(all, d)
	}
	return all
}

// share adds up balances.
func share(balances []registry.Balance) Share {
	s := Share{Lines: len(balances)}
	for _, b := range balances {
		if !b.Used.IsZero() {
			s.LinesUsed++
			s.Permille += permille(b.Used, b.Certified)
		}
	}
	return s
}

// whole is a share of everything, in thousandths.
const whole = 1000

// permille is the greatest number of thousandths of the whole that the part reaches, at least one.
func permille(part, of certificate.Decimal) int {
	scaled := part.Mul(certificate.DecimalOf(whole))
	beyond := sort.Search(whole+1, func(n int) bool { return of.Mul(certificate.DecimalOf(int64(n))).Cmp(scaled) > 0 })
	return max(beyond-1, 1)
}

// writeDecisions adds those of a certificate that has none in the model.
func writeDecisions(ctx context.Context, tx store.Runner, e Entry) error {
	channel, name := string(e.Agreement), e.ID.String()
	for _, d := range e.Decisions {
		_, err := tx.Exec(ctx, `INSERT INTO decision (channel, certificate, sequence, decided_on, outcome) VALUES (?, ?, ?, ?, ?)`,
			channel, name, d.Sequence, d.On.String(), string(d.Outcome))
		if err != nil {
			return err
		}
		for i, code := range d.Grounds {
			_, err := tx.Exec(ctx, `INSERT INTO ground (channel, certificate, sequence, ordinal, decided_on, code) VALUES (?, ?, ?, ?, ?, ?)`,
				channel, name, d.Sequence, i, d.On.String(), code)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// decisionsOf reads those of a certificate from the model.
func (m *Model) decisionsOf(ctx context.Context, agreement certificate.Agreement, id certificate.ID) ([]Decision, error) {
	var all []Decision
	rows, err := m.db.Query(ctx, `SELECT d.sequence, d.decided_on, d.outcome, COALESCE(g.code, '') FROM decision d
		LEFT JOIN ground g ON g.channel = d.channel AND g.certificate = d.certificate AND g.sequence = d.sequence
		WHERE d.channel = ? AND d.certificate = ? ORDER BY d.sequence, g.ordinal`, string(agreement), id.String())
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var d Decision
		var on, code string
		err := scan(&d.Sequence, &on, &d.Outcome, &code)
		if err != nil {
			return err
		}
		if d.On, err = certificate.ParseDate(on); err != nil {
			return err
		}
		if n := len(all); n == 0 || all[n-1].Sequence != d.Sequence {
			all = append(all, d)
		}
		if code != "" {
			all[len(all)-1].Grounds = append(all[len(all)-1].Grounds, code)
		}
		return nil
	})
	return all, err
}
