package certificate

// dateRules concern the order of the dates on a certificate.
var dateRules = []rule{
	{"retroactive_missing", citations{"ATIGA Annex 8 R.10", "VKFTA Art. 3.14.4", "UKVFTA Protocol 1 Arts 16(7) and 17(5)"}, checkRetroactiveMissing},
	{"retroactive_unfounded", citations{"ATIGA Annex 8 R.10", "VKFTA Art. 3.14.4", "UKVFTA Protocol 1 Art. 17"}, checkRetroactiveUnfounded},
	{"retroactive_reason", citations{"ATIGA Annex 8 R.10(2)", "VKFTA Art. 3.14.4", "UKVFTA Protocol 1 Art. 17"}, checkRetroactiveReason},
	{"certification_date", citations{"ATIGA Annex 8 R.12", "VKFTA Art. 3.14.6", "UKVFTA Protocol 1 Arts 16 and 18"}, checkCertificationDate},
	{"declared_after_certified", citations{"ATIGA Annex 8 R.6", "VKFTA Art. 3.14", "UKVFTA Protocol 1 Art. 16"}, checkDeclarationDate},
}

// issuedLate reports whether the certificate was issued after the time in which no remark is needed.
func issuedLate(d *Document) bool {
	return isCertified(d) && !d.ShipmentDate.IsZero() && !d.IssueDate.IsZero() &&
		d.IssueDate.After(LastTimelyIssue(d.Agreement, d.ShipmentDate, d.IssueDate))
}

// checkRetroactiveMissing: late issue is marked.
func checkRetroactiveMissing(d *Document) []finding {
	if !issuedLate(d) || d.Remarks.Retroactive {
		return nil
	}
	last := LastTimelyIssue(d.Agreement, d.ShipmentDate, d.IssueDate)
	return []finding{at("remarks", "retroactive").
		with("issue_date", d.IssueDate.String()).with("last_day", last.String()).with("wording", retroactiveWording(d.Form))}
}

// retroactiveWording is what the form prints.
func retroactiveWording(form Form) string {
	switch form {
	case FormEUR1:
		return "ISSUED RETROSPECTIVELY"
	case FormD:
		return "Issued Retroactively"
	}
	return "ISSUED RETROACTIVELY"
}

// checkRetroactiveUnfounded: a certificate issued up to the day of shipment is not retroactive.
func checkRetroactiveUnfounded(d *Document) []finding {
	early := !d.ShipmentDate.IsZero() && !d.IssueDate.After(d.ShipmentDate)
	return when(early && d.Remarks.Retroactive, at("remarks", "retroactive").with("wording", retroactiveWording(d.Form)))
}

// checkRetroactiveReason: a reason goes with the remark; EUR.1 demands one and alone knows more than error or omission.
func checkRetroactiveReason(d *Document) []finding {
	reason, marked := d.Remarks.RetroactiveReason, d.Remarks.Retroactive
	broken := reason != "" && !marked ||
		d.Form == FormEUR1 && marked && reason == "" ||
		d.Form != FormEUR1 && reason != "" && reason != RetroError
	return when(broken, at("remarks", "retroactive_reason"))
}

// isCopy reports whether the document is a certified true copy or a duplicate.
func isCopy(d *Document) bool {
	return d.TrueCopyOf != nil || d.Remarks.CertifiedTrueCopy || d.Remarks.Duplicate
}

// checkCertificationDate: the certification bears the date of issue; only a copy is certified later than the original
// whose date it carries.
func checkCertificationDate(d *Document) []finding {
	if d.Certification.Date.IsZero() || d.IssueDate.IsZero() {
		return nil
	}
	order := d.Certification.Date.Compare(d.IssueDate)
	broken := order < 0 || order > 0 && !isCopy(d)
	return when(broken, at("certification", "date").with("issue_date", d.IssueDate.String()))
}

// checkDeclarationDate: the exporter declares before the authority certifies.
func checkDeclarationDate(d *Document) []finding {
	certified := d.Certification.Date
	late := !certified.IsZero() && d.Declaration.Date.After(certified)
	return when(late, at("declaration", "date").with("certified", certified.String()))
}
