package proof_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/network/audit/proof"
)

// forgery is something that peers might let happen if enough of them were
// bribed or broken, and the words by which the audit tells of it.
type forgery struct {
	name  string
	forge func(t *testing.T, s *story)
	want  string
}

// record forges the nth write of a kind.
func record[T any](kind string, nth int, change func(*T)) func(*testing.T, *story) {
	return func(t *testing.T, s *story) {
		_, w := s.writing(t, kind, nth)
		rewrite(t, w, change)
	}
}

// without drops all writes of one kind that stand in the transaction of the
// nth write of another.
func without(dropped, kind string, nth int) func(*testing.T, *story) {
	return func(t *testing.T, s *story) {
		tx, _ := s.writing(t, kind, nth)
		tx.Writes = slices.DeleteFunc(tx.Writes, func(w proof.Write) bool { return strings.HasPrefix(w.Key, "\x00"+dropped+"\x00") })
	}
}

// by lets another organisation have made the transaction of a write.
func by(creator, kind string, nth int) func(*testing.T, *story) {
	return func(t *testing.T, s *story) {
		tx, _ := s.writing(t, kind, nth)
		tx.Creator = creator
	}
}

// again repeats a write in a later transaction.
func again(kind string, nth int) func(*testing.T, *story) {
	return func(t *testing.T, s *story) {
		tx, w := s.writing(t, kind, nth)
		repeated := *tx
		repeated.ID, repeated.Writes = "repeated", []proof.Write{*w}
		s.transactions = append(s.transactions, repeated)
	}
}

// Writes of certificates in the story: three are anchored, one of them is
// replaced, one cancelled.
const (
	anchoring   = 0
	replacing   = 3 // the replaced and the new one, in order of their numbers
	replacedOne = 4
	cancelling  = -1
)

var publicForgeries = []forgery{
	{"membership without consent", without("membership-approval", registry.KeyMembership, 0), "without the approval of"},
	{"membership of another text", record(registry.KeyMembership, 0, func(m *registry.Membership) { m.Limits.CRLGraceHours = 9 }), "without the approval of"},
	{"membership skips a version", record(registry.KeyMembership, 0, func(m *registry.Membership) { m.Version = 2 }), "version 2 follows version 0"},
	{"membership of another channel", record(registry.KeyMembership, 0, func(m *registry.Membership) { m.Agreement = certificate.ATIGA }), "of the agreement atiga"},
	{"approval for another", by("VNIssuer", registry.KeyApproval, 0), "given by VNIssuer"},
	{"approval at another time", record(registry.KeyApproval, 0, func(a *registry.Approval) { a.At = "2020-01-01T00:00:00Z" }), "dated 2020"},
	{"authority of another country", by("KRCustoms", registry.KeyAuthority, -1), "no issuing organisation of VN"},
	{"authority exchanged", record(registry.KeyAuthority, 0, func(a *registry.Authority) { a.Certificate = []byte("other") }), "fingerprint is that of another"},
	{"authority moved in time", record(registry.KeyAuthority, 0, func(a *registry.Authority) { a.AddedAt = "2020-01-01T00:00:00Z" }), "dates are not the transaction's"},
	{"authority changed", again(registry.KeyAuthority, 0), "otherwise than by retiring"},
	{"list exchanged", record(registry.KeyCRLBytes, 0, func(der *[]byte) { (*der)[len(*der)-1] ^= 1 }), "not the one of this digest"},
	{"list not genuine", forgeList, "does not verify"},
	{"list of an unknown authority", record(registry.KeyCRL, 0, func(l *registry.RevocationList) { l.Authority = strings.Repeat("0", 64) }), "authority is not known"},
	{"list brought again", againWithList, "number 1 follows number 1"},
	{"list without its record", without(registry.KeyCRL, registry.KeyCRL, 0), "without a record of kind crl"},
	{"office of another country", by("KRCustoms", registry.KeyOffice, -1), "no issuing organisation of VN"},
	{"office moved in time", record(registry.KeyOffice, 0, func(o *registry.Office) { o.RegisteredAt = "2020-01-01T00:00:00Z" }), "neither registered nor closed"},
	{"signer of another country", by("KRCustoms", registry.KeySigner, -1), "no issuing organisation of VN"},
	{"signer exchanged", record(registry.KeySigner, 0, func(s *registry.Signer) { s.Certificate = []byte("other") }), "fingerprint is that of another"},
	{"signer without authority", without(registry.KeyAuthority, registry.KeyAuthority, 3), "certification path"},
	{"signer with another path", record(registry.KeySigner, 0, func(s *registry.Signer) { s.Path[0].Serial = "1" }), "another one than noted"},
	{"signer for no office", record(registry.KeySigner, 0, func(s *registry.Signer) { s.Office = "99" }), "which is not open"},
	{"signer enrolled suspended", record(registry.KeySigner, 0, func(s *registry.Signer) { s.Suspended = s.From }), "not enrolled by this transaction"},
	{"signer changed without act", without(registry.KeyAct, registry.KeySigner, -1), "changed without an act"},
	{"signer changed beyond the act", record(registry.KeySigner, -1, func(s *registry.Signer) { s.Until = "2040-01-01T00:00:00Z" }), "otherwise than the act orders"},
	{"index of a signer elsewhere", record(registry.KeyOfficeSigner, 0, func(f *string) { *f = "unknown" }), "without a record of kind signer"},
	{"act with a broken seal", record(registry.KeyAct, 0, func(a *registry.AppliedAct) { a.Seal[len(a.Seal)-1] ^= 1 }), "the seal does not verify"},
	{"act that is none", record(registry.KeyAct, 0, func(a *registry.AppliedAct) { a.Act = []byte("{}") }), "act cannot be read"},
	{"act noted for another", record(registry.KeyAct, 0, func(a *registry.AppliedAct) { a.Transaction = "elsewhere" }), "not of this transaction and signer"},
	{"act applied twice", again(registry.KeyAct, 0), "an applied act was changed"},
	{"act noted for another person", record(registry.KeyAct, 0, func(a *registry.AppliedAct) { a.Consents[0].Identity = strings.Repeat("0", 64) }), "others than noted"},
	{"act of two by one", sameHand, "by the same person"},
	{"act of two without proposal", without(registry.KeyProposal, registry.KeyProposal, 0), "never proposed"},
	{"proposal for another person", record(registry.KeyProposal, 0, func(p *registry.ProposedAct) { p.Proposed.Identity = strings.Repeat("0", 64) }), "not of this transaction, person and signer"},
	{"proposal of another country", by("KRCustoms", registry.KeyProposal, 0), "no issuing organisation of VN"},
	{"proposal upon another standing", record(registry.KeyProposal, 0, func(p *registry.ProposedAct) { p.Rests = "" }), "not of this transaction, person and signer"},
	{"proposal changed", again(registry.KeyProposal, 0), "a proposed act was changed"},
	{"proposal with a broken seal", record(registry.KeyProposal, 0, func(p *registry.ProposedAct) { p.Seal[len(p.Seal)-1] ^= 1 }), "the seal does not verify"},
	{"certificate of another country", by("KRCustoms", registry.KeyCertificate, anchoring), "no issuing organisation of VN"},
	{"certificate begins cancelled", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.Status = registry.Cancelled }), "begins as cancelled"},
	{"certificate dated back", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.AnchoredAt = "2020-01-01T00:00:00Z" }), "not those of the block"},
	{"certificate for no party", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.ImportingCountry = "MY" }), "no country of the agreement"},
	{"certificate expires before issue", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.Expiry = r.IssueDate.AddDays(-1) }), "dates are impossible"},
	{"certificate not indexed", without(registry.KeySigned, registry.KeyCertificate, anchoring), "missing among the certificates"},
	{"certificate by nobody", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.Signer = strings.Repeat("0", 64) }), "signer was not enrolled"},
	{"certificate of another office", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.Office = "01" }), "enrolled for the office VN 02"},
	{"certificate under another number", record(registry.KeyCertificate, anchoring, func(r *registry.Record) { r.Reference = "other" }), "names itself"},
	{"signer suspended before", suspendEarly, "the signer was suspended"},
	{"signer no longer enrolled", record(registry.KeySigner, -3, func(s *registry.Signer) { s.Until = s.From }), "enrolled from"},
	{"list no longer in force", yearLater, "no revocation list in force"},
	{"replaced by a silent one", record(registry.KeyCertificate, replacing, func(r *registry.Record) { r.Replaces = nil }), "which does not say so"},
	{"replaced by nothing", record(registry.KeyCertificate, replacedOne, func(r *registry.Record) { r.ReplacedBy = nil }), "which stands"},
	{"cancelled without reason", record(registry.KeyCertificate, cancelling, func(r *registry.Record) { r.Reason = "" }), "without a reason"},
	{"cancelled and changed", record(registry.KeyCertificate, cancelling, func(r *registry.Record) { r.Expiry = r.Expiry.AddDays(1) }), "more than its status"},
	{"cancelled, dated otherwise", record(registry.KeyCertificate, cancelling, func(r *registry.Record) { r.StatusAt = "2020-01-01T00:00:00Z" }), "cancelled on 2020"},
	{"cancelled twice", again(registry.KeyCertificate, cancelling), "from cancelled to cancelled"},
	{"issued again", record(registry.KeyCertificate, cancelling, func(r *registry.Record) { r.Status = registry.Issued }), "from issued to issued"},
	{"index without certificate", again(registry.KeySigned, 0), "without a certificate"},
	{"record with more in it", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, anchoring)
		w.Value = append([]byte(`{"exporter":"secret",`), w.Value[1:]...)
	}, "unknown field"},
	{"deleted", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, cancelling)
		w.Deleted = true
	}, "nothing on this ledger is ever deleted"},
	{"another contract", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, cancelling)
		w.Namespace = "other"
	}, "not the contract of this channel"},
	{"unknown key", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, cancelling)
		w.Key = "key"
	}, "no record of this ledger has such a key"},
}

// sameHand lets who proposed an act confirm it as well.
func sameHand(t *testing.T, s *story) {
	first, _ := s.writing(t, registry.KeyProposal, 0)
	second, w := s.writing(t, registry.KeyAct, -1)
	second.Person = first.Person
	rewrite(t, w, func(a *registry.AppliedAct) { a.Consents[1].Identity = first.Person })
}

func TestPublicForgeries(t *testing.T) { discover(t, publicForgeries) }

// discover wants every forgery found, and told where.
func discover(t *testing.T, forgeries []forgery) {
	honest := eventful(t)
	for _, f := range forgeries {
		t.Run(f.name, func(t *testing.T) {
			s := honest.copy(t)
			f.forge(t, s)
			findings := s.judge()
			i := slices.IndexFunc(findings, func(one proof.Finding) bool { return strings.Contains(one.Text, f.want) })
			if i < 0 {
				t.Fatalf("found %v, want %q", findings, f.want)
			}
			if one := findings[i]; one.Channel == "" || one.Key == "" || one.Transaction == "" || one.Block == 0 {
				t.Errorf("finding without its place: %+v", one)
			}
		})
	}
}

// copy is the story for one forger to spoil.
func (s *story) copy(t *testing.T) *story {
	t.Helper()
	raw, err := json.Marshal([]any{s.transactions, s.holdings})
	must(t, err)
	out := &story{}
	must(t, json.Unmarshal(raw, &[]any{&out.transactions, &out.holdings}))
	return out
}

// forgeList exchanges a revocation list and its digest alike.
func forgeList(t *testing.T, s *story) {
	_, list := s.writing(t, registry.KeyCRLBytes, 0)
	var der []byte
	rewrite(t, list, func(b *[]byte) { (*b)[len(*b)-1] ^= 1; der = bytes.Clone(*b) })
	_, head := s.writing(t, registry.KeyCRL, 0)
	rewrite(t, head, func(l *registry.RevocationList) { l.Digest = hexOf(sha256.Sum256(der)) })
}

// againWithList brings an old list with its record again.
func againWithList(t *testing.T, s *story) {
	tx, _ := s.writing(t, registry.KeyCRL, 0)
	repeated := *tx
	repeated.ID = "repeated"
	s.transactions = append(s.transactions, repeated)
}

// suspendEarly has the signer suspended when he was enrolled.
func suspendEarly(t *testing.T, s *story) {
	tx, _ := s.writing(t, registry.KeyCertificate, anchoring)
	_, record := s.writing(t, registry.KeyCertificate, anchoring)
	var r registry.Record
	must(t, json.Unmarshal(record.Value, &r))
	for i := range s.transactions {
		for j := range s.transactions[i].Writes {
			if w := &s.transactions[i].Writes[j]; w.Key == "\x00"+registry.KeySigner+"\x00"+r.Signer+"\x00" && s.transactions[i].Time.Before(tx.Time.Add(time.Second)) {
				rewrite(t, w, func(signer *registry.Signer) { signer.Suspended = signer.From })
				return
			}
		}
	}
}

// yearLater has the last certificate anchored when all lists had run out.
func yearLater(t *testing.T, s *story) {
	tx, _ := s.writing(t, registry.KeyCertificate, replacing)
	for i := range s.transactions {
		if !s.transactions[i].Time.Before(tx.Time) {
			s.transactions[i].Time = s.transactions[i].Time.AddDate(0, 2, 0)
		}
	}
	for _, nth := range []int{replacing, replacedOne} {
		_, w := s.writing(t, registry.KeyCertificate, nth)
		rewrite(t, w, func(r *registry.Record) {
			now := certificate.InstantOf(tx.Time).String()
			r.StatusAt = now
			if r.Status == registry.Issued {
				r.AnchoredAt = now
			}
		})
	}
	_, index := s.writing(t, registry.KeySigned, -1)
	old := strings.Split(index.Key, "\x00")
	old[3] = certificate.InstantOf(tx.Time).String()
	index.Key = strings.Join(old, "\x00")
}
