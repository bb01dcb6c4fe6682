package certificate

import "slices"

// checkAct gathers what is wrong between the fields of an act.
func checkAct(a *Act) []finding {
	found := checkTarget(a)
	if !slices.Contains(ActReasons(a.Kind), a.Reason) {
		found = append(found, finding{code: "act_reason", path: "/reason"}.with("kind", string(a.Kind)))
	}
	if !a.Agreement.HasParty(a.Country) {
		found = append(found, finding{code: "issuer_not_party", path: "/country"}.with("country", a.Country))
	}
	return found
}

// checkTarget: an act is about one certificate of its own country and agreement, or about one signer from a moment on.
func checkTarget(a *Act) []finding {
	cancels := a.Kind == CancelCertificate
	certificate, signer := a.Certificate != nil, a.Signer != "" && !a.From.IsZero()
	switch {
	case cancels && (!certificate || a.Signer != "" || !a.From.IsZero()):
		return []finding{{code: "act_target", path: "/certificate"}}
	case !cancels && (certificate || !signer):
		return []finding{{code: "act_target", path: "/signer"}}
	case cancels && !ownCertificate(a):
		return []finding{{code: "act_not_own", path: "/certificate"}}
	}
	return nil
}

// ownCertificate: a country cancels only what it issued, under the act's agreement.
func ownCertificate(a *Act) bool {
	return a.Certificate.Country == a.Country && slices.Contains(a.Certificate.Form.Agreements(), a.Agreement)
}
