package seal

import (
	"crypto/x509"
	encoding "encoding/asn1"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

const (
	usageAny              oid = "\x55\x1d\x25\x00"                         // 2.5.29.37.0
	usageEmailProtection  oid = "\x2b\x06\x01\x05\x05\x07\x03\x04"         // 1.3.6.1.5.5.7.3.4
	usageTimeStamping     oid = "\x2b\x06\x01\x05\x05\x07\x03\x08"         // 1.3.6.1.5.5.7.3.8
	usageDocuments        oid = "\x2b\x06\x01\x05\x05\x07\x03\x24"         // 1.3.6.1.5.5.7.3.36, RFC 9336
	usageDocumentsWindows oid = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x03\x0c" // 1.3.6.1.4.1.311.10.3.12
)

var extendedKeyUsage = encoding.ObjectIdentifier{2, 5, 29, 37}

// purpose judges the extended key usage of a signer's certificate (RFC 5280, 4.2.1.12).
type purpose func(*x509.Certificate) error

// forDocuments is check 17 for a seal: the extension is absent, or one of its purposes covers
// documents or is among those the ledger adds for this anchor.
func forDocuments(extra []encoding.ObjectIdentifier) purpose {
	return func(leaf *x509.Certificate) error {
		usages, _, present := extendedUsages(leaf)
		if !present || slices.ContainsFunc(usages, coversDocuments) {
			return nil
		}
		for _, usage := range extra {
			if der, err := encoding.Marshal(usage); err == nil && slices.Contains(usages, oid(der[2:])) {
				return nil
			}
		}
		return refuse(17, CodeEKU)
	}
}

func coversDocuments(usage oid) bool {
	switch usage {
	case usageAny, usageEmailProtection, usageDocuments, usageDocumentsWindows:
		return true
	default:
		return false
	}
}

// forTimeStamping is check 21 for a token: the extension is critical and names time-stamping alone
// (RFC 3161, 2.3).
func forTimeStamping(leaf *x509.Certificate) error {
	usages, critical, _ := extendedUsages(leaf)
	if !critical || !slices.Equal(usages, []oid{usageTimeStamping}) {
		return refuse(21, CodeTimestampEKU)
	}
	return nil
}

// extendedUsages reads the extension. One that cannot be read has no usages.
func extendedUsages(leaf *x509.Certificate) (usages []oid, critical, present bool) {
	for _, extension := range leaf.Extensions {
		if extension.Id.Equal(extendedKeyUsage) {
			return readUsages(extension.Value), extension.Critical, true
		}
	}
	return nil, false, false
}

func readUsages(value cryptobyte.String) []oid {
	var list, usage cryptobyte.String
	var usages []oid
	value.ReadASN1(&list, asn1.SEQUENCE)
	for list.ReadASN1(&usage, asn1.OBJECT_IDENTIFIER) {
		usages = append(usages, oid(usage))
	}
	return usages
}
