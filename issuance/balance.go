package issuance

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/finding"
)

// left: the line of an original has as much left as the draft takes from it, all of the draft's takings together.
func (i *inquiry) left(o certificate.Original, values []finding.Value) error {
	if !i.Accounts {
		i.open("ISSUE-06", "issue.original.private", "issue.evidence.office", values...)
		return nil
	}
	account, err := i.ledger.Account(i.ctx, o.Certificate)
	if err != nil {
		return err
	}
	taken := takenFrom(i.Draft, o)
	values = append(values, value("taken", taken.String()), value("unit", o.Quantity.Unit))
	at := slices.IndexFunc(account.Balances, func(b registry.Balance) bool { return b.Item == o.OriginalItem })
	if at < 0 {
		i.say("ISSUE-06", false, "issue.original.no_line", values...)
		return nil
	}
	balance := account.Balances[at] // what was re-exported under the draft's own number counts as left
	balance.Used = balance.Used.Sub(reexported(account, i.Draft.ID(), o.OriginalItem, balance.Unit))
	i.compare(balance, certificate.Measure{Value: taken, Unit: o.Quantity.Unit}, values)
	return nil
}

// compare holds what is taken to what is left.
func (i *inquiry) compare(b registry.Balance, taken certificate.Measure, values []finding.Value) {
	left := b.Certified.Sub(b.Used)
	values = append(values, value("left", left.String()), value("counted_in", b.Unit))
	message := finding.Message("issue.original.fits")
	switch {
	case taken.Unit != b.Unit:
		message = "issue.original.unit"
	case taken.Value.Cmp(left) > 0:
		message = "issue.original.short"
	}
	i.say("ISSUE-06", message == "issue.original.fits", message, values...)
}
