package certificate

import "slices"

// Form names the kind of proof of origin.
type Form string

// The proofs of origin that Origo knows.
const (
	FormD    Form = "D"     // ATIGA certificate of origin, paper or electronic (Annex 7)
	FormVK   Form = "VK"    // VKFTA certificate issued by Viet Nam (Annex 3-C)
	FormKV   Form = "KV"    // VKFTA certificate issued by Korea (Annex 3-C)
	FormEUR1 Form = "EUR.1" // UKVFTA movement certificate (Protocol 1, Annex VII)
	FormOD   Form = "OD"    // origin declaration of ATIGA (Annex 8 R.12B) or UKVFTA (Protocol 1, Art. 19)
)

// Forms lists every form in a fixed order.
func Forms() []Form { return []Form{FormD, FormVK, FormKV, FormEUR1, FormOD} }

// Agreement names a trade agreement; it is also the name of the agreement's channel.
type Agreement string

// The agreements that Origo knows.
const (
	ATIGA  Agreement = "atiga"  // ASEAN Trade in Goods Agreement
	VKFTA  Agreement = "vkfta"  // Viet Nam-Korea Free Trade Agreement
	UKVFTA Agreement = "ukvfta" // United Kingdom-Viet Nam Free Trade Agreement
)

// Agreements lists every agreement in a fixed order.
func Agreements() []Agreement { return []Agreement{ATIGA, VKFTA, UKVFTA} }

// Agreements lists the agreements under which the form may be made, none for an unknown form.
func (f Form) Agreements() []Agreement {
	switch f {
	case FormD:
		return []Agreement{ATIGA}
	case FormVK, FormKV:
		return []Agreement{VKFTA}
	case FormEUR1:
		return []Agreement{UKVFTA}
	case FormOD:
		return []Agreement{ATIGA, UKVFTA}
	}
	return nil
}

// Known reports whether the form is one of Forms.
func (f Form) Known() bool { return slices.Contains(Forms(), f) }

// Title is the name officers use for the form in speech and letters, such as "Form D".
func (f Form) Title() string {
	switch f {
	case FormEUR1:
		return "EUR.1"
	case FormOD:
		return "Origin declaration"
	}
	return "Form " + string(f)
}

// issuers lists the countries that may issue the form; empty means any party to the agreement.
func (f Form) issuers() []string {
	switch f {
	case FormVK:
		return []string{"VN"}
	case FormKV:
		return []string{"KR"}
	}
	return nil
}

// Known reports whether the agreement is one of Agreements.
func (a Agreement) Known() bool { return slices.Contains(Agreements(), a) }

// Parties lists the agreement's members as ISO 3166 alpha-2 codes in alphabetical order. ATIGA has the ten members
// printed on Form D (overleaf note 1).
func (a Agreement) Parties() []string {
	switch a {
	case ATIGA:
		return []string{"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"}
	case VKFTA:
		return []string{"KR", "VN"}
	case UKVFTA:
		return []string{"GB", "VN"}
	}
	return nil
}

// HasParty reports whether the country, an ISO 3166 alpha-2 code, is a member of the agreement.
func (a Agreement) HasParty(country string) bool { return slices.Contains(a.Parties(), country) }
