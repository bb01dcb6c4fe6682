package issuance

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/finding"
)

// office: it is registered, open and certifies the form.
func (i *inquiry) office() error {
	if i.Draft.Office == "" {
		return nil // the rules of the form say so
	}
	offices, err := i.ledger.Offices(i.ctx, i.Draft.IssuingCountry)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(offices, func(o registry.Office) bool { return o.Code == i.Draft.Office })
	message := finding.Message("issue.office.open")
	switch {
	case at < 0:
		message = "issue.office.unknown"
	case offices[at].ClosedFrom != "" && offices[at].ClosedFrom <= i.now():
		message = "issue.office.closed"
	case !slices.Contains(offices[at].Forms, i.Draft.Form):
		message = "issue.office.form"
	default:
		i.registered = offices[at]
	}
	i.say("ISSUE-03", message == "issue.office.open", message, value("office", i.Draft.Office), value("form", string(i.Draft.Form)))
	return nil
}

// declares is the check of what exporters declare themselves.
const declares = "ISSUE-07"

// authorisation: what an exporter declares stays within what the registry lets him declare. Nothing is said of issuing
// authorities, nor of offices that are in doubt themselves.
func (i *inquiry) authorisation() error {
	office := i.registered
	if office.Kind == "" || office.Kind == registry.IssuingAuthority {
		return nil
	}
	beyond, item := office.Exceeds(i.Draft)
	values := []finding.Value{value("exporter", office.Code)}
	if a := office.Authorisation; a != nil {
		values = append(values, value("number", a.Code), value("from", a.From.String()), value("until", a.Until.String()))
	}
	i.say(declares, beyond == "", finding.Message("issue.exporter."+string(cmp.Or(beyond, "within"))), values...)
	i.found[len(i.found)-1].Item = item
	return nil
}

// Authorised says from facts whether the authorisation that an origin declaration names holds, whatever the declaration
// makes of it; nil if nobody looked.
func Authorised(facts []finding.Finding) *bool {
	at := slices.IndexFunc(facts, func(f finding.Finding) bool { return f.Check == declares })
	if at < 0 {
		return nil
	}
	broken := []finding.Message{"issue.exporter.exporter_kind", "issue.exporter.authorisation", "issue.exporter.date"}
	holds := !slices.Contains(broken, facts[at].Message)
	return &holds
}

// now is the moment of the inquiry as records write it.
func (i *inquiry) now() registry.Instant { return certificate.InstantOf(i.At).String() }

// signers: the one named may seal, or somebody of the office may.
func (i *inquiry) signers() error {
	all, err := i.ledger.Signers(i.ctx, i.Draft.IssuingCountry, i.Draft.Office)
	if err != nil {
		return err
	}
	if i.Signer != "" {
		all = slices.DeleteFunc(all, func(s registry.Signer) bool { return s.Fingerprint != i.Signer })
	}
	ready := 0
	for _, signer := range all {
		may, err := i.maySeal(signer)
		if err != nil {
			return err
		}
		if may {
			ready++
		}
	}
	message := finding.Message("issue.signer.ready")
	if ready == 0 {
		message = "issue.signer.none"
	}
	i.say("ISSUE-04", ready > 0, message, value("count", strconv.Itoa(ready)), value("office", i.Draft.Office), value("form", string(i.Draft.Form)))
	return nil
}

// maySeal reports whether the contract would take the signer's seal now: enrolled for the form, inside the interval,
// neither suspended nor revoked, and the revocation lists of his path current.
func (i *inquiry) maySeal(s registry.Signer) (bool, error) {
	now := i.now()
	if !slices.Contains(s.Forms, i.Draft.Form) || now < s.From || now >= s.Until || s.Revoked != "" || s.Suspended != "" {
		return false, nil
	}
	state, err := i.ledger.Signer(i.ctx, s.Fingerprint)
	if err != nil || len(state.Revocations) > 0 || len(state.CRLs) < len(s.Path) {
		return false, err
	}
	grace := time.Duration(i.membership.Limits.CRLGraceHours) * time.Hour
	for _, list := range state.CRLs {
		next, err := time.Parse(time.RFC3339, list.NextUpdate)
		if err != nil || i.At.After(next.Add(grace)) {
			return false, nil
		}
	}
	return true, nil
}
