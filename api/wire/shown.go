package wire

import "origo/certificate/registry"

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
