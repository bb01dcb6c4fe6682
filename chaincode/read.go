package chaincode

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"

	"origo/certificate"
	"origo/certificate/registry"
)

// record finds the public record of a certificate.
func (c *call) record(id certificate.ID) (registry.Record, error) {
	record, found, err := read[registry.Record](c.ledger, certificateAt(id))
	if err == nil && !found {
		err = registry.Refuse(registry.CertificateUnknown, "certificate", id.String())
	}
	return record, err
}

// file finds record and dossier. Only the two countries may ask.
func (c *call) file(id certificate.ID) (file, error) {
	record, err := c.record(id)
	if err != nil {
		return file{}, err
	}
	if !c.isOf(record) {
		return file{}, registry.Refuse(registry.WrongCountry, "country", c.party.Country)
	}
	return c.fileOf(record)
}

// isOf reports whether the caller acts for one of the certificate's countries.
func (c *call) isOf(record registry.Record) bool {
	return c.party.Country == record.Country || c.party.Country == record.ImportingCountry
}

// fileOf adds the dossier to a record.
func (c *call) fileOf(record registry.Record) (file, error) {
	id := record.ID
	dossier, found, err := read[registry.Dossier](c.ledger, dossierAt(id, record.ImportingCountry))
	if err == nil && !found {
		err = fmt.Errorf("read dossier of %s: nothing there", id)
	}
	return file{record, dossier}, err
}

// readAccount answers everything the importing side did with a certificate.
func (c *call) readAccount(id certificate.ID) (registry.Account, error) {
	f, err := c.file(id)
	if err != nil {
		return registry.Account{ID: id}, err
	}
	return c.accountOf(f.record)
}

// accountOf lists balances and uses under a record.
func (c *call) accountOf(record registry.Record) (registry.Account, error) {
	answer := registry.Account{ID: record.ID}
	p, err := c.pairOf(record)
	if err != nil {
		return answer, err
	}
	if answer.Balances, err = list[registry.Balance](c.ledger, p.at(registry.KeyBalance)); err != nil {
		return answer, err
	}
	if answer.Uses, err = list[registry.Use](c.ledger, p.at(registry.KeyUse)); err != nil {
		return answer, err
	}
	slices.SortFunc(answer.Uses, func(a, b registry.Use) int { return cmp.Compare(a.Sequence, b.Sequence) })
	return answer, nil
}

// view answers all that an assessment needs: to the two countries everything,
// to other members what they may know.
func (c *call) view(id certificate.ID) (registry.View, error) {
	v := registry.View{Membership: c.membership}
	var err error
	if v.Record, err = c.record(id); err != nil {
		return v, err
	}
	if v.Signer, err = c.signerState(v.Record.Signer); err != nil {
		return v, err
	}
	if v.Paper, err = c.paperOf(id); err != nil || !c.isOf(v.Record) {
		return v, err
	}
	f, err := c.fileOf(v.Record)
	if err != nil {
		return v, err
	}
	account, err := c.accountOf(v.Record)
	v.Dossier, v.Account = &f.dossier, &account
	return v, err
}

// history answers every state of a public record, oldest first.
func (c *call) history(id certificate.ID) (_ []registry.Change, err error) {
	if _, err := c.record(id); err != nil {
		return nil, err
	}
	key, err := c.key(certificateAt(id))
	if err != nil {
		return nil, err
	}
	rows, err := c.stub.GetHistoryForKey(key)
	if err != nil {
		return nil, fmt.Errorf("read history of %s: %w", id, err)
	}
	defer func() {
		if closed := rows.Close(); err == nil && closed != nil {
			err = fmt.Errorf("read history of %s: %w", id, closed)
		}
	}()
	return changes(rows)
}

// changes turns Fabric's history, newest first, into records, oldest first.
func changes(rows shim.HistoryQueryIteratorInterface) ([]registry.Change, error) {
	all := []registry.Change{}
	for rows.HasNext() {
		row, err := rows.Next()
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		change := registry.Change{Transaction: row.GetTxId(), At: instant(row.GetTimestamp().AsTime())}
		if err := json.Unmarshal(row.GetValue(), &change.Record); err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		all = append(all, change)
	}
	slices.Reverse(all)
	return all, nil
}
