package client

import (
	"context"
	"encoding/json"
	"fmt"

	"origo/certificate/registry"
)

// OpenCase sends a request for verification.
func (c *Contract) OpenCase(ctx context.Context, o registry.OpenCase) (Receipt, error) {
	return c.private(ctx, registry.StartCase, registry.TransientCase, o)
}

// AddToCase appends an entry to a case.
func (c *Contract) AddToCase(ctx context.Context, e registry.CaseEntryRequest) (Receipt, error) {
	return c.private(ctx, registry.AddToCase, registry.TransientEntry, e)
}

// Case reads a case; only its two countries can.
func (c *Contract) Case(ctx context.Context, id string) (registry.Case, error) {
	return read[registry.Case](ctx, c.ledger, registry.ReadCase, id)
}

// FindCases lists cases between the organisation's country and others.
func (c *Contract) FindCases(ctx context.Context, q registry.CaseQuery) (registry.CasePage, error) {
	return find[registry.CasePage](ctx, c.ledger, registry.FindCases, q)
}

// find reads what a query picks.
func find[T any](ctx context.Context, ledger Ledger, function string, query any) (T, error) {
	raw, err := json.Marshal(query)
	if err != nil {
		var none T
		return none, fmt.Errorf("encode query of %s: %w", function, err)
	}
	return read[T](ctx, ledger, function, string(raw))
}
