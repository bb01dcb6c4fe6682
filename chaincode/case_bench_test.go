package chaincode_test

import (
	"fmt"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
)

// BenchmarkFindCases reads a page of a hundred out of five hundred cases.
func BenchmarkFindCases(b *testing.B) {
	w, err := seeded.New(certificate.VKFTA)
	must(b, err)
	id := w.Specimen(certificate.FormVK, "VN", 1).ID()
	for n := range 500 {
		must(b, send(b, w.Customs("KR"), registry.StartCase, registry.TransientCase, doubt(id, fmt.Sprintf("KCS-%d", n))))
	}
	for b.Loop() {
		if got := ask[registry.CasePage](b, w.Issuer("VN"), registry.FindCases, "{}"); len(got.Cases) != 100 || !got.More {
			b.Fatalf("%d cases", len(got.Cases))
		}
	}
}
