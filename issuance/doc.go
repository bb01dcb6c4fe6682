// Package issuance is the issuing side's work around the ledger: what the ledger says of a draft before it is sealed, and
// anchoring many certificates in one run that can be stopped and taken up again.
//
// What it says of a draft are findings (package finding), so that they weigh and read like those of the rules.
package issuance
