package console

import (
	"errors"
	"net/url"

	"origo/api/wire"
	"origo/certificate"
)

// order is an act in the making: what is decided, written down as bytes that an
// officer signs elsewhere. Its page is told everything by the address, so that
// the bytes that are downloaded and those that are sent are the same.
type order struct {
	act    *certificate.Act
	path   string // of the page
	query  url.Values
	about  []string
	faults certificate.Problems
}

// orderFields are the parts of an act that people choose.
func orderFields() []string {
	return []string{"agreement", "reason", "note", "from", "office", "made_at"}
}

// order reads the act from the form, on behalf of the given country.
func (p *Page) order(kind certificate.ActKind, agreement certificate.Agreement, office string) (*order, error) {
	members, err := answer[wire.Membership](p.API.ReadMembership(p.Request.Context(), &wire.ReadMembershipParams{Agreement: agreement}))
	if err != nil {
		return nil, err
	}
	o := &order{path: p.Request.URL.EscapedPath(), query: url.Values{}}
	for _, name := range orderFields() {
		if text := p.given(name); text != nil {
			o.query.Set(name, *text)
		}
	}
	o.query.Set("agreement", string(agreement))
	o.act = &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: members.Network, Agreement: agreement, Kind: kind,
		Country: p.Country(), Office: office, Reason: certificate.Reason(p.Field("reason")), Note: o.query.Get("note"), MadeAt: p.madeAt(o.query),
	}
	if chosen := o.query.Get("office"); chosen != "" {
		o.act.Office = chosen
	}
	return o, nil
}

// madeAt is when the act was drawn up: kept in the address from then on.
func (p *Page) madeAt(query url.Values) certificate.Instant {
	at, err := certificate.ParseInstant(query.Get("made_at"))
	if err != nil {
		at = certificate.InstantOf(p.Now())
		query.Set("made_at", at.String())
	}
	return at
}

// check finds what is wrong with the act.
func (o *order) check() {
	errors.As(o.act.Validate(), &o.faults)
}

// drawn says whether the act has been decided upon and only its signature lacks.
func (o *order) drawn() bool { return o.act.Reason != "" && len(o.faults) == 0 }

// record are the bytes to sign.
func (o *order) record() (toSign, error) {
	raw, err := o.act.Canonical()
	if err != nil || !o.drawn() {
		return toSign{}, errors.Join(errNotCanonical, err)
	}
	return toSign{raw: raw, file: fileName(string(o.act.Kind)+"-"+o.subject()) + ".json", from: o.path + "/act?" + o.query.Encode()}, nil
}

// subject is what the act is about, for the name of its file.
func (o *order) subject() string {
	if o.act.Certificate != nil {
		return o.act.Certificate.String()
	}
	return o.act.Signer[:min(len(o.act.Signer), 16)]
}

// sealed is the act with the signature that was sent.
func (p *Page) sealed(o *order) (wire.SealedAct, error) {
	record, err := o.record()
	return wire.SealedAct{Act: record.raw, Seal: p.Files[sealField].Data}, err
}

// cancellation is the act that cancels the certificate of the address.
func (p *Page) cancellation() (*order, *wire.Record, error) {
	id, agreement := p.ownName()
	record, err := answer[wire.Record](p.API.ReadCertificate(p.Request.Context(), id.Form, id.Country, id.Reference, &wire.ReadCertificateParams{Agreement: agreement}))
	if err != nil {
		return nil, nil, err
	}
	o, err := p.order(certificate.CancelCertificate, *agreement, record.Office)
	if err != nil {
		return nil, nil, err
	}
	o.act.Certificate = &record.ID
	o.about = []string{p.Say("draft.of", "form", p.Or("draft.form.", string(id.Form)), "reference", id.Reference)}
	o.check()
	return o, &record, nil
}

// showCancellation asks why, then gives the bytes and takes the signature.
func showCancellation(p *Page) error {
	o, _, err := p.cancellation()
	if err != nil {
		return err
	}
	return p.Show(p.Say("act.title."+string(certificate.CancelCertificate)), orderForm(p, o))
}

// downloadCancellation gives the exact bytes of the act.
func downloadCancellation(p *Page) error {
	o, _, err := p.cancellation()
	if err != nil {
		return err
	}
	return p.downloadOrder(o)
}

func (p *Page) downloadOrder(o *order) error {
	record, err := o.record()
	if err != nil {
		return err
	}
	return p.Download(record.file, "application/json", record.raw)
}

// sendCancellation cancels with the signed act.
func sendCancellation(p *Page) error {
	o, record, err := p.cancellation()
	if err != nil {
		return err
	}
	act, err := p.sealed(o)
	if err != nil {
		return err
	}
	key := p.Key()
	_, err = answer[wire.Anchored](p.API.CancelCertificate(p.Request.Context(), record.Form, record.ID.Country, record.Reference,
		&wire.CancelCertificateParams{Agreement: &o.act.Agreement, IdempotencyKey: &key}, act))
	if err != nil {
		return err
	}
	return p.Go(ownAddress(record.ID, o.act.Agreement) + "#timeline")
}
