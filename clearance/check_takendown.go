package clearance

import (
	"slices"
	"strconv"
	"strings"

	"origo/certificate/registry"
	"origo/paper"
)

// counted is the account that the certificate is assessed by. What was used of it on paper is used, also before the
// electronic account has taken it over.
func (f Facts) counted() registry.Account {
	account, known := f.Account.found()
	p, taken := f.Paper.found()
	switch {
	case known && taken:
		return paper.Outstanding(p, account)
	case taken && f.Account.State == NotFound:
		return registry.Account{ID: p.Certificate, Balances: p.Balances, Uses: p.Uses}
	}
	return account
}

// takenDownChecks are on a certificate that customs took down from paper, before its record came or without one.
func takenDownChecks() []check {
	return []check{
		{id: "PAP-02", asks: "Is what was used of it on paper counted?", cites: always(rulesLedger), need: aPaper, judge: usedOnPaper},
		{id: "PAP-03", asks: "Does the paper say what the certificate says?", cites: onDifferences, need: aPaperBeside, judge: sameOnPaper},
	}
}

// aPaper asks for a paper and says nothing where there is none.
func aPaper(s subject) (Message, bool) {
	_, taken := s.Paper.found()
	return "", taken
}

func aPaperBeside(s subject) (Message, bool) {
	_, taken := s.Paper.found()
	return "", taken && s.document != nil
}

func usedOnPaper(s subject) ruling {
	p, _ := s.Paper.found()
	r := met(msgPaperOpen)
	if p.Joined != nil {
		r = met(msgPaperJoined).from("joined_at", p.Joined.At)
	}
	standing := 0
	for _, u := range p.Uses {
		if u.Reversal == nil {
			standing++
		}
	}
	return r.from("entered_at", p.EnteredAt, "paper_reason", string(p.Reason), "notice", p.Notice, "scan", p.Scan).
		giving("count", strconv.Itoa(standing))
}

// sameOnPaper: goods may have left on what the paper says, so an officer looks at what differs. Once its uses are taken
// over nothing rests on the paper any more: the differences are named, and are neither met nor not met.
func sameOnPaper(s subject) ruling {
	p, _ := s.Paper.found()
	differing := paper.Differences(p.PaperEntry, s.document)
	if len(differing) == 0 {
		return met(msgPaperAgrees)
	}
	r := notMet(Refer, msgPaperDiffers)
	if p.Joined != nil {
		r = notApplicable(msgPaperDiffered)
	}
	var fields, details []string
	for _, d := range differing {
		fields, details = append(fields, d.Field), append(details, inFull(d))
	}
	slices.Sort(fields)
	return r.giving("fields", strings.Join(slices.Compact(fields), ", "), "details", strings.Join(details, "; "))
}

// inFull writes a difference: 2 hs: 841370 / 841381, the paper first.
func inFull(d paper.Difference) string {
	place := d.Field
	if d.Item != 0 {
		place = strconv.Itoa(d.Item) + " " + d.Field
	}
	return place + ": " + d.Paper + " / " + d.Record
}
