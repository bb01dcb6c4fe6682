package cases

import (
	"encoding/json"
	"regexp"
	"strings"

	"origo/certificate"
	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// first is the first of the texts that is not empty.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// code is a code of the edition that Form D used on the day of issue: HS 2022 from 1 April 2023, HS 2017 before.
func (r *atigaReader) code(text string) certificate.HSCode {
	if text == "" {
		return certificate.HSCode{}
	}
	digits := strings.ReplaceAll(text, ".", "")
	if _, err := hs.Parse(digits); err != nil {
		r.fail("%w", err)
	}
	edition := hs.HS2022
	if day := r.given.Proof.IssueDate; !day.IsZero() && day.Before(certificate.NewDate(2023, 4, 1)) {
		edition = hs.HS2017
	}
	return certificate.HSCode{Code: digits, Edition: int(edition)}
}

// decimal is a number, nil if it is not given.
func (r *atigaReader) decimal(n json.Number) *certificate.Decimal {
	if n == "" {
		return nil
	}
	value, err := decimalOf(n)
	if err != nil {
		r.fail("%w", err)
	}
	return &value
}

// amount is a number, 0 if it is not given.
func (r *atigaReader) amount(n json.Number) certificate.Decimal {
	if value := r.decimal(n); value != nil {
		return *value
	}
	return certificate.Decimal{}
}

// measure is a quantity, nil if it is not given.
func (r *atigaReader) measure(n json.Number, unit string) *certificate.Measure {
	value := r.decimal(n)
	if value == nil {
		return nil
	}
	return &certificate.Measure{Value: *value, Unit: unit}
}

var (
	atigaRVC    = regexp.MustCompile(`^RVC ?(\d+(?:\.\d+)?)%?$`)
	atigaChange = regexp.MustCompile(`^(CC|CTH|CTSH)(?: ex (.+))?$`)
	atigaSP     = regexp.MustCompile(`^SP:([A-Z0-9_-]+)$`)
)

// rule puts a rule of the file, alternatives separated by bars and joint conditions by plus signs, into the notation of
// package psr.
func (r *atigaReader) rule(text string) string {
	if text == "" {
		return ""
	}
	alternatives := strings.Split(text, "|")
	for i, alternative := range alternatives {
		conditions := strings.Split(alternative, "+")
		for j, condition := range conditions {
			conditions[j] = r.condition(strings.TrimSpace(condition))
		}
		alternatives[i] = strings.Join(conditions, " & ")
	}
	rule := strings.Join(alternatives, " or ")
	if _, err := psr.Parse(rule); err != nil && r.err == nil {
		r.fail("rule %q: %w", text, err)
	}
	return rule
}

func (r *atigaReader) condition(text string) string {
	if m := atigaRVC.FindStringSubmatch(text); m != nil {
		return "RVC(" + m[1] + ")"
	}
	if m := atigaSP.FindStringSubmatch(text); m != nil {
		return "P(" + strings.ReplaceAll(m[1], "-", "_") + ")"
	}
	if m := atigaChange.FindStringSubmatch(text); m != nil {
		if m[2] == "" {
			return m[1]
		}
		excepted, err := hs.ParseSet(m[2])
		if err != nil {
			r.fail("rule %q: %w", text, err)
		}
		return m[1] + " except(" + excepted.String() + ")"
	}
	switch text {
	case "WO":
		return text
	case "ITA-assembly":
		return "LISTED(ITA)"
	}
	r.fail("rule %q is not understood", text)
	return text
}
