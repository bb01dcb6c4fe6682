package tests

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"origo/certificate"
	"origo/certificate/registry"
)

// A lone organisation may endorse what it likes: the other peers do not
// accept it, whoever it is.
func TestLoneEndorsementDoesNotCount(t *testing.T) {
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	anchored := pumps()
	network.anchor(t, issuer, anchored)
	id := anchored.ID()
	fresh := pumps()

	tests := []struct {
		name         string
		organisation string
		role         string
		function     string
		transient    map[string]any
		args         []string
	}{
		{"an issuer alone cannot anchor", "VNIssuer", registry.RoleIssuer, registry.Issue,
			map[string]any{registry.TransientSubmission: network.seal(t, fresh)}, nil},
		{"importing customs alone cannot debit", "THCustoms", registry.RoleCustoms, registry.RecordUse,
			map[string]any{registry.TransientUse: use(anchored, "TH-LONE-1", "1")},
			[]string{string(id.Form), id.Country, id.Reference}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lone := network.raw(t, test.organisation, certificate.ATIGA, test.role)
			code, err := lone.submit(t, test.function, test.transient, test.args, test.organisation)
			if err != nil {
				t.Fatalf("the transaction was not even ordered: %v", err)
			}
			if code != peer.TxValidationCode_ENDORSEMENT_POLICY_FAILURE {
				t.Errorf("the peers called it %v, want ENDORSEMENT_POLICY_FAILURE", code)
			}
		})
	}
	if _, err := issuer.Record(within(t, time.Minute), fresh.ID()); !refusedAs(err, registry.CertificateUnknown) {
		t.Errorf("after the lone attempt the certificate reads %v, want certificate_unknown", err)
	}
}

// Two organisations of the exporting country cannot debit a certificate
// without the importing customs.
func TestExporterSideCannotDebit(t *testing.T) {
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	d := pumps()
	id := network.anchor(t, issuer, d)
	importer := network.raw(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	code, err := importer.submit(t, registry.RecordUse,
		map[string]any{registry.TransientUse: use(d, "TH-FORGED-1", "1")},
		[]string{string(id.Form), id.Country, id.Reference}, "VNIssuer", "VNCustoms")
	if err == nil && code != peer.TxValidationCode_ENDORSEMENT_POLICY_FAILURE {
		t.Errorf("the peers called it %v, want ENDORSEMENT_POLICY_FAILURE", code)
	}
}

// The issuing country's exporter cannot record a use either: it is not the
// importing customs.
func TestOnlyImportingCustomsDebit(t *testing.T) {
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	d := pumps()
	network.anchor(t, issuer, d)
	exporter := network.registry(t, "VNCustoms", certificate.ATIGA, registry.RoleCustoms)
	_, err := exporter.Use(within(t, time.Minute), use(d, "VN-1", "1"))
	if !refusedAs(err, registry.WrongCountry) {
		t.Errorf("customs of the exporting country got %v, want wrong_country", err)
	}
}

// A clock that is wrong by an hour is not listened to.
func TestWrongClockIsRefused(t *testing.T) {
	liar := network.raw(t, "VNIssuer", certificate.ATIGA, registry.RoleAdmin)
	for _, off := range []time.Duration{-time.Hour, time.Hour} {
		if err := liar.evaluateAt(t, time.Now().Add(off), registry.ReadMembership); err == nil {
			t.Errorf("a request dated %v from now was answered", off)
		}
	}
	if err := liar.evaluateAt(t, time.Now(), registry.ReadMembership); err != nil {
		t.Errorf("a request dated now was refused: %v", err)
	}
}

// A third country on the same channel learns that a certificate exists and
// nothing else: not from its peer's answers and not from the blocks it holds.
func TestThirdMemberSeesNothingCommercial(t *testing.T) {
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	importer := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleCustoms)
	third := network.registry(t, thirdMember, certificate.ATIGA, registry.RoleCustoms)
	d := pumps()
	id := network.anchor(t, issuer, d)
	ctx := within(t, time.Minute)
	eventually(t, "the importer's peer has the certificate", func() bool {
		_, err := importer.Record(ctx, id)
		return err == nil
	})
	if _, err := importer.Use(ctx, use(d, "TH-SECRET-77", "2")); err != nil {
		t.Fatalf("debit: %v", err)
	}
	if _, err := third.Dossier(ctx, id); err == nil {
		t.Error("the third member read the certificate")
	}
	if _, err := third.Account(ctx, id); err == nil {
		t.Error("the third member read the account")
	}
	eventually(t, "the third member sees the public record", func() bool {
		record, err := third.Record(ctx, id)
		return err == nil && record.Status == registry.Issued
	})
	secrets := []string{d.Exporter.Name, d.Consignee.Name, d.Items[0].Description, d.Invoices[0].Number, "TH-SECRET-77", "TH-0042"}
	blocks := network.raw(t, thirdMember, certificate.ATIGA, registry.RoleAdmin).blocks(t)
	for i, block := range blocks {
		for _, secret := range secrets {
			if bytes.Contains(block, []byte(secret)) {
				t.Errorf("block %d tells the third member %q", i, secret)
			}
		}
	}
	if !bytes.Contains(bytes.Join(blocks, nil), []byte(id.Reference)) {
		t.Error("the blocks do not even hold the reference number: nothing was searched")
	}
}

// blocks reads every block of the channel from the organisation's own peer.
func (r *raw) blocks(t testing.TB) [][]byte {
	t.Helper()
	ledger := r.gateway.GetNetwork(r.channel).GetContract("qscc")
	var all [][]byte
	for number := 0; ; number++ {
		block, err := ledger.EvaluateTransaction("GetBlockByNumber", r.channel, strconv.Itoa(number))
		if err != nil {
			if number == 0 || !strings.Contains(err.Error(), "evaluate") {
				t.Fatalf("read block %d: %v", number, err)
			}
			return all
		}
		all = append(all, block)
	}
}

// refusedAs reports whether the ledger refused with the code.
func refusedAs(err error, code registry.Code) bool {
	var refusal *registry.Refusal
	return errors.As(err, &refusal) && refusal.Code == code
}

// eventually waits for what other peers learn a moment later.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("gave up waiting: %s", what)
}
