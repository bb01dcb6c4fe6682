package clearance

import (
	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// Papers are what lies beside the certificate and the declaration. What is not known stays empty, and the checks say so.
type Papers struct {
	Journey procedure.Journey `json:"journey,omitzero"`
	Waiver  procedure.Waiver  `json:"waiver,omitzero"` // what a claim without proof rests on
	Query   procedure.Query   `json:"query,omitzero"`  // a verification under way
	// Settings are notifications between the parties by code; absent: as the agreement's data says.
	Settings map[string]bool `json:"settings,omitempty"`
	// Doubts are an officer's questions by code: true where one is raised, false where the officer has looked and found
	// nothing wrong.
	Doubts      map[string]bool     `json:"doubts,omitempty"`
	Differences []string            `json:"differences,omitempty"` // discrepancies an officer noticed, by code
	Bills       map[int]origin.Bill `json:"bills,omitempty"`       // bills of materials by item of the certificate
	Previous    map[int]Previous    `json:"previous,omitempty"`    // earlier determinations by item; a bill goes before
}

// Previous is an earlier determination of the origin of an item: an advance ruling, or the issuing authority's own.
type Previous struct {
	Outcome Outcome  `json:"outcome"`
	Claimed Outcome  `json:"claimed,omitempty"` // under the criterion on the proof alone; empty if that was not asked
	By      string   `json:"by,omitempty"`      // the alternative by which it originates, in the notation of docs/rules.md
	Marks   []string `json:"marks,omitempty"`   // ticks and entries that this needs on the proof
	Source  string   `json:"source,omitempty"`  // who determined it, and where it is on record
}

// origin is the determination in the words of the checks.
func (p Previous) origin() *procedure.Origin {
	tree := Finding{Outcome: p.Outcome, Message: "origin." + Message(p.Outcome)}
	if p.Source != "" {
		tree.Inputs = finding.Values{{Name: "source", Value: p.Source}}
	}
	return &procedure.Origin{Outcome: p.Outcome, Claimed: p.Claimed, By: p.By, Marks: p.Marks, Tree: tree}
}

// Entered is a proof that is no sealed document of this network, as an officer enters it: on paper or as a scan, known
// through another system, or, of kind none, the claim that no proof is needed. Without a seal it is never found
// genuine by itself; what is used of it counts in the same ledger.
type Entered struct {
	Agreement certificate.Agreement `json:"agreement"`
	Exporter  string                `json:"exporter"` // exporting party, ISO 3166 alpha-2
	Proof     procedure.Proof       `json:"proof"`
	Items     []procedure.Item      `json:"items"`          // as the proof says; what was declared stands in the declaration
	Scan      string                `json:"scan,omitempty"` // SHA-256 of the scanned image, lower hex
}

// id names the proof, if it has a number.
func (e *Entered) id() *certificate.ID {
	if e.Proof.Reference == "" {
		return nil
	}
	return &certificate.ID{Form: certificate.Form(e.Proof.Form), Country: e.Proof.IssuingCountry, Reference: e.Proof.Reference}
}

// countable reports whether there is a proof whose uses the ledger counts.
func (e *Entered) countable() bool {
	return e.Proof.Kind != procedure.None && e.Proof.Kind != procedure.Simplified && e.Proof.Kind != ""
}
