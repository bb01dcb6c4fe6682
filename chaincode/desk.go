package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// desk is where one transaction works on one certificate's account. Balances
// are read once, changed in memory and written once, since Fabric does not show
// a transaction its own writes.
type desk struct {
	pair
	call    *call
	salt    []byte // of the dossier
	account account
	touched []registry.Balance // in order of first use
}

// desk opens the account of a certificate.
func (c *call) desk(f file) (*desk, error) {
	p, err := c.pairOf(f.record)
	if err != nil {
		return nil, err
	}
	opened, _, err := read[account](c.ledger, p.accountAt())
	return &desk{pair: p, call: c, salt: f.dossier.Salt, account: opened}, err
}

// balance finds the balance of an item, ready to be changed.
func (d *desk) balance(item int) (*registry.Balance, error) {
	for i := range d.touched {
		if d.touched[i].Item == item {
			return &d.touched[i], nil
		}
	}
	if !slices.Contains(d.account.Items, item) {
		return nil, registry.Refuse(registry.ItemUnknown, "item", decimal(item))
	}
	balance, _, err := read[registry.Balance](d.call.ledger, d.balanceAt(item))
	if err != nil {
		return nil, err
	}
	d.touched = append(d.touched, balance)
	return &d.touched[len(d.touched)-1], nil
}

// debit takes quantities from the balances, never more than is there.
func (d *desk) debit(lines []registry.UseLine) error {
	for _, line := range lines {
		balance, err := d.balance(line.Item)
		if err != nil {
			return err
		}
		if line.Unit != balance.Unit {
			return registry.Refuse(registry.UnitDiffers, "item", decimal(line.Item), "unit", balance.Unit)
		}
		available := balance.Certified.Sub(balance.Used)
		if line.Quantity.Cmp(available) > 0 {
			return registry.Refuse(registry.BalanceExceeded, "item", decimal(line.Item),
				"available", available.String(), "asked", line.Quantity.String(), "unit", balance.Unit)
		}
		balance.Used = balance.Used.Add(line.Quantity)
		balance.RefusedIn = 0
	}
	return nil
}

// refuse marks the items that grounds are given for; grounds for item 0 of a
// full refusal concern every item.
func (d *desk) refuse(asked registry.UseRequest) error {
	for _, item := range d.refused(asked) {
		balance, err := d.balance(item)
		if err != nil {
			return err
		}
		balance.RefusedIn = d.account.Sequence
	}
	return nil
}

// refused lists the items a decision refuses and does not debit at the same time.
func (d *desk) refused(asked registry.UseRequest) []int {
	var items []int
	for _, ground := range asked.Grounds {
		switch {
		case ground.Item != 0:
			items = append(items, ground.Item)
		case asked.Outcome == registry.Refused:
			items = append(items, d.account.Items...)
		}
	}
	return slices.DeleteFunc(items, func(item int) bool {
		return slices.ContainsFunc(asked.Lines, func(line registry.UseLine) bool { return line.Item == item })
	})
}

// credit gives back what a use took, and lifts the refusal if it was the use's.
func (d *desk) credit(use registry.Use) error {
	for _, line := range use.Lines {
		balance, err := d.balance(line.Item)
		if err != nil {
			return err
		}
		balance.Used = balance.Used.Sub(line.Quantity)
	}
	for _, item := range d.refused(use.UseRequest) {
		balance, err := d.balance(item)
		if err != nil {
			return err
		}
		if balance.RefusedIn == use.Sequence {
			balance.RefusedIn = 0
		}
	}
	return nil
}

// save writes what was touched, each value under a fresh salt.
func (d *desk) save() error {
	for _, balance := range d.touched {
		at := d.balanceAt(balance.Item)
		balance.Refused = balance.RefusedIn != 0
		balance.Salt = d.call.salt(d.salt, at)
		if err := d.call.update(at, balance, d.customs()); err != nil {
			return err
		}
	}
	at := d.accountAt()
	d.account.Salt = d.call.salt(d.salt, at)
	return d.call.update(at, d.account, d.customs())
}

// fileForCustoms finds a certificate that the caller clears imports under.
func (c *call) fileForCustoms(id certificate.ID) (file, error) {
	record, err := c.record(id)
	if err != nil {
		return file{}, err
	}
	if err := c.mustClearFor(record.ImportingCountry); err != nil {
		return file{}, err
	}
	return c.file(id)
}
