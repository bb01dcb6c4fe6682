package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"origo/certificate"
	"origo/certificate/registry"
)

// separator stands before, between and after the parts of a composite key.
const separator = "\x00"

// compose makes the composite key of a record.
func compose(kind string, parts ...string) string {
	return separator + kind + separator + strings.Join(append(parts, ""), separator)
}

// errKey is a key that no record of this ledger has.
var errKey = errors.New("no record of this ledger has such a key")

// decompose takes a composite key apart.
func decompose(key string) (kind string, parts []string, err error) {
	if !strings.HasPrefix(key, separator) || !strings.HasSuffix(key, separator) || len(key) < 2 || !utf8.ValidString(key) {
		return "", nil, errKey
	}
	parts = strings.Split(key[1:len(key)-1], separator)
	return parts[0], parts[1:], nil
}

// readable shows a composite key as people read it.
func readable(key string) string {
	return strings.Trim(strings.ReplaceAll(strings.ToValidUTF8(key, "?"), separator, "/"), "/")
}

// place is a private key as blocks name it.
type place struct {
	collection string
	keyHash    [sha256.Size]byte
}

func placeOf(collection, key string) place {
	return place{collection, sha256.Sum256([]byte(key))}
}

func (p place) String() string { return p.collection + " #" + hex.EncodeToString(p.keyHash[:]) }

// collectionOf is where a certificate's private records lie.
func collectionOf(record registry.Record) string {
	return registry.Collection(record.Country, record.ImportingCountry)
}

func nameParts(id certificate.ID) []string {
	return []string{string(id.Form), id.Country, id.Reference}
}
