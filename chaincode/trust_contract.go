package chaincode

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate/registry"
)

// txContext is what Fabric hands to every transaction.
type txContext = contractapi.TransactionContextInterface

// trust is the contract "trust": membership, authorities, revocation lists,
// offices and signers.
type trust struct{ contractapi.Contract }

func newTrust() *trust { return &trust{named("trust")} }

// GetEvaluateTransactions lists the transactions that change nothing.
func (*trust) GetEvaluateTransactions() []string {
	return []string{"Membership", "Approvals", "Office", "Signer", "FindSigner", "Authorities", "RevocationLists", "Offices", "Signers", "Acts"}
}

// ApproveMembership is registry.ApproveMembership.
func (*trust) ApproveMembership(ctx txContext, membership string) (string, error) {
	return answer(ctx, open, func(c *call) (registry.Approval, error) { return c.approveMembership(membership) })
}

// Membership is registry.ReadMembership.
func (*trust) Membership(ctx txContext) (string, error) {
	return answer(ctx, open, (*call).readMembership)
}

// Approvals is registry.Approvals.
func (*trust) Approvals(ctx txContext) (string, error) {
	return answer(ctx, open, func(c *call) ([]registry.Approval, error) {
		return list[registry.Approval](c.ledger, public(registry.KeyApproval))
	})
}

// AddAuthority is registry.AddAuthority.
func (*trust) AddAuthority(ctx txContext, authority string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Authority, error) { return c.addAuthority(authority) })
}

// RetireAuthority is registry.RetireAuthority.
func (*trust) RetireAuthority(ctx txContext, country, fingerprint string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Authority, error) { return c.retireAuthority(country, fingerprint) })
}

// ImportCRL is registry.ImportCRL.
func (*trust) ImportCRL(ctx txContext, authority, der string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.RevocationList, error) { return c.importCRL(authority, der) })
}

// RegisterOffice is registry.RegisterOffice.
func (*trust) RegisterOffice(ctx txContext, office string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Office, error) { return c.registerOffice(office) })
}

// CloseOffice is registry.CloseOffice.
func (*trust) CloseOffice(ctx txContext, country, code string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Office, error) { return c.closeOffice(country, code) })
}

// EnrolSigner is registry.EnrolSigner.
func (*trust) EnrolSigner(ctx txContext, enrolment string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Signer, error) { return c.enrolSigner(enrolment) })
}

// ApplyAct is registry.ApplyAct.
func (*trust) ApplyAct(ctx txContext, act string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Signer, error) { return c.applyAct(act) })
}

// ProposeAct is registry.ProposeAct.
func (*trust) ProposeAct(ctx txContext, act string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.ActState, error) { return c.proposeAct(act) })
}

// ConfirmAct is registry.ConfirmAct.
func (*trust) ConfirmAct(ctx txContext, digest string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Signer, error) { return c.confirmAct(digest) })
}

// Acts is registry.ListActs.
func (*trust) Acts(ctx txContext, signer string) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.ActState, error) { return c.acts(signer) })
}

// Office is registry.ReadOffice.
func (*trust) Office(ctx txContext, country, code string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Office, error) { return c.office(country, code) })
}

// Signer is registry.ReadSigner.
func (*trust) Signer(ctx txContext, fingerprint string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.SignerState, error) { return c.signerState(fingerprint) })
}

// FindSigner is registry.FindSigner.
func (*trust) FindSigner(ctx txContext, signerID string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.SignerState, error) { return c.findSigner(signerID) })
}

// Authorities is registry.ListAuthorities.
func (*trust) Authorities(ctx txContext, country string) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.Authority, error) {
		return list[registry.Authority](c.ledger, public(registry.KeyAuthority, some(country)...))
	})
}

// RevocationLists is registry.ListCRLs.
func (*trust) RevocationLists(ctx txContext) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.RevocationList, error) {
		return list[registry.RevocationList](c.ledger, public(registry.KeyCRL))
	})
}

// Offices is registry.ListOffices.
func (*trust) Offices(ctx txContext, country string) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.Office, error) {
		return list[registry.Office](c.ledger, public(registry.KeyOffice, some(country)...))
	})
}

// Signers is registry.ListSigners.
func (*trust) Signers(ctx txContext, country, office string) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.Signer, error) { return c.signers(country, office) })
}

// some narrows a list to the first value given; nothing means everything.
func some(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}
