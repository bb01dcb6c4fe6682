package console

import (
	"origo/api/identity"
	"origo/certificate"
)

// issuingRoutes are the pages of an issuing office: drafts, their seals, the
// office's own certificates, and what customs abroad made of them.
func issuingRoutes() []route {
	office := []identity.Role{identity.Issuer}
	return []route{
		{path: draftsPath, menu: "draft.menu", roles: office, show: showDrafts, send: sendNewDraft},
		{path: draftsPath + "/{draft}", roles: office, show: showDraft, send: sendDraft},
		{path: draftsPath + "/{draft}/file", roles: office, show: downloadDraft},
		{path: draftsPath + "/{draft}/record", roles: office, show: downloadRecord},
		{path: draftsPath + "/{draft}/preview.pdf", roles: office, show: previewDraft},
		{path: draftsPath + "/{draft}/bills/{item}", roles: office, show: showBill, send: sendBill},
		{path: draftsPath + "/{draft}/seal", roles: office, show: showSeal, send: sendSeal},
		{path: ownPathRoot, menu: "own.menu", roles: office, show: showOwnList},
		{path: ownPathRoot + ".csv", roles: office, show: downloadOwn},
		{path: ownPathRoot + "/{form}/{country}/{reference}", roles: office, show: showOwnCertificate, send: sendReplacement},
		{path: ownPathRoot + "/{form}/{country}/{reference}/printed.pdf", roles: office, show: downloadPrinted},
		{path: ownPathRoot + "/{form}/{country}/{reference}/record", roles: office, show: downloadAnchored},
		{path: ownPathRoot + "/{form}/{country}/{reference}/cancellation", roles: office, show: showCancellation, send: sendCancellation},
		{path: ownPathRoot + "/{form}/{country}/{reference}/cancellation/act", roles: office, show: downloadCancellation},
		{path: "/issuing/feedback", menu: "feedback.menu", roles: office, show: showFeedback},
	}
}

// Paths of the issuing office.
const (
	draftsPath  = "/issuing/drafts"
	ownPathRoot = "/issuing/certificates"
)

// issued are the kinds of proof that are drawn up in the country: certificates,
// which its offices issue, and origin declarations, which its exporters sign
// and an office anchors for them.
func issued(country string) []proofKind {
	var kinds []proofKind
	for _, f := range certificate.Forms() {
		only := map[certificate.Form]string{certificate.FormVK: "VN", certificate.FormKV: "KR"}[f]
		for _, a := range f.Agreements() {
			if (only == "" || only == country) && a.HasParty(country) {
				kinds = append(kinds, proofKind{f, a})
			}
		}
	}
	return kinds
}
