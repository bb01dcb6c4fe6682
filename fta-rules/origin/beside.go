package origin

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// evalSet asks that goods which do not originate be at most a percentage of the price of the set they are in. The
// materials of the bill are then the goods of the set.
func (w *work) evalSet(percent certificate.Decimal, citation string) finding.Finding {
	if !w.statesMaterials() {
		return unstated(citation)
	}
	var foreign span
	w.eachOutside(func(in *input) { foreign.add(in.Value, in.outside) })
	outcome := foreign.within(percent, w.price())
	f := finding.Finding{Outcome: outcome, Citation: citation, Message: by(outcome, "set.met", "set.above", "set.unclear")}
	return w.shareOfPrice(f, "set", foreign, percent)
}

// evalOutward asks what VKFTA Annex 3-B asks of goods processed outside the parties: that they are listed, that all
// input from elsewhere is within the limit, and that nothing more was done after their return.
func (w *work) evalOutward(good certificate.HSCode) finding.Finding {
	terms := w.terms().Outward
	f := finding.Finding{Citation: terms.Citation, Rule: "Article 3.5"}
	listed := outwardListed(good, terms.Goods, terms.Edition)
	f.Findings = append(f.Findings, finding.Finding{
		Outcome: listed, Citation: terms.Citation, Message: by(listed, "outward.listed", "outward.not_listed", "outward.unclear"),
		Inputs: finding.Values{{Name: "code", Value: good.Code}},
	})
	input := span{sure: w.bill.Good.Outward.TotalInput}
	within := input.within(terms.MaxPercent, w.price())
	share := finding.Finding{Outcome: within, Citation: terms.Citation, Message: by(within, "outward.met", "outward.above", "")}
	f.Findings = append(f.Findings, w.shareOfPrice(share, "outward_input", input, terms.MaxPercent))
	f.Outcome = finding.All(listed, within)
	if worked, found := w.bill.Facts["worked_after_return"]; found {
		f.Outcome = finding.All(f.Outcome, finding.Of(!worked))
		f.Findings = append(f.Findings, finding.Finding{
			Outcome: finding.Of(!worked), Citation: terms.Citation, Message: by(finding.Of(!worked), "outward.not_worked", "outward.worked", ""),
		})
	}
	f.Message = by(f.Outcome, "all.met", "all.not_met", "all.cannot_tell")
	return f
}

// outwardListed says whether a good is on the list, which is written in an edition of its own.
func outwardListed(good certificate.HSCode, list hs.Set, edition hs.Edition) finding.Outcome {
	code, err := hs.Parse(good.Code)
	if err != nil {
		return finding.CannotTell
	}
	mapping := hs.Map(code, hs.Edition(good.Edition), edition)
	if mapping.OverLinked {
		return finding.CannotTell
	}
	in := input{codes: mapping.Candidates}
	return in.within(list)
}
