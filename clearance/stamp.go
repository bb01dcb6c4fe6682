package clearance

import (
	"context"
	"fmt"
	"slices"

	"origo/certificate/registry"
	"origo/certificate/stamp"
	"origo/client"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// StampReport is what the QR code of a paper proves by itself: what was signed, by whom and by what right. It says
// nothing of how the certificate stands today, nor of what is left of it.
type StampReport struct {
	Outcome   Outcome               `json:"outcome"` // met if no check found otherwise, not_met if one did, else cannot_tell
	Facts     stamp.Facts           `json:"facts"`
	Signer    string                `json:"signer"`              // fingerprint; its beginning where the registry did not show the signer
	SignedBy  string                `json:"signed_by,omitempty"` // the name in the certificate of a signer who made it
	Findings  []Finding             `json:"findings"`
	Explained []explain.Explanation `json:"explained,omitempty"` // the findings in words
	Source    Source                `json:"source"`
	AsOf      AsOf                  `json:"as_of"`
}

// JudgeStamp makes the checks on the stamp of the facts alone. It fails with a *stamp.Refusal if it cannot be read.
func (a *Assessor) JudgeStamp(f Facts) (StampReport, error) {
	read, err := stamp.Parse(f.Presented.Stamp)
	if err != nil {
		return StampReport{}, fmt.Errorf("judge stamp: %w", err)
	}
	m := a.prepare(f, f.sums())
	report := StampReport{
		Facts: read.Facts, Signer: read.Signer(), Source: f.Source, AsOf: f.AsOf,
		Findings: findAll(stampChecks(), subject{matter: m}),
	}
	report.Outcome = outcomeOf(report.Findings)
	if state, known := f.StampSigner.found(); known && m.stampRefusal == nil {
		report.Signer, report.SignedBy = state.Signer.Fingerprint, signerName(state.Signer.Certificate)
	}
	return report, nil
}

// Found reports whether the check was made and is met.
func (r StampReport) Found(check string) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Check == check && f.Outcome == Met })
}

// outcomeOf sums findings up: what one check denies no other makes good, and what one leaves open stays open.
func outcomeOf(findings []Finding) Outcome {
	worst := Met
	for _, f := range findings {
		switch f.Outcome {
		case finding.NotMet:
			return NotMet
		case finding.CannotTell:
			worst = CannotTell
		}
	}
	return worst
}

// stamped is the stamp of a request; nil if there is none that can be read.
func (r Request) stamped() *stamp.Stamp {
	if read, err := stamp.Parse(r.Stamp); err == nil {
		return read
	}
	return nil
}

// askStamper finds the signer whom the stamp names among those of the office it names.
func (g *gatherer) askStamper(f *Facts, s *stamp.Stamp, r client.Registry) {
	if s == nil {
		return
	}
	if state, ok := f.Signer.found(); ok && s.NamesSigner(state.Signer.Fingerprint) {
		f.StampSigner = f.Signer
		return
	}
	ask(g, &f.StampSigner, func(ctx context.Context) (registry.SignerState, error) {
		signers, err := r.Signers(ctx, s.Country, s.Office)
		if err != nil {
			return registry.SignerState{}, err
		}
		for _, signer := range signers {
			if s.NamesSigner(signer.Fingerprint) {
				return r.Signer(ctx, signer.Fingerprint)
			}
		}
		return registry.SignerState{}, registry.Refuse(registry.SignerUnknown)
	})
}
