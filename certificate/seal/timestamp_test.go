package seal_test

import (
	"crypto/x509"
	"testing"
	"time"

	"origo/certificate/seal"
)

func TestTimestampNeedsItsAuthority(t *testing.T) {
	record := read(t, corpus+"/content/co.json")
	cms := vectors(t, "p-cades-t.der")["p-cades-t"]
	signer := signerOf(t, cms)
	anchors := []*x509.Certificate{certificate(t, "pki/tsaRoot.pem")}
	crls := []*x509.RevocationList{crl(t, "crl/tsaRoot.crl")}
	for name, authorities := range map[string]seal.Authorities{
		"none":          {},
		"without CRL":   {Anchors: anchors},
		"another's":     {Anchors: []*x509.Certificate{certificate(t, "pki/rootA.pem")}, CRLs: crls},
		"another's CRL": {Anchors: anchors, CRLs: []*x509.RevocationList{crl(t, "crl/rootA.crl")}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seal.VerifyEnrolled(cms, record, corpusTime, signer, seal.Policy{TimeStamping: authorities})
			wantCode(t, err, seal.CodeTimestampChain)
		})
	}
	policy := seal.Policy{RequireTimestamp: true, TimeStamping: seal.Authorities{Anchors: anchors, CRLs: crls}}
	got, err := seal.VerifyEnrolled(cms, record, corpusTime, signer, policy)
	if err != nil {
		t.Fatal(err)
	}
	if got.Timestamp.Before(got.SigningTime.Add(-5*time.Minute)) || got.Timestamp.After(corpusTime.Add(5*time.Minute)) {
		t.Errorf("stamped %v, signed %v", got.Timestamp, got.SigningTime)
	}
	early := got.Timestamp.Add(-5*time.Minute - 30*time.Second) // still within the signer's allowance
	_, err = seal.VerifyEnrolled(cms, record, early, signer, policy)
	wantCode(t, err, seal.CodeTimestampTime)
}
