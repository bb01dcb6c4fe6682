package registry

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code is a fixed word for why the ledger refused a transaction. Codes, unlike
// texts, are the same in every build, so endorsing peers agree on them.
type Code string

// The refusal codes.
const (
	Malformed           Code = "malformed"           // a request could not be read; param field
	InvalidForm         Code = "invalid_form"        // the certificate breaks its form's rules; param problems
	NotAMember          Code = "not_a_member"        // the organisation is not in the membership
	MembershipMissing   Code = "membership_missing"  // no membership text is in force yet
	MembershipConflict  Code = "membership_conflict" // version or text does not follow on
	RoleRequired        Code = "role_required"       // the caller lacks the role; param role
	WrongCountry        Code = "wrong_country"       // the caller acts for another country; param country
	WrongAgreement      Code = "wrong_agreement"     // form or document belongs to another channel
	WrongNetwork        Code = "wrong_network"       // the document names another network
	SealRefused         Code = "seal_refused"        // param seal carries the profile's code
	SignerUnknown       Code = "signer_unknown"      // no such leaf certificate is enrolled
	SignerInactive      Code = "signer_inactive"     // outside its interval, suspended or revoked; param state
	SignerNotAllowed    Code = "signer_not_allowed"  // enrolled for another office or form
	OfficeUnknown       Code = "office_unknown"
	OfficeClosed        Code = "office_closed"
	BeyondAuthorisation Code = "beyond_authorisation" // product, value or date outside the exporter's authorisation; param what
	AuthorityUnknown    Code = "authority_unknown"
	PathRefused         Code = "path_refused" // certification path not accepted at enrolment; param seal
	CRLRefused          Code = "crl_refused"  // param seal carries the profile's code
	CRLNotNewer         Code = "crl_not_newer"
	CRLStale            Code = "crl_stale"           // no current revocation list for an authority on the path
	TimeBeforeCRL       Code = "time_before_crl"     // the transaction's time precedes the newest revocation list
	TimeImplausible     Code = "time_implausible"    // e.g. an issue date after the transaction
	DuplicateReference  Code = "duplicate_reference" // another certificate stands under this number
	AlreadyExists       Code = "already_exists"      // a different record stands under this key
	CertificateUnknown  Code = "certificate_unknown"
	CertificateNotValid Code = "certificate_not_valid" // cancelled or replaced; param status
	CertificateExpired  Code = "certificate_expired"
	CertificateInUse    Code = "certificate_in_use" // has unreversed accepted uses
	LinkInvalid         Code = "link_invalid"       // replaces, true copy or back-to-back does not fit; param link
	ItemUnknown         Code = "item_unknown"
	UnitDiffers         Code = "unit_differs"
	QuantityNotPositive Code = "quantity_not_positive"
	BalanceExceeded     Code = "balance_exceeded"    // params item, available, asked, unit
	DeclarationDiffers  Code = "declaration_differs" // the same declaration was recorded with other contents
	DeclarationReversed Code = "declaration_reversed"
	UseUnknown          Code = "use_unknown"
	GroundsRequired     Code = "grounds_required"
	ActMismatch         Code = "act_mismatch"  // the sealed act names another target
	ActUnknown          Code = "act_unknown"   // no such act was proposed
	ActLapsed           Code = "act_lapsed"    // was not confirmed in time; param until
	ActOvertaken        Code = "act_overtaken" // the signer's standing changed since the act was proposed
	TwoNeeded           Code = "two_needed"    // a second administrator must confirm; param kind or identity
	PaperUnknown        Code = "paper_unknown"
	PaperSuperseded     Code = "paper_superseded" // the electronic certificate is on the ledger, or the paper was joined with it
	PaperNotKept        Code = "paper_not_kept"   // another organisation of the country keeps its papers; param organisation
	CaseUnknown         Code = "case_unknown"
	CaseDiffers         Code = "case_differs"     // another request stands under this file number
	CaseMoved           Code = "case_moved"       // the writer had not seen the newest entries; param entries
	CaseNotAllowed      Code = "case_not_allowed" // the case does not allow the action as it stands; params action, state, visit
)

// Refusal is the ledger's reasoned no.
type Refusal struct {
	Code   Code              `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// Refuse makes a refusal; params come as name, value, name, value.
func Refuse(code Code, params ...string) *Refusal {
	r := &Refusal{Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if r.Params == nil {
			r.Params = map[string]string{}
		}
		r.Params[params[i]] = params[i+1]
	}
	return r
}

// Error gives the code and its parameters in a fixed order.
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(string(r.Code))
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		fmt.Fprintf(&b, " %s=%s", name, r.Params[name])
	}
	return b.String()
}

// wirePrefix marks a refusal inside the message of a chaincode response.
const wirePrefix = "origo-refusal:"

// Wire is the refusal as it travels in a chaincode response: the same bytes
// in every build, since encoding/json sorts map keys.
func (r *Refusal) Wire() string {
	raw, err := json.Marshal(r)
	if err != nil {
		return wirePrefix + `{"code":"malformed"}`
	}
	return wirePrefix + string(raw)
}

// ParseRefusal finds a refusal in the text of an endorsement error.
func ParseRefusal(text string) (*Refusal, bool) {
	_, rest, found := strings.Cut(text, wirePrefix)
	if !found {
		return nil, false
	}
	r := new(Refusal)
	if err := json.NewDecoder(strings.NewReader(rest)).Decode(r); err != nil {
		return nil, false
	}
	return r, true
}
