package seal_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
	"time"

	"origo/certificate/canonical"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
)

// certificate4KB is a record of the size of a certificate of origin with a dozen items.
func certificate4KB(tb testing.TB) []byte {
	tb.Helper()
	var items []map[string]any
	for i := range 18 {
		items = append(items, map[string]any{
			"item": i + 1, "marks": fmt.Sprintf("VN/KR %04d", i), "description": "Leather footwear, sizes 35 to 44, " + strings.Repeat("carton ", 4),
			"hs": "640399", "criterion": "CTH", "gross_weight": map[string]any{"quantity": "1250.50", "unit": "KGM"}, "invoice": "INV-2026-00123",
		})
	}
	record, err := canonical.Marshal(map[string]any{"form": "VK", "office": "VN-HN", "exporter": "CÔNG TY TNHH ĐÓNG GÓI", "items": items})
	if err != nil {
		tb.Fatal(err)
	}
	if len(record) < 3900 || len(record) > 4400 {
		tb.Fatalf("record of %d bytes", len(record))
	}
	return record
}

// BenchmarkEnrolled compares, key by key, the verification of a seal by an enrolled signer with the
// bare verification of one signature by the same key over the same record.
func BenchmarkEnrolled(b *testing.B) {
	at := time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC)
	authority, err := demopki.NewAuthority("VN", "Benchmark", at)
	if err != nil {
		b.Fatal(err)
	}
	record := certificate4KB(b)
	for _, kind := range []demopki.KeyKind{demopki.RSA2048, demopki.P256, demopki.Ed25519, demopki.RSA4096} {
		officer, err := authority.Officer(demopki.OfficerOptions{Name: string(kind), Kind: kind})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(kind)+"/bare", func(b *testing.B) { benchBare(b, officer.Key, record) })
		b.Run(string(kind)+"/seal", func(b *testing.B) { benchSeal(b, officer, record, at) })
		b.Run(string(kind)+"/ratio", func(b *testing.B) { benchRatio(b, officer, record, at) })
	}
}

// benchRatio takes turns between the two and reports the ratio of the fastest rounds, which a busy
// machine disturbs least. The bare one gets a digest ready made, so that hashing is on our account.
func benchRatio(b *testing.B, officer *demopki.Officer, record []byte, at time.Time) {
	const round = 20
	digest := sha256.Sum256(record)
	bare := bareCheck(b, officer.Key, digest[:])
	whole := sealCheck(b, officer, record, at)
	fastest := [2]time.Duration{time.Hour, time.Hour}
	for b.Loop() {
		for i, check := range []func() bool{bare, whole} {
			start := time.Now()
			for range round {
				if !check() {
					b.Fatal("refused")
				}
			}
			fastest[i] = min(fastest[i], time.Since(start))
		}
	}
	b.ReportMetric(float64(fastest[0].Nanoseconds())/round/1000, "µs-bare")
	b.ReportMetric(float64(fastest[1].Nanoseconds())/round/1000, "µs-seal")
	b.ReportMetric(float64(fastest[1])/float64(fastest[0]), "x-bare")
}

func bareCheck(b *testing.B, key crypto.Signer, digest []byte) func() bool {
	options := crypto.SignerOpts(crypto.SHA256)
	if _, ok := key.(ed25519.PrivateKey); ok {
		options = crypto.Hash(0)
	}
	signature, err := key.Sign(rand.Reader, digest, options)
	if err != nil {
		b.Fatal(err)
	}
	return func() bool { return genuine(key.Public(), digest, signature) }
}

func sealCheck(b *testing.B, officer *demopki.Officer, record []byte, at time.Time) func() bool {
	cms, err := officer.Sign(record, at)
	if err != nil {
		b.Fatal(err)
	}
	enrolled := enrol(b, officer)
	return func() bool {
		_, err := seal.VerifyEnrolled(cms, record, at, enrolled, seal.Policy{})
		return err == nil
	}
}

func benchBare(b *testing.B, key crypto.Signer, record []byte) {
	digest := sha256.Sum256(record)
	bench(b, bareCheck(b, key, digest[:]))
}

func benchSeal(b *testing.B, officer *demopki.Officer, record []byte, at time.Time) {
	bench(b, sealCheck(b, officer, record, at))
}

func bench(b *testing.B, check func() bool) {
	b.ReportAllocs()
	for b.Loop() {
		if !check() {
			b.Fatal("refused")
		}
	}
}

func genuine(public crypto.PublicKey, digest, signature []byte) bool {
	switch key := public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, signature) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, digest, signature)
	case ed25519.PublicKey:
		return ed25519.Verify(key, digest, signature)
	default:
		return false
	}
}

// BenchmarkNewEnrolled is what it costs to prepare a certificate read from the registry.
func BenchmarkNewEnrolled(b *testing.B) {
	officer := newOfficerAt(b, corpusTime)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := seal.NewEnrolled(officer.Certificate.Raw); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify is the whole of the 23 checks, with a path of three certificates and two CRLs.
func BenchmarkVerify(b *testing.B) {
	record := read(b, corpus+"/content/co.json")
	trust := seal.Trust{
		Authorities: seal.Authorities{
			Anchors: []*x509.Certificate{certificate(b, "pki/rootA.pem")},
			CRLs:    []*x509.RevocationList{crl(b, "crl/rootA.crl"), crl(b, "crl/intA.crl")},
		},
		Enrolled: func(seal.Fingerprint) bool { return true },
	}
	cms := vectors(b, "p-rsa2048-sha384.der")["p-rsa2048-sha384"]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := seal.Verify(cms, record, corpusTime, trust); err != nil {
			b.Fatal(err)
		}
	}
}
