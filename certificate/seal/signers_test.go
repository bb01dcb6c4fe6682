package seal_test

import (
	"reflect"
	"sync"
	"testing"

	"origo/certificate/seal"
)

// A signer who sealed before is the same one; what is no certificate is refused each time.
func TestSignersArePreparedOnce(t *testing.T) {
	der := signerOf(t, vectors(t, "p-p256-sha384.der")["p-p256-sha384"]).Certificate().Raw
	var signers seal.Signers
	first, err := signers.Enrolled(der)
	if err != nil || first.Fingerprint() != seal.FingerprintOf(der) {
		t.Fatalf("%v, %v", first, err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if again, err := signers.Enrolled(append([]byte(nil), der...)); again != first || err != nil {
				t.Errorf("another signer, %v", err)
			}
		})
	}
	all.Wait()
	for range 2 {
		_, err := signers.Enrolled(der[1:])
		wantCode(t, err, seal.CodeCertParse)
	}
}

// A seal that was read already is judged like its bytes, as often as it is asked.
func TestReadSealsAreVerifiedLikeTheirBytes(t *testing.T) {
	record := read(t, corpus+"/content/co.json")
	accepted, refused := 0, 0
	for id, cms := range vectors(t, "*.der") {
		message, err := seal.Inspect(cms)
		if err != nil {
			continue
		}
		for _, der := range message.Certificates() {
			signer, err := seal.NewEnrolled(der)
			if err != nil {
				continue
			}
			want, refusal := seal.VerifyEnrolled(cms, record, corpusTime, signer, seal.Policy{})
			for range 2 {
				got, err := message.VerifyEnrolled(record, corpusTime, signer, seal.Policy{})
				if !reflect.DeepEqual(err, refusal) || got.Fingerprint != want.Fingerprint || !got.SigningTime.Equal(want.SigningTime) {
					t.Errorf("%s: %v, not %v", id, err, refusal)
				}
			}
			if refusal == nil {
				accepted++
			} else {
				refused++
			}
		}
	}
	if accepted < 5 || refused < 20 {
		t.Errorf("only %d accepted and %d refused", accepted, refused)
	}
}
