package clearance

// The messages, named after the check that says them.
const (
	msgNoDocument     Message = "document.unreadable_for_this"
	msgDocReadable    Message = "document.canonical"
	msgDocUnreadable  Message = "document.not_canonical"
	msgDocAbsent      Message = "document.absent"
	msgFormMet        Message = "form.complete"
	msgFormBroken     Message = "form.problems"
	msgNetworkMet     Message = "network.right"
	msgNetworkWrong   Message = "network.wrong"
	msgNetworkUnknown Message = "network.unknown"

	msgAnchored        Message = "record.anchored"
	msgNotAnchored     Message = "record.not_anchored"
	msgRecordSilent    Message = "record.unavailable"
	msgRecordOlder     Message = "record.not_in_snapshot"
	msgNoRecord        Message = "record.needed"
	msgBytesMet        Message = "bytes.same"
	msgBytesDiffer     Message = "bytes.differ"
	msgBytesOwn        Message = "bytes.own_copy"
	msgDossierMissing  Message = "dossier.not_at_hand"
	msgDigestMet       Message = "digest.same"
	msgDigestDiffers   Message = "digest.differs"
	msgEntriesMet      Message = "entries.same"
	msgEntriesDiffer   Message = "entries.differ"
	msgStatusIssued    Message = "status.issued"
	msgStatusCancelled Message = "status.cancelled"
	msgStatusReplaced  Message = "status.replaced"
	msgStatusUnknown   Message = "status.unknown"

	msgSealMet         Message = "seal.verified"
	msgSealRefused     Message = "seal.refused"
	msgSealAbsent      Message = "seal.absent"
	msgSignerMissing   Message = "signer.unavailable"
	msgSignerUnknown   Message = "signer.unknown"
	msgNoSigner        Message = "signer.needed"
	msgSignerMet       Message = "signer.entitled"
	msgSignerOffice    Message = "signer.other_office"
	msgSignerForm      Message = "signer.other_form"
	msgSignerInterval  Message = "signer.outside_interval"
	msgOfficeClosed    Message = "office.closed"
	msgStandingMet     Message = "signer.in_standing"
	msgSignerSuspended Message = "signer.suspended"
	msgSignerRevoked   Message = "signer.revoked"
	msgRevokedBetween  Message = "signer.revoked_between"

	msgIssueDateMet   Message = "dates.issued_before"
	msgIssueDateLater Message = "dates.issued_after"
	msgNoPresentation Message = "dates.presentation_unknown"
	msgValidityMet    Message = "dates.in_time"
	msgValidityLate   Message = "dates.late"
	msgImporterMet    Message = "importer.here"
	msgImporterOther  Message = "importer.elsewhere"

	msgItemMet        Message = "item.found"
	msgItemUnknown    Message = "item.unknown"
	msgNoItem         Message = "item.needed"
	msgUnitMet        Message = "unit.comparable"
	msgUnitDiffers    Message = "unit.incomparable"
	msgUnitInexact    Message = "unit.inexact"
	msgNoUnit         Message = "unit.needed"
	msgNotPositive    Message = "quantity.not_positive"
	msgAccountMissing Message = "account.unavailable"
	msgLineOpen       Message = "line.not_refused"
	msgLineRefused    Message = "line.refused_before"
	msgCovered        Message = "balance.covers"
	msgCoveredPart    Message = "balance.covers_part"
	msgUsedUp         Message = "balance.used_up"
)

// english is the catalogue as data; it is never changed.
var english = Catalogue{
	msgNoDocument:     "Not looked at, because the certificate could not be read.",
	msgDocReadable:    "The certificate is a readable document in its one exact form.",
	msgDocUnreadable:  "The file is not a certificate in its exact form: {reason}. Ask for the file as the issuing office made it.",
	msgDocAbsent:      "There is no certificate to look at: none was presented, and the ledger's own copy is not at hand.",
	msgFormMet:        "All boxes that the form requires are filled in consistently.",
	msgFormBroken:     "{count} departures from the rules of the form: {problems}",
	msgNetworkMet:     "The certificate was made for this network and for the agreement {agreement}.",
	msgNetworkWrong:   "The certificate was made for network {network} and agreement {agreement}, not for {here_network} and {here_agreement}.",
	msgNetworkUnknown: "Whether the certificate was made for this network cannot be told: the membership text is not at hand.",

	msgAnchored:        "The certificate stands on the ledger since {anchored_at}.",
	msgNotAnchored:     "The ledger holds no certificate under this number. The issuing authority may not have sent it yet; the proof may follow.",
	msgRecordSilent:    "The ledger gave no answer ({state}). Nothing is known against the certificate; ask again.",
	msgRecordOlder:     "The exported registry of {block_time} does not hold this certificate, which may be newer than the file.",
	msgNoRecord:        "Not looked at, because there is no entry on the ledger to compare with.",
	msgBytesMet:        "The certificate presented is byte for byte the one on the ledger.",
	msgBytesDiffer:     "The certificate presented is not the one on the ledger under this number: it was changed, or it never was that certificate.",
	msgBytesOwn:        "The ledger's own copy was assessed; nothing else was presented.",
	msgDossierMissing:  "The ledger's copy of the certificate is not at hand ({state}), so the bytes could not be compared.",
	msgDigestMet:       "The ledger's copy belongs to the public entry.",
	msgDigestDiffers:   "The ledger's copy does not belong to the public entry. Report this to the operator of the peer.",
	msgEntriesMet:      "Number, office, countries and dates of the public entry are those of the certificate.",
	msgEntriesDiffer:   "The public entry differs from the certificate in: {fields}.",
	msgStatusIssued:    "The issuing authority stands by the certificate.",
	msgStatusCancelled: "The issuing authority cancelled the certificate on {status_at}. Reason: {reason}.",
	msgStatusReplaced:  "The certificate was replaced on {status_at} by {successor}; that one is to be presented instead.",
	msgStatusUnknown:   "The ledger gives the status {status}, which this program does not know.",

	msgSealMet:         "The seal is genuine; it was made on {signing_time} by the enrolled signer {signer}.",
	msgSealRefused:     "The seal does not hold: check {seal_check}, {seal_code}: {meaning}.",
	msgSealAbsent:      "There is no seal to look at. Ask for the seal file that belongs to the certificate.",
	msgSignerMissing:   "The registry of signers could not be asked ({state}), so the seal could not be judged.",
	msgSignerUnknown:   "The seal names a signer who is not enrolled.",
	msgNoSigner:        "Not looked at, because seal and signer are not both at hand.",
	msgSignerMet:       "The signer was entitled to sign this form for office {office}.",
	msgSignerOffice:    "The signer is enrolled for office {signer_office} of {signer_country}, the certificate names office {office} of {country}.",
	msgSignerForm:      "The signer of office {office} is not enrolled for form {form}.",
	msgSignerInterval:  "The seal is judged as of {judged_at}; the signer is enrolled from {from} until {until}.",
	msgOfficeClosed:    "The seal is judged as of {judged_at}, when office {office} was closed since {closed_from}.",
	msgStandingMet:     "The signer was neither suspended nor revoked when the seal was made and anchored.",
	msgSignerSuspended: "The signer was suspended from {suspended}, and the seal was anchored on {anchored_at}.",
	msgSignerRevoked:   "The signer, or an authority above, was revoked from {revoked}, and the seal was made on {signing_time}.",
	msgRevokedBetween:  "The signer was revoked from {revoked}. The seal claims {signing_time} but was anchored on {anchored_at} only, so it may have been made after the revocation. Ask the issuing authority.",

	msgIssueDateMet:   "The certificate was issued on {issue_date}, not after it was presented.",
	msgIssueDateLater: "The certificate bears the date {issue_date} but was presented on {presented_on}.",
	msgNoPresentation: "The day on which the certificate was presented is not given.",
	msgValidityMet:    "The certificate was presented on {presented_on}, within its validity, which ends on {expiry}.",
	msgValidityLate:   "The certificate was presented on {presented_on}; it was valid until {expiry}. Were the goods imported before, or did something beyond the trader's control cause the delay?",
	msgImporterMet:    "The certificate is made out for import into {country}.",
	msgImporterOther:  "The certificate is made out for import into {country}, not into {here}.",

	msgItemMet:        "Item {item} stands on the certificate.",
	msgItemUnknown:    "The declaration relies on item {item}, which the certificate does not have.",
	msgNoItem:         "Not looked at, because the line relies on no item of the certificate.",
	msgUnitMet:        "{asked} is {quantity} in the unit of the certificate.",
	msgUnitDiffers:    "{asked} cannot be compared with the unit {unit} of the certificate. Declare the quantity in that unit.",
	msgUnitInexact:    "{asked} has no exact value in the unit {unit} of the certificate. Declare the quantity in that unit.",
	msgNoUnit:         "Not looked at, because the quantity cannot be expressed in the unit of the certificate.",
	msgNotPositive:    "The declared quantity {asked} is not greater than zero.",
	msgAccountMissing: "What is left of the certificate is not known ({state}). Ask again before accepting.",
	msgLineOpen:       "No earlier decision refused this item.",
	msgLineRefused:    "Declaration {declaration} was refused the preference for this item. A new decision may reconsider it.",
	msgCovered:        "{quantity} {unit} is covered; {available} {unit} was left.",
	msgCoveredPart:    "Only {available} {unit} of {quantity} {unit} is covered. Earlier uses: {uses}.",
	msgUsedUp:         "Nothing of {certified} {unit} is left. Earlier uses: {uses}.",
}
