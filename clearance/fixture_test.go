package clearance

import (
	"sync"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	rules "origo/fta-rules"
)

// The moments of the fixture.
var (
	signedAt   = time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	anchoredAt = "2026-11-18T09:10:00Z"
)

// fixture is a genuine Form D from Viet Nam, anchored, unused and presented in Thailand.
type fixture struct {
	document *certificate.Document
	bytes    []byte
	officer  *demopki.Officer
	facts    Facts
}

// rulebook is everything that Origo holds, loaded once for all tests.
var rulebook = sync.OnceValues(rules.Load)

func assessor(t testing.TB) *Assessor {
	t.Helper()
	book, err := rulebook()
	return NewAssessor(must(t, book, err))
}

// must ends the test on an error of its preparation.
func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func newOfficer(t testing.TB) *demopki.Officer {
	authority, err := demopki.NewAuthority("VN", "Ministry of demonstration", signedAt.AddDate(0, -1, 0))
	if err != nil {
		t.Fatal(err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Nguyen Van Hai", Office: "02"})
	return must(t, officer, err)
}

func newFixture(t testing.TB, change ...func(*certificate.Document)) *fixture {
	t.Helper()
	x := &fixture{document: specimen.FormD("demo"), officer: newOfficer(t)}
	for _, c := range change {
		c(x.document)
	}
	raw, err := x.document.Canonical()
	x.bytes = must(t, raw, err)
	signature, err := x.officer.Sign(x.bytes, signedAt)
	x.facts = x.factsWith(must(t, signature, err))
	return x
}

func (x *fixture) factsWith(signature []byte) Facts {
	d, salt := x.document, []byte("0123456789abcdef0123456789abcdef")
	record := registry.Record{
		ID: d.ID(), ImportingCountry: d.ImportingCountry, Office: d.Office, Digest: publicDigest(salt, x.bytes),
		Status: registry.Issued, IssueDate: d.IssueDate, Expiry: d.Expiry(), Signer: x.officer.Fingerprint().String(),
		AnchoredAt: anchoredAt, AnchoredIn: "tx1", StatusAt: anchoredAt,
	}
	return Facts{
		Source:      FromLedger,
		Presented:   Presented{Certificate: x.bytes, Seal: signature},
		Membership:  Have(registry.Membership{Version: 1, Network: d.Network, Agreement: d.Agreement}),
		Record:      Have(record),
		Dossier:     Have(registry.Dossier{ID: d.ID(), Certificate: x.bytes, Seal: signature, Salt: salt}),
		Signer:      Have(x.signer()),
		Account:     Have(x.account()),
		Cases:       Have([]registry.Case{}),
		Here:        d.ImportingCountry,
		PresentedOn: certificate.NewDate(2026, 12, 1),
		AsOf:        AsOf{Channel: string(d.Agreement), Block: 12, BlockTime: "2026-12-01T08:00:00Z", AgeSeconds: 3},
	}
}

func (x *fixture) signer() registry.SignerState {
	d := x.document
	return registry.SignerState{
		Signer: registry.Signer{
			Fingerprint: x.officer.Fingerprint().String(), Country: d.IssuingCountry, Office: d.Office,
			Certificate: x.officer.Certificate.Raw, Forms: []certificate.Form{d.Form},
			From: "2026-11-01T00:00:00Z", Until: "2027-11-01T00:00:00Z",
		},
		Office: registry.Office{Country: d.IssuingCountry, Code: d.Office, Kind: registry.IssuingAuthority},
	}
}

func (x *fixture) account() registry.Account {
	account := registry.Account{ID: x.document.ID()}
	for _, item := range x.document.Items {
		account.Balances = append(account.Balances, registry.Balance{
			Item: item.Number, Unit: item.Quantity.Unit, Certified: item.Quantity.Value,
		})
	}
	return account
}

// The ways in which tests change the facts. Each works on a copy of what it changes.

func (x *fixture) with(changes ...func(*Facts)) Facts {
	f := x.facts
	for _, c := range changes {
		c(&f)
	}
	return f
}

func record(change func(*registry.Record)) func(*Facts) {
	return func(f *Facts) { f.Record = changed(f.Record, change) }
}

func signer(change func(*registry.SignerState)) func(*Facts) {
	return func(f *Facts) { f.Signer = changed(f.Signer, change) }
}

func changed[T any](a Answer[T], change func(*T)) Answer[T] {
	value := *a.Value
	change(&value)
	return Have(value)
}

// used books an earlier use of an item by another declaration.
func used(item int, quantity, declaration string) func(*Facts) {
	return func(f *Facts) {
		f.Account = changed(f.Account, func(a *registry.Account) {
			a.Balances = append([]registry.Balance(nil), a.Balances...)
			for i := range a.Balances {
				if a.Balances[i].Item == item {
					a.Balances[i].Used = a.Balances[i].Used.Add(decimal(quantity))
					a.Uses = append(a.Uses, useOf(a.Balances[i], decimal(quantity), declaration))
				}
			}
		})
	}
}

func useOf(b registry.Balance, quantity certificate.Decimal, declaration string) registry.Use {
	return registry.Use{UseRequest: registry.UseRequest{
		Declaration: declaration, Outcome: registry.Accepted, DecidedOn: certificate.NewDate(2026, 11, 25),
		Lines: []registry.UseLine{{Item: b.Item, Quantity: quantity, Unit: b.Unit}},
	}}
}

// declared gives lines as item, quantity, unit, item, ….
func declared(parts ...any) func(*Facts) {
	return func(f *Facts) {
		d := &Declaration{Number: "TH-1", ImportingCountry: "TH"}
		for i := 0; i+2 < len(parts); i += 3 {
			quantity := certificate.Measure{Value: decimal(parts[i+1].(string)), Unit: parts[i+2].(string)}
			d.Lines = append(d.Lines, DeclaredLine{Line: i/3 + 1, Item: parts[i].(int), Quantity: quantity})
		}
		f.Declaration = d
	}
}

func decimal(text string) certificate.Decimal {
	d, err := certificate.ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

func presented(on string) func(*Facts) {
	return func(f *Facts) {
		d, err := certificate.ParseDate(on)
		if err != nil {
			panic(err)
		}
		f.PresentedOn = d
	}
}
