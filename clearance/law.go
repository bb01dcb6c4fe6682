package clearance

import "origo/certificate"

// clause is a legal ground and what it makes of a requirement that is not met.
type clause struct {
	citation string
	verdict  Verdict
}

// law is what one agreement says on the points that all checks share.
type law struct {
	authentic string // who must have certified the proof
	form      clause // a form that is not filled in as prescribed
	validity  string // how long it may be presented
	doubt     string // on what ground the issuing authority is asked
	withdrawn string // by what a cancelled or replaced proof loses its effect
	quantity  string // why the certified quantity is the limit
	differs   string // what follows from differences between the proof and other papers
}

// lawOf is the law of the agreement, as far as this package's own checks need it.
func lawOf(agreement certificate.Agreement) law {
	switch agreement {
	case certificate.ATIGA:
		return law{
			authentic: "ATIGA Annex 8 Rule 2",
			form:      clause{"ATIGA Annex 8 Rules 7 and 16", Refer},
			validity:  "ATIGA Annex 8 Rule 14",
			doubt:     "ATIGA Annex 8 Rule 18",
			withdrawn: "ATIGA Annex 8 Rules 9 and 29",
			quantity:  "ATIGA Annex 8 Rule 16",
			differs:   "ATIGA Annex 8 Rule 16(1)",
		}
	case certificate.VKFTA:
		return law{
			authentic: "VKFTA Art. 3.14",
			form:      clause{"VKFTA Art. 3.19", Correct},
			validity:  "VKFTA Art. 3.16.3",
			doubt:     "VKFTA Art. 3.21",
			withdrawn: "VKFTA Art. 3.14.7",
			quantity:  "VKFTA Art. 3.19.5",
			differs:   "VKFTA Art. 3.19.1",
		}
	case certificate.UKVFTA:
		return law{
			authentic: "UKVFTA Protocol 1 Art. 15",
			form:      clause{"UKVFTA Protocol 1 Arts 16 and 27", Refer},
			validity:  "UKVFTA Protocol 1 Art. 21",
			doubt:     "UKVFTA Protocol 1 Art. 29",
			withdrawn: "UKVFTA Protocol 1 Art. 16",
			quantity:  "UKVFTA Protocol 1 Art. 27",
			differs:   "UKVFTA Protocol 1 Art. 27",
		}
	}
	const unknown = "no agreement named"
	return law{unknown, clause{unknown, Refer}, unknown, unknown, unknown, unknown, unknown}
}

// The grounds of the importing country's own procedure. Only Viet Nam's is on record here.
func atImport(here, treaty, vietNam string) string {
	if here == "VN" {
		return treaty + "; Circular 33/2023/TT-BTC " + vietNam
	}
	return treaty
}

// Rules of the network itself, where no treaty speaks.
const (
	profileRecord = "CO-CMS-1 check 23; RFC 8785"
	profileSeal   = "CO-CMS-1 checks 1 to 21"
	profileOffice = "CO-CMS-1 check 22"
	profileStatus = "CO-CMS-1 checks 18 and 19"
	rulesLedger   = "Rules of the origin ledger"
)
