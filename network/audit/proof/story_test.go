package proof_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"slices"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
	"origo/network/audit/proof"
)

const contract = "origo"

// story is what the real contract wrote in an eventful time, as an auditor
// gets it: transactions, and what a member's peer shows of each certificate.
type story struct {
	transactions []proof.Transaction
	holdings     []proof.Holding
}

// Certificates of the story, by their place in it.
const (
	used = iota // in part, refused, reversed
	replacement
	cancelled
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventful lets Viet Nam and Korea do everything the contract can do.
func eventful(t testing.TB) *story {
	t.Helper()
	w, err := seeded.New(certificate.VKFTA)
	must(t, err)
	docs := []*certificate.Document{1: w.Specimen(certificate.FormVK, "VN", 2), 2: w.Specimen(certificate.FormVK, "VN", 3)}
	docs[used] = w.Specimen(certificate.FormVK, "VN", 1)
	replaced := w.Specimen(certificate.FormVK, "VN", 4)
	docs[replacement].Replaces = &certificate.Link{Certificate: replaced.ID(), IssueDate: replaced.IssueDate}
	for _, d := range []*certificate.Document{docs[used], replaced, docs[cancelled]} {
		_, err := w.Issue(d)
		must(t, err)
	}
	w.Ledger.Advance(time.Minute)
	submission, err := w.Submission(docs[replacement])
	must(t, err)
	must(t, seeded.Anchor(w.Issuer("VN"), registry.Replace, submission, new(registry.Record)))
	uses(t, w, docs[used])
	trouble(t, w, docs[cancelled])
	return told(t, w, append(docs, replaced))
}

// uses debits, refuses, takes back.
func uses(t testing.TB, w *seeded.World, d *certificate.Document) {
	t.Helper()
	name := seeded.Name(d.ID())
	amount := certificate.DecimalOf(1)
	part := registry.UseRequest{
		Certificate: d.ID(), Declaration: "KR-1", Outcome: registry.Accepted, Officer: "KR-0815", DecidedOn: d.IssueDate,
		Lines: []registry.UseLine{{Item: 1, Quantity: amount, Unit: d.Items[0].Quantity.Unit}},
	}
	refused := registry.UseRequest{
		Certificate: d.ID(), Declaration: "KR-2", Outcome: registry.Refused, Officer: "KR-0815", DecidedOn: d.IssueDate,
		Grounds: []registry.Ground{{Code: "criterion_not_met", Citation: "VKFTA Art. 3.5"}},
	}
	again := part
	again.Declaration = "KR-3"
	for _, u := range []registry.UseRequest{part, refused, again} {
		send(t, w.Customs("KR"), registry.RecordUse, registry.TransientUse, u, name...)
		w.Ledger.Advance(time.Minute)
	}
	back := registry.ReverseRequest{Certificate: d.ID(), Declaration: "KR-1", Reason: "declaration withdrawn", Officer: "KR-0815"}
	send(t, w.Customs("KR"), registry.ReverseUse, registry.TransientReversal, back, name...)
	back.Declaration = "KR-2"
	send(t, w.Customs("KR"), registry.ReverseUse, registry.TransientReversal, back, name...)
}

// trouble cancels a certificate, suspends its signer and lets him sign again.
func trouble(t testing.TB, w *seeded.World, d *certificate.Document) {
	t.Helper()
	sealed, err := w.SealAct(specimen.Cancellation(d, certificate.InstantOf(w.Ledger.Now())))
	must(t, err)
	send(t, w.Issuer("VN"), registry.Cancel, registry.TransientAct, sealed, seeded.Name(d.ID())...)
	for _, kind := range []certificate.ActKind{certificate.SuspendSigner, certificate.ReinstateSigner} {
		reason := certificate.ReasonUnderInquiry
		if kind == certificate.ReinstateSigner {
			reason = certificate.ReasonInquiryClosed
		}
		now := certificate.InstantOf(w.Ledger.Now())
		act := &certificate.Act{
			Type: certificate.ActType, Version: certificate.ActVersion, Network: seeded.Network, Agreement: w.Agreement,
			Kind: kind, Country: "VN", Office: seeded.Central, Signer: w.Officers["VN/"+d.Office].Fingerprint().String(),
			From: now, Reason: reason, MadeAt: now,
		}
		sealed, err := w.SealAct(act)
		must(t, err)
		carryOut(t, w, kind, sealed)
	}
	_, _, _, err = w.Admin("VN").Submit(registry.CloseOffice, nil, "VN", d.Office)
	must(t, err)
}

// carryOut brings an act by as many administrators as it needs.
func carryOut(t testing.TB, w *seeded.World, kind certificate.ActKind, sealed registry.SealedAct) {
	t.Helper()
	if !registry.NeedsTwo(kind) {
		must(t, seeded.Send(w.Admin("VN"), registry.ApplyAct, sealed))
		return
	}
	must(t, seeded.Send(w.Admin("VN"), registry.ProposeAct, sealed))
	w.Ledger.Advance(time.Minute)
	_, _, _, err := w.SecondAdmin("VN").Submit(registry.ConfirmAct, nil, sealed.Digest())
	must(t, err)
}

func send(t testing.TB, s *memledger.Session, function, name string, value any, args ...string) {
	t.Helper()
	transient, err := seeded.Transient(name, value)
	must(t, err)
	_, _, _, err = s.Submit(function, transient, args...)
	must(t, err)
}

// told reads blocks and holdings back.
func told(t testing.TB, w *seeded.World, docs []*certificate.Document) *story {
	t.Helper()
	s := &story{}
	for _, block := range w.Ledger.Blocks(1) {
		for _, tx := range block.Transactions {
			s.transactions = append(s.transactions, transaction(t, string(w.Agreement), block.Number, tx))
		}
	}
	for _, d := range docs {
		h := proof.Holding{Peer: "peer0.krcustoms"}
		for function, into := range map[string]any{registry.ReadDossier: &h.Dossier, registry.ReadAccount: &h.Account} {
			raw, err := w.Customs("KR").Evaluate(function, nil, seeded.Name(d.ID())...)
			must(t, err)
			must(t, json.Unmarshal(raw, into))
		}
		s.holdings = append(s.holdings, h)
	}
	return s
}

func transaction(t testing.TB, channel string, block uint64, tx memledger.Transaction) proof.Transaction {
	t.Helper()
	out := proof.Transaction{Channel: channel, Block: block, ID: tx.ID, Creator: tx.Client, Person: person(t, tx.Creator), Time: tx.At}
	writes, err := tx.Writes()
	must(t, err)
	for _, w := range writes {
		if w.Collection == "" {
			out.Writes = append(out.Writes, proof.Write{Namespace: contract, Deleted: w.Deleted, Key: string(w.Key), Value: w.Value})
		} else {
			out.Writes = append(out.Writes, proof.Write{
				Namespace: contract, Deleted: w.Deleted, Collection: w.Collection, KeyHash: w.Key, ValueHash: w.Value,
			})
		}
	}
	return out
}

// person is the digest of the key in a serialized identity.
func person(t testing.TB, creator []byte) string {
	t.Helper()
	_, certificate, found := bytes.Cut(creator, []byte("-----BEGIN"))
	block, _ := pem.Decode(append([]byte("-----BEGIN"), certificate...))
	if !found || block == nil {
		t.Fatal("a client without certificate")
	}
	client, err := x509.ParseCertificate(block.Bytes)
	must(t, err)
	sum := sha256.Sum256(client.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// judge lets the story be audited.
func (s *story) judge() []proof.Finding {
	c := proof.New(contract)
	var all []proof.Finding
	for _, tx := range s.transactions {
		all = append(all, c.Check(tx)...)
	}
	for _, h := range s.holdings {
		all = append(all, c.Examine(h.Dossier.ID, h)...)
	}
	return append(all, c.Unexplained("KR_VN", c.Transactions())...)
}

// writing finds the nth public write (from 0, from the end if negative) of a kind.
func (s *story) writing(t testing.TB, kind string, nth int) (*proof.Transaction, *proof.Write) {
	t.Helper()
	type found struct {
		tx *proof.Transaction
		w  *proof.Write
	}
	var all []found
	for i := range s.transactions {
		for j := range s.transactions[i].Writes {
			w := &s.transactions[i].Writes[j]
			if strings.HasPrefix(w.Key, "\x00"+kind+"\x00") {
				all = append(all, found{&s.transactions[i], w})
			}
		}
	}
	if nth < 0 {
		nth += len(all)
	}
	if nth < 0 || nth >= len(all) {
		t.Fatalf("the story has %d writes of %s", len(all), kind)
	}
	return all[nth].tx, all[nth].w
}

// rewrite changes the record of a write.
func rewrite[T any](t testing.TB, w *proof.Write, change func(*T)) {
	t.Helper()
	var record T
	must(t, json.Unmarshal(w.Value, &record))
	change(&record)
	raw, err := json.Marshal(record)
	must(t, err)
	w.Value = raw
}

// private finds the first transaction after the given place that wrote privately.
func (s *story) private(t testing.TB, from int) *proof.Transaction {
	t.Helper()
	for i := from; i < len(s.transactions); i++ {
		if slices.ContainsFunc(s.transactions[i].Writes, func(w proof.Write) bool { return w.Collection != "" }) {
			return &s.transactions[i]
		}
	}
	t.Fatal("nothing private was written")
	return nil
}
