package proof

import (
	"errors"
	"fmt"
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// certificate: anchored once, then cancelled or replaced at most once.
func (e *entry) certificate(parts []string, value []byte) error {
	next, err := decode[registry.Record](value)
	if err != nil {
		return fmt.Errorf("not a certificate's record: %w", err)
	}
	if err := errors.Join(isKey(parts, nameParts(next.ID)...), e.byIssuerOf(next.Country)); err != nil {
		return err
	}
	if present, known := read[registry.Record](e.view, registry.KeyCertificate, parts...); known {
		return e.ended(present, next)
	}
	e.Chronicle.certificates = append(e.certificates, next.ID)
	return errors.Join(e.anchored(next), e.anchoredBy(next), e.supersedes(next))
}

// anchored holds a new record against its transaction.
func (e *entry) anchored(r registry.Record) error {
	_, partner := e.inForce().Party(r.ImportingCountry)
	index := compose(registry.KeySigned, append([]string{r.Signer, r.AnchoredAt}, nameParts(r.ID)...)...)
	switch {
	case r.Status != registry.Issued:
		return fmt.Errorf("it begins as %s", r.Status)
	case r.AnchoredIn != e.tx.ID || r.AnchoredAt != e.instant() || r.StatusAt != e.instant():
		return errors.New("its transaction or dates are not those of the block")
	case !partner || r.ImportingCountry == r.Country:
		return fmt.Errorf("importing country %q: %w", r.ImportingCountry, errNoParty)
	case r.Expiry.Before(r.IssueDate) || r.IssueDate.After(certificate.DateOf(e.at).AddDays(1)):
		return errors.New("its dates are impossible")
	case e.writes[index] == nil:
		return errors.New("it is missing among the certificates that its signer sealed")
	}
	return nil
}

// anchoredBy wants a signer who could seal such a certificate at that time.
func (e *entry) anchoredBy(r registry.Record) error {
	signer, enrolled := read[registry.Signer](e.view, registry.KeySigner, r.Signer)
	switch {
	case !enrolled:
		return errors.New("its signer was not enrolled")
	case signer.Country != r.Country || signer.Office != r.Office:
		return fmt.Errorf("its signer was enrolled for the office %s %s", signer.Country, signer.Office)
	case !slices.Contains(signer.Forms, r.Form):
		return fmt.Errorf("its signer was not enrolled for form %s", r.Form)
	}
	return e.entitled(signer)
}

// supersedes wants the certificate it takes the place of to give way.
func (e *entry) supersedes(r registry.Record) error {
	for _, old := range []*certificate.ID{r.Replaces, r.TrueCopyOf} {
		if old == nil {
			continue
		}
		record, _ := written[registry.Record](e, registry.KeyCertificate, nameParts(*old)...)
		if record.Status != registry.Replaced || record.ReplacedBy == nil || *record.ReplacedBy != r.ID {
			return fmt.Errorf("it takes the place of %s, which stands", *old)
		}
	}
	return nil
}

// ended wants a lawful end, and nothing else to have changed.
func (e *entry) ended(present, next registry.Record) error {
	if present.Status != registry.Issued || next.Status != registry.Cancelled && next.Status != registry.Replaced {
		return fmt.Errorf("from %s to %s", present.Status, next.Status)
	}
	if next.StatusAt != e.instant() {
		return fmt.Errorf("%s on %s, the transaction on %s", next.Status, next.StatusAt, e.instant())
	}
	if next.Status == registry.Replaced {
		if err := e.replacedBy(next); err != nil {
			return err
		}
	} else if next.ReplacedBy != nil || next.Reason == "" {
		return errors.New("cancelled without a reason, or with a successor")
	}
	next.Status, next.StatusAt, next.Reason, next.ReplacedBy = present.Status, present.StatusAt, present.Reason, present.ReplacedBy
	if !same(present, next) {
		return errors.New("more than its status was changed")
	}
	return nil
}

func (e *entry) replacedBy(old registry.Record) error {
	if old.ReplacedBy == nil {
		return errors.New("replaced by nothing")
	}
	successor, _ := written[registry.Record](e, registry.KeyCertificate, nameParts(*old.ReplacedBy)...)
	for _, link := range []*certificate.ID{successor.Replaces, successor.TrueCopyOf} {
		if link != nil && *link == old.ID {
			return nil
		}
	}
	return fmt.Errorf("replaced by %s, which does not say so", *old.ReplacedBy)
}

// signed: an entry of the index names the record written with it.
func (e *entry) signed(parts []string, value []byte) error {
	id, err := decode[certificate.ID](value)
	if err != nil {
		return fmt.Errorf("not a certificate's name: %w", err)
	}
	record, ok := written[registry.Record](e, registry.KeyCertificate, nameParts(id)...)
	if !ok {
		return errors.New("written without a certificate")
	}
	return isKey(parts, append([]string{record.Signer, record.AnchoredAt}, nameParts(id)...)...)
}
