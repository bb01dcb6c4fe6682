package cases

import (
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// ukvftaFound is what the rules found for a case.
type ukvftaFound struct {
	given         *ukvftaCase
	decision      procedure.Decision
	determination *origin.Determination
}

// The checks by what they judge. All others judge the proof.
var (
	ukvftaOfOrigin    = []string{"UKVFTA-M14", "UKVFTA-M15", "UKVFTA-M16", "UKVFTA-M17", "UKVFTA-J2", "UKVFTA-J3", "UKVFTA-J4", "UKVFTA-J10"}
	ukvftaOfTransport = []string{"UKVFTA-M6-DESTINATION", "UKVFTA-M20", "UKVFTA-EXHIBITION", "UKVFTA-J7"}
	ukvftaOfRest      = []string{"UKVFTA-M18", "UKVFTA-M22", "UKVFTA-M23", "UKVFTA-M24", "UKVFTA-J1", "UKVFTA-J9"}
)

// answers gives what was found in the words of the schema.
func (f ukvftaFound) answers() answers {
	got := answers{
		"origin": acceptable{outcomeWords[f.determination.Outcome], f.given.Expected.Acceptable},
		"proof":  f.proof(), "transport": text(ukvftaStatus(f.findings(ofTransport), "OK", "FAIL")),
		"overall": f.overall(), "rule_entry": f.entry(), "alternative": f.alternative(),
		"required_entry": f.requiredEntry(), "lines": f.lines(), "calc": f.calc(),
	}
	return got
}

// acceptable is the answer on origin. Where the case accepts several, the one found must be among them, and then it
// agrees with each of them.
type acceptable struct {
	found    string
	accepted []string
}

func (a acceptable) agrees(want any) bool {
	if len(a.accepted) == 0 {
		return want == a.found
	}
	word, _ := want.(string)
	return slices.Contains(a.accepted, a.found) && (word == a.found || slices.Contains(a.accepted, word))
}

func (a acceptable) String() string { return a.found }

// about is what a check judges.
type about int

const (
	ofProof about = iota
	ofTransport
	ofOther
)

func judges(check string) about {
	switch {
	case slices.Contains(ukvftaOfTransport, check):
		return ofTransport
	case slices.Contains(ukvftaOfOrigin, check), slices.Contains(ukvftaOfRest, check):
		return ofOther
	}
	return ofProof
}

// findings are those of the checks that judge the same thing.
func (f ukvftaFound) findings(what about) []finding.Finding {
	var some []finding.Finding
	for _, one := range f.decision.Findings {
		if judges(one.Check) == what {
			some = append(some, one)
		}
	}
	return some
}

// ukvftaStatus is the word for the gravest of some findings.
func ukvftaStatus(findings []finding.Finding, good, bad string) string {
	switch v := finding.Gravest(findings); {
	case v == finding.Refuse:
		return bad
	case v.Grants():
		return good
	}
	return "REFER"
}

// proof is how the proof stands; where none is needed nothing else about it is asked.
func (f ukvftaFound) proof() answer {
	findings := f.findings(ofProof)
	status := ukvftaStatus(findings, "VALID", "INVALID")
	waived := slices.ContainsFunc(findings, func(one finding.Finding) bool { return one.Verdict == finding.Waived })
	if waived && status == "VALID" {
		status = "EXEMPT"
	}
	return text(status)
}

var ukvftaDecisions = map[finding.Verdict]string{
	finding.Accept: "ACCEPT", finding.Waived: "ACCEPT", finding.AcceptPart: "PARTIAL", finding.Refuse: "REJECT",
	finding.Correct: "REFER", finding.Defer: "REFER", finding.Refer: "REFER", finding.Verify: "REFER",
}

func (f ukvftaFound) overall() answer { return text(ukvftaDecisions[f.decision.Verdict]) }

// entry is the id of the line of Annex II, or the article that took its place.
func (f ukvftaFound) entry() answer {
	skipped := procedure.Is(f.fact("skip_psr"))
	switch {
	case procedure.Is(f.fact("set")):
		return text("ART9")
	case skipped && ukvftaKinds[strings.ToUpper(f.given.Proof.Type)] == procedure.None:
		return text("ART24")
	case skipped && procedure.Is(f.fact("wholly_obtained")):
		return text("ART4")
	case f.determination.Line == "":
		return nothing{}
	}
	return text(f.determination.Line)
}

func (f ukvftaFound) fact(name string) *bool {
	reader := ukvftaReader{given: f.given}
	return reader.flag(name)
}

// alternative is the alternative by which the good originates: one that needs no tolerance before one that does.
func (f ukvftaFound) alternative() answer {
	for _, tolerated := range []bool{false, true} {
		for _, route := range f.determination.Routes {
			if route.Alternative > 0 && route.Outcome == finding.Met && (route.Tolerance != "") == tolerated {
				return number{certificate.DecimalOf(int64(route.Alternative))}
			}
		}
	}
	return nothing{}
}

// requiredEntry is the wording that the proof has to bear.
func (f ukvftaFound) requiredEntry() answer {
	if f.determination.By == nil {
		return nothing{}
	}
	for _, mark := range f.determination.By.Marks {
		if strings.HasPrefix(mark, "Application of Article") {
			return text(mark)
		}
	}
	return nothing{}
}

// lines are the decisions by line.
func (f ukvftaFound) lines() exactly {
	lines := exactly{}
	for _, item := range f.decision.Items {
		lines[strconv.Itoa(item.Number)] = text(ukvftaDecisions[item.Verdict])
	}
	return lines
}

// calcNames are the engine's names for the figures of the schema, each with whatever follows it.
var calcNames = map[string][]string{
	"nom_pct": {"nom"}, "tolerance_value_pct": {"tolerance_value"}, "tolerance_weight_pct": {"tolerance_weight"},
	"weight_pct": {"tolerance_weight", "weight"}, "note6_pct": {"mixed_textile_weight"}, "note7_pct": {"textile_heading_value"},
	"same_heading_pct": {"same heading"}, "same_subheading_pct": {"same subheading"}, "set_no_pct": {"set"},
	"sugar_pct": {`weight each "sugar"`, `weight sum "sugar"`}, "combined_pct": {"weight sum"}, "maxwt_flour_pct": {"weight sum 10"},
}

// figures agree with an object that asks for at least one of them.
type figures answers

func (f figures) agrees(want any) bool {
	members, ok := want.(map[string]any)
	return ok && len(members) > 0 && answers(f).agrees(want)
}

func (f figures) String() string { return answers(f).String() }

// calc answers every figure that the case asks for. The same figure may have been computed for several alternatives; a
// name that is not known here may be any figure that was computed.
func (f ukvftaFound) calc() figures {
	all := figures{}
	for name := range f.given.Expected.Calc {
		prefixes, known := calcNames[name]
		var some oneOf
		for _, share := range f.determination.Shares {
			if !known || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(share.Name, p) }) {
				some = append(some, percent{share.Ratio})
			}
		}
		all[name] = some
	}
	return all
}
