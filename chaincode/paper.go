package chaincode

import (
	"cmp"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// mustKeepPapers refuses callers who do not keep their country's papers. One organisation does, the first of its customs:
// a paper that two kept could be used twice.
func (c *call) mustKeepPapers() error {
	if err := c.mustClearFor(c.party.Country); err != nil {
		return err
	}
	if keeper := c.party.Customs[0]; keeper != c.organisation {
		return registry.Refuse(registry.PaperNotKept, "organisation", keeper)
	}
	return nil
}

// paperAt is where the caller's organisation keeps a paper.
func (c *call) paperAt(id certificate.ID) address {
	return public(registry.KeyPaper, string(id.Form), id.Country, id.Reference).in(registry.OwnCollection(c.organisation))
}

// paper finds a paper.
func (c *call) paper(id certificate.ID) (registry.Paper, error) {
	p, found, err := read[registry.Paper](c.ledger, c.paperAt(id))
	if err == nil && !found {
		err = registry.Refuse(registry.PaperUnknown, "certificate", id.String())
	}
	return p, err
}

// enterPaper takes a paper down. The same entry again changes nothing; another one for the same number is refused,
// so that a second scan of one paper does not make a second balance.
func (c *call) enterPaper() error {
	var asked registry.PaperRequest
	if err := c.mustKeepPapers(); err != nil {
		return err
	}
	if err := c.transient(registry.TransientPaper, &asked); err != nil {
		return err
	}
	if err := c.checkPaper(asked); err != nil {
		return err
	}
	slices.SortFunc(asked.Lines, func(a, b registry.PaperLine) int { return cmp.Compare(a.Item, b.Item) })
	standing, found, err := read[registry.Paper](c.ledger, c.paperAt(asked.Certificate))
	switch {
	case err != nil:
		return err
	case found && sameContent(standing.PaperEntry, asked.PaperEntry):
		return c.keepPaper(standing, true)
	case found:
		return registry.Refuse(registry.AlreadyExists, "certificate", asked.Certificate.String())
	}
	if err := c.mustBeOnPaperOnly(asked.Certificate); err != nil {
		return err
	}
	return c.keepPaper(newPaperOf(asked, c), false)
}

// newPaperOf is a paper with nothing used of it.
func newPaperOf(asked registry.PaperRequest, c *call) registry.Paper {
	p := registry.Paper{
		PaperEntry: asked.PaperEntry, Uses: []registry.Use{}, By: c.organisation, EnteredAt: c.now(), Transaction: c.id, Salt: asked.Salt,
	}
	for _, line := range asked.Lines {
		p.Balances = append(p.Balances, registry.Balance{
			Item: line.Item, Unit: line.Quantity.Unit, Certified: line.Quantity.Value, Salt: []byte{},
		})
	}
	return p
}

// keepPaper writes a paper in the care of the caller's organisation, under a fresh salt. Repetitions write as well: what
// writes nothing needs the endorsements of the contract's policy, which other countries could not give. What is announced
// does not name the paper.
func (c *call) keepPaper(p registry.Paper, exists bool) error {
	at := c.paperAt(p.Certificate)
	p.Salt = c.salt(p.Salt, at)
	if err := c.save(at, p, endorsement.Organisation(c.organisation), exists); err != nil {
		return err
	}
	return c.emit(registry.EventPaper, struct{}{})
}

// mustBeOnPaperOnly refuses to count on paper what stands on the ledger. The reading makes the two exclude each other: of
// a use of the paper and an arrival of the record at the same time, one has to be made again.
func (c *call) mustBeOnPaperOnly(id certificate.ID) error {
	_, found, err := read[registry.Record](c.ledger, certificateAt(id))
	if err == nil && found {
		err = registry.Refuse(registry.PaperSuperseded, "certificate", id.String())
	}
	return err
}

// paperDesk is the account of a paper, all of it read already.
func (c *call) paperDesk(p registry.Paper) *desk {
	d := &desk{call: c, account: account{Sequence: len(p.Uses)}, touched: slices.Clone(p.Balances)}
	for _, balance := range p.Balances {
		d.account.Items = append(d.account.Items, balance.Item)
	}
	return d
}

// usePaper notes a decision on a declaration that relies on a paper, and debits what it accepts.
func (c *call) usePaper(id certificate.ID) error {
	if err := c.mustKeepPapers(); err != nil {
		return err
	}
	asked, err := c.askedUse(id)
	if err != nil {
		return err
	}
	p, err := c.paper(id)
	if err != nil {
		return err
	}
	if at := usedIn(p, asked.Declaration); at >= 0 {
		if err := sameUse(p.Uses[at], asked); err != nil {
			return err
		}
		return c.keepPaper(p, true)
	}
	if err := c.mustBeCountable(p, asked); err != nil {
		return err
	}
	return c.bookPaper(p, asked)
}

// mustBeCountable refuses what the electronic record counts, and papers long expired.
func (c *call) mustBeCountable(p registry.Paper, asked registry.UseRequest) error {
	if err := c.mustBeOnPaperOnly(p.Certificate); err != nil {
		return err
	}
	last := certificate.LastDay(c.membership.Agreement, p.IssueDate)
	return mustBeUsable(registry.Record{Status: registry.Issued, Expiry: last}, asked)
}

// bookPaper writes the use and the balances it changes.
func (c *call) bookPaper(p registry.Paper, asked registry.UseRequest) error {
	d := c.paperDesk(p)
	d.account.Sequence++
	if err := d.debit(asked.Lines); err != nil {
		return err
	}
	if err := d.refuse(asked); err != nil {
		return err
	}
	p.Balances = settled(d.touched)
	p.Uses = append(p.Uses, registry.Use{
		UseRequest: asked, Sequence: d.account.Sequence, By: c.organisation, RecordedAt: c.now(), Transaction: c.id, Salt: []byte{},
	})
	return c.keepPaper(p, true)
}

// settled marks the refused among balances.
func settled(balances []registry.Balance) []registry.Balance {
	for i := range balances {
		balances[i].Refused = balances[i].RefusedIn != 0
	}
	return balances
}

// usedIn is where the declaration stands among the uses of a paper, below 0 if it does not.
func usedIn(p registry.Paper, declaration string) int {
	return slices.IndexFunc(p.Uses, func(u registry.Use) bool { return u.Declaration == declaration })
}

// reversePaper takes a use of a paper back. Once the electronic record counts, uses are reversed there.
func (c *call) reversePaper(id certificate.ID) error {
	if err := c.mustKeepPapers(); err != nil {
		return err
	}
	asked, err := c.askedReversal(id)
	if err != nil {
		return err
	}
	p, err := c.paper(id)
	if err != nil {
		return err
	}
	at := usedIn(p, asked.Declaration)
	if at < 0 {
		return registry.Refuse(registry.UseUnknown)
	}
	if standing := p.Uses[at].Reversal; standing != nil {
		if err := sameReversal(*standing, asked); err != nil {
			return err
		}
		return c.keepPaper(p, true)
	}
	return c.unbookPaper(p, at, asked)
}

func (c *call) unbookPaper(p registry.Paper, at int, asked registry.ReverseRequest) error {
	if err := c.mustBeOnPaperOnly(p.Certificate); err != nil {
		return err
	}
	d := c.paperDesk(p)
	if err := d.credit(p.Uses[at]); err != nil {
		return err
	}
	p.Balances = settled(d.touched)
	p.Uses[at].Reversal = &registry.Reversal{
		Reason: asked.Reason, Officer: asked.Officer, By: c.organisation, At: c.now(), Transaction: c.id,
	}
	return c.keepPaper(p, true)
}

// joinPaper notes that the electronic record came and that its account has taken over the paper's uses. The contract
// cannot check the latter: no other country could endorse what only this one can read.
func (c *call) joinPaper(id certificate.ID) error {
	if err := c.mustKeepPapers(); err != nil {
		return err
	}
	p, err := c.paper(id)
	if err != nil {
		return err
	}
	if p.Joined != nil {
		return c.keepPaper(p, true)
	}
	record, err := c.record(id)
	if err != nil {
		return err
	}
	p.Joined = &registry.PaperJoining{Record: record.Digest, At: c.now(), Transaction: c.id}
	return c.keepPaper(p, true)
}
