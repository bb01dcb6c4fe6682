package wire

import (
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
)

// Validate demands a number, a date, a scan, a reason and lines that can mean something.
func (r NewPaper) Validate() error {
	verdicts := []*Fault{
		demand(r.Certificate.Check() == nil, "/certificate", "must name form, issuing country and reference number"),
		demand(!r.IssueDate.IsZero(), "/issue_date", "must be a date"),
		digest(r.Scan, "/scan"),
		demand(knownReason(r.Reason), "/reason", "must be partner_absent, partner_outage or own_outage"),
		demand(len(r.Lines) > 0 && len(r.Lines) <= certificate.MaxItems, "/lines", "must have 1 to 999 entries"),
	}
	if r.Notice != nil {
		verdicts = append(verdicts, words(*r.Notice, "/notice", 200))
	}
	for i, l := range r.Lines {
		at := "/lines/" + strconv.Itoa(i)
		verdicts = append(verdicts,
			demand(l.Item >= 1 && l.Item <= certificate.MaxItems, at+"/item", "must be the number of an item"),
			demand(l.Quantity.Value.Sign() > 0, at+"/quantity/value", "must be above zero"),
			demand(certificate.IsUnit(l.Quantity.Unit), at+"/quantity/unit", "must be a unit of UN/ECE Recommendation 20"))
	}
	return check(verdicts...)
}

func knownReason(r registry.PaperReason) bool {
	return r == registry.PartnerAbsent || r == registry.PartnerOutage || r == registry.OwnOutage
}

// Request is the entry in the words of the ledger.
func (r NewPaper) Request(officer string, salt []byte) registry.PaperRequest {
	entry := registry.PaperEntry{Certificate: r.Certificate, IssueDate: r.IssueDate, Scan: r.Scan, Reason: r.Reason, Lines: r.Lines, Officer: officer}
	if r.Notice != nil {
		entry.Notice = *r.Notice
	}
	return registry.PaperRequest{PaperEntry: entry, Salt: salt}
}
