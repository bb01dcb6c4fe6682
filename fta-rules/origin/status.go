package origin

import (
	"slices"

	"origo/certificate"
	"origo/fta-rules/agreement"
	"origo/fta-rules/finding"
	"origo/fta-rules/hs"
)

// settle says of a material whether it counts as non-originating, and by which route of cumulation it does not.
func (w *work) settle(in *input) {
	in.outside = finding.Met
	switch {
	case !in.isValued():
		in.outside = finding.NotMet
		in.stands("status.ignored", w.ignoring(in.Role))
	case in.Status == Undetermined:
		in.stands("status.undetermined", w.terms().Cites.Value)
	case in.Status == NonOriginating && in.Content == nil:
		in.stands("status.non_originating", "")
	case in.Status == NonOriginating:
		w.settlePartly(in)
	case in.Country == w.bill.Exporter:
		in.outside = finding.NotMet
		in.stands("status.originating", "")
	default:
		w.settleForeign(in)
	}
}

// stands notes why the material counts as it does.
func (in *input) stands(message finding.Message, citation string) {
	in.why = standing{outcome: finding.Not(in.outside), message: message, citation: citation}
}

// ignoring is the article by which materials of the role are left aside.
func (w *work) ignoring(role Role) string {
	if role == TransportPacking {
		return w.terms().Cites.Packing
	}
	return w.terms().Cites.Neutral
}

// valuing is the article by which materials of the role count in tests of value alone.
func (w *work) valuing(role Role) string {
	if role == Accessory {
		return w.terms().Cites.Accessories
	}
	return w.terms().Cites.Packing
}

// settleForeign counts a material that originates in another country by a route of cumulation, if one leads here.
func (w *work) settleForeign(in *input) {
	passage := w.passageOf(in)
	in.outside = finding.Not(passage.outcome)
	if passage.outcome != finding.NotMet {
		in.route = passage.route
	}
	in.stands(passage.message, w.terms().Cites.Cumulation)
	in.why.tried = passage.route
}

// settlePartly counts part of a material that originates partly in another party (ATIGA Art. 30(2)): in proportion to
// its content, in tests of value alone.
func (w *work) settlePartly(in *input) {
	partial := w.terms().Partial
	switch {
	case partial == nil:
		in.stands("status.non_originating", "")
	case in.Content.Cmp(partial.Least) < 0:
		in.stands("partial.below_range", w.terms().Cites.Partial)
	case in.Content.Cmp(partial.Most) > 0: // so much content would make it originate, which the bill denies
		in.stands("partial.above_range", w.terms().Cites.Partial)
		in.why.outcome, in.partly = finding.CannotTell, hundred
	default:
		w.countPartly(in)
	}
}

// countPartly counts a content within the range if a route of cumulation leads here.
func (w *work) countPartly(in *input) {
	passage := w.passageOf(in)
	message := passage.message
	if passage.outcome == finding.Met {
		message = "partial.counted"
	}
	if passage.outcome != finding.NotMet {
		in.partly, in.route = *in.Content, passage.route
	}
	in.stands(message, w.terms().Cites.Partial)
	in.why.outcome, in.why.tried = passage.outcome, passage.route
}

// standing is the finding about the status of a material.
func (w *work) standing(in *input) finding.Finding {
	f := finding.Finding{Outcome: in.why.outcome, Message: in.why.message, Citation: in.why.citation}
	f.Inputs = finding.Values{{Name: "material", Value: in.label()}, {Name: "value", Value: in.Value.String()}}
	if in.Country != "" {
		f.Inputs = append(f.Inputs, finding.Value{Name: "country", Value: in.Country})
	}
	if tried := in.why.tried; tried != nil {
		f = f.From("route", tried.ID)
		if tried.Citation != "" && in.Content == nil {
			f.Citation = tried.Citation
		}
		f.Evidence = in.evidence()
	}
	if len(in.codes) != 1 && in.code != 0 {
		f = f.Giving("candidates", codesText(in.codes))
	}
	if in.isValued() && !in.isPart() {
		f.Findings = []finding.Finding{{Outcome: finding.NotApplicable, Message: "status.value_only", Citation: w.valuing(in.Role)}}
	}
	if partial := w.terms().Partial; in.Content != nil && partial != nil {
		f = f.From("content", in.Content.String()).Giving("least", partial.Least.String()).Giving("most", partial.Most.String())
	}
	return f
}

// evidence is what would settle the origin of a material of which it cannot be told.
func (in *input) evidence() []finding.Message {
	if in.why.outcome != finding.CannotTell || in.why.tried == nil || in.why.tried.Evidence == "" {
		return nil
	}
	return []finding.Message{in.why.tried.Evidence}
}

// passage is how far a route of cumulation leads for a material.
type passage struct {
	outcome finding.Outcome
	route   *agreement.Route
	message finding.Message
}

// passageOf is the best passage among the routes of the agreement.
func (w *work) passageOf(in *input) passage {
	best := passage{outcome: finding.NotMet, message: "cumulation.no_route"}
	for i := range w.terms().Routes {
		p := w.passageBy(&w.terms().Routes[i], in)
		if p.route != nil && (best.route == nil || worth(p.outcome) > worth(best.outcome)) {
			best = p
		}
	}
	return best
}

// worth orders outcomes from not met to met.
func worth(o finding.Outcome) int {
	return slices.Index([]finding.Outcome{finding.NotMet, finding.CannotTell, finding.Met}, o)
}

// passageBy tries one route. It has no route if that one is not for this material at all.
func (w *work) passageBy(r *agreement.Route, in *input) passage {
	if in.Route != "" && in.Route != r.ID || !slices.Contains(r.Countries, in.Country) || !w.exporterMay(r) {
		return passage{}
	}
	fits := finding.All(fitting(r.Materials, in), finding.Of(len(r.Goods) == 0 || r.Goods.Contains(w.good)))
	if fits == finding.NotMet {
		return passage{}
	}
	p := passage{route: r}
	switch isOpen, known := w.isOpen(r); {
	case known && !isOpen:
		p.outcome, p.message = finding.NotMet, "cumulation.closed"
	case !known:
		p.outcome, p.message = finding.CannotTell, "cumulation.not_known_open"
	case in.Evidence == "":
		p.outcome, p.message = finding.CannotTell, "cumulation.no_evidence"
	case fits == finding.CannotTell:
		p.outcome, p.message = finding.CannotTell, "cumulation.material_unclear"
	default:
		p.outcome, p.message = finding.Met, "cumulation.counted"
	}
	return p
}

func (w *work) exporterMay(r *agreement.Route) bool {
	return len(r.Exporters) == 0 || slices.Contains(r.Exporters, w.bill.Exporter)
}

// fitting says whether a route is for the material. No codes mean any.
func fitting(set hs.Set, in *input) finding.Outcome {
	if len(set) == 0 {
		return finding.Met
	}
	return in.within(set)
}

// isOpen says whether a route is open on the day of the bill, and whether that is known. The bill may know better.
func (w *work) isOpen(r *agreement.Route) (open, known bool) {
	if stated, found := w.bill.OpenRoutes[r.ID]; found {
		return stated, true
	}
	return inForce(r, w.bill.On), !r.From.IsZero()
}

func inForce(r *agreement.Route, on certificate.Date) bool {
	return !on.Before(r.From) && (r.Until.IsZero() || !on.After(r.Until))
}
