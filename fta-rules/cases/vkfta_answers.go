package cases

import (
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// vkftaDecisions are the layout's words for verdicts. It has none for what an officer must judge, which is verified, and
// none for a claim that may be made good later, which is refused for now.
var vkftaDecisions = map[finding.Verdict]text{
	finding.Waived: "ACCEPT", finding.Accept: "ACCEPT", finding.AcceptPart: "ACCEPT_PARTIAL", finding.Correct: "CORRECT",
	finding.Defer: "REFUSE", finding.Refer: "VERIFY", finding.Verify: "VERIFY", finding.Refuse: "REFUSE",
}

// vkftaFound is what the rules found for a case.
type vkftaFound struct {
	examined      *procedure.Case
	decision      procedure.Decision
	determination *origin.Determination
}

// answers gives what was found in the words of the layout.
func (f *vkftaFound) answers() answers {
	got := answers{
		"decision": vkftaDecisions[f.decision.Verdict], "reasons": f.reasons(), "numbers": f.numbers(),
		"origin_ok": f.about(originMatter), "document_ok": f.about(documentMatter), "transport_ok": f.about(transportMatter),
		"accepted_items": f.itemsThat(finding.Verdict.Grants),
		"refused_items":  f.itemsThat(func(v finding.Verdict) bool { return v == finding.Refuse }),
	}
	for _, item := range f.decision.Items {
		if item.Covered != nil {
			got["accepted_quantity_kg"] = number{item.Covered.Value}
		}
	}
	return got
}

// matter is what a finding is about.
type matter int

const (
	otherMatter matter = iota
	originMatter
	documentMatter
	transportMatter
)

// matters tells the matter from the id of a check.
var matters = []struct {
	id     string
	matter matter
}{
	{"VKFTA-OR3", documentMatter}, {"VKFTA-OR", originMatter}, {"VKFTA-ART35-2", documentMatter}, {"VKFTA-ART35", originMatter},
	{"VKFTA-DOC", documentMatter}, {"VKFTA-FIL", documentMatter}, {"VKFTA-WV", documentMatter}, {"VKFTA-TR", transportMatter},
	{"VKFTA-HS", originMatter}, {"VKFTA-VER", originMatter},
}

func matterOf(found finding.Finding) matter {
	if found.Message == circular33.OriginDenied {
		return originMatter
	}
	for _, known := range matters {
		if strings.HasPrefix(found.Check, known.id) {
			return known.matter
		}
	}
	return otherMatter
}

// about says whether everything found on a matter is well: true, false, or null if it cannot be told.
func (f *vkftaFound) about(m matter) answer {
	outcome := finding.Met
	for _, found := range f.decision.Findings {
		if matterOf(found) == m {
			outcome = finding.All(outcome, bearing(found))
		}
		if m == originMatter && found.Message == circular33.ProofCancelled {
			outcome = finding.All(outcome, finding.CannotTell) // a withdrawn certificate leaves nothing certain
		}
	}
	if outcome == finding.CannotTell {
		return nothing{}
	}
	return flag(outcome == finding.Met)
}

// bearing is what a finding says of its matter. A difference of codes, a silent authority or a refused visit leave the
// origin open: they deny the preference without saying that the goods do not originate.
func bearing(found finding.Finding) finding.Outcome {
	if stands(found) {
		return finding.Met
	}
	if strings.HasPrefix(found.Check, "VKFTA-HS") || strings.HasPrefix(found.Check, "VKFTA-VER") {
		return finding.CannotTell
	}
	return found.Outcome
}

// stands reports whether a finding leaves the claim as it is.
func stands(found finding.Finding) bool {
	return found.Verdict == "" || found.Verdict == finding.Accept || found.Verdict == finding.Waived
}

// numbers are the amounts and shares that the determination computed.
func (f *vkftaFound) numbers() answers {
	d := f.determination
	got := answers{
		"rvc_build_down_pct": roundedIn(d, "rvc_indirect"), "rvc_build_up_pct": roundedIn(d, "rvc_direct"),
		"de_minimis_value_pct": roundedIn(d, "tolerance_value"), "de_minimis_weight_pct": roundedIn(d, "tolerance_weight"),
		"de_minimis_pct":    oneOf{roundedIn(d, "tolerance_value"), roundedIn(d, "tolerance_weight")},
		"outward_input_pct": roundedIn(d, "outward_input"), "non_originating_input_pct": roundedIn(d, "outward_input"),
	}
	if vnm, ok := d.Numbers.Get("vnm"); ok {
		got["vnm_usd"] = numberIn(vnm)
	}
	return got
}

// itemsThat are the numbers of the items with such a verdict.
func (f *vkftaFound) itemsThat(has func(finding.Verdict) bool) set {
	numbers := set{}
	for _, item := range f.decision.Items {
		if has(item.Verdict) {
			numbers = append(numbers, strconv.Itoa(item.Number))
		}
	}
	return numbers
}

// rounded agrees with a share in percent that was rounded half up to two decimals or more.
type rounded struct{ origin.Ratio }

// roundedIn is the share of that name in a determination, nothing if it was not computed.
func roundedIn(d *origin.Determination, name string) answer {
	if exact, known := percentIn(d, name).(percent); known {
		return rounded(exact)
	}
	return nothing{}
}

func (r rounded) agrees(want any) bool {
	expected, places, ok := readNumber(want)
	if !ok {
		return false
	}
	exact := percent(r)
	off := exact.off(expected)
	half := certificate.DecimalOf(5).Mul(unit(max(places, 2) + 1)).Mul(r.Den)
	return off.Sign() == 0 || off.Cmp(half) <= 0 && off.Cmp(certificate.Decimal{}.Sub(half)) > 0
}

func (r rounded) String() string { return r.Percent() }
