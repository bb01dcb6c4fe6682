package wire

import (
	"origo/api/progress"
	"origo/api/readmodel"
	"origo/certificate"
	"origo/certificate/registry"
)

// ShownEntry is a certificate in a list. Own is there for traders only.
type ShownEntry struct {
	readmodel.Entry
	Own *ShownStanding `json:"own,omitempty"`
}

// ShownStanding is how a trader's certificate fares, in a list.
type ShownStanding struct {
	Capacity     progress.Capacity `json:"capacity"`
	UsedPermille int               `json:"used_permille"` // of its items on average, in thousandths, rounded down but never to nothing
	OpenCases    int               `json:"open_cases"`
	Refusals     int               `json:"refusals"` // decisions that stand and refuse something
	Next         progress.Step     `json:"next"`
}

// ShownProgress is all that a trader sees of a certificate of theirs.
type ShownProgress struct {
	Agreement certificate.Agreement `json:"agreement"`
	certificate.ID
	Capacity         progress.Capacity   `json:"capacity"`
	ImportingCountry string              `json:"importing_country"`
	Office           string              `json:"office"`
	Status           registry.Status     `json:"status"`
	Reason           string              `json:"reason,omitempty"`
	IssueDate        certificate.Date    `json:"issue_date"`
	Expiry           certificate.Date    `json:"expiry"`
	AnchoredAt       registry.Instant    `json:"anchored_at"`
	StatusAt         registry.Instant    `json:"status_at"`
	Replaces         *certificate.ID     `json:"replaces,omitempty"`
	ReplacedBy       *certificate.ID     `json:"replaced_by,omitempty"`
	Usage            registry.LineStatus `json:"usage"`
	Exporter         string              `json:"exporter"`
	Consignee        string              `json:"consignee,omitempty"`
	CheckCode        string              `json:"check_code,omitempty"` // for the exporter
	Items            []ShownItem         `json:"items"`
	Decisions        []ShownDecision     `json:"decisions"`
	Cases            []ShownOwnCase      `json:"cases"`
	Next             progress.Step       `json:"next"`
}

// ShownItem is one line of the certificate and what is left of it.
type ShownItem struct {
	Item        int                 `json:"item"`
	Description string              `json:"description"`
	HS          string              `json:"hs,omitempty"`
	Unit        string              `json:"unit"`
	Certified   certificate.Decimal `json:"certified"`
	Used        certificate.Decimal `json:"used"`
	Left        certificate.Decimal `json:"left"`
	Usage       registry.LineStatus `json:"usage"`
}

// ShownDecision is what customs decided on one declaration. The number of the declaration is the importer's affair.
type ShownDecision struct {
	Declaration string             `json:"declaration,omitempty"` // for the consignee
	Outcome     registry.Outcome   `json:"outcome"`
	DecidedOn   certificate.Date   `json:"decided_on"`
	RecordedAt  registry.Instant   `json:"recorded_at"`
	By          string             `json:"by"`
	Lines       []registry.UseLine `json:"lines"`
	Grounds     []registry.Ground  `json:"grounds"`
	ReversedAt  registry.Instant   `json:"reversed_at,omitempty"` // when it was taken back
}

// ShownOwnCase is a verification case without what the two authorities write to each other.
type ShownOwnCase struct {
	OpenedAt  registry.Instant      `json:"opened_at"`
	Basis     registry.CaseBasis    `json:"basis"`
	Items     []int                 `json:"items"` // none: the whole certificate
	Standing  registry.CaseStanding `json:"standing"`
	Deadlines []WordedDeadline      `json:"deadlines"`
	Next      *progress.Step        `json:"next,omitempty"` // while it is open
}
