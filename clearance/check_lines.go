package clearance

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
)

// lineMatter is one line under assessment. Its pointers are nil where the line does not fit the certificate.
type lineMatter struct {
	declared DeclaredLine
	item     *certificate.Item
	asked    *certificate.Measure // in the unit of the certificate
	inexact  bool                 // the units compare, but the amount has no exact value
	balance  *registry.Balance
	open     certificate.Decimal // what is left when this line's turn comes
	uses     []EarlierUse
}

// lineChecks look at one line each; what one finds has no bearing on another.
func lineChecks() []check {
	quantity := func(s subject) string { return atImport(s.Here, s.law.quantity, "Art. 15(5)-(6), 22") }
	return []check{
		{"LINE-01", "Does the certificate have the item relied on?", quantity, aDocument, itemFound},
		{"LINE-02", "Can the quantity be expressed in the unit of the certificate?", quantity, anItem, comparable},
		{"LINE-03", "Was the item not refused before?", quantity, anItem, notRefusedBefore},
		{"LINE-04", "Is the quantity covered by what is left?", quantity, aQuantity, covered},
	}
}

func anItem(s subject) (Message, bool) { return msgNoItem, s.line.item != nil }

func aQuantity(s subject) (Message, bool) { return msgNoUnit, s.line.asked != nil }

// lineMatters gives the lines to assess: those declared, or without a declaration every item in full.
func (m *matter) lineMatters() []DeclaredLine {
	if m.Declaration != nil {
		return m.Declaration.Lines
	}
	if m.document == nil {
		return nil
	}
	var all []DeclaredLine
	for _, item := range m.document.Items {
		all = append(all, DeclaredLine{Line: item.Number, Item: item.Number, Quantity: item.Quantity})
	}
	return all
}

// lineMatter gathers what the checks on one line need.
func (m *matter) lineMatter(declared DeclaredLine) *lineMatter {
	l := &lineMatter{declared: declared}
	if m.document == nil {
		return l
	}
	item, ok := m.document.Line(declared.Item)
	if !ok {
		return l
	}
	l.item = &item
	asked, err := certificate.Convert(declared.Quantity, item.Quantity.Unit)
	if err == nil {
		l.asked = &asked
	}
	l.inexact = errors.Is(err, certificate.ErrInexact)
	m.addAccount(l)
	return l
}

// addAccount adds what is recorded of earlier uses of the line's item.
func (m *matter) addAccount(l *lineMatter) {
	account, _ := m.Account.found()
	i := slices.IndexFunc(account.Balances, func(b registry.Balance) bool { return b.Item == l.item.Number })
	if i >= 0 {
		l.balance, l.open = &account.Balances[i], m.open[l.item.Number]
	}
	for _, u := range account.Uses {
		if m.Declaration == nil || u.Declaration != m.Declaration.Number {
			l.uses = append(l.uses, usesOf(u, l.item.Number)...)
		}
	}
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
		return cannotTell(Defer, msgAccountMissing).from("state", spell(s.Account.State))
	}
	if s.line.balance.Status() != registry.LineRefused {
		return met(msgLineOpen)
	}
	account, _ := s.Account.found()
	return notMet(Refer, msgLineRefused).giving("declaration", lastRefusal(account, s.line.item.Number))
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

// covered sets what is asked against what is left. Customs grant the covered part and refuse the rest.
func covered(s subject) ruling {
	l := s.line
	if l.balance == nil {
		return cannotTell(Defer, msgAccountMissing).from("state", spell(s.Account.State))
	}
	var r ruling
	switch {
	case l.declared.Quantity.Value.Sign() <= 0:
		return notApplicable(msgNoUnit)
	case l.open.Cmp(l.asked.Value) >= 0:
		r = met(msgCovered)
	case l.open.Sign() > 0:
		r = notMet(AcceptPart, msgCoveredPart)
	default:
		r = notMet(Refuse, msgUsedUp)
	}
	return r.from("certified", l.balance.Certified.String(), "unit", l.balance.Unit, "quantity", l.asked.Value.String()).
		giving("available", l.open.String(), "uses", l.usesText())
}

// usesText names the earlier uses.
func (l *lineMatter) usesText() string {
	if len(l.uses) == 0 {
		return "none by other declarations"
	}
	texts := make([]string, len(l.uses))
	for i, u := range l.uses {
		texts[i] = fmt.Sprintf("%s on declaration %s of %s", measure(u.Quantity), u.Declaration, u.DecidedOn)
	}
	return strings.Join(texts, ", ")
}
