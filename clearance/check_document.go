package clearance

import (
	"errors"
	"strconv"
	"strings"

	"origo/certificate"
)

// documentChecks look at the document by itself.
func documentChecks() []check {
	return []check{
		{"DOC-01", "Is the certificate a readable document in its one exact form?", always(profileRecord), nothing, readable},
		{"DOC-02", "Are the boxes filled in as the form prescribes?", func(s subject) string { return s.law.form.citation }, aDocument, complete},
		{"DOC-03", "Was it made for this network and this agreement?", always(rulesLedger), aDocument, forThisNetwork},
		{"IMP-01", "Is it made out for import into this country?", always(rulesLedger), aDocument, forThisCountry},
	}
}

func readable(s subject) ruling {
	switch {
	case s.document != nil:
		return met(msgDocReadable).giving("sha256", s.sha256)
	case errors.Is(s.unread, errNoDocument):
		return cannotTell(Defer, msgDocAbsent).from("ledger_copy", string(s.Dossier.State))
	default:
		return notMet(Correct, msgDocUnreadable).from("reason", s.unread.Error()).giving("sha256", s.sha256)
	}
}

func complete(s subject) ruling {
	err := s.document.Validate()
	if err == nil {
		return met(msgFormMet)
	}
	var problems certificate.Problems
	if !errors.As(err, &problems) {
		return cannotTell(Refer, msgFormBroken).giving("count", "1", "problems", err.Error())
	}
	var texts, codes []string
	for _, p := range problems {
		texts, codes = append(texts, p.Text), append(codes, string(p.Code))
	}
	return notMet(s.law.form.verdict, msgFormBroken).
		giving("count", strconv.Itoa(len(problems)), "codes", strings.Join(codes, " "), "problems", strings.Join(texts, " "))
}

// forThisNetwork guards against a genuine certificate of another network or channel being shown here.
func forThisNetwork(s subject) ruling {
	d := s.document
	membership, ok := s.Membership.found()
	if !ok {
		return cannotTell(Defer, msgNetworkUnknown).from("network", d.Network, "agreement", string(d.Agreement))
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
