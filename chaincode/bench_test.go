package chaincode_test

import (
	"strconv"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
)

// BenchmarkIssue anchors certificates in memory, each executed by three
// organisations' peers: signatures, rules and JSON, without Fabric.
func BenchmarkIssue(b *testing.B) {
	w := world(b, certificate.VKFTA)
	prepared := make([]registry.Submission, b.N)
	for i := range prepared {
		prepared[i] = submission(b, w, w.Specimen(certificate.FormVK, "VN", i+1))
	}
	issuer := w.Issuer("VN")
	b.ResetTimer()
	for i := range prepared {
		must(b, anchor(b, issuer, registry.Issue, prepared[i]))
	}
}

// BenchmarkUse debits one certificate again and again.
func BenchmarkUse(b *testing.B) {
	w := world(b, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(b, w, doc)
	customs := w.Customs("KR")
	b.ResetTimer()
	for i := range b.N {
		u := acceptance(b, doc, "D-"+strconv.Itoa(i), "0.001")
		must(b, send(b, customs, registry.RecordUse, registry.TransientUse, u, seeded.Name(id)...))
	}
}
