package certificate

import "time"

// Expiry is the last day on which the proof may be presented. Each agreement counts its year differently:
//
//   - ATIGA: 12 months of which the day of issue is the first, so the day before the anniversary (Annex 8 R.14; AWSC
//     guidebook, question 14). A back-to-back certificate ends with the earliest of its originals (R.11(1)).
//   - VKFTA: one year after issue, the anniversary included (Art. 3.16.3).
//   - UKVFTA: 12 months from issue, the anniversary included (Protocol 1 Art. 21(1)).
//
// A certified true copy or duplicate carries the original's date of issue, so its life runs from there.
func (d *Document) Expiry() Date {
	last := LastDay(d.Agreement, d.IssueDate)
	for _, original := range d.BackToBack {
		if end := LastDay(d.Agreement, original.IssueDate); end.Before(last) {
			last = end
		}
	}
	return last
}

// LastDay is the last day of the agreement's year that begins with issue, counted as Expiry says; zero if issue is.
func LastDay(agreement Agreement, issue Date) Date {
	if issue.IsZero() {
		return Date{}
	}
	if agreement == ATIGA {
		return NewDate(int(issue.year)+1, time.Month(issue.month), int(issue.day)-1)
	}
	return issue.AddYears(1)
}

// atigaNoGrace is the day from which ATIGA knows no days of grace for issue after shipment (Annex 8 R.10 as endorsed in
// September 2021).
var atigaNoGrace = NewDate(2022, time.May, 1)

// LastTimelyIssue is the last day on which a certificate may be issued without being marked as issued retroactively,
// for goods with the given declared shipment date.
//
//   - ATIGA: the shipment date; for certificates issued before 1 May 2022 three days later (Annex 8 R.10 old and new).
//   - VKFTA: the third working day of which the shipment date is the first (Art. 3.14.4, footnote 9).
//   - UKVFTA: three working days after the shipment date (Protocol 1 Art. 16(7)).
//
// Working days are Monday to Friday. The treaties do not say whose holidays count, so no calendar of holidays is
// applied, which can only call a certificate late that an officer may then find timely.
func LastTimelyIssue(agreement Agreement, shipment, issue Date) Date {
	switch agreement {
	case VKFTA:
		return AddWorkingDays(shipment.AddDays(-1), 3)
	case UKVFTA:
		return AddWorkingDays(shipment, 3)
	}
	if issue.Before(atigaNoGrace) {
		return shipment.AddDays(3)
	}
	return shipment
}

// AddWorkingDays is the n-th working day, Monday to Friday, after the given day; n must not be negative. For n = 0 it
// is the day itself.
func AddWorkingDays(day Date, n int) Date {
	for n > 0 {
		day = day.AddDays(1)
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			n--
		}
	}
	return day
}
