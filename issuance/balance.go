package issuance

import (
	"slices"
	"strconv"

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
	taken := i.taken(o)
	values = append(values, value("taken", taken.String()), value("unit", o.Quantity.Unit))
	at := slices.IndexFunc(account.Balances, func(b registry.Balance) bool { return b.Item == o.OriginalItem })
	if at < 0 {
		i.say("ISSUE-06", false, "issue.original.no_line", values...)
		return nil
	}
	i.compare(account.Balances[at], certificate.Measure{Value: taken, Unit: o.Quantity.Unit}, values)
	return nil
}

// taken is what the draft takes in all from one line of one original.
func (i *inquiry) taken(from certificate.Original) certificate.Decimal {
	var sum certificate.Decimal
	for _, o := range i.Draft.BackToBack {
		if o.Certificate == from.Certificate && o.OriginalItem == from.OriginalItem {
			sum = sum.Add(o.Quantity.Value)
		}
	}
	return sum
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

func itoa(n int) string { return strconv.Itoa(n) }
