package chaincode

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// pair is the private side of one certificate: what its two countries share.
type pair struct {
	id                 certificate.ID
	issuing, importing registry.Party
}

// pairOf finds the two countries of a certificate.
func (c *call) pairOf(record registry.Record) (pair, error) {
	issuing, err := c.mustKnow(record.Country)
	if err != nil {
		return pair{}, err
	}
	importing, err := c.mustKnow(record.ImportingCountry)
	return pair{record.ID, issuing, importing}, err
}

// members lists the organisations of both countries, sorted.
func (p pair) members() []string {
	all := slices.Concat(p.issuing.Organisations(), p.importing.Organisations())
	slices.Sort(all)
	return slices.Compact(all)
}

// issuers is the rule for what the issuing authority may change.
func (p pair) issuers() endorsement.Rule {
	return endorsement.Guarded(p.issuing.Issuing, p.members())
}

// customs is the rule for what the importing customs may change.
func (p pair) customs() endorsement.Rule {
	return endorsement.Guarded(p.importing.Customs, p.members())
}

// at is a private address of the certificate.
func (p pair) at(kind string, more ...string) address {
	parts := append([]string{string(p.id.Form), p.id.Country, p.id.Reference}, more...)
	return public(kind, parts...).in(registry.Collection(p.issuing.Country, p.importing.Country))
}

func (p pair) dossierAt() address { return p.at(registry.KeyDossier) }

func (p pair) accountAt() address { return p.at(registry.KeyAccount) }

func (p pair) balanceAt(item int) address {
	return p.at(registry.KeyBalance, fmt.Sprintf("%03d", item))
}

// useAt hides the declaration's number: hashes of private keys are on the
// chain, and numbers could be guessed.
func (p pair) useAt(salt []byte, declaration string) address {
	hidden := keyed(salt, []byte(p.importing.Country+"|"+declaration))
	return p.at(registry.KeyUse, hex.EncodeToString(hidden))
}

// account counts the uses of a certificate and knows its lines. Every use
// changes it, so that of two at the same time one has to be made again.
type account struct {
	Sequence int    `json:"sequence"`
	Items    []int  `json:"items"`
	Salt     []byte `json:"salt"`
}

// salt derives a fresh salt for a private value. All endorsers derive the same,
// and nobody outside the pair can.
func (c *call) salt(dossierSalt []byte, at address) []byte {
	return keyed(dossierSalt, []byte(c.id+"|"+at.kind+"|"+strings.Join(at.parts, "|")))
}

// keyed is HMAC-SHA256.
func keyed(key, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}
