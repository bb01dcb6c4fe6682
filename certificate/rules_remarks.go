package certificate

import "slices"

// remarkRules tie the ticks and endorsements to the data behind them.
var remarkRules = []rule{
	{"exhibition_dates", citations{"ATIGA Annex 8 R.22", "", "UKVFTA Protocol 1 Art. 14"}, checkExhibition},
	{"partial_cumulation_tick", citations{atiga: "ATIGA Annex 7 notes 3(c) and 16, Annex 6"}, checkPartialCumulation},
	{"de_minimis_tick", citations{atiga: "ATIGA Art. 33, Annex 7 note 17"}, checkDeMinimis},
	{"cumulation_entry", citations{ukvfta: "UKVFTA Protocol 1 Art. 3(6) to 3(15)"}, checkCumulation},
	{"copy_without_original", citations{"ATIGA Annex 8 R.12", "VKFTA Art. 3.14.6", "UKVFTA Protocol 1 Art. 18"}, checkCopyOriginal},
	{"copy_not_marked", citations{"ATIGA Annex 8 R.12", "VKFTA Art. 3.14.6", "UKVFTA Protocol 1 Art. 18"}, checkCopyMarked},
	{"copy_differs", citations{"ATIGA Annex 8 R.12", "VKFTA Art. 3.14.6", "UKVFTA Protocol 1 Art. 18"}, checkCopyDate},
	{"link_wrong", citations{"ATIGA Annex 8 R.9, R.12 and R.29", "VKFTA Arts 3.14.6 and 3.14.7", "UKVFTA Protocol 1 Art. 18"}, checkLinks},
}

// checkExhibition: an exhibition does not end before it begins.
func checkExhibition(d *Document) []finding {
	e := d.Remarks.Exhibition
	return when(e != nil && e.To.Before(e.From), at("remarks", "exhibition", "to"))
}

// anyCriterion reports whether the criterion of some line satisfies the question.
func anyCriterion(d *Document, fits func(Criterion) bool) bool {
	return slices.ContainsFunc(d.Items, func(item Item) bool {
		c, err := ParseCriterion(d.Agreement, item.Criterion)
		return err == nil && fits(c)
	})
}

// checkPartialCumulation: the tick and a criterion "PC x%" go together.
func checkPartialCumulation(d *Document) []finding {
	if d.Form != FormD {
		return nil
	}
	claimed := anyCriterion(d, func(c Criterion) bool { return c.Kind == PartialCumulation })
	return when(claimed != d.Remarks.PartialCumulation, at("remarks", "partial_cumulation"))
}

// checkDeMinimis: tolerance only ever rescues a change of classification.
func checkDeMinimis(d *Document) []finding {
	return when(d.Remarks.DeMinimis && !anyCriterion(d, Criterion.UsesChange), at("remarks", "de_minimis"))
}

// checkCumulation: the entries are for goods made in Viet Nam, each given once and in order.
func checkCumulation(d *Document) []finding {
	entries := d.Remarks.Cumulation
	ordered := slices.IsSorted(entries) && len(slices.Compact(slices.Clone(entries))) == len(entries)
	return when(len(entries) > 0 && (!ordered || d.IssuingCountry != "VN"), at("remarks", "cumulation"))
}

// checkCopyOriginal: a copy or duplicate names its original.
func checkCopyOriginal(d *Document) []finding {
	marked := d.Remarks.CertifiedTrueCopy || d.Remarks.Duplicate
	return when(marked && d.TrueCopyOf == nil, at("true_copy_of"))
}

// checkCopyMarked: what names an original bears the words of a copy.
func checkCopyMarked(d *Document) []finding {
	switch {
	case d.TrueCopyOf == nil:
		return nil
	case d.Form == FormEUR1:
		return when(!d.Remarks.Duplicate, at("remarks", "duplicate").with("wording", "DUPLICATE"))
	}
	return when(!d.Remarks.CertifiedTrueCopy, at("remarks", "certified_true_copy").with("wording", "CERTIFIED TRUE COPY"))
}

// checkCopyDate: a copy bears its original's date of issue.
func checkCopyDate(d *Document) []finding {
	return when(d.TrueCopyOf != nil && d.TrueCopyOf.IssueDate != d.IssueDate, at("issue_date"))
}

// checkLinks: what is replaced or copied is another certificate of the same form and issuer, and not a younger one.
func checkLinks(d *Document) []finding {
	var found []finding
	if !linkFits(d, d.Replaces) {
		found = append(found, at("replaces"))
	}
	if !linkFits(d, d.TrueCopyOf) {
		found = append(found, at("true_copy_of"))
	}
	return found
}

// linkFits reports whether a link is absent or sound.
func linkFits(d *Document, link *Link) bool {
	if link == nil {
		return true
	}
	other := link.Certificate
	return other != d.ID() && other.Form == d.Form && other.Country == d.IssuingCountry && !link.IssueDate.After(d.IssueDate)
}
