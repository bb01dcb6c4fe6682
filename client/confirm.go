package client

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
)

// The ways in which the ledger can hold something other than what was written.
var (
	ErrOtherBytes  = errors.New("the ledger holds other bytes under this number")
	ErrOtherDigest = errors.New("the public digest does not belong to the ledger's bytes")
)

// Confirm reads back a certificate after it was anchored and checks that the ledger holds exactly these bytes and
// that the public digest is theirs; the record it read is the answer. It fails with ErrOtherBytes, ErrOtherDigest or the
// error of the reading. The seal may rightly be another one: anchoring the same bytes again keeps the first.
func Confirm(ctx context.Context, r Registry, id certificate.ID, document []byte) (registry.Record, error) {
	var none registry.Record
	dossier, err := r.Dossier(ctx, id)
	if err != nil {
		return none, fmt.Errorf("read back %s: %w", id, err)
	}
	if !bytes.Equal(dossier.Certificate, document) {
		return none, fmt.Errorf("read back %s: %w", id, ErrOtherBytes)
	}
	record, err := r.Record(ctx, id)
	if err != nil {
		return none, fmt.Errorf("read back %s: %w", id, err)
	}
	if record.Digest != PublicDigest(dossier) {
		return none, fmt.Errorf("read back %s: %w", id, ErrOtherDigest)
	}
	return record, nil
}

// PublicDigest is the salted digest, in lower hex, that all members of a channel
// see of a certificate.
func PublicDigest(d registry.Dossier) string {
	mac := hmac.New(sha256.New, d.Salt)
	mac.Write(d.Certificate)
	return hex.EncodeToString(mac.Sum(nil))
}
