package clearance

import "origo/fta-rules/procedure"

// The question of authenticity, as officers raise and settle it (Papers.Doubts).
const doubtAuthenticity = "authenticity"

// paperChecks are on a proof that was entered by hand.
func paperChecks() []check {
	authentic := func(s subject) string { return s.law.authentic }
	validity := func(s subject) string { return atImport(s.Here, s.law.validity, "Art. 12(1)") }
	return []check{
		{id: "PAP-01", asks: "Has an officer compared signature and stamp of a proof without seal with the specimens?", cites: authentic, need: aProofQuietly, judge: compared,
			yields: []Message{"atiga.signatory.notified", "atiga.signatory.not_notified", "ukvfta.signatory.listed", "ukvfta.signatory.unlisted", "vkfta.signature.right", "vkfta.signature.wrong"}},
		{id: "DOC-04", asks: "Are rules held of its agreement?", cites: always(rulesLedger), need: aProofQuietly, judge: rulesHeld},
		{id: "DATE-01", asks: "Was it issued before it was presented?", cites: validity, need: aProofQuietly, judge: issuedBefore,
			yields: []Message{"ukvfta.validity.in_time", "ukvfta.validity.before_issue", "ukvfta.validity.late_goods_in_time", "ukvfta.validity.late", "ukvfta.validity.excused"}},
	}
}

// aProofQuietly asks for a proof and says nothing where there is none.
func aProofQuietly(s subject) (Message, bool) { return "", s.proof != nil }

// compared: without a seal nothing proves by itself who issued a proof. An officer compares it with the specimens that
// the issuing authority sent, looks it up in the other system it came through, or asks the authority.
func compared(s subject) ruling {
	p, doubts := s.proof.Proof, s.Papers.Doubts
	raised, asked := doubts[doubtAuthenticity]
	var r ruling
	switch {
	case !s.proof.HasProof():
		return ruling{}
	case asked && raised:
		return ruling{} // the agreement's own question
	case asked || procedure.Is(p.Authenticity.SignatureValid) || p.Kind == procedure.Electronic && p.Status == procedure.Valid:
		r = met(msgPaperCompared)
	default:
		r = cannotTell(Refer, msgPaperUncompared, evidenceSpecimens)
	}
	return r.from("form", p.Form, "reference", p.Reference, "scan", s.Entered.Scan)
}
