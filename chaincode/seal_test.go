package chaincode_test

import (
	"testing"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"origo/certificate"
	"origo/certificate/registry"
)

// withoutCertificates leaves the unsigned certificates out of a seal.
func withoutCertificates(t *testing.T, cms []byte) []byte {
	t.Helper()
	context0 := asn1.Tag(0).ContextSpecific().Constructed()
	var info, kind, wrapper, body cryptobyte.String
	outer := cryptobyte.String(cms)
	if !outer.ReadASN1(&info, asn1.SEQUENCE) || !info.ReadASN1Element(&kind, asn1.OBJECT_IDENTIFIER) ||
		!info.ReadASN1(&wrapper, context0) || !wrapper.ReadASN1(&body, asn1.SEQUENCE) {
		t.Fatal("not a CMS message")
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(kind)
		b.AddASN1(context0, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				for !body.Empty() {
					var field cryptobyte.String
					var tag asn1.Tag
					if !body.ReadAnyASN1Element(&field, &tag) {
						t.Fatal("not a CMS message")
					}
					if tag != context0 {
						b.AddBytes(field)
					}
				}
			})
		})
	})
	return b.BytesOrPanic()
}

func TestSealsMayLeaveTheCertificateToTheRegistry(t *testing.T) {
	w := world(t, certificate.VKFTA)
	s := submission(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	s.Seal = withoutCertificates(t, s.Seal)
	must(t, anchor(t, w.Issuer("VN"), registry.Issue, s))

	w.Officers["VN/02"] = officer(t, w, "VN", "02")
	s = submission(t, w, w.Specimen(certificate.FormVK, "VN", 2))
	s.Seal = withoutCertificates(t, s.Seal)
	mustRefuse(t, anchor(t, w.Issuer("VN"), registry.Issue, s), registry.SignerUnknown)
}
