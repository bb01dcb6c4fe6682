package issuance

import (
	"context"
	"errors"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/fta-rules/finding"
)

// Ledger is what the pre-check reads; client.Registry serves it.
type Ledger interface {
	Membership(ctx context.Context) (registry.Membership, error)
	Record(ctx context.Context, id certificate.ID) (registry.Record, error)
	Account(ctx context.Context, id certificate.ID) (registry.Account, error)
	Offices(ctx context.Context, country string) ([]registry.Office, error)
	Signers(ctx context.Context, country, office string) ([]registry.Signer, error)
	Signer(ctx context.Context, fingerprint string) (registry.SignerState, error)
}

// Inquiry asks the ledger about a draft.
type Inquiry struct {
	Draft    *certificate.Document
	Signer   string // fingerprint of the leaf certificate that will seal; empty means anybody of the office
	At       time.Time
	Accounts bool // whether the asker may learn what has been used of other certificates
}

// Facts are what the ledger says of a draft beforehand: whether its number is free, whether its office is registered,
// its exporter authorised and somebody may seal for it, and whether the certificates it names fit. They hold for the moment only: the ledger judges
// again when the certificate is anchored. A ledger that does not answer gives one finding that says so.
func Facts(ctx context.Context, ledger Ledger, q Inquiry) ([]finding.Finding, error) {
	i := &inquiry{Inquiry: q, ctx: ctx, ledger: ledger}
	for _, ask := range []func() error{i.network, i.number, i.office, i.authorisation, i.signers, i.superseded, i.originals} {
		err := ask()
		var unavailable *client.Unavailable
		if errors.As(err, &unavailable) {
			return []finding.Finding{Silent()}, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return i.found, nil
}

// Silent is the finding that the ledger was not or could not be asked.
func Silent() finding.Finding {
	return finding.Finding{Check: "ISSUE-00", Outcome: finding.CannotTell, Verdict: finding.Refer, Message: "issue.ledger.silent",
		Evidence: []finding.Message{"issue.evidence.ledger"}}
}

// inquiry gathers findings.
type inquiry struct {
	Inquiry
	ctx        context.Context
	ledger     Ledger
	membership registry.Membership
	registered registry.Office // of the draft, if it may take the form
	found      []finding.Finding
}

// say adds a finding; what is not met stands in the way of the draft as applied for.
func (i *inquiry) say(check string, met bool, message finding.Message, values ...finding.Value) {
	f := finding.Finding{Check: check, Outcome: finding.Met, Verdict: finding.Accept, Message: message, Inputs: values}
	if !met {
		f.Outcome, f.Verdict, f.Curable = finding.NotMet, finding.Refuse, true
	}
	i.found = append(i.found, f)
}

// open adds a question that somebody must look into.
func (i *inquiry) open(check string, message, evidence finding.Message, values ...finding.Value) {
	i.found = append(i.found, finding.Finding{Check: check, Outcome: finding.CannotTell, Verdict: finding.Refer,
		Message: message, Inputs: values, Evidence: []finding.Message{evidence}})
}

func value(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }

// network: the draft is meant for this ledger, and its importing country is a party there.
func (i *inquiry) network() error {
	var err error
	if i.membership, err = i.ledger.Membership(i.ctx); err != nil {
		return err
	}
	if i.Draft.Network != i.membership.Network {
		i.say("ISSUE-01", false, "issue.network.differs", value("named", i.Draft.Network), value("here", i.membership.Network))
	}
	if i.Draft.ImportingCountry == "" {
		return nil // the rules of the form say so
	}
	_, party := i.membership.Party(i.Draft.ImportingCountry)
	message := finding.Message("issue.party.known")
	if !party {
		message = "issue.party.unknown"
	}
	i.say("ISSUE-01", party, message, value("country", i.Draft.ImportingCountry))
	return nil
}

// number: no certificate stands under it yet.
func (i *inquiry) number() error {
	record, found, err := i.record(i.Draft.ID())
	if err != nil {
		return err
	}
	reference := value("reference", i.Draft.Reference)
	if found {
		i.say("ISSUE-02", false, "issue.number.taken", reference, value("issued", record.IssueDate.String()), value("status", string(record.Status)))
	} else {
		i.say("ISSUE-02", true, "issue.number.free", reference)
	}
	return nil
}

// record reads a public record, and whether there is one.
func (i *inquiry) record(id certificate.ID) (registry.Record, bool, error) {
	if id.Check() != nil {
		return registry.Record{}, false, nil
	}
	record, err := i.ledger.Record(i.ctx, id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && refusal.Code == registry.CertificateUnknown {
		return record, false, nil
	}
	return record, err == nil, err
}
