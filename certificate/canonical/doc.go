// Package canonical holds the one encoding in which a certificate of origin may exist.
//
// A seal covers exact bytes, so two encodings of one certificate would be two certificates.
// The package therefore knows a single form, RFC 8785 (JCS) over RFC 7493 (I-JSON), narrowed to
// whole numbers: quantities, weights, money and percentages travel as decimal strings.
//
// Check decides whether bytes are already in that form and never repairs them; Marshal and
// Transform produce it. A verifier needs Check only, so no verdict rests on an encoder being right.
package canonical
