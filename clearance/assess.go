package clearance

import (
	"fmt"

	"origo/certificate"
	"origo/certificate/canonical"
	"origo/fta-rules/finding"
)

// Assessment is what is found about one presented certificate, for the officer to decide on.
type Assessment struct {
	Certificate *certificate.ID `json:"certificate,omitempty"` // absent if the document cannot be read and no record was found
	Verdict     Verdict         `json:"verdict"`
	Findings    []Finding       `json:"findings"` // on the certificate as a whole, in the order of the checks
	Lines       []Line          `json:"lines"`
	Source      Source          `json:"source"`
	AsOf        AsOf            `json:"as_of"`
	RuleSet     RuleSet         `json:"rule_set"`
	Inputs      string          `json:"inputs_digest"`    // Facts.Digest of what was assessed
	Digest      string          `json:"digest,omitempty"` // SHA-256, lower hex, of the canonical bytes without this member
}

// Line is what is found about one declared line, or one item where nothing was declared.
type Line struct {
	Line        int                  `json:"line"`
	Item        int                  `json:"item"`
	Verdict     Verdict              `json:"verdict"`           // with what holds for the whole certificate
	Covered     *certificate.Measure `json:"covered,omitempty"` // the part that may enjoy the preference, in the certificate's unit
	EarlierUses []EarlierUse         `json:"earlier_uses,omitempty"`
	Findings    []Finding            `json:"findings"`
}

// EarlierUse is what another declaration took of the same item.
type EarlierUse struct {
	Declaration string              `json:"declaration"`
	Quantity    certificate.Measure `json:"quantity"`
	DecidedOn   certificate.Date    `json:"decided_on"`
}

// Assess makes all checks. The same facts give the same assessment, to the byte. It fails only if a text among the
// facts cannot be encoded as canonical JSON.
func Assess(f Facts) (Assessment, error) {
	m := prepare(f)
	inputs, err := f.Digest()
	if err != nil {
		return Assessment{}, err
	}
	a := Assessment{
		Certificate: m.id(),
		Findings:    findAll(certificateChecks(), subject{matter: m}),
		Lines:       []Line{},
		Source:      f.Source,
		AsOf:        f.AsOf,
		RuleSet:     ruleSet(),
		Inputs:      inputs,
	}
	whole := gravest(a.Findings)
	for _, declared := range m.lineMatters() {
		a.Lines = append(a.Lines, m.assessLine(declared, whole))
	}
	a.Verdict = overall(whole, a.Lines)
	raw, err := a.Bytes()
	if err != nil {
		return Assessment{}, err
	}
	a.Digest = digest(raw)
	return a, nil
}

// assessLine makes the checks on one line and reserves what it covers, so that two lines of one declaration cannot
// share the same quantity.
func (m *matter) assessLine(declared DeclaredLine, whole Verdict) Line {
	l := m.lineMatter(declared)
	line := Line{Line: declared.Line, Item: declared.Item, EarlierUses: l.uses}
	line.Findings = findAll(lineChecks(), subject{matter: m, line: l})
	line.Verdict = finding.Graver(whole, gravest(line.Findings))
	if line.Verdict.Grants() && l.asked != nil {
		part := lesser(l.asked.Value, l.open)
		line.Covered = &certificate.Measure{Value: part, Unit: l.asked.Unit}
		m.open[declared.Item] = l.open.Sub(part)
	}
	return line
}

func lesser(a, b certificate.Decimal) certificate.Decimal {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// Bytes is the assessment as canonical JSON (RFC 8785).
func (a Assessment) Bytes() ([]byte, error) {
	raw, err := canonical.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode assessment: %w", err)
	}
	return raw, nil
}
