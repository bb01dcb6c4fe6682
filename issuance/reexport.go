package issuance

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
)

// Unrecorded says that goods of an original are to be certified onward although the ledger does not show that they were
// taken from it.
type Unrecorded struct {
	Original certificate.ID
	Item     int // line of the original
	Wanted   certificate.Measure
}

// Error names the line and what must be recorded.
func (e *Unrecorded) Error() string {
	return fmt.Sprintf("no re-export of %s %s is recorded for line %d of %s", e.Wanted.Value, e.Wanted.Unit, e.Item, e.Original)
}

// Originals is what the control of quantities reads; client.Registry serves it to the intermediate country, which shares
// the originals' accounts.
type Originals interface {
	Membership(ctx context.Context) (registry.Membership, error)
	Account(ctx context.Context, id certificate.ID) (registry.Account, error)
}

// Recorded checks that everything a back-to-back certificate takes from originals on this ledger was debited from them
// first: by a use with the outcome reexported whose declaration number is the new certificate's name. The error is an
// *Unrecorded where something is missing. Originals of countries that are not on the ledger can be checked on paper only.
func Recorded(ctx context.Context, ledger Originals, d *certificate.Document) error {
	if len(d.BackToBack) == 0 {
		return nil
	}
	membership, err := ledger.Membership(ctx)
	if err != nil {
		return err
	}
	accounts := map[certificate.ID]registry.Account{}
	for _, o := range d.BackToBack {
		id := o.Certificate
		if _, here := membership.Party(id.Country); !here {
			continue
		}
		if _, read := accounts[id]; !read {
			if accounts[id], err = ledger.Account(ctx, id); err != nil {
				return fmt.Errorf("read the account of %s: %w", id, err)
			}
		}
		wanted := certificate.Measure{Value: takenFrom(d, o), Unit: o.Quantity.Unit}
		if reexported(accounts[id], d.ID(), o.OriginalItem, wanted.Unit).Cmp(wanted.Value) < 0 {
			return &Unrecorded{Original: id, Item: o.OriginalItem, Wanted: wanted}
		}
	}
	return nil
}

// takenFrom is what a document takes in all from one line of one original.
func takenFrom(d *certificate.Document, from certificate.Original) certificate.Decimal {
	var sum certificate.Decimal
	for _, o := range d.BackToBack {
		if o.Certificate == from.Certificate && o.OriginalItem == from.OriginalItem {
			sum = sum.Add(o.Quantity.Value)
		}
	}
	return sum
}

// reexported is what was debited from a line for a certificate, in the unit.
func reexported(account registry.Account, onward certificate.ID, item int, unit string) certificate.Decimal {
	var sum certificate.Decimal
	for _, use := range account.Uses {
		if use.Outcome != registry.Reexported || use.Reversal != nil || use.Declaration != onward.String() {
			continue
		}
		at := slices.IndexFunc(use.Lines, func(l registry.UseLine) bool { return l.Item == item && l.Unit == unit })
		if at >= 0 {
			sum = sum.Add(use.Lines[at].Quantity)
		}
	}
	return sum
}

func itoa(n int) string { return strconv.Itoa(n) }
