package console

import (
	"fmt"
	"slices"

	"origo/api/wire"
	"origo/certificate/registry"
)

// showReceipt shows what stands on the ledger of a decision.
func showReceipt(p *Page) error {
	use, account, err := p.use()
	if err != nil {
		return err
	}
	return p.Show(p.Say("customs.receipt.title"), receiptPage(p, use, account))
}

// use reads the decision that the path names.
func (p *Page) use() (registry.Use, registry.Account, error) {
	id := p.claimAt().id
	account, err := answer[registry.Account](p.API.ReadAccount(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.ReadAccountParams{Agreement: p.hint()}))
	if err != nil {
		return registry.Use{}, account, err
	}
	at := slices.IndexFunc(account.Uses, func(u registry.Use) bool { return u.Declaration == p.In("declaration") })
	if at < 0 {
		return registry.Use{}, account, errNoPage
	}
	return account.Uses[at], account, nil
}

// showNotice is the notice of a refusal, in the languages of both countries.
func showNotice(p *Page) error {
	id := p.claimAt().id
	notice, err := answer[wire.RefusalNotice](p.API.ReadRefusalNotice(p.Request.Context(), id.Form, id.Country, id.Reference, p.In("declaration"), &wire.ReadRefusalNoticeParams{Agreement: p.hint()}))
	if err != nil {
		return err
	}
	return p.Show(p.Say("customs.notice.title"), noticePage(p, notice))
}

// showReversal asks why a decision is taken back.
func showReversal(p *Page) error {
	use, _, err := p.use()
	if err != nil {
		return err
	}
	return p.Show(p.Say("customs.reverse.title"), reversalPage(p, use))
}

// sendReversal takes a decision back; it stays on record.
func sendReversal(p *Page) error {
	use, _, err := p.use()
	if err != nil {
		return err
	}
	if p.trimmed("reason") == "" {
		return p.wrong("customs.wrong.no_reason")
	}
	key := p.Key()
	_, err = content(p.API.ReverseUse(p.Request.Context(), use.Certificate.Form, use.Certificate.Country, use.Certificate.Reference,
		&wire.ReverseUseParams{IdempotencyKey: &key, Agreement: p.hint()}, wire.UseReversal{Declaration: use.Declaration, Reason: p.trimmed("reason")}))
	if err != nil {
		return fmt.Errorf("take decision back: %w", err)
	}
	return p.Go(p.at(use.Certificate, "uses", use.Declaration))
}
