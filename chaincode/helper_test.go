package chaincode_test

import (
	"encoding/json"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

// codeOf is the refusal code in an error, empty for none. Errors that are no
// refusal fail the test.
func codeOf(t testing.TB, err error) registry.Code {
	t.Helper()
	if err == nil {
		return ""
	}
	refusal, ok := registry.ParseRefusal(err.Error())
	if !ok {
		t.Fatalf("not a refusal: %v", err)
	}
	return refusal.Code
}

// mustRefuse wants one refusal code, or success for the empty code.
func mustRefuse(t testing.TB, err error, want registry.Code) {
	t.Helper()
	if got := codeOf(t, err); got != want {
		t.Fatalf("got %q (%v), want %q", got, err, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// issued issues a document and gives its name.
func issued(t testing.TB, w *seeded.World, doc *certificate.Document) certificate.ID {
	t.Helper()
	_, err := w.Issue(doc)
	must(t, err)
	return doc.ID()
}

func submission(t testing.TB, w *seeded.World, doc *certificate.Document) registry.Submission {
	t.Helper()
	s, err := w.Submission(doc)
	must(t, err)
	return s
}

// send submits a transaction with one transient value.
func send(t testing.TB, s *memledger.Session, function, name string, value any, args ...string) error {
	t.Helper()
	transient, err := seeded.Transient(name, value)
	must(t, err)
	_, _, _, err = s.Submit(function, transient, args...)
	return err
}

// anchor submits an Issue or Replace.
func anchor(t testing.TB, s *memledger.Session, function string, submission registry.Submission) error {
	t.Helper()
	return send(t, s, function, registry.TransientSubmission, submission)
}

// use records a use as customs of the country.
func use(t testing.TB, w *seeded.World, country string, u registry.UseRequest) error {
	t.Helper()
	return send(t, w.Customs(country), registry.RecordUse, registry.TransientUse, u, seeded.Name(u.Certificate)...)
}

// reverse takes a use back as customs of the country.
func reverse(t testing.TB, w *seeded.World, country string, r registry.ReverseRequest) error {
	t.Helper()
	return send(t, w.Customs(country), registry.ReverseUse, registry.TransientReversal, r, seeded.Name(r.Certificate)...)
}

// cancelled seals a cancellation of the document and submits it.
func cancel(t testing.TB, w *seeded.World, act *certificate.Act) error {
	t.Helper()
	sealed, err := w.SealAct(act)
	must(t, err)
	return send(t, w.Issuer(act.Country), registry.Cancel, registry.TransientAct, sealed, seeded.Name(*act.Certificate)...)
}

// ask evaluates a query.
func ask[T any](t testing.TB, s *memledger.Session, function string, args ...string) T {
	t.Helper()
	var answer T
	raw, err := s.Evaluate(function, nil, args...)
	must(t, err)
	must(t, json.Unmarshal(raw, &answer))
	return answer
}

func account(t testing.TB, w *seeded.World, id certificate.ID, country string) registry.Account {
	t.Helper()
	return ask[registry.Account](t, w.Customs(country), registry.ReadAccount, seeded.Name(id)...)
}

func record(t testing.TB, w *seeded.World, id certificate.ID) registry.Record {
	t.Helper()
	return ask[registry.Record](t, w.Customs("VN"), registry.ReadRecord, seeded.Name(id)...)
}

func quantity(t testing.TB, text string) certificate.Decimal {
	t.Helper()
	d, err := certificate.ParseDecimal(text)
	must(t, err)
	return d
}

// acceptance is a use that accepts a quantity of item 1.
func acceptance(t testing.TB, doc *certificate.Document, declaration, amount string) registry.UseRequest {
	t.Helper()
	return registry.UseRequest{
		Certificate: doc.ID(), Declaration: declaration, Outcome: registry.Accepted, Officer: "KR-0815", DecidedOn: doc.IssueDate,
		Lines: []registry.UseLine{{Item: 1, Quantity: quantity(t, amount), Unit: doc.Items[0].Quantity.Unit}},
	}
}

// refusal is a use that refuses everything.
func refusal(doc *certificate.Document, declaration string) registry.UseRequest {
	return registry.UseRequest{
		Certificate: doc.ID(), Declaration: declaration, Outcome: registry.Refused, Officer: "KR-0815", DecidedOn: doc.IssueDate,
		Grounds: []registry.Ground{{Code: "criterion_not_met", Citation: "VKFTA Art. 3.5"}},
	}
}
