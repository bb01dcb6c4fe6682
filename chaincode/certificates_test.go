package chaincode_test

import (
	"bytes"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

func TestIssueRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*seeded.World, *certificate.Document)
		spoil  func(*registry.Submission)
		by     func(*seeded.World) *memledger.Session
		want   registry.Code
	}{
		{name: "accepted"},
		{name: "role", by: func(w *seeded.World) *memledger.Session { return w.Admin("VN") }, want: registry.RoleRequired},
		{name: "no role", by: func(w *seeded.World) *memledger.Session { return w.Ledger.As("VNIssuer", "") }, want: registry.RoleRequired},
		{name: "customs organisation with issuer's role", want: registry.RoleRequired,
			by: func(w *seeded.World) *memledger.Session { return w.Ledger.As("VNCustoms", registry.RoleIssuer) }},
		{name: "other country", by: func(w *seeded.World) *memledger.Session { return w.Issuer("KR") }, want: registry.WrongCountry},
		{name: "short salt", spoil: func(s *registry.Submission) { s.Salt = s.Salt[1:] }, want: registry.Malformed},
		{name: "not canonical", spoil: func(s *registry.Submission) { s.Certificate = append(s.Certificate, ' ') }, want: registry.Malformed},
		{name: "other network", change: func(_ *seeded.World, d *certificate.Document) { d.Network = "elsewhere" }, want: registry.WrongNetwork},
		{name: "other agreement", change: func(_ *seeded.World, d *certificate.Document) { *d = *specimen.FormD(seeded.Network) }, want: registry.WrongAgreement},
		{name: "breaks its form", change: func(_ *seeded.World, d *certificate.Document) { d.Items[0].Criterion = "XX" }, want: registry.InvalidForm},
		{name: "dated ahead", want: registry.TimeImplausible,
			change: func(w *seeded.World, d *certificate.Document) {
				specimen.On(certificate.DateOf(w.Ledger.Now()).AddDays(2))(d)
			}},
		{name: "tomorrow in an eastern time zone",
			change: func(w *seeded.World, d *certificate.Document) {
				specimen.On(certificate.DateOf(w.Ledger.Now()).AddDays(1))(d)
			}},
		{name: "replaces, but issued", want: registry.LinkInvalid,
			change: func(_ *seeded.World, d *certificate.Document) {
				d.Replaces = &certificate.Link{Certificate: certificate.ID{Form: d.Form, Country: "VN", Reference: "VN-KR 26/02/00999"}, IssueDate: d.IssueDate}
			}},
		{name: "tampered", want: registry.SealRefused, spoil: func(s *registry.Submission) {
			s.Certificate = bytes.Replace(s.Certificate, []byte(`"12000"`), []byte(`"13000"`), 1)
			s.Certificate = bytes.Replace(s.Certificate, []byte(`"19000"`), []byte(`"20000"`), 1)
		}},
		{name: "seal of no kind", spoil: func(s *registry.Submission) { s.Seal = []byte("seal") }, want: registry.SealRefused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			doc := w.Specimen(certificate.FormVK, "VN", 1)
			if test.change != nil {
				test.change(w, doc)
			}
			s := submission(t, w, doc)
			if test.spoil != nil {
				test.spoil(&s)
			}
			by := w.Issuer("VN")
			if test.by != nil {
				by = test.by(w)
			}
			mustRefuse(t, anchor(t, by, registry.Issue, s), test.want)
		})
	}
}

func TestIssueIsIdempotentByContent(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	first := submission(t, w, doc)
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, first))
	stands := record(t, w, doc.ID())

	other := submission(t, w, doc) // another signing, another salt
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, first))
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, other))
	if again := record(t, w, doc.ID()); again.AnchoredIn != stands.AnchoredIn || again.Digest != stands.Digest {
		t.Errorf("repeated issue changed the record: %+v, was %+v", again, stands)
	}
	w.Ledger.Advance(100 * time.Hour) // a late retry of what is anchored is still the same answer
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, first))

	doc.Items[0].Marks = "OTHER MARKS"
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Issue, submission(t, w, doc)), registry.DuplicateReference)
	first.Seal = []byte("broken")
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Issue, first), registry.SealRefused)
}

func TestReplace(t *testing.T) {
	w := world(t, certificate.VKFTA)
	old := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, old)
	next := w.Specimen(certificate.FormVK, "VN", 2)
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Replace, submission(t, w, next)), registry.LinkInvalid)
	next.Replaces = &certificate.Link{Certificate: old.ID(), IssueDate: old.IssueDate}

	must(t, use(t, w, "KR", acceptance(t, old, "D-1", "10")))
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Replace, submission(t, w, next)), registry.CertificateInUse)
	must(t, reverse(t, w, "KR", registry.ReverseRequest{Certificate: old.ID(), Declaration: "D-1", Reason: "entry withdrawn", Officer: "KR-1"}))

	s := submission(t, w, next)
	must(t, anchor(t, w.Issuer("VN"), registry.Replace, s))
	before, after := record(t, w, old.ID()), record(t, w, next.ID())
	if before.Status != registry.Replaced || before.ReplacedBy == nil || *before.ReplacedBy != next.ID() {
		t.Errorf("old record %+v", before)
	}
	if after.Status != registry.Issued || after.Replaces == nil || *after.Replaces != old.ID() {
		t.Errorf("new record %+v", after)
	}
	must(t, anchor(t, w.Issuer("VN"), registry.Replace, s))
	mustRefuse(t, use(t, w, "KR", acceptance(t, old, "D-2", "10")), registry.CertificateNotValid)
	must(t, use(t, w, "KR", acceptance(t, next, "D-2", "10")))
}

func TestReplaceRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*certificate.Document)
		want   registry.Code
	}{
		{"unknown", func(d *certificate.Document) { d.Replaces.Certificate.Reference = "VN-KR 26/02/99999" }, registry.LinkInvalid},
		{"other date", func(d *certificate.Document) { d.Replaces.IssueDate = d.IssueDate.AddDays(-1) }, registry.LinkInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			old := w.Specimen(certificate.FormVK, "VN", 1)
			issued(t, w, old)
			next := w.Specimen(certificate.FormVK, "VN", 2)
			next.Replaces = &certificate.Link{Certificate: old.ID(), IssueDate: old.IssueDate}
			test.change(next)
			mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Replace, submission(t, w, next)), test.want)
		})
	}
}

func TestCancel(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	must(t, use(t, w, "KR", acceptance(t, doc, "D-1", "10"))) // used certificates can be cancelled too
	act := specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now()))

	foreign := *act
	other := certificate.ID{Form: certificate.FormVK, Country: "VN", Reference: "VN-KR 26/02/00777"}
	foreign.Certificate = &other
	sealed, err := w.SealAct(&foreign)
	must(t, err)
	mustRefuse(t, send(t, w.Issuer("VN"), registry.Cancel, registry.TransientAct, sealed, seeded.Name(id)...), registry.ActMismatch)
	mustRefuse(t, send(t, w.Issuer("KR"), registry.Cancel, registry.TransientAct, sealed, seeded.Name(id)...), registry.WrongCountry)
	mustRefuse(t, cancel(t, w, &foreign), registry.CertificateUnknown)

	must(t, cancel(t, w, act))
	if got := record(t, w, id); got.Status != registry.Cancelled || got.Reason != string(act.Reason) {
		t.Errorf("record %+v", got)
	}
	dossier := ask[registry.Dossier](t, w.Customs("KR"), registry.ReadDossier, seeded.Name(id)...)
	if len(dossier.Act) == 0 || len(dossier.ActSeal) == 0 {
		t.Error("the sealed act is not in the dossier")
	}
	must(t, cancel(t, w, act))
	act.Note = "another act"
	mustRefuse(t, cancel(t, w, act), registry.CertificateNotValid)
	mustRefuse(t, use(t, w, "KR", acceptance(t, doc, "D-2", "10")), registry.CertificateNotValid)
	must(t, use(t, w, "KR", refusal(doc, "D-3"))) // what is presented all the same can be refused
}

func TestCancelByAnotherOffice(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, doc)
	act := specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now()))
	act.Office = seeded.Central
	must(t, cancel(t, w, act))
}

func TestCancelRefusesStaleActs(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, doc)
	old := specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now().Add(-73*time.Hour)))
	mustRefuse(t, cancel(t, w, old), registry.TimeImplausible)
	ahead := specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now().Add(time.Hour)))
	mustRefuse(t, cancel(t, w, ahead), registry.TimeImplausible)
}

func TestHistoryIsInOrder(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	w.Ledger.Advance(time.Hour)
	must(t, cancel(t, w, specimen.Cancellation(doc, certificate.InstantOf(w.Ledger.Now()))))
	changes := ask[[]registry.Change](t, w.Customs("KR"), registry.ReadHistory, seeded.Name(id)...)
	if len(changes) != 2 || changes[0].Record.Status != registry.Issued || changes[1].Record.Status != registry.Cancelled {
		t.Errorf("history %+v", changes)
	}
}

func TestReadsRefuse(t *testing.T) {
	w := world(t, certificate.VKFTA)
	_, err := w.Customs("KR").Evaluate(registry.ReadRecord, nil, "VK", "VN", "VN-KR 26/02/00001")
	mustRefuse(t, err, registry.CertificateUnknown)
	_, err = w.Customs("KR").Evaluate(registry.ReadRecord, nil, "VK", "VN", "bad\x00name")
	mustRefuse(t, err, registry.Malformed)
	_, err = w.Customs("KR").Evaluate("certificates:Nothing", nil)
	mustRefuse(t, err, registry.Malformed)
}

func TestSignedByListsFromAMomentOn(t *testing.T) {
	w := world(t, certificate.VKFTA)
	issued(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	w.Ledger.Advance(time.Hour)
	since := certificate.InstantOf(w.Ledger.Now()).String()
	late := issued(t, w, w.Specimen(certificate.FormVK, "VN", 2))
	fingerprint := w.Officers["VN/02"].Fingerprint().String()
	all := ask[[]registry.Record](t, w.Customs("KR"), registry.ReadSignedBy, signedBy(fingerprint, "", nil, 0))
	some := ask[[]registry.Record](t, w.Customs("KR"), registry.ReadSignedBy, signedBy(fingerprint, since, nil, 0))
	if len(all) != 2 || len(some) != 1 || some[0].ID != late {
		t.Errorf("all %d, since %v", len(all), some)
	}
	_, err := w.Customs("KR").Evaluate(registry.ReadSignedBy, nil, signedBy(fingerprint, "yesterday", nil, 0))
	mustRefuse(t, err, registry.Malformed)
}
