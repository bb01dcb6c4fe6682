package chaincode

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/queryresult"

	"origo/certificate"
	"origo/certificate/registry"
)

// signedBy answers the certificates that a signer sealed, in the order of their
// anchoring: whom to ask about when a key was lost. Only those that are answered
// are read; the index alone tells which they are.
func (c *call) signedBy(text string) ([]registry.Record, error) {
	var q registry.SignedQuery
	if err := decode("query", []byte(text), &q); err != nil {
		return nil, err
	}
	switch {
	case q.Since != "" && !isInstant(q.Since):
		return nil, malformed("since")
	case q.Limit < 0:
		return nil, malformed("limit")
	}
	ids, err := c.signedIDs(q)
	if err != nil {
		return nil, err
	}
	records := make([]registry.Record, len(ids))
	for i, id := range ids {
		if records[i], err = c.record(id); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// signedIDs reads the index of what a signer sealed.
func (c *call) signedIDs(q registry.SignedQuery) (_ []certificate.ID, err error) {
	rows, err := c.rows(public(registry.KeySigned, q.Signer))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", registry.KeySigned, err)
	}
	defer func() {
		if closed := rows.Close(); err == nil && closed != nil {
			err = fmt.Errorf("list %s: %w", registry.KeySigned, closed)
		}
	}()
	from := place(q)
	var ids []certificate.ID
	for rows.HasNext() && (q.Limit == 0 || len(ids) < q.Limit) {
		row, err := rows.Next()
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", registry.KeySigned, err)
		}
		id, wanted, err := c.signedRow(row, from)
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", registry.KeySigned, err)
		}
		if wanted {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// place is the parts of a key of the index, after the signer, behind which the
// answer begins.
func place(q registry.SignedQuery) []string {
	if q.After == nil {
		return []string{q.Since}
	}
	return []string{q.Since, string(q.After.Form), q.After.Country, q.After.Reference}
}

// signedRow reads one entry of the index, and whether it lies behind a place.
func (c *call) signedRow(row *queryresult.KV, from []string) (certificate.ID, bool, error) {
	var id certificate.ID
	_, parts, err := c.stub.SplitCompositeKey(row.GetKey())
	if err != nil || slices.Compare(parts[1:], from) <= 0 {
		return id, false, err
	}
	return id, true, json.Unmarshal(row.GetValue(), &id)
}
