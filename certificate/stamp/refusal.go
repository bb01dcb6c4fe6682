package stamp

import (
	"fmt"
	"maps"
	"slices"
)

// Code is the fixed reason why a text is no good stamp.
type Code string

// The codes.
const (
	CodeText      Code = "QR_TEXT"      // not a stamp, or not all of it
	CodeVersion   Code = "QR_VERSION"   // of a later version than this program knows
	CodeField     Code = "QR_FIELD"     // a field that no stamp may have
	CodeSigner    Code = "QR_SIGNER"    // another signer's certificate than the stamp names
	CodeKey       Code = "QR_KEY"       // the certificate's key is not of the kind that the stamp says
	CodeSignature Code = "QR_SIGNATURE" // altered, or not by this signer
	CodeTime      Code = "QR_TIME"      // stamped outside the validity of the signer's certificate
)

var meanings = map[Code]string{
	CodeText:      "this is not the text of an Origo QR code, or not all of it",
	CodeVersion:   "the QR code is of a version that this program does not know",
	CodeField:     "a field of the QR code holds what none may hold",
	CodeSigner:    "the QR code names another signer",
	CodeKey:       "the signer's key is not of the kind that the QR code says",
	CodeSignature: "the signature does not fit: the QR code was altered, or this signer did not make it",
	CodeTime:      "the QR code was made outside the validity of the signer's certificate",
}

// Codes lists all codes in alphabetical order, so that translations of their meanings can be complete.
func Codes() []Code { return slices.Sorted(maps.Keys(meanings)) }

// Meaning explains the code in one English phrase; it is empty for unknown codes.
func (c Code) Meaning() string { return meanings[c] }

// Refusal is the reason why a text is no good stamp. Errors of Parse and Verify are *Refusal.
type Refusal struct{ Code Code }

// Error is made of fixed text only: what a QR code holds was chosen by whoever printed it.
func (r *Refusal) Error() string {
	return fmt.Sprintf("stamp refused, %s: %s", r.Code, r.Code.Meaning())
}

func refuse(code Code) error { return &Refusal{Code: code} }
