// Package seal makes and verifies the detached PKCS#7 signature on a certificate of origin.
//
// The profile is CO-CMS-1: a narrow reading of CMS (RFC 5652) with CAdES-BES attributes (RFC 5126)
// in 23 numbered checks, always made in the same order. Peers of different organisations must come
// to the same verdict on the same bytes, so a verdict is a function of the message, the record, the
// trust handed in and the time handed in. There is no clock, network, system root or environment
// here, and a refusal consists of fixed words only.
//
// There are two ways to verify. Verify walks everything: certificate path, revocation, enrolment.
// VerifyEnrolled relies on a ledger where paths were walked when the signer was enrolled and
// revocation was settled when a CRL was imported; it costs one signature check. Both read bytes
// only after the DER gate (check 2), which bounds what a hostile message can make us do.
//
// Times are handed in, and a verdict for a past time is the verdict that was due then.
package seal
