package registry

import "origo/certificate"

// CaseAction is what an entry of a verification case does.
type CaseAction string

// The actions. Which side may take which, and when, is in case_state.go.
const (
	CaseOpened           CaseAction = "opened"
	CaseReceived         CaseAction = "received"          // the issuing authority has the request
	CaseReplied          CaseAction = "replied"           // after closure too: a late clarification
	CaseTimeAsked        CaseAction = "time_asked"        // the issuing authority needs longer, until a day
	CaseTimeGranted      CaseAction = "time_granted"      // customs will wait until a day
	CaseReminded         CaseAction = "reminded"          // nothing but a reminder
	CaseSupplemented     CaseAction = "supplemented"      // further reasons or documents
	CaseReleased         CaseAction = "released"          // the goods were released against a guarantee
	CaseImporterAsked    CaseAction = "importer_asked"    // the declarant must explain or show something
	CaseImporterAnswered CaseAction = "importer_answered" // and did
	CaseVisitRequested   CaseAction = "visit_requested"   // written notice of a visit to the premises
	CaseVisitPostponed   CaseAction = "visit_postponed"
	CaseVisitConsented   CaseAction = "visit_consented"
	CaseVisitRefused     CaseAction = "visit_refused"
	CaseVisitHeld        CaseAction = "visit_held"
	CaseDetermined       CaseAction = "determined" // written determination, open to comments
	CaseCommented        CaseAction = "commented"
	CaseClosed           CaseAction = "closed"
	CaseReconsidered     CaseAction = "reconsidered" // open again, since a full reply came late
)

// CaseBasis is why a proof is checked.
type CaseBasis string

// The bases of a request.
const (
	RandomCheck     CaseBasis = "random"
	ReasonableDoubt CaseBasis = "doubt"
)

// CaseAnswer is the issuing authority's word on an item.
type CaseAnswer string

// The answers.
const (
	Authentic      CaseAnswer = "authentic"       // the proof is genuine and the goods originate
	NotOriginating CaseAnswer = "not_originating" // the proof is genuine, the goods do not originate
	NotAuthentic   CaseAnswer = "not_authentic"   // the proof is not genuine
	Insufficient   CaseAnswer = "insufficient"    // the authority cannot say
	NoCooperation  CaseAnswer = "no_cooperation"  // exporter or producer does not cooperate
)

// CaseResult is how customs closed a case.
type CaseResult string

// The results.
const (
	CaseAccepted       CaseResult = "accepted"
	CaseAcceptedInPart CaseResult = "accepted_in_part" // the grounds name the items refused
	CaseRefused        CaseResult = "refused"
	CaseLapsed         CaseResult = "lapsed" // refused because a time limit passed unused
)

// Question is what the declarant was asked.
type Question string

// The questions to a declarant.
const (
	ForExplanation Question = "explanation"           // of data that do not agree
	ForDocuments   Question = "documents"             // that show origin
	ForCorrection  Question = "corrected_certificate" // in place of one with errors that leave origin untouched
)

// CaseDocument is a document sent along by other means, known here by its digest.
type CaseDocument struct {
	Name   string `json:"name"`
	Digest string `json:"digest"` // SHA-256, lower hex
}

// ItemAnswer is the answer on one item; item 0 is every item not named otherwise.
type ItemAnswer struct {
	Item   int        `json:"item"`
	Answer CaseAnswer `json:"answer"`
	Text   string     `json:"text,omitempty"`
}

// Guarantee is what the importer gave so that the goods could leave before the case is closed.
type Guarantee struct {
	Declaration string              `json:"declaration"`
	Amount      certificate.Decimal `json:"amount"`
	Currency    string              `json:"currency"` // ISO 4217
}

// CaseContent is what an entry says. Which parts an action needs is checked by the contract.
type CaseContent struct {
	Action    CaseAction       `json:"action"`
	Text      string           `json:"text,omitempty"`
	Reasons   []Ground         `json:"reasons,omitempty"` // of a request, or the grounds of a closure
	Documents []CaseDocument   `json:"documents,omitempty"`
	Answers   []ItemAnswer     `json:"answers,omitempty"`
	Result    CaseResult       `json:"result,omitempty"`
	Guarantee *Guarantee       `json:"guarantee,omitempty"`
	Question  Question         `json:"question,omitempty"`
	On        certificate.Date `json:"on,omitzero"`    // day of a visit, proposed or held
	Until     certificate.Date `json:"until,omitzero"` // more time until and with this day
	Officer   string           `json:"officer"`        // service number of who acts
}

// CaseHead is what a case is about. Documents of the request and its reasons are in the first entry.
type CaseHead struct {
	Certificate certificate.ID   `json:"certificate"`
	Number      string           `json:"number"` // the asking customs' own file number
	Basis       CaseBasis        `json:"basis"`
	Items       []int            `json:"items,omitempty"` // none: the whole certificate
	PresentedOn certificate.Date `json:"presented_on,omitzero"`
}

// OpenCase asks the issuing authority to verify a proof of origin. It travels as transient data only. The certificate
// need not be on the ledger: whether a paper is genuine is what is asked.
type OpenCase struct {
	CaseHead
	Opening CaseContent `json:"opening"`
	Salt    []byte      `json:"salt"` // 32 secret bytes; with the number they make the mark
}

// CaseEntryRequest adds an entry. It travels as transient data only. After is the number of entries the writer has
// seen: an entry that knows less than the ledger is refused, the same entry once more is answered as before.
type CaseEntryRequest struct {
	Case  string `json:"case"`
	After int    `json:"after"`
	CaseContent
}

// CaseEntry is an entry on the ledger.
type CaseEntry struct {
	CaseContent
	Sequence    int     `json:"sequence"` // 1, 2, … over both sides
	Side        Side    `json:"side"`
	By          string  `json:"by"` // organisation
	At          Instant `json:"at"`
	Transaction string  `json:"transaction"`
}

// Case is a verification case as its two countries read it.
type Case struct {
	ID string `json:"id"`
	CaseHead
	Entries  []CaseEntry  `json:"entries"` // in order of Sequence
	Standing CaseStanding `json:"standing"`
	Salt     []byte       `json:"salt"` // of the request: with it the hashes on the chain can be computed again
}

// Docket is one side's half of a case as it lies on the ledger, guarded by that side. Entries are only ever appended.
type Docket struct {
	ID      string      `json:"id"`
	Head    *CaseHead   `json:"head,omitempty"`   // with the importing side
	Secret  []byte      `json:"secret,omitempty"` // the salt of the request, with the importing side
	Entries []CaseEntry `json:"entries"`
	Salt    []byte      `json:"salt"` // keeps the on-chain hash from being guessed
}

// CaseQuery picks cases of the asking country's own pairs. Empty fields pick everything.
type CaseQuery struct {
	Certificate *certificate.ID `json:"certificate,omitempty"`
	States      []CaseState     `json:"states,omitempty"`
	Side        Side            `json:"side,omitempty"`  // the part the asking country has
	After       string          `json:"after,omitempty"` // id of the last case of the page before
	Limit       int             `json:"limit,omitempty"` // 100 if 0, at most 1000
}

// CasePage is cases in order of their ids.
type CasePage struct {
	Cases []Case `json:"cases"`
	More  bool   `json:"more,omitempty"`
}

// CaseChange announces a new entry by the case's name alone.
type CaseChange struct {
	ID string `json:"id"`
}
