package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/issuance"
)

// middle is a ledger with the intermediate country on it, as shelf has Viet Nam alone.
type middle struct{ *shelf }

func (m middle) Membership(ctx context.Context) (registry.Membership, error) {
	membership, err := m.shelf.Membership(ctx)
	membership.Parties = append(membership.Parties, registry.Party{Country: "TH"})
	return membership, err
}

// TestAnchoringOnwardNeedsTheReexport: nothing is sent to the ledger before the goods are taken from their original.
func TestAnchoringOnwardNeedsTheReexport(t *testing.T) {
	ledger, d := newShelf(t)
	d.BackToBack = []certificate.Original{{Certificate: certificate.ID{Form: "D", Country: "TH", Reference: "TH-1"}, IssueDate: d.IssueDate,
		OriginalItem: 1, Item: 1, Quantity: d.Items[0].Quantity}}
	if err := issuance.Recorded(t.Context(), middle{ledger}, d); err == nil {
		t.Error("nothing was recorded")
	}
	p := problemOf(fmt.Errorf("anchor: %w", &issuance.Unrecorded{Original: d.BackToBack[0].Certificate, Item: 1, Wanted: d.Items[0].Quantity}))
	if p.Code != codeReexport || p.Status != http.StatusConflict || !strings.Contains(p.Remedy, "item 1 of D TH TH-1") {
		t.Errorf("%+v", p)
	}
	_, _ = ledger.Use(t.Context(), registry.UseRequest{Outcome: registry.Reexported, Declaration: d.ID().String(),
		Lines: []registry.UseLine{{Item: 1, Quantity: d.Items[0].Quantity.Value, Unit: d.Items[0].Quantity.Unit}}})
	if err := issuance.Recorded(t.Context(), middle{ledger}, d); err != nil {
		t.Error(err)
	}
}
