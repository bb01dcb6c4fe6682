package api

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// closing is a ledger that commits what it is given and is lost right after.
type closing struct{ *shelf }

var errLost = &client.Unavailable{Doing: "reading", Cause: errors.New("connection lost")}

func (closing) Record(context.Context, certificate.ID) (registry.Record, error) {
	return registry.Record{}, errLost
}

func (closing) Dossier(context.Context, certificate.ID) (registry.Dossier, error) {
	return registry.Dossier{}, errLost
}

func (closing) Account(context.Context, certificate.ID) (registry.Account, error) {
	return registry.Account{}, errLost
}

// TestCommittedButNotReadBack: whoever submitted must not hear that nothing
// was changed when only the reading back failed.
func TestCommittedButNotReadBack(t *testing.T) {
	operations := []string{"AnchorCertificate", "CancelCertificate", "RecordUse", "ReverseUse"}
	ledger, all := calls(t)
	s := newSite(t, shelves{ledger: closing{ledger}, served: certificate.Agreements()})
	for _, c := range all {
		if !slices.Contains(operations, c.operation) {
			continue
		}
		t.Run(c.operation, func(t *testing.T) {
			role, _, _ := strings.Cut(c.allowed, " ")
			got := s.answer(t, ask(c.method, c.path, "VNIssuer."+role, c.body))
			if p := wantProblem(t, got, 504, codeUnknown); p.Transaction != ledger.receipt.Transaction {
				t.Errorf("names the transaction %q, want %q", p.Transaction, ledger.receipt.Transaction)
			}
		})
	}
}
