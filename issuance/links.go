package issuance

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/finding"
)

// superseded: the certificate that the draft takes the place of stands, fits and is not used at all.
func (i *inquiry) superseded() error {
	link, name := i.Draft.Replaces, value("link", "replaces")
	if link == nil {
		link, name = i.Draft.TrueCopyOf, value("link", "true_copy_of")
	}
	if link == nil {
		return nil
	}
	record, found, err := i.record(link.Certificate)
	if err != nil {
		return err
	}
	values := []finding.Value{name, value("certificate", link.Certificate.String()), value("status", string(record.Status))}
	switch {
	case !found || !i.replaces(record, link):
		i.say("ISSUE-05", false, "issue.link.unfit", values...)
		return nil
	case record.Status != registry.Issued:
		i.say("ISSUE-05", false, "issue.link.fallen", values...)
		return nil
	}
	return i.unused(record.ID, values)
}

// replaces reports whether a record is what the link says: of the draft's form and countries and of that day.
func (i *inquiry) replaces(record registry.Record, link *certificate.Link) bool {
	return record.ID != i.Draft.ID() && record.Form == i.Draft.Form && record.Country == i.Draft.IssuingCountry &&
		record.ImportingCountry == i.Draft.ImportingCountry && record.IssueDate == link.IssueDate
}

// unused: nothing was debited from the certificate.
func (i *inquiry) unused(id certificate.ID, values []finding.Value) error {
	if !i.Accounts {
		i.open("ISSUE-05", "issue.link.private", "issue.evidence.office", values...)
		return nil
	}
	account, err := i.ledger.Account(i.ctx, id)
	if err != nil {
		return err
	}
	used := slices.ContainsFunc(account.Balances, func(b registry.Balance) bool { return !b.Used.IsZero() })
	message := finding.Message("issue.link.fits")
	if used {
		message = "issue.link.used"
	}
	i.say("ISSUE-05", !used, message, values...)
	return nil
}

// originals: every original of a back-to-back draft is known, stands and has enough left.
func (i *inquiry) originals() error {
	for _, original := range i.Draft.BackToBack {
		before := len(i.found)
		if err := i.original(original); err != nil {
			return err
		}
		for at := before; at < len(i.found); at++ {
			i.found[at].Item = original.Item
		}
	}
	return nil
}

func (i *inquiry) original(o certificate.Original) error {
	values := []finding.Value{value("certificate", o.Certificate.String()), value("line", itoa(o.OriginalItem))}
	if _, here := i.membership.Party(o.Certificate.Country); !here {
		i.open("ISSUE-06", "issue.original.elsewhere", "issue.evidence.original", values...)
		return nil
	}
	record, found, err := i.record(o.Certificate)
	if err != nil {
		return err
	}
	if !found || record.Status != registry.Issued || record.ImportingCountry != i.Draft.IssuingCountry || record.IssueDate != o.IssueDate {
		i.say("ISSUE-06", false, "issue.original.unfit", values...)
		return nil
	}
	return i.left(o, values)
}
