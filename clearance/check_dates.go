package clearance

// dateChecks compare the certificate's dates with the day of its presentation.
func dateChecks() []check {
	validity := func(s subject) string { return atImport(s.Here, s.law.validity.citation, "Art. 12(1)") }
	return []check{
		{"DATE-01", "Was it issued before it was presented?", validity, aDocument, issuedBefore},
		{"DATE-02", "Was it presented within its validity?", validity, aDocument, inTime},
	}
}

func issuedBefore(s subject) ruling {
	if s.PresentedOn.IsZero() {
		return cannotTell(Refer, msgNoPresentation)
	}
	r := met(msgIssueDateMet)
	if s.document.IssueDate.After(s.PresentedOn) {
		r = notMet(Refer, msgIssueDateLater)
	}
	return r.from("issue_date", s.document.IssueDate.String(), "presented_on", s.PresentedOn.String())
}

func inTime(s subject) ruling {
	if s.PresentedOn.IsZero() {
		return cannotTell(Refer, msgNoPresentation)
	}
	expiry := s.document.Expiry()
	r := met(msgValidityMet)
	if s.PresentedOn.After(expiry) {
		r = notMet(s.law.validity.verdict, msgValidityLate)
	}
	return r.from("issue_date", s.document.IssueDate.String(), "presented_on", s.PresentedOn.String()).
		giving("expiry", expiry.String())
}
