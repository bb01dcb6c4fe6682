package chaincode

import "origo/certificate/registry"

// casePlace is where a case lies: between which two parties, and under which
// mark. It never touches the certificate's own records: what a transaction
// reads stands in the block, and would tell which certificate is doubted.
type casePlace struct {
	name registry.CaseName
	pair
}

// caseAt finds the place of a case among the parties of the channel.
func (c *call) caseAt(name registry.CaseName) (casePlace, error) {
	at := casePlace{name: name}
	if name.Agreement != c.membership.Agreement {
		return at, registry.Refuse(registry.CaseUnknown)
	}
	if name.SideOf(c.party.Country) == "" || name.Importing == name.Issuing {
		return at, registry.Refuse(registry.WrongCountry, "country", c.party.Country)
	}
	var err error
	if at.importing, err = c.mustKnow(name.Importing); err != nil {
		return at, err
	}
	at.issuing, err = c.mustKnow(name.Issuing)
	return at, err
}

// caseOf finds the place of a case by its id.
func (c *call) caseOf(id string) (casePlace, error) {
	name, err := registry.ParseCaseName(id)
	if err != nil {
		return casePlace{}, malformed("case")
	}
	return c.caseAt(name)
}

// docketAt is the address of a side's half.
func (p casePlace) docketAt(side registry.Side) address {
	return public(registry.KeyCase, p.name.Mark, string(side)).in(registry.Collection(p.issuing.Country, p.importing.Country))
}

// openCase sends a request for verification. Both halves are made at once, each
// in the care of its side, so that from the first day nobody but the issuing
// authority can speak for it.
func (c *call) openCase() error {
	if err := c.mustBe(registry.RoleCustoms); err != nil {
		return err
	}
	var asked registry.OpenCase
	if err := c.transient(registry.TransientCase, &asked); err != nil {
		return err
	}
	if err := c.checkOpening(asked); err != nil {
		return err
	}
	if err := c.mustClearFor(c.party.Country); err != nil {
		return err
	}
	at, err := c.caseAt(registry.NameCase(c.membership.Agreement, c.party.Country, asked))
	if err != nil {
		return err
	}
	standing, found, err := read[registry.Docket](c.ledger, at.docketAt(registry.ImportingSide))
	if err != nil {
		return err
	}
	if found {
		return sameCase(standing, asked)
	}
	return c.createCase(at, asked)
}

// sameCase accepts the repetition of a request, and nothing else under its
// number.
func sameCase(standing registry.Docket, asked registry.OpenCase) error {
	if standing.Head == nil || !sameContent(*standing.Head, asked.CaseHead) || !sameContent(standing.Entries[0].CaseContent, asked.Opening) {
		return registry.Refuse(registry.CaseDiffers)
	}
	return nil
}

// createCase writes both halves.
func (c *call) createCase(at casePlace, asked registry.OpenCase) error {
	id := at.name.String()
	first := c.entry(registry.ImportingSide, asked.Opening, 1)
	importing := registry.Docket{ID: id, Head: &asked.CaseHead, Secret: asked.Salt, Entries: []registry.CaseEntry{first}}
	importing.Salt = c.salt(asked.Salt, at.docketAt(registry.ImportingSide))
	if err := c.create(at.docketAt(registry.ImportingSide), importing, at.customs()); err != nil {
		return err
	}
	issuing := registry.Docket{ID: id, Entries: []registry.CaseEntry{}}
	issuing.Salt = c.salt(asked.Salt, at.docketAt(registry.IssuingSide))
	if err := c.create(at.docketAt(registry.IssuingSide), issuing, at.issuers()); err != nil {
		return err
	}
	return c.emit(registry.EventCase, registry.CaseChange{ID: id})
}

// entry is what is said, with who says it and when.
func (c *call) entry(side registry.Side, content registry.CaseContent, sequence int) registry.CaseEntry {
	return registry.CaseEntry{
		CaseContent: content, Sequence: sequence, Side: side, By: c.organisation, At: c.now(), Transaction: c.id,
	}
}

// halves are the two dockets of a case and what they make up together.
type halves struct {
	importing, issuing registry.Docket
	joined             registry.Case
}

// halves reads a case.
func (c *call) halves(at casePlace) (halves, error) {
	var h halves
	var found bool
	var err error
	if h.importing, found, err = read[registry.Docket](c.ledger, at.docketAt(registry.ImportingSide)); err != nil {
		return h, err
	}
	if !found {
		return h, registry.Refuse(registry.CaseUnknown)
	}
	if h.issuing, _, err = read[registry.Docket](c.ledger, at.docketAt(registry.IssuingSide)); err != nil {
		return h, err
	}
	h.joined, err = registry.Join(h.importing, h.issuing)
	return h, err
}

// addToCase appends an entry to the half of its side. Both halves are read, so
// of two entries at the same time one has to be made again.
func (c *call) addToCase() error {
	var asked registry.CaseEntryRequest
	if err := c.transient(registry.TransientEntry, &asked); err != nil {
		return err
	}
	at, err := c.caseOf(asked.Case)
	if err != nil {
		return err
	}
	side := registry.SideOfAction(asked.Action)
	if err := c.mustSpeakFor(at, side); err != nil {
		return err
	}
	if err := c.checkEntry(asked); err != nil {
		return err
	}
	h, err := c.halves(at)
	if err != nil {
		return err
	}
	repeated, err := follows(h.joined, asked, side)
	if err != nil || repeated {
		return err
	}
	return c.append(at, h, c.entry(side, asked.CaseContent, len(h.joined.Entries)+1))
}

// mustSpeakFor admits the customs of the importing country and the issuing
// authority of the other, each to its own entries.
func (c *call) mustSpeakFor(at casePlace, side registry.Side) error {
	switch side {
	case registry.ImportingSide:
		return c.mustClearFor(at.importing.Country)
	case registry.IssuingSide:
		return c.mustIssueFor(at.issuing.Country, registry.RoleIssuer)
	}
	return malformed("action")
}

// follows tells whether an entry is the repetition of a standing one, and
// refuses one whose writer did not know all that stands or that the case does
// not allow.
func follows(standing registry.Case, asked registry.CaseEntryRequest, side registry.Side) (repeated bool, err error) {
	known := len(standing.Entries)
	if asked.After < known {
		next := standing.Entries[asked.After]
		if next.Side == side && sameContent(next.CaseContent, asked.CaseContent) {
			return true, nil
		}
	}
	if asked.After != known {
		return false, registry.Refuse(registry.CaseMoved, "entries", decimal(known))
	}
	if _, err := standing.Standing.After(asked.CaseContent); err != nil {
		return false, registry.Refuse(registry.CaseNotAllowed, "action", string(asked.Action),
			"state", string(standing.Standing.State), "visit", string(standing.Standing.Visit))
	}
	return false, nil
}

// append writes one half anew, with the entry at its end.
func (c *call) append(at casePlace, h halves, entry registry.CaseEntry) error {
	half, next := h.importing, at.customs()
	if entry.Side == registry.IssuingSide {
		half, next = h.issuing, at.issuers()
	}
	half.Entries = append(half.Entries, entry)
	place := at.docketAt(entry.Side)
	half.Salt = c.salt(h.importing.Secret, place)
	if err := c.update(place, half, next); err != nil {
		return err
	}
	return c.emit(registry.EventCase, registry.CaseChange{ID: at.name.String()})
}
