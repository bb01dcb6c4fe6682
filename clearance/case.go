package clearance

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/casefile"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// procedureCase puts the facts in the words of the agreement's checks, nil if there is no proof that can be read. What
// was declared of single items is added line by line; see rounds.
func (m *matter) procedureCase() *procedure.Case {
	var c *procedure.Case
	switch {
	case m.Entered != nil:
		e := m.Entered
		c = &procedure.Case{Agreement: e.Agreement, Exporter: e.Exporter, Proof: e.Proof, Items: slices.Clone(e.Items)}
		for i := range c.Items {
			c.Items[i].Declared = procedure.Declared{}
		}
		m.addOutage(&c.Proof.Authenticity)
	case m.document != nil:
		c = casefile.Case(procedure.Clearance, m.document, casefile.Papers{})
		m.addLedger(c)
	default:
		return nil
	}
	m.addPapers(c)
	return c
}

// addOutage adds that the paper was taken because the partner had announced an outage, unless the request says otherwise.
func (m *matter) addOutage(known *procedure.Authenticity) {
	if p, taken := m.Paper.found(); taken && known.OutageNotified == nil && p.Reason == registry.PartnerOutage {
		announced := true
		known.OutageNotified = &announced
	}
}

// addLedger adds what the ledger says of a sealed document. Of the seal itself this package's own checks tell, so the
// agreement's are told nothing of it but what only they can judge: whether an exporter may declare.
func (m *matter) addLedger(c *procedure.Case) {
	record, known := m.Record.found()
	switch {
	case !known && m.Record.State == NotFound && m.Source == FromLedger:
		c.Proof.Status = procedure.NotReceived
	case record.Status == registry.Issued:
		c.Proof.Status = procedure.Valid
	case record.Status == registry.Cancelled:
		c.Proof.Status = procedure.Cancelled
	case record.Status == registry.Replaced:
		c.Proof.Status = procedure.Replaced
	}
	if known && m.isLedgers() {
		reused := false // the contract anchors one certificate under a number, for good
		c.Proof.Reused = &reused
	}
	c.Proof.StatusReason = record.Reason
	if record.ReplacedBy != nil {
		c.Proof.ReplacedBy = record.ReplacedBy.Reference
	}
	if c.Proof.Kind == procedure.Self {
		m.addExporter(&c.Proof.Self)
	}
}

// isLedgers reports whether what is assessed is the very certificate on the ledger.
func (m *matter) isLedgers() bool {
	dossier, held := m.Dossier.found()
	return held && (len(m.Presented.Certificate) == 0 || bytes.Equal(m.Presented.Certificate, dossier.Certificate))
}

// addExporter adds what the trust registry says of the exporter behind an origin declaration: whether the authorisation
// named is in force and for which products. A genuine seal is the exporter's signature.
func (m *matter) addExporter(self *procedure.SelfCertified) {
	state, known := m.Signer.found()
	if !known || m.refusal != nil || m.message == nil {
		return
	}
	signed := true
	self.Signed, self.SignatoryListed = &signed, &signed
	office := state.Office
	if office.Authorisation == nil {
		return
	}
	issued := m.document.IssueDate
	valid := office.Authorisation.Code == self.Authorisation &&
		!issued.Before(office.Authorisation.From) && !issued.After(office.Authorisation.Until)
	self.AuthorisationValid, self.Products = &valid, office.Authorisation.Products
}

// addPapers adds the declaration as a whole and what lies beside it.
func (m *matter) addPapers(c *procedure.Case) {
	p := m.Papers
	c.Stage, c.Today = procedure.Clearance, m.Today
	if m.Here != "" {
		c.Importer = m.Here
	}
	c.Journey, c.Waiver, c.Query = p.Journey, p.Waiver, p.Query
	c.Settings, c.Doubts, c.Differences = p.Settings, p.Doubts, p.Differences
	c.Declaration.ProofSubmitted = m.PresentedOn
	if d := m.Declaration; d != nil {
		c.Declaration = procedure.Declaration{
			Registered: d.Registered, ProofSubmitted: m.PresentedOn, Invoice: d.Invoice, Guarantee: d.Guarantee,
			OriginCountry: d.OriginCountry, Reference: d.Reference, IssueDate: d.IssueDate, RateExcluded: d.RateExcluded,
		}
	}
	for i := range c.Items {
		number := c.Items[i].Number
		if previous, ok := p.Previous[number]; ok && !hasBill(p.Bills, number) {
			c.Items[i].Determination = previous.origin()
		}
	}
}

func hasBill(bills map[int]origin.Bill, item int) bool {
	_, has := bills[item]
	return has
}

// item is the item of that number on the proof, nil if it has none.
func (m *matter) item(number int) *procedure.Item {
	if m.proof == nil {
		return nil
	}
	if i := number - 1; i >= 0 && i < len(m.proof.Items) && m.proof.Items[i].Number == number {
		return &m.proof.Items[i]
	}
	for i := range m.proof.Items {
		if m.proof.Items[i].Number == number {
			return &m.proof.Items[i]
		}
	}
	return nil
}

// asDeclared is what the rules are told of a declared line. What is used is told only where the account is known and
// the units compare, so that a quantity is never found covered by mistake.
func (l *lineMatter) asDeclared() procedure.Declared {
	d := procedure.Declared{HS: l.declared.code(), Rule: l.declared.Rule, EvidenceDays: l.declared.EvidenceDays}
	if l.counted && l.asked != nil && l.asked.Value.Sign() > 0 {
		d.Quantity = l.asked
		d.Used = &certificate.Measure{Value: l.item.Quantity.Value.Sub(l.open), Unit: l.asked.Unit}
	}
	return d
}

// examine asks the rules about a round of lines, each for another item: what is found of the whole, and by item.
func (m *matter) examine(round []lineMatter, first bool) []Finding {
	c := *m.proof
	c.Items = m.itemsOf(round, first)
	for i := range c.Items {
		for n := range round {
			if l := &round[n]; l.item != nil && l.item.Number == c.Items[i].Number {
				c.Items[i].Declared = l.asDeclared()
			}
		}
	}
	found, err := m.book.Findings(&c, m.Papers.Bills)
	if err != nil {
		unusable := cannotTell(Refer, msgBillUnusable).from("unusable", whyUnusable(err))
		unusable.Check, unusable.Citation = "BILL-01", m.law.doubt
		found, _ = m.book.Findings(&c, nil) // without bills there is nothing that could fail
		found = append(found, Finding(unusable))
	}
	found = append(found, m.ofInquiries(&c, found)...)
	for i := range found {
		m.temper(&found[i])
	}
	return found
}

// whyUnusable are the problems of a bill by code and place, for package explain to word.
func whyUnusable(err error) string {
	var problems origin.Problems
	if !errors.As(err, &problems) {
		return err.Error()
	}
	all := make([]string, len(problems))
	for i, p := range problems {
		all[i] = string(p.Code) + " " + p.Path
	}
	return strings.Join(all, "; ")
}

// itemsOf are the items that a round concerns: all of them in the first, which tells of the whole; later those of the
// lines and, so that a proof of several items stays one, another.
func (m *matter) itemsOf(round []lineMatter, first bool) []procedure.Item {
	if first {
		return slices.Clone(m.proof.Items)
	}
	items := make([]procedure.Item, 0, len(round)+1)
	for i := range round {
		if l := &round[i]; l.item != nil {
			items = append(items, *l.item)
		}
	}
	for i := 0; i < len(m.proof.Items) && len(items) == 1; i++ {
		if m.proof.Items[i].Number != items[0].Number {
			items = append(items, m.proof.Items[i])
		}
	}
	return items
}
