package clearance

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
)

// documentChecks look at the document by itself. The day of issue is the agreement's matter, but that it is not after
// the presentation is laid down by none but UKVFTA.
func documentChecks() []check {
	validity := func(s subject) string { return atImport(s.Here, s.law.validity, "Art. 12(1)") }
	return []check{
		{id: "DOC-01", asks: "Is the certificate a readable document in its one exact form?", cites: always(profileRecord), need: nothing, judge: readable},
		{id: "DOC-02", asks: "Are the boxes filled in as the form prescribes?", cites: func(s subject) string { return s.law.form.citation }, need: aDocument, judge: complete},
		{id: "DOC-03", asks: "Was it made for this network and this agreement?", cites: always(rulesLedger), need: aDocument, judge: forThisNetwork},
		{id: "DOC-04", asks: "Are rules held of its agreement?", cites: always(rulesLedger), need: aProofQuietly, judge: rulesHeld},
		{id: "IMP-01", asks: "Is it made out for import into this country?", cites: always(rulesLedger), need: aDocument, judge: forThisCountry,
			yields: []Message{"ukvfta.destination.ok", "ukvfta.destination.other"}},
		{id: "DATE-01", asks: "Was it issued before it was presented?", cites: validity, need: aProof, judge: issuedBefore,
			yields: []Message{"ukvfta.validity.in_time", "ukvfta.validity.before_issue", "ukvfta.validity.late_goods_in_time", "ukvfta.validity.late", "ukvfta.validity.excused"}},
	}
}

func readable(s subject) ruling {
	switch {
	case s.document != nil:
		return met(msgDocReadable).giving("sha256", s.sha256)
	case errors.Is(s.unread, errNoDocument):
		return cannotTell(Defer, msgDocAbsent, evidenceFile).from("ledger_copy", string(s.Dossier.State))
	default:
		return notMet(Correct, msgDocUnreadable).from("reason", s.unread.Error()).giving("sha256", s.sha256)
	}
}

// complete applies the rules of the form. What is word for word what the ledger anchored was held to them by every
// endorser then, as was its certification path, and is not held to them again.
//
// A departure that a treaty judges by its own clause, such as a missing "Issued Retroactively", is left to the
// agreement's check of it; the rest weighs as the agreement's law on forms has it. No departure stops an assessment:
// only bytes that are no document do.
func complete(s subject) ruling {
	if s.asAnchored() {
		return met(msgFormAnchored)
	}
	err := s.document.Validate()
	var problems certificate.Problems
	if err != nil && !errors.As(err, &problems) {
		return cannotTell(Refer, msgFormBroken).giving("count", "1", "problems", err.Error())
	}
	problems = slices.DeleteFunc(problems, s.judged)
	if len(problems) == 0 {
		return met(msgFormMet)
	}
	var texts, codes []string
	broken := notMet(s.law.form.verdict, msgFormBroken)
	for _, p := range problems {
		texts, codes = append(texts, p.Text), append(codes, string(p.Code))
		broken.Findings = append(broken.Findings, departure(p))
	}
	broken.Curable = true
	return broken.giving("count", strconv.Itoa(len(problems)), "codes", strings.Join(codes, " "), "problems", strings.Join(texts, " "))
}

// departure is one departure from the rules of the form, with what its words need.
func departure(p certificate.Problem) Finding {
	f := ruling{Outcome: NotMet, Message: msgDeparture}.from("departure", string(p.Code), "box", p.Box)
	for _, name := range slices.Sorted(maps.Keys(p.Params)) {
		f = f.from(name, p.Params[name])
	}
	f.Item, f.Citation = p.Item, p.Citation
	return Finding(f)
}

// rulesHeld speaks up only where no rules are held: nothing would be found against the claim then.
func rulesHeld(s subject) ruling {
	if len(s.book.Checks(s.agreement())) > 0 {
		return ruling{}
	}
	return cannotTell(Refer, msgRulesMissing).from("agreement", string(s.agreement()))
}

func issuedBefore(s subject) ruling {
	presented, issued := s.proof.Presented(), s.proof.Proof.IssueDate
	if !s.proof.HasProof() || issued.IsZero() {
		return ruling{} // whether there must be one, the agreement says
	}
	if presented.IsZero() {
		return cannotTell(Refer, msgNoPresentation, evidenceDays)
	}
	r := met(msgIssueDateMet)
	if issued.After(presented) {
		r = notMet(Refer, msgIssueDateLater)
	}
	return r.from("issue_date", issued.String(), "presented_on", presented.String())
}

// forThisNetwork guards against a genuine certificate of another network or channel being shown here.
func forThisNetwork(s subject) ruling {
	d := s.document
	membership, ok := s.Membership.found()
	if !ok {
		return cannotTell(Defer, msgNetworkUnknown, evidenceLedger).from("network", d.Network, "agreement", string(d.Agreement))
	}
	r := met(msgNetworkMet)
	if d.Network != membership.Network || d.Agreement != membership.Agreement {
		r = notMet(Refuse, msgNetworkWrong)
	}
	return r.from("network", d.Network, "agreement", string(d.Agreement),
		"here_network", membership.Network, "here_agreement", string(membership.Agreement))
}

func forThisCountry(s subject) ruling {
	r := met(msgImporterMet)
	if s.document.ImportingCountry != s.Here {
		r = notMet(Refuse, msgImporterOther)
	}
	return r.from("country", s.document.ImportingCountry, "here", s.Here)
}
