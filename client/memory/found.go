package memory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/chaincode/memledger"
)

// Network is the network id of channels that Found sets up.
const Network = "demo"

// validity is how long revocation lists of demonstration authorities hold.
const validity = 30 * 24 * time.Hour

// Found gives a fresh channel a membership and, for each country, an authority with its revocation lists, one office
// and one enrolled officer who may sign every form of the agreement. It answers with the officers by country. Offices
// have the code that the country's specimen certificates name.
func Found(ctx context.Context, ledger *memledger.Ledger, agreement certificate.Agreement) (map[string]*demopki.Officer, error) {
	m := membership(agreement)
	for _, organisation := range m.Organisations() {
		if _, err := Registry(ledger, organisation, registry.RoleAdmin).ApproveMembership(ctx, m); err != nil {
			return nil, fmt.Errorf("approve membership as %s: %w", organisation, err)
		}
	}
	officers := map[string]*demopki.Officer{}
	for _, party := range m.Parties {
		f := founder{ctx: ctx, ledger: ledger, party: party, agreement: agreement, at: ledger.Now()}
		officer, err := f.country()
		if err != nil {
			return nil, fmt.Errorf("set up %s: %w", party.Country, err)
		}
		officers[party.Country] = officer
	}
	return officers, nil
}

// membership is the demonstration's text for an agreement: Viet Nam and its partner.
func membership(agreement certificate.Agreement) registry.Membership {
	partner := map[certificate.Agreement]string{certificate.ATIGA: "TH", certificate.VKFTA: "KR", certificate.UKVFTA: "GB"}[agreement]
	both := []string{partner + "Customs"}
	parties := []registry.Party{
		{Country: partner, Issuing: both, Customs: both},
		{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNCustoms"}},
	}
	slices.SortFunc(parties, func(a, b registry.Party) int { return strings.Compare(a.Country, b.Country) })
	return registry.Membership{
		Version: 1, Network: Network, Agreement: agreement, Parties: parties,
		Limits: registry.Limits{SigningAgeHours: 72},
	}
}

// officeCodes are the issuing offices that specimen certificates name.
var officeCodes = map[string]string{"VN": "02", "TH": "DFT", "KR": "KCCI", "GB": "HMRC"}

// founder sets up the trust registry of one country.
type founder struct {
	ctx       context.Context
	ledger    *memledger.Ledger
	party     registry.Party
	agreement certificate.Agreement
	at        time.Time
}

func (f founder) country() (*demopki.Officer, error) {
	authority, err := demopki.NewAuthority(f.party.Country, f.party.Country+" demonstration", f.at)
	if err != nil {
		return nil, err
	}
	if err := f.authority(authority); err != nil {
		return nil, err
	}
	return f.office(authority)
}

// authority registers root and issuing CA, with a revocation list of each.
func (f founder) authority(a *demopki.Authority) error {
	port := Registry(f.ledger, f.party.Issuing[0], registry.RoleAdmin)
	rootList, err := a.RootCRL(1, f.at, validity)
	if err != nil {
		return err
	}
	issuingList, err := a.CRL(1, f.at, validity)
	if err != nil {
		return err
	}
	for _, ca := range []struct {
		der, list []byte
		anchor    bool
	}{{a.Root.Raw, rootList, true}, {a.Issuing.Raw, issuingList, false}} {
		entry := registry.Authority{Country: f.party.Country, Certificate: ca.der, Anchor: ca.anchor}
		if _, err := port.AddAuthority(f.ctx, entry); err != nil {
			return fmt.Errorf("add authority: %w", err)
		}
		if _, err := port.ImportCRL(f.ctx, seal.FingerprintOf(ca.der).String(), ca.list); err != nil {
			return fmt.Errorf("import revocation list: %w", err)
		}
	}
	return nil
}

// office registers the country's office and enrols its officer.
func (f founder) office(a *demopki.Authority) (*demopki.Officer, error) {
	port := Registry(f.ledger, f.party.Issuing[0], registry.RoleAdmin)
	code := officeCodes[f.party.Country]
	office := registry.Office{
		Country: f.party.Country, Code: code, Name: "Demonstration office", Kind: registry.IssuingAuthority, Forms: f.forms(),
	}
	if _, err := port.RegisterOffice(f.ctx, office); err != nil {
		return nil, fmt.Errorf("register office: %w", err)
	}
	officer, err := a.Officer(demopki.OfficerOptions{Name: "Demonstration officer", Office: code})
	if err != nil {
		return nil, err
	}
	enrolment := registry.Enrolment{
		Country: f.party.Country, Office: code, Certificate: officer.Certificate.Raw, Forms: f.forms(),
		From: certificate.InstantOf(f.at).String(), Until: certificate.InstantOf(f.at.AddDate(1, 0, 0)).String(),
	}
	if _, err := port.EnrolSigner(f.ctx, enrolment); err != nil {
		return nil, fmt.Errorf("enrol officer: %w", err)
	}
	return officer, nil
}

// forms are those of the agreement that issuing authorities of the country certify.
func (f founder) forms() []certificate.Form {
	switch {
	case f.agreement == certificate.ATIGA:
		return []certificate.Form{certificate.FormD}
	case f.agreement == certificate.UKVFTA:
		return []certificate.Form{certificate.FormEUR1}
	case f.party.Country == "KR":
		return []certificate.Form{certificate.FormKV}
	default:
		return []certificate.Form{certificate.FormVK}
	}
}
