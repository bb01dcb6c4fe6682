package wire

import (
	"origo/certificate/registry"
	"origo/clearance"
)

// ShownDossier is the dossier with the check code that belongs on the paper.
type ShownDossier struct {
	registry.Dossier
	CheckCode string `json:"check_code"`
}

// ShownAccount is the account with the check code that belongs on the paper.
type ShownAccount struct {
	registry.Account
	CheckCode string `json:"check_code"`
}

// CheckedStamp is what a QR code proves, and where it is genuine the public status of its certificate.
type CheckedStamp struct {
	clearance.StampReport
	Status *PublicStatus `json:"status,omitempty"`
}
