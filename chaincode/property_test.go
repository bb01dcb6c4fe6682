package chaincode_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger/seeded"
)

// model is what the test believes of one certificate, in hundredths.
type model struct {
	doc       *certificate.Document
	status    registry.Status
	certified int64
	used      int64
	booked    map[string]int64 // declaration -> quantity
	reversed  map[string]bool
}

// machine plays with certificates on one channel. After every step it checks
// what the step was about, in the end everything.
type machine struct {
	t      *testing.T
	w      *seeded.World
	serial *int
	certs  []*model
	last   *model // what the step just made was about
}

func TestRandomSequencesKeepTheBooks(t *testing.T) {
	w := world(t, certificate.VKFTA)
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{t: t, w: w, serial: &serial}
		m.issue(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"issue": m.issue, "use": m.use, "repeat": m.repeat, "reverse": m.reverse,
			"replace": m.replace, "cancel": m.cancel, "": m.check,
		})
		for _, m.last = range m.certs {
			m.check(rt)
		}
	})
}

func (m *machine) fresh() *certificate.Document {
	*m.serial++
	return m.w.Specimen(certificate.FormVK, "VN", *m.serial)
}

func (m *machine) add(doc *certificate.Document) {
	m.certs = append(m.certs, &model{
		doc: doc, status: registry.Issued, certified: 1200000, booked: map[string]int64{}, reversed: map[string]bool{},
	})
}

func (m *machine) pick(rt *rapid.T) *model {
	m.last = rapid.SampledFrom(m.certs).Draw(rt, "certificate")
	return m.last
}

// pickUse draws a declaration that was booked, if there is one.
func (m *machine) pickUse(rt *rapid.T, c *model) (string, bool) {
	var booked []string
	for declaration := range c.booked {
		booked = append(booked, declaration)
	}
	if len(booked) == 0 {
		return "", false
	}
	slices.Sort(booked)
	return rapid.SampledFrom(booked).Draw(rt, "declaration"), true
}

func (m *machine) issue(*rapid.T) {
	doc := m.fresh()
	issued(m.t, m.w, doc)
	m.add(doc)
}

// hundredths writes n/100 canonically.
func hundredths(t testing.TB, n int64) string {
	t.Helper()
	text := fmt.Sprintf("%d.%02d", n/100, n%100)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}

func (m *machine) use(rt *rapid.T) {
	c := m.pick(rt)
	amount := rapid.Int64Range(1, 900000).Draw(rt, "hundredths")
	declaration := fmt.Sprintf("D-%d", len(c.booked)+1)
	err := use(m.t, m.w, "KR", acceptance(m.t, c.doc, declaration, hundredths(m.t, amount)))
	switch {
	case c.status != registry.Issued:
		mustRefuse(m.t, err, registry.CertificateNotValid)
	case c.used+amount > c.certified:
		mustRefuse(m.t, err, registry.BalanceExceeded)
	default:
		must(m.t, err)
		c.used += amount
		c.booked[declaration] = amount
	}
}

// repeat sends a use again: unchanged, and with another quantity.
func (m *machine) repeat(rt *rapid.T) {
	c := m.pick(rt)
	declaration, ok := m.pickUse(rt, c)
	if !ok {
		return
	}
	want := registry.Code("")
	if c.reversed[declaration] {
		want = registry.DeclarationReversed
	}
	again := acceptance(m.t, c.doc, declaration, hundredths(m.t, c.booked[declaration]))
	mustRefuse(m.t, use(m.t, m.w, "KR", again), want)
	other := acceptance(m.t, c.doc, declaration, hundredths(m.t, c.booked[declaration]+1))
	mustRefuse(m.t, use(m.t, m.w, "KR", other), registry.DeclarationDiffers)
}

func (m *machine) reverse(rt *rapid.T) {
	c := m.pick(rt)
	declaration, ok := m.pickUse(rt, c)
	if !ok {
		return
	}
	must(m.t, reverse(m.t, m.w, "KR", registry.ReverseRequest{
		Certificate: c.doc.ID(), Declaration: declaration, Reason: "withdrawn", Officer: "KR-1",
	}))
	if !c.reversed[declaration] {
		c.reversed[declaration] = true
		c.used -= c.booked[declaration]
	}
}

func (m *machine) replace(rt *rapid.T) {
	c := m.pick(rt)
	doc := m.fresh()
	doc.Replaces = &certificate.Link{Certificate: c.doc.ID(), IssueDate: c.doc.IssueDate}
	err := anchor(m.t, m.w.Issuer("VN"), registry.Replace, submission(m.t, m.w, doc))
	switch {
	case c.status != registry.Issued:
		mustRefuse(m.t, err, registry.CertificateNotValid)
	case c.used > 0:
		mustRefuse(m.t, err, registry.CertificateInUse)
	default:
		must(m.t, err)
		c.status = registry.Replaced
		m.add(doc)
	}
}

func (m *machine) cancel(rt *rapid.T) {
	c := m.pick(rt)
	err := cancel(m.t, m.w, specimen.Cancellation(c.doc, certificate.InstantOf(m.w.Ledger.Now())))
	switch c.status {
	case registry.Replaced:
		mustRefuse(m.t, err, registry.CertificateNotValid)
	default: // cancelled again by the very same act changes nothing
		must(m.t, err)
		c.status = registry.Cancelled
	}
}

// check compares a certificate with its model, and its books with each other.
func (m *machine) check(*rapid.T) {
	c := m.last
	if c == nil {
		return
	}
	a := account(m.t, m.w, c.doc.ID(), "KR")
	if got := a.Balances[0].Used.String(); got != hundredths(m.t, c.used) {
		m.t.Fatalf("%s: used %s, want %s", c.doc.Reference, got, hundredths(m.t, c.used))
	}
	if got := record(m.t, m.w, c.doc.ID()).Status; got != c.status {
		m.t.Fatalf("%s: status %s, want %s", c.doc.Reference, got, c.status)
	}
	checkBooks(m.t, a)
}

// checkBooks: the balance is the sum of the standing uses, never more than was
// certified, and the uses are numbered without a gap.
func checkBooks(t *testing.T, a registry.Account) {
	t.Helper()
	var sum certificate.Decimal
	for i, u := range a.Uses {
		if u.Sequence != i+1 {
			t.Fatalf("use %d has number %d", i+1, u.Sequence)
		}
		if u.Reversal == nil {
			sum = sum.Add(u.Lines[0].Quantity)
		}
	}
	b := a.Balances[0]
	if b.Used.Cmp(sum) != 0 || b.Used.Cmp(b.Certified) > 0 || b.Used.Sign() < 0 {
		t.Fatalf("used %s of %s, uses say %s", b.Used, b.Certified, sum)
	}
}
