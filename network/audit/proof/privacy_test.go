package proof_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/network/audit/proof"
)

func hexOf(sum [sha256.Size]byte) string { return hex.EncodeToString(sum[:]) }

// holding forges what a member's peer shows of a certificate of the story.
func holding(nth int, change func(*proof.Holding)) func(*testing.T, *story) {
	return func(_ *testing.T, s *story) { change(&s.holdings[nth]) }
}

// spoil changes the last byte.
func spoil(b []byte) { b[len(b)-1] ^= 1 }

var privateForgeries = []forgery{
	{"certificate exchanged", holding(used, func(h *proof.Holding) { spoil(h.Dossier.Certificate) }), "not the one whose digest was anchored"},
	{"salt exchanged", holding(used, func(h *proof.Holding) { spoil(h.Dossier.Salt) }), "not the one whose digest was anchored"},
	{"digest of another certificate", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, anchoring)
		rewrite(t, w, func(r *registry.Record) { r.Digest = hexOf(sha256.Sum256(nil)) })
	}, "not the one whose digest was anchored"},
	{"expiry otherwise on the ledger", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, anchoring)
		rewrite(t, w, func(r *registry.Record) { r.Expiry = r.Expiry.AddDays(1) })
	}, "its expiry is"},
	{"seal broken", holding(used, func(h *proof.Holding) { spoil(h.Dossier.Seal) }), "seal does not verify"},
	{"no seal", holding(used, func(h *proof.Holding) { h.Dossier.Seal = nil }), "seal cannot be read"},
	{"seal of another certificate", func(_ *testing.T, s *story) { s.holdings[used].Dossier.Seal = s.holdings[cancelled].Dossier.Seal }, "seal does not verify"},
	{"recorded for another signer", recordedForAnother, "recorded as sealed by"},
	{"act missing", holding(cancelled, func(h *proof.Holding) { h.Dossier.Act = nil }), "act cannot be read"},
	{"act with a broken seal", holding(cancelled, func(h *proof.Holding) { spoil(h.Dossier.ActSeal) }), "the seal does not verify"},
	{"act and yet standing", func(_ *testing.T, s *story) { s.holdings[used].Dossier.Act = s.holdings[cancelled].Dossier.Act }, "and the certificate stands"},
	{"cancelled for another reason", func(t *testing.T, s *story) {
		_, w := s.writing(t, registry.KeyCertificate, cancelling)
		rewrite(t, w, func(r *registry.Record) { r.Reason = "left_office" })
	}, "recorded as"},
	{"overdrawn", holding(used, func(h *proof.Holding) {
		h.Account.Uses[2].Lines[0].Quantity = h.Account.Balances[0].Certified.Add(certificate.DecimalOf(1))
	}), "it overdraws item 1"},
	{"overdrawn once, taken back since", holding(used, func(h *proof.Holding) {
		h.Account.Uses[0].Lines[0].Quantity = h.Account.Balances[0].Certified.Add(certificate.DecimalOf(1))
	}), "it overdraws item 1"},
	{"less than nothing debited", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Lines[0].Quantity = certificate.DecimalOf(-1) }), "debits nothing"},
	{"another unit", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Lines[0].Unit = "TNE" }), "not in the unit"},
	{"another line", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Lines[0].Item = 77 }), "a line that the certificate does not have"},
	{"another quantity", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Lines[0].Quantity = certificate.DecimalOf(2) }), "balances that do not follow"},
	{"another officer", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Officer = "KR-9999" }), "holds another value"},
	{"a use hidden", holding(used, func(h *proof.Holding) { h.Account.Uses = h.Account.Uses[:2] }), "do not follow"},
	{"a use numbered otherwise", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Sequence = 9 }), "number 3 was due"},
	{"a reversal hidden", holding(used, func(h *proof.Holding) { h.Account.Uses[0].Reversal = nil }), "do not follow"},
	{"a use of no transaction", holding(used, func(h *proof.Holding) { h.Account.Uses[2].Transaction = "nowhere" }), "is not on this channel"},
	{"a use of another organisation", holding(used, func(h *proof.Holding) { h.Account.Uses[2].By = "VNCustoms" }), "made by KRCustoms"},
	{"a use by the exporting side", exporterUses, "is not the customs of KR"},
	{"a use dated otherwise", holding(used, func(h *proof.Holding) { h.Account.Uses[2].RecordedAt = "2020-01-01T00:00:00Z" }), "dated 2020"},
	{"a use after the cancellation", usedAfterEnd(cancelled), "was accepted after the certificate was cancelled"},
	{"replaced while in use", usedBeforeReplacement, "although it was in use"},
	{"balance beautified", holding(used, func(h *proof.Holding) { h.Account.Balances[0].Used = certificate.DecimalOf(0) }), "balances that do not follow"},
	{"balance in another unit", holding(used, func(h *proof.Holding) { h.Account.Balances[0].Unit = "TNE" }), "balances that do not follow"},
	{"use shown with another salt", holding(used, func(h *proof.Holding) { spoil(h.Account.Uses[2].Salt) }), "otherwise than it follows"},
	{"dossier of another", holding(used, func(h *proof.Holding) { h.Account.ID.Reference = "other" }), "records of another certificate"},
	{"value hash otherwise", func(t *testing.T, s *story) {
		tx := s.private(t, 0)
		for i := range tx.Writes {
			if tx.Writes[i].Collection != "" {
				spoil(tx.Writes[i].ValueHash)
			}
		}
	}, "holds another value than follows"},
	{"written behind the uses", repeatPrivately, "written without a use"},
	{"never written", func(t *testing.T, s *story) {
		tx := s.private(t, 0)
		tx.Writes = slices.DeleteFunc(tx.Writes, func(w proof.Write) bool { return w.Collection != "" })
	}, "never written"},
	{"written at another time", func(t *testing.T, s *story) {
		tx := s.private(t, 0)
		own := func(w proof.Write) bool { return w.Collection == "" }
		moved := proof.Transaction{Channel: tx.Channel, Block: tx.Block, ID: "moved", Creator: tx.Creator, Time: tx.Time, Writes: slices.DeleteFunc(slices.Clone(tx.Writes), own)}
		tx.Writes = slices.DeleteFunc(tx.Writes, func(w proof.Write) bool { return !own(w) })
		s.transactions = append(s.transactions, moved)
	}, "written then, and due in"},
	{"a record of no certificate", func(t *testing.T, s *story) {
		tx := s.private(t, 0)
		stray := sha256.Sum256([]byte("stray"))
		tx.Writes = append(tx.Writes, proof.Write{Namespace: contract, Collection: "KR_VN", KeyHash: stray[:], ValueHash: stray[:]})
	}, "belongs to no certificate"},
	{"a hash that is none", func(t *testing.T, s *story) {
		tx := s.private(t, 0)
		tx.Writes = append(tx.Writes, proof.Write{Namespace: contract, Collection: "KR_VN", KeyHash: []byte("short")})
	}, "without proper hashes"},
}

func TestPrivateForgeries(t *testing.T) { discover(t, privateForgeries) }

// recordedForAnother names another enrolled signer in the public record.
func recordedForAnother(t *testing.T, s *story) {
	_, enrolled := s.writing(t, registry.KeySigner, 1)
	var other registry.Signer
	rewrite(t, enrolled, func(signer *registry.Signer) { other = *signer })
	_, w := s.writing(t, registry.KeyCertificate, anchoring)
	rewrite(t, w, func(r *registry.Record) {
		if r.Signer == other.Fingerprint {
			t.Fatal("that signer sealed it")
		}
		r.Signer = other.Fingerprint
	})
}

// exporterUses has the exporting country's customs record a use.
func exporterUses(t *testing.T, s *story) {
	use := &s.holdings[used].Account.Uses[2]
	use.By = "VNCustoms"
	for i := range s.transactions {
		if s.transactions[i].ID == use.Transaction {
			s.transactions[i].Creator = use.By
		}
	}
}

// usedAfterEnd shows a use of another certificate, made after this one's end.
func usedAfterEnd(nth int) func(*testing.T, *story) {
	return func(t *testing.T, s *story) {
		use := s.holdings[used].Account.Uses[2]
		use.Sequence = 1
		for _, tx := range s.transactions {
			if tx.ID == use.Transaction { // the use as a transaction after everything
				tx.ID, tx.Writes = "late", nil
				s.transactions = append(s.transactions, tx)
			}
		}
		use.Transaction = "late"
		s.holdings[nth].Account.Uses = []registry.Use{use}
	}
}

// usedBeforeReplacement shows a use of the replaced certificate before its end.
func usedBeforeReplacement(t *testing.T, s *story) {
	replaced := len(s.holdings) - 1
	use := s.holdings[used].Account.Uses[2]
	use.Sequence = 1
	end, _ := s.writing(t, registry.KeyCertificate, replacing)
	i := slices.IndexFunc(s.transactions, func(tx proof.Transaction) bool { return tx.ID == end.ID })
	for _, tx := range s.transactions {
		if tx.ID == use.Transaction {
			tx.ID, tx.Writes = "early", nil
			s.transactions = slices.Insert(s.transactions, i, tx)
			break
		}
	}
	use.Transaction = "early"
	s.holdings[replaced].Account.Uses = []registry.Use{use}
}

// repeatPrivately writes the values of the first use once more.
func repeatPrivately(t *testing.T, s *story) {
	use := s.holdings[used].Account.Uses[2]
	for _, tx := range s.transactions {
		if tx.ID == use.Transaction {
			tx.ID = "repeated"
			s.transactions = append(s.transactions, tx)
			return
		}
	}
	t.Fatal("no such use")
}
