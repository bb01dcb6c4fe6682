package console

import (
	"crypto/x509"
	"slices"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
)

// listFile is a revocation list. Longer ones go through the command line.
func listFile() upload {
	return upload{field: "list", label: "registry.list.file", block: "X509 CRL", most: 1 << 20,
		means: func(der []byte) bool { _, err := seal.ParseCRL(der); return err == nil }}
}

// incoming is a revocation list on the way into the registry.
type incoming struct {
	agreement certificate.Agreement
	list      *x509.RevocationList // nil before it was sent
	by        authority            // whose signature it bears
	standing  *wire.RevocationList // the list in force; nil if there is none
	would     *registry.RevocationList
	touched   []touched
}

// touched is an enrolled signer whose certification path is on the list.
type touched struct {
	registry.Signer
	above bool // not the signer's own certificate, but one above it
}

// showListForm asks for the list.
func showListForm(p *Page) error {
	agreement, err := p.agreement()
	if err != nil {
		return err
	}
	i := &incoming{agreement: agreement}
	if i.list, err = p.list(); err != nil {
		p.Form.Del("list")
	}
	return p.Show(p.Say("registry.list.title"), listForm(p, i))
}

// list is the revocation list that came with the form, now or before.
func (p *Page) list() (*x509.RevocationList, error) {
	der, err := p.der(listFile())
	if err != nil {
		return nil, err
	}
	return seal.ParseCRL(der)
}

// sendListForm shows what the list does, and imports it once that was confirmed.
func sendListForm(p *Page) error {
	if p.Field(fieldStep) == "" {
		return showListForm(p)
	}
	i, err := p.incoming()
	if err != nil {
		return err
	}
	change := wire.NewRevocationList{Authority: i.by.Fingerprint, Crl: i.list.Raw}
	if p.Field(fieldStep) == stepRecord {
		key := p.Key()
		_, err := answer[wire.Receipt](p.API.ImportRevocationList(p.Request.Context(), &wire.ImportRevocationListParams{Agreement: i.agreement, IdempotencyKey: &key}, change))
		if err != nil {
			return err
		}
		return p.Go("/registry?agreement=" + string(i.agreement) + "#lists")
	}
	p.Repeatable = true
	would, err := p.rehearse(i.agreement, wire.Rehearsal{RevocationList: &change})
	if err := p.note(err); err != nil {
		return err
	}
	i.would = would.RevocationList
	return p.Show(p.Say("registry.list.confirm"), listConfirm(p, i))
}

// incoming reads the list, and finds whose it is and whom it touches.
func (p *Page) incoming() (*incoming, error) {
	agreement, err := p.agreement()
	if err != nil {
		return nil, err
	}
	i := &incoming{agreement: agreement}
	if i.list, err = p.list(); err != nil {
		return nil, err
	}
	known, err := p.authorities(agreement)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(known, func(a authority) bool { return i.list.CheckSignatureFrom(a.ca) == nil })
	if at < 0 {
		return nil, p.mend("list", "list", "issuer", i.list.Issuer.String())
	}
	i.by = known[at]
	return i, p.compare(i)
}

// compare sets the list beside the one in force and beside all signers.
func (p *Page) compare(i *incoming) error {
	ctx := p.Request.Context()
	lists, err := answer[[]wire.RevocationList](p.API.ListRevocationLists(ctx, &wire.ListRevocationListsParams{Agreement: i.agreement}))
	if err != nil {
		return err
	}
	if at := slices.IndexFunc(lists, func(l wire.RevocationList) bool { return l.Authority == i.by.Fingerprint }); at >= 0 {
		i.standing = &lists[at]
	}
	offices, err := answer[[]wire.Office](p.API.ListOffices(ctx, &wire.ListOfficesParams{Agreement: i.agreement}))
	if err != nil {
		return err
	}
	for _, o := range offices {
		signers, err := answer[[]wire.Signer](p.API.ListSigners(ctx, &wire.ListSignersParams{Agreement: i.agreement, Country: o.Country, Office: o.Code}))
		if err != nil {
			return err
		}
		i.touched = append(i.touched, i.among(signers)...)
	}
	return nil
}

// among picks the signers whose path has a serial that is on the list.
func (i *incoming) among(signers []wire.Signer) []touched {
	on := map[string]bool{}
	for _, entry := range i.list.RevokedCertificateEntries {
		on[entry.SerialNumber.Text(16)] = true
	}
	var all []touched
	for _, s := range signers {
		step := slices.IndexFunc(s.Path, func(l registry.Link) bool { return l.Authority == i.by.Fingerprint && on[l.Serial] })
		if step >= 0 {
			all = append(all, touched{s, step > 0})
		}
	}
	return all
}

// age is how long ago a moment was, as the API writes it.
func (p *Page) age(moment string) string {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return ""
	}
	return p.Ago(p.Now().Sub(at))
}
