package origin

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// claimForm is what an agreement's form asks of the box for the criterion and of those that hang together with it.
type claimForm struct {
	criteria       string // where the criteria are laid down
	whollyObtained string
	fob            string   // where the FOB price is asked for
	fobOf          []string // countries on either side for which it is asked; empty means all
	ticks          string   // where the ticks are laid down; empty if the form has none
	threshold      bool     // a percentage is the threshold to be met, not the content reached
}

// claimForms has an entry for every agreement whose proofs print a criterion. The English note 10 of Form D speaks of
// goods exported from and imported into the three countries; Viet Nam reads it as either (letter 6389/TCHQ-GSQL).
var claimForms = map[certificate.Agreement]claimForm{
	certificate.ATIGA: {
		criteria:       "ATIGA Annex 7, overleaf note 3",
		whollyObtained: "ATIGA Arts 26(a), 27",
		fob:            "ATIGA Annex 8 R.25; Annex 7, overleaf note 10",
		fobOf:          []string{"ID", "KH", "LA"},
		ticks:          "ATIGA Annex 7, overleaf notes 15 to 17",
	},
	certificate.VKFTA: {
		criteria:       "VKFTA Annex 3-C, overleaf note 3",
		whollyObtained: "VKFTA Arts 3.1.1(a), 3.2",
		fob:            "VKFTA Annex 3-C, overleaf note 6",
		threshold:      true,
	},
}

// PrintsCriterion reports whether the agreement's proofs print a criterion of origin for every line.
func PrintsCriterion(a certificate.Agreement) bool { return claimForms[a].criteria != "" }

// boxes says how the box for the criterion was filled in and how others agree with it.
func (q *claim) boxes(judged finding.Finding) []finding.Finding {
	var all []finding.Finding
	form := claimForms[q.input.Agreement]
	if q.criterion.Variant {
		f := finding.Finding{Outcome: finding.Met, Message: claimVariant, Citation: form.criteria}
		all = append(all, f.From("criterion", q.input.Criterion))
	}
	if f := q.figure(form, judged); f.Message != "" {
		all = append(all, f)
	}
	if f := q.fob(form); f.Message != "" {
		all = append(all, f)
	}
	return append(all, q.ticks(form)...)
}

// figure notes a percentage that is not the threshold where the form asks for the threshold.
func (q *claim) figure(form claimForm, judged finding.Finding) finding.Finding {
	threshold, ok := judged.Value("threshold")
	if !form.threshold || !ok || judged.Outcome != finding.Met || threshold == q.criterion.Percent.String() {
		return finding.Finding{}
	}
	f := finding.Finding{Outcome: finding.Met, Message: claimFigure, Citation: form.criteria}
	return f.From("figure", q.criterion.Percent.String()).Giving("threshold", threshold)
}

// fob compares the boxes of criterion and FOB price. A price that nobody asks for harms nothing.
func (q *claim) fob(form claimForm) finding.Finding {
	if q.input.FOBShown == nil || !q.criterion.UsesValue() || !form.asksFOB(q.input.Exporter, q.input.Importer) {
		return finding.Finding{}
	}
	f := finding.Finding{Outcome: finding.Met, Message: claimFOBShown, Citation: form.fob}
	if !*q.input.FOBShown {
		f.Outcome, f.Message = finding.NotMet, claimFOBMissing
	}
	return f.From("criterion", q.input.Criterion).From("exporter", q.input.Exporter).From("importer", q.input.Importer)
}

// asksFOB reports whether goods between the two countries need an FOB price with a regional value content.
func (f claimForm) asksFOB(exporter, importer string) bool {
	if f.fob == "" {
		return false
	}
	return len(f.fobOf) == 0 || slices.Contains(f.fobOf, exporter) || slices.Contains(f.fobOf, importer)
}

// ticks compares the criterion with the ticks of the remarks box.
func (q *claim) ticks(form claimForm) []finding.Finding {
	if form.ticks == "" || q.input.Ticks == nil {
		return nil
	}
	partial := q.criterion.Kind == certificate.PartialCumulation
	var all []finding.Finding
	for _, test := range []struct {
		disagrees bool
		why       finding.Message
	}{
		{q.input.Ticks.DeMinimis && !q.criterion.UsesChange(), claimTickDeMinimis},
		{q.input.Ticks.Accumulation && q.criterion.Kind == certificate.WhollyObtained, claimTickAccumulation},
		{!q.input.Ticks.PartialCumulation && partial, claimTickPartial},
		{q.input.Ticks.PartialCumulation && !partial, claimTickNotPartial},
	} {
		if test.disagrees {
			f := finding.Finding{Outcome: finding.NotMet, Message: test.why, Citation: form.ticks}
			all = append(all, f.From("criterion", q.input.Criterion))
		}
	}
	return all
}
