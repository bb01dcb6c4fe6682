package material

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"fmt"
)

// RoleAttribute is the attribute inside a ledger user's certificate that tells
// the contract what its holder may do.
const RoleAttribute = "origo.role"

// attributeOID is the X.509 extension in which Fabric looks for attributes.
var attributeOID = asn1.ObjectIdentifier{1, 2, 3, 4, 5, 6, 7, 8, 1}

// roleExtension encodes a role as Fabric's attribute extension: the JSON text
// stands in the extension as it is, without an ASN.1 string around it.
func roleExtension(role string) (pkix.Extension, error) {
	value, err := json.Marshal(map[string]map[string]string{"attrs": {RoleAttribute: role}})
	if err != nil {
		return pkix.Extension{}, fmt.Errorf("encode the role %s: %w", role, err)
	}
	return pkix.Extension{Id: attributeOID, Value: value}, nil
}
