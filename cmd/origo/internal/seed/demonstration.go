// Package seed brings the demonstration network to life: it lets every
// organisation approve the membership of its channels and fills the trust
// registries with demonstration authorities, offices and officers. Everything
// goes through the APIs as the demonstration admins, so what works here works
// for a real country too. Seeding again changes nothing.
package seed

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
	"origo/cmd/origo/internal/site"
)

// Network is the network id that demonstration certificates name.
const Network = "origo-demo"

// Password protects the PKCS#12 files of the demonstration's officers. It is
// no secret: the keys are for demonstrations only.
const Password = "demo"

// CRLs are issued again when less than crlMargin is left of them.
const (
	crlLife   = 30 * 24 * time.Hour
	crlMargin = 7 * 24 * time.Hour
)

// membership is the first constitution of the agreement's channel: its parties
// are the countries of the organisations that share the channel.
func membership(a certificate.Agreement, organisations map[string]site.Organisation) (registry.Membership, error) {
	parties, err := parties(a, organisations)
	return registry.Membership{
		Version:   1,
		Network:   Network,
		Agreement: a,
		Parties:   parties,
		Limits:    registry.Limits{SigningAgeHours: 72},
	}, err
}

// parties says which organisations act for each country of an agreement.
func parties(a certificate.Agreement, organisations map[string]site.Organisation) ([]registry.Party, error) {
	byCountry := map[string]registry.Party{}
	for _, name := range slices.Sorted(maps.Keys(organisations)) {
		o := organisations[name]
		if !slices.Contains(o.Channels, string(a)) {
			continue
		}
		party := byCountry[o.Country]
		party.Country = o.Country
		if slices.Contains(o.Functions, "issuing") {
			party.Issuing = append(party.Issuing, name)
		}
		if slices.Contains(o.Functions, "customs") {
			party.Customs = append(party.Customs, name)
		}
		byCountry[o.Country] = party
	}
	var all []registry.Party
	for _, country := range slices.Sorted(maps.Keys(byCountry)) {
		party := byCountry[country]
		if len(party.Issuing) == 0 || len(party.Customs) == 0 {
			return nil, fmt.Errorf("%s needs an issuing organisation and a customs organisation on the channel %s; give one the function in the topology", country, a)
		}
		all = append(all, party)
	}
	return all, nil
}

// office is an office or exporter of the demonstration, with the officer who
// signs for it.
type office struct {
	country, code, name string
	kind                registry.OfficeKind
	agreement           certificate.Agreement // empty: every agreement of the country
	forms               []certificate.Form
	products            []string // of an exporter's authorisation
	officer             Officer
}

// Officer is who signs for an office.
type Officer struct {
	Country string
	Office  string
	Name    string
	Key     demopki.KeyKind
}

// offices lists the offices and exporters of the demonstration. Names of
// people are invented.
func offices() []office {
	return []office{
		{country: "VN", code: "01", name: "Ha Noi Import-Export Management Office, Ministry of Industry and Trade",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormD, certificate.FormVK, certificate.FormEUR1},
			officer: Officer{Name: "Tran Thi Minh", Key: demopki.P256}},
		{country: "VN", code: "02", name: "Ho Chi Minh City Import-Export Management Office, Ministry of Industry and Trade",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormD, certificate.FormVK, certificate.FormEUR1},
			officer: Officer{Name: "Nguyen Van Hai", Key: demopki.RSA2048}},
		{country: "TH", code: "DFT", name: "Department of Foreign Trade, Ministry of Commerce",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormD},
			officer: Officer{Name: "Somchai Rattanakul", Key: demopki.RSA2048}},
		{country: "TH", code: "TH-CE-0107", name: "Siam Orchard Exports Co., Ltd.", agreement: certificate.ATIGA,
			kind: registry.CertifiedExporter, forms: []certificate.Form{certificate.FormOD}, products: []string{"0810"},
			officer: Officer{Name: "Malee Srisuk", Key: demopki.P256}},
		{country: "KR", code: "KCS", name: "Korea Customs Service",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormKV},
			officer: Officer{Name: "Kim Ji-woo", Key: demopki.P384}},
		{country: "KR", code: "KCCI", name: "Korea Chamber of Commerce and Industry",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormKV},
			officer: Officer{Name: "Park Seo-yeon", Key: demopki.P256}},
		{country: "GB", code: "HMRC", name: "HM Revenue and Customs",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormEUR1},
			officer: Officer{Name: "Alice Thornton", Key: demopki.P256}},
		{country: "GB", code: "LCCI", name: "London Chamber of Commerce and Industry",
			kind: registry.IssuingAuthority, forms: []certificate.Form{certificate.FormEUR1},
			officer: Officer{Name: "Robert Hale", Key: demopki.P384}},
		{country: "GB", code: "GB-AE-2107", name: "Speyside Grain Distillers Ltd", agreement: certificate.UKVFTA,
			kind: registry.ApprovedExporter, forms: []certificate.Form{certificate.FormOD}, products: []string{"2208"},
			officer: Officer{Name: "Fiona Grant", Key: demopki.P256}},
	}
}

// formsUnder are the office's forms that exist under the agreement.
func (o office) formsUnder(a certificate.Agreement) []certificate.Form {
	var forms []certificate.Form
	for _, f := range o.forms {
		for _, under := range f.Agreements() {
			if under == a && (o.agreement == "" || o.agreement == a) {
				forms = append(forms, f)
			}
		}
	}
	return forms
}

// OfficerOf is the demonstration officer who signs for the office.
func OfficerOf(country, code string) (Officer, bool) {
	for _, o := range offices() {
		if o.country == country && o.code == code {
			return o.signer(), true
		}
	}
	return Officer{}, false
}

// signer is the office's officer with the parts that follow from the office.
func (o office) signer() Officer {
	s := o.officer
	s.Country, s.Office = o.country, o.code
	return s
}
