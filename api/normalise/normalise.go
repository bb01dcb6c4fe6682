// Package normalise tidies PKCS#7 messages before they go to the ledger, where the verifier reads
// one strict form only.
//
// Signing tools write BER with open lengths, add revocation lists, unsigned attributes and more
// certificates than needed. None of that is covered by a signature, so whoever passes a message on
// may take it off. Message does. Signed parts that are in DER, as they must be to verify, come out
// as they went in; what cannot be put right without touching them, the verifier refuses.
package normalise

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// MaxInput is the greatest message Message looks at, in bytes. It is above the verifier's limit,
// because what is taken off may be large.
const MaxInput = 256 << 10

// Errors of Message.
var (
	ErrTooLarge  = errors.New("message is too large")
	ErrEncoding  = errors.New("message is not BER, or nested too deeply")
	ErrStructure = errors.New("message is not a PKCS#7 signature")
)

const (
	tagged0 = asn1.Tag(0xa0)
	tagged1 = asn1.Tag(0xa1)
)

// The content of two OBJECT IDENTIFIERs.
const (
	oidSignedData    = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"         // 1.2.840.113549.1.7.2
	oidTimeStamp     = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e" // 1.2.840.113549.1.9.16.2.14
	oidSubjectKeyIDs = "\x55\x1d\x0e"                                 // 2.5.29.14
)

// Message rewrites a PKCS#7 signature in DER, without revocation lists, without unsigned attributes
// other than a time-stamp, with no certificates but the signer's and its issuers', and with
// certificates and digest algorithms in the order of DER. A copy of the record inside the message,
// which openssl -stream puts there unasked, is taken off too: the record travels beside the message
// and it is that one the signature is checked against. Messages in that form come back unchanged.
// Message verifies nothing.
func Message(input []byte) ([]byte, error) {
	if len(input) > MaxInput {
		return nil, ErrTooLarge
	}
	der, err := toDER(input)
	if err != nil {
		return nil, err
	}
	var info, kind, wrapper, body cryptobyte.String
	outer := cryptobyte.String(der)
	if !outer.ReadASN1(&info, asn1.SEQUENCE) || !info.ReadASN1(&kind, asn1.OBJECT_IDENTIFIER) ||
		string(kind) != oidSignedData || !info.ReadASN1(&wrapper, tagged0) || !info.Empty() ||
		!wrapper.ReadASN1(&body, asn1.SEQUENCE) || !wrapper.Empty() {
		return nil, ErrStructure
	}
	signed, ok := tidy(body)
	if !ok {
		return nil, ErrStructure
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes(kind) })
		b.AddASN1(tagged0, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddBytes(signed) })
		})
	})
	out, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write message: %w", err)
	}
	return out, nil
}

// tidy rewrites the content of SignedData (RFC 5652, 5.1), leaving crls out.
func tidy(body cryptobyte.String) ([]byte, bool) {
	var version, content, contentType, digests, certificates, crls, signers cryptobyte.String
	if !body.ReadASN1Element(&version, asn1.INTEGER) || !body.ReadASN1(&digests, asn1.SET) ||
		!body.ReadASN1(&content, asn1.SEQUENCE) || !content.ReadASN1Element(&contentType, asn1.OBJECT_IDENTIFIER) ||
		!content.SkipOptionalASN1(tagged0) || !content.Empty() ||
		!body.ReadOptionalASN1(&certificates, nil, tagged0) ||
		!body.ReadOptionalASN1(&crls, nil, tagged1) ||
		!body.ReadASN1(&signers, asn1.SET) || !body.Empty() {
		return nil, false
	}
	tidied, ids, ok := tidySigners(signers)
	if !ok {
		return nil, false
	}
	kept, ok := keepChains(certificates, ids)
	if !ok {
		return nil, false
	}
	algorithms, ok := elements(digests)
	if !ok {
		return nil, false
	}
	var b cryptobyte.Builder
	b.AddBytes(version)
	addSet(&b, asn1.SET, algorithms)
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddBytes(contentType) })
	if len(kept) > 0 {
		addSet(&b, tagged0, kept)
	}
	addSet(&b, asn1.SET, tidied)
	out, err := b.Bytes()
	return out, err == nil
}

// tidySigners rewrites each SignerInfo and collects the signers' identifiers.
func tidySigners(set cryptobyte.String) (tidied, ids [][]byte, ok bool) {
	all, ok := elements(set)
	for _, signer := range all {
		rewritten, id, good := tidySigner(signer)
		if !good {
			return nil, nil, false
		}
		tidied, ids = append(tidied, rewritten), append(ids, id)
	}
	return tidied, ids, ok
}

// tidySigner cuts a SignerInfo (RFC 5652, 5.3) behind its signature and puts back a time-stamp. All
// that comes before is kept byte for byte.
func tidySigner(element cryptobyte.String) (rewritten, id []byte, ok bool) {
	var body, sid, unsigned cryptobyte.String
	if !element.ReadASN1(&body, asn1.SEQUENCE) {
		return nil, nil, false
	}
	head := body
	ok = body.SkipASN1(asn1.INTEGER) && body.ReadAnyASN1Element(&sid, new(asn1.Tag)) &&
		body.SkipASN1(asn1.SEQUENCE) && body.SkipOptionalASN1(tagged0) && body.SkipASN1(asn1.SEQUENCE) &&
		body.SkipASN1(asn1.OCTET_STRING)
	head = head[:len(head)-len(body)]
	if !ok || !body.ReadOptionalASN1(&unsigned, nil, tagged1) || !body.Empty() {
		return nil, nil, false
	}
	stamps, ok := timeStamps(unsigned)
	if !ok {
		return nil, nil, false
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(head)
		if len(stamps) > 0 {
			addSet(b, tagged1, stamps)
		}
	})
	rewritten, err := b.Bytes()
	return rewritten, sid, err == nil
}

// timeStamps are the attributes that carry a time-stamp. If there are several the verifier, not we,
// must refuse the choice.
func timeStamps(unsigned cryptobyte.String) ([][]byte, bool) {
	all, ok := elements(unsigned)
	kept := slices.DeleteFunc(all, func(element []byte) bool {
		var body, kind cryptobyte.String
		s := cryptobyte.String(element)
		return !s.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1(&kind, asn1.OBJECT_IDENTIFIER) || string(kind) != oidTimeStamp
	})
	return kept, ok
}

// elements splits a set.
func elements(set cryptobyte.String) ([][]byte, bool) {
	var all [][]byte
	for !set.Empty() {
		var element cryptobyte.String
		if !set.ReadAnyASN1Element(&element, new(asn1.Tag)) {
			return nil, false
		}
		all = append(all, element)
	}
	return all, true
}

// addSet writes a SET OF in the order of DER, which is that of the encodings (X.690, 11.6).
func addSet(b *cryptobyte.Builder, tag asn1.Tag, all [][]byte) {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, bytes.Compare)
	b.AddASN1(tag, func(b *cryptobyte.Builder) {
		for _, element := range sorted {
			b.AddBytes(element)
		}
	})
}
