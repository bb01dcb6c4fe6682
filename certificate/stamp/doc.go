// Package stamp makes and reads the signed text of the QR code on a printed certificate of origin.
//
// A stamp carries what an officer at a post without a line compares with the paper: number, office, countries, dates,
// parties, first line of goods, and the digest of the certificate's exact bytes. It is signed with the key of an
// enrolled signer, so that it can be verified with nothing but the registry of signers. It says what was signed at one
// moment. It never says how the certificate stands today or what is left of it: only the ledger knows.
//
// docs/qr.md describes every byte for those who write programs of their own. Everything here is a pure function of its
// arguments.
package stamp
