package clearance

import (
	"errors"
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/procedure"
)

// lineMatter is one line under assessment. Its pointers are nil where the line does not fit the certificate.
type lineMatter struct {
	declared  DeclaredLine
	item      *procedure.Item
	asked     *certificate.Measure // in the unit of the certificate
	converted certificate.Measure  // asked, if it is not nil
	inexact   bool                 // the units compare, but the amount has no exact value
	balance   *registry.Balance    // nil if the ledger has none
	counted   bool                 // what is left is known
	open      certificate.Decimal  // what is left when this line's turn comes
	uses      []EarlierUse
}

// assessLines assesses every declared line, or every item where nothing was declared. Lines that rely on the same item
// draw on it in their order, so they are looked at in rounds: the first line of every item, then the second, and so on.
func (m *matter) assessLines() []Line {
	declared := m.declaredLines()
	lines := make([]Line, len(declared))
	for n, round := range rounds(declared) {
		matters := make([]lineMatter, len(round))
		for i, at := range round {
			m.gather(&matters[i], declared[at])
		}
		found := m.look(matters, n == 0)
		for i, at := range round {
			lines[at] = m.assessLine(&matters[i], found)
		}
	}
	return lines
}

// rounds groups the places of lines so that no group has two lines of one item. There is always a first round.
func rounds(declared []DeclaredLine) [][]int {
	all, next := [][]int{make([]int, 0, len(declared))}, make(map[int]int, len(declared))
	for at, line := range declared {
		n := next[line.Item]
		next[line.Item]++
		if n == len(all) {
			all = append(all, nil)
		}
		all[n] = append(all[n], at)
	}
	return all
}

// look asks the rules about a round; the first tells of the certificate as a whole as well.
func (m *matter) look(round []lineMatter, first bool) []Finding {
	var found []Finding
	if m.proof != nil {
		found = m.examine(round, first)
	}
	if first {
		checks := certificateChecks
		if m.Entered != nil {
			checks = enteredChecks
		}
		m.whole = findAll(checks, subject{matter: m, rules: m.ofWhole(found), found: found})
	}
	return found
}

// ofWhole are the findings on the certificate as a whole, but for those that this package's checks say with more to go
// by.
func (m *matter) ofWhole(found []Finding) []*Finding {
	return selected(found, func(f *Finding) bool {
		return m.item(f.Item) == nil && !(m.Entered == nil && slices.Contains(saidBetter, f.Message))
	})
}

// ofItem are the findings on an item.
func ofItem(found []Finding, number int) []*Finding {
	return selected(found, func(f *Finding) bool { return f.Item == number })
}

func selected(found []Finding, fits func(*Finding) bool) []*Finding {
	some := make([]*Finding, 0, 16)
	for i := range found {
		if fits(&found[i]) {
			some = append(some, &found[i])
		}
	}
	return some
}

// assessLine makes the checks on one line and reserves what it covers, so that two lines of one declaration cannot
// share the same quantity.
func (m *matter) assessLine(l *lineMatter, found []Finding) Line {
	line := Line{Line: l.declared.Line, Item: l.declared.Item, EarlierUses: l.uses}
	s := subject{matter: m, line: l}
	if l.item != nil {
		s.rules = ofItem(found, l.item.Number)
	}
	line.Findings = findAll(lineChecks, s)
	line.Verdict = gravest(m.whole, line.Findings)
	if line.Verdict.Grants() && l.asked != nil {
		m.reserve(l, &line)
	}
	line.Step = lineStep(line, m.whole)
	return line
}

// reserve takes what the line covers from what is left of the item.
func (m *matter) reserve(l *lineMatter, line *Line) {
	part := l.asked.Value
	if l.counted && l.open.Cmp(part) < 0 {
		part = l.open
		line.Excess = &certificate.Measure{Value: l.asked.Value.Sub(part), Unit: l.asked.Unit}
	}
	line.Covered = &certificate.Measure{Value: part, Unit: l.asked.Unit}
	if l.counted {
		m.open[l.declared.Item] = l.open.Sub(part)
	}
}

// lineChecks look at one line each; what one finds has no bearing on another. Whether what is left covers the line is
// for the agreement's own check.
var lineChecks = slices.Concat([]check{
	{id: "LINE-01", asks: "Does the certificate have the item relied on?", cites: onQuantity, need: aProof, judge: itemFound},
	{id: "LINE-02", asks: "Can the quantity be expressed in the unit of the certificate?", cites: onQuantity, need: anItem, judge: comparable},
	{id: "LINE-03", asks: "Was the item not refused before?", cites: onQuantity, need: anItem, judge: notRefusedBefore},
	{id: "LINE-04", asks: "Is it known what is left of the item?", cites: onQuantity, need: anItem, judge: counted},
	{id: "LINE-05", asks: "Does the invoice declared stand on the certificate?", cites: onDifferences, need: anInvoice, judge: sameInvoice,
		yields: []Message{"atiga.invoice.number_differs", "atiga.invoice.number_perhaps_manufacturers", "atiga.invoice.date_differs"}},
}, inquiryLineChecks())

func onQuantity(s subject) string { return atImport(s.Here, s.law.quantity, "Art. 15(5)-(6), 22") }

func aProof(s subject) (Message, bool) { return msgNoDocument, s.proof != nil }

func anItem(s subject) (Message, bool) { return msgNoItem, s.line.item != nil }

// declaredLines gives the lines to assess: those declared, or without a declaration every item in full.
func (m *matter) declaredLines() []DeclaredLine {
	if m.Declaration != nil {
		return m.Declaration.Lines
	}
	if m.proof == nil {
		return nil
	}
	all := make([]DeclaredLine, len(m.proof.Items))
	for i, item := range m.proof.Items {
		all[i] = DeclaredLine{Line: item.Number, Item: item.Number}
		if item.Quantity != nil {
			all[i].Quantity = *item.Quantity
		}
	}
	return all
}

// gather fills in what the checks on one line need.
func (m *matter) gather(l *lineMatter, declared DeclaredLine) {
	l.declared, l.item = declared, m.item(declared.Item)
	if l.item == nil {
		return
	}
	if l.item.Quantity != nil {
		converted, err := inUnit(declared.Quantity, l.item.Quantity.Unit)
		if err == nil {
			l.converted, l.asked = converted, &l.converted
		}
		l.inexact = errors.Is(err, certificate.ErrInexact)
	}
	m.addAccount(l)
}

// inUnit converts; amounts already in the unit need not be in a unit that Origo knows.
func inUnit(m certificate.Measure, unit string) (certificate.Measure, error) {
	if m.Unit == unit {
		return m, nil
	}
	return certificate.Convert(m, unit)
}

// addAccount adds what is recorded of earlier uses of the line's item. Of a proof that was entered by hand, nothing is
// used where the ledger has no account of it.
func (m *matter) addAccount(l *lineMatter) {
	i := slices.IndexFunc(m.account.Balances, func(b registry.Balance) bool { return b.Item == l.item.Number })
	switch {
	case i >= 0 && l.otherUnit(m.account.Balances[i].Unit):
		l.balance = &m.account.Balances[i] // a paper was taken down in another unit
	case i >= 0:
		l.balance, l.counted, l.open = &m.account.Balances[i], true, m.open[l.item.Number]
	case m.Entered != nil && !m.Account.missing() && l.item.Quantity != nil:
		l.counted, l.open = true, m.untouched(l.item)
	}
	for _, u := range m.account.Uses {
		if m.Declaration == nil || u.Declaration != m.Declaration.Number {
			l.uses = append(l.uses, usesOf(u, l.item.Number)...)
		}
	}
}

// otherUnit reports whether the item is counted in another unit than the one that its proof gives.
func (l *lineMatter) otherUnit(counted string) bool {
	return l.item.Quantity != nil && l.item.Quantity.Unit != counted
}

// untouched is what is left of an item that has no balance yet: all of it, less what earlier lines reserved.
func (m *matter) untouched(item *procedure.Item) certificate.Decimal {
	if left, reserved := m.open[item.Number]; reserved {
		return left
	}
	return item.Quantity.Value
}

// usesOf is what a use took of an item, once for every line that took some.
func usesOf(u registry.Use, item int) []EarlierUse {
	var all []EarlierUse
	for _, l := range u.Lines {
		if l.Item == item && counts(u) {
			quantity := certificate.Measure{Value: l.Quantity, Unit: l.Unit}
			all = append(all, EarlierUse{Declaration: u.Declaration, Quantity: quantity, DecidedOn: u.DecidedOn})
		}
	}
	return all
}

func itemFound(s subject) ruling {
	r := met(msgItemMet)
	if s.line.item == nil {
		r = notMet(Correct, msgItemUnknown)
	}
	return r.from("item", strconv.Itoa(s.line.declared.Item))
}

func comparable(s subject) ruling {
	l := s.line
	if l.item.Quantity == nil {
		return notApplicable(msgNoQuantity)
	}
	var r ruling
	switch {
	case l.declared.Quantity.Value.Sign() <= 0:
		r = notMet(Correct, msgNotPositive)
	case l.asked != nil:
		r = met(msgUnitMet).giving("quantity", measure(*l.asked))
	case l.inexact:
		r = notMet(Correct, msgUnitInexact)
	default:
		r = notMet(Correct, msgUnitDiffers)
	}
	return r.from("asked", measure(l.declared.Quantity), "unit", l.item.Quantity.Unit)
}

// measure writes an amount with its unit.
func measure(m certificate.Measure) string { return m.Value.String() + " " + m.Unit }

func notRefusedBefore(s subject) ruling {
	if s.line.balance == nil {
		return ruling{} // LINE-04 says so
	}
	if s.line.balance.Status() != registry.LineRefused {
		return met(msgLineOpen)
	}
	return notMet(Refer, msgLineRefused).giving("declaration", lastRefusal(s.account, s.line.item.Number))
}

// lastRefusal names the declaration that was last refused for the item.
func lastRefusal(account registry.Account, item int) string {
	last := "unknown"
	for _, u := range account.Uses {
		for _, g := range u.Grounds {
			if u.Reversal == nil && (g.Item == item || g.Item == 0) {
				last = u.Declaration
			}
		}
	}
	return last
}

// counted speaks up only where the ledger does not tell what is left. Where it does, the agreement's check on
// quantities sets it against what is asked.
func counted(s subject) ruling {
	if s.line.counted || s.line.item.Quantity == nil || s.Entered != nil && !s.Entered.countable() {
		return ruling{}
	}
	if s.line.balance != nil {
		return cannotTell(Refer, msgAccountUnit).from("unit", s.line.item.Quantity.Unit, "counted", measure(leftOf(*s.line.balance)))
	}
	return cannotTell(Defer, msgAccountMissing, evidenceAccount).from("state", spell(s.Account.State))
}

// leftOf is what a balance has left.
func leftOf(b registry.Balance) certificate.Measure {
	return certificate.Measure{Value: b.Certified.Sub(b.Used), Unit: b.Unit}
}
