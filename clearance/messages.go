package clearance

// The messages of this package's own checks. Their sentences stand in package explain, texts/clearance.*.txt.
const (
	msgNoDocument     Message = "document.unreadable_for_this"
	msgDocReadable    Message = "document.canonical"
	msgDocUnreadable  Message = "document.not_canonical"
	msgDocAbsent      Message = "document.absent"
	msgFormMet        Message = "form.complete"
	msgFormAnchored   Message = "form.anchored"
	msgFormBroken     Message = "form.problems"
	msgDeparture      Message = "form.departure"
	msgNetworkMet     Message = "network.right"
	msgNetworkWrong   Message = "network.wrong"
	msgNetworkUnknown Message = "network.unknown"
	msgRulesMissing   Message = "rules.not_held"

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

	msgStampMet           Message = "stamp.genuine"
	msgStampUnreadable    Message = "stamp.unreadable"
	msgStampRefused       Message = "stamp.refused"
	msgStampSignerMissing Message = "stamp.signer_unavailable"
	msgStampSignerUnknown Message = "stamp.signer_unknown"
	msgStampStanding      Message = "stamp.signer_in_standing"
	msgStampRevoked       Message = "stamp.signer_revoked"
	msgStampRevokedSince  Message = "stamp.signer_revoked_since"
	msgStampSuspended     Message = "stamp.signer_suspended"
	msgStampSame          Message = "stamp.same"
	msgStampEntriesSame   Message = "stamp.same_as_entry"
	msgStampDiffers       Message = "stamp.differs"
	msgStampUncompared    Message = "stamp.not_compared"
	msgStampInTime        Message = "stamp.in_time"
	msgStampExpired       Message = "stamp.expired"
	msgStampElsewhere     Message = "stamp.elsewhere"

	msgIssueDateMet   Message = "dates.issued_before"
	msgIssueDateLater Message = "dates.issued_after"
	msgNoPresentation Message = "dates.presentation_unknown"
	msgImporterMet    Message = "importer.here"
	msgImporterOther  Message = "importer.elsewhere"

	msgItemMet        Message = "item.found"
	msgItemUnknown    Message = "item.unknown"
	msgNoItem         Message = "item.needed"
	msgUnitMet        Message = "unit.comparable"
	msgUnitDiffers    Message = "unit.incomparable"
	msgUnitInexact    Message = "unit.inexact"
	msgNotPositive    Message = "quantity.not_positive"
	msgAccountMissing Message = "account.unavailable"
	msgAccountUnit    Message = "account.other_unit"
	msgLineOpen       Message = "line.not_refused"
	msgLineRefused    Message = "line.refused_before"
	msgNoQuantity     Message = "quantity.not_stated"
	msgBillUnusable   Message = "bill.unusable"

	msgPaperCompared   Message = "paper.compared"
	msgPaperUncompared Message = "paper.not_compared"
	msgPaperOpen       Message = "paper.open"
	msgPaperJoined     Message = "paper.joined"
	msgPaperAgrees     Message = "paper.agrees"
	msgPaperDiffers    Message = "paper.differs"
	msgPaperDiffered   Message = "paper.differed"

	msgCasesMissing  Message = "inquiry.unavailable"
	msgCasePending   Message = "inquiry.pending"
	msgCaseReleased  Message = "inquiry.released"
	msgCaseAnswered  Message = "inquiry.answered"
	msgCaseOverdue   Message = "inquiry.overdue"
	msgCaseAccepted  Message = "inquiry.accepted"
	msgCaseRefused   Message = "inquiry.refused"
	msgCaseLapsed    Message = "inquiry.lapsed"
	msgCaseClarified Message = "inquiry.clarified"

	msgPartyAgrees       Message = "declared.party_agrees"
	msgPartySpelling     Message = "declared.party_spelling"
	msgPartyDiffers      Message = "declared.party_differs"
	msgOriginAgrees      Message = "declared.origin_agrees"
	msgOriginDiffers     Message = "declared.origin_differs"
	msgDeclaredElsewhere Message = "declared.elsewhere"
	msgInvoiceAgrees     Message = "declared.invoice_agrees"
	msgInvoiceDiffers    Message = "declared.invoice_differs"

	evidenceLedger    Message = "evidence.ledger"
	evidenceFile      Message = "evidence.file"
	evidenceDays      Message = "evidence.presentation"
	evidenceIssuer    Message = "evidence.issuer_answer"
	evidenceAccount   Message = "evidence.account"
	evidenceSpecimens Message = "evidence.specimens"
	evidenceContract  Message = "evidence.contract"

	evidenceReply      Message = "evidence.reply"
	evidenceConclusion Message = "evidence.conclusion"
	evidenceReview     Message = "evidence.review"
)

// Messages lists every message of this package: of its checks, of the evidence they ask for, and of the steps that
// follow.
func Messages() []Message {
	all := []Message{
		msgNoDocument, msgDocReadable, msgDocUnreadable, msgDocAbsent, msgFormMet, msgFormAnchored, msgFormBroken, msgDeparture,
		msgNetworkMet, msgNetworkWrong, msgNetworkUnknown, msgRulesMissing, msgAnchored, msgNotAnchored,
		msgRecordSilent, msgRecordOlder, msgNoRecord, msgBytesMet, msgBytesDiffer, msgBytesOwn, msgDossierMissing,
		msgDigestMet, msgDigestDiffers, msgEntriesMet, msgEntriesDiffer, msgStatusIssued, msgStatusCancelled,
		msgStatusReplaced, msgStatusUnknown, msgSealMet, msgSealRefused, msgSealAbsent, msgSignerMissing,
		msgSignerUnknown, msgNoSigner, msgSignerMet, msgSignerOffice, msgSignerForm, msgSignerInterval,
		msgOfficeClosed, msgStandingMet, msgSignerSuspended, msgSignerRevoked, msgRevokedBetween, msgStampMet, msgStampUnreadable, msgStampRefused, msgStampSignerMissing, msgStampSignerUnknown,
		msgStampStanding, msgStampRevoked, msgStampRevokedSince, msgStampSuspended, msgStampSame,
		msgStampEntriesSame, msgStampDiffers, msgStampUncompared, msgStampInTime, msgStampExpired, msgStampElsewhere, msgIssueDateMet,
		msgIssueDateLater, msgNoPresentation, msgImporterMet, msgImporterOther, msgItemMet, msgItemUnknown,
		msgNoItem, msgUnitMet, msgUnitDiffers, msgUnitInexact, msgNotPositive, msgAccountMissing, msgLineOpen,
		msgLineRefused, msgNoQuantity, msgBillUnusable, msgPaperCompared, msgPaperUncompared, msgPartyAgrees,
		msgPartySpelling, msgPartyDiffers, msgOriginAgrees, msgOriginDiffers, msgDeclaredElsewhere, msgInvoiceAgrees,
		msgInvoiceDiffers, evidenceLedger, evidenceFile, evidenceDays, evidenceIssuer, evidenceAccount,
		evidenceSpecimens, evidenceContract, evidenceReply, evidenceConclusion, evidenceReview, msgAccountUnit, msgPaperOpen,
		msgPaperJoined, msgPaperAgrees, msgPaperDiffers, msgPaperDiffered, msgCasesMissing, msgCasePending,
		msgCaseReleased, msgCaseAnswered, msgCaseOverdue, msgCaseAccepted, msgCaseRefused, msgCaseLapsed,
		msgCaseClarified,
	}
	for _, v := range []Verdict{Waived, Accept, AcceptPart, Correct, Defer, Refer, Verify, Refuse} {
		all = append(all, stepMessage(v))
	}
	return all
}
