package clearance

import (
	"sync"

	"origo/certificate"
	"origo/certificate/seal"
	rules "origo/fta-rules"
)

// Assessment is what is found about one presented certificate, for the officer to decide on.
type Assessment struct {
	Certificate *certificate.ID `json:"certificate,omitempty"` // absent if the document cannot be read and no record was found
	Verdict     Verdict         `json:"verdict"`
	Step        Step            `json:"step"`     // what to do next, on which ground
	Findings    []Finding       `json:"findings"` // on the certificate as a whole: this package's, then the agreement's
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
	Verdict     Verdict              `json:"verdict"` // with what holds for the whole certificate
	Step        Step                 `json:"step"`
	Covered     *certificate.Measure `json:"covered,omitempty"` // the part that may enjoy the preference, in the certificate's unit
	Excess      *certificate.Measure `json:"excess,omitempty"`  // what of the declared quantity is beyond it
	EarlierUses []EarlierUse         `json:"earlier_uses,omitempty"`
	Findings    []Finding            `json:"findings"`
}

// EarlierUse is what another declaration took of the same item.
type EarlierUse struct {
	Declaration string              `json:"declaration"`
	Quantity    certificate.Measure `json:"quantity"`
	DecidedOn   certificate.Date    `json:"decided_on"`
}

// Assessor assesses by one book of rules. It may be used by several goroutines.
type Assessor struct {
	book    *rules.Book
	list    string       // digest of all checks
	signers seal.Signers // whose seals were judged
	room    sync.Pool    // of *[]byte, to write assessments into for their digest
}

// NewAssessor makes an assessor.
func NewAssessor(book *rules.Book) *Assessor { return &Assessor{book: book, list: listDigest(book)} }

// Assess makes all checks, this package's on seal, signer, record and account, and the agreement's on form, times,
// origin, journey and what was declared. The same facts give the same assessment, to the byte. It fails only if a text
// among the facts cannot be encoded as canonical JSON.
func (a *Assessor) Assess(f Facts) (Assessment, error) {
	long := f.sums()
	inputs, err := long.digest()
	if err != nil {
		return Assessment{}, err
	}
	m := a.prepare(f, long)
	found := Assessment{
		Certificate: m.id(), Lines: m.assessLines(), Source: f.Source, AsOf: f.AsOf,
		RuleSet: a.ruleSet(m.agreement(), m.issued()), Inputs: inputs,
	}
	found.Findings = m.whole
	whole := gravest(m.whole)
	found.Verdict = overall(whole, found.Lines)
	found.Step = wholeStep(found)
	if found.Digest, err = a.digest(&found); err != nil {
		return Assessment{}, err
	}
	return found, nil
}

// digest is that of the assessment without it. The bytes are of no use after.
func (a *Assessor) digest(found *Assessment) (string, error) {
	room, ok := a.room.Get().(*[]byte)
	if !ok {
		room = new([]byte)
	}
	defer a.room.Put(room)
	raw, err := found.append((*room)[:0])
	if err != nil {
		return "", err
	}
	*room = raw
	return digest(raw), nil
}
