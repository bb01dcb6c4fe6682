package memledger

import (
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"

	"origo/certificate/registry"
)

// attributes is the certificate extension in which Fabric carries attributes.
var attributes = asn1.ObjectIdentifier{1, 2, 3, 4, 5, 6, 7, 8, 1}

// identity gives the serialized identity of a client, made at first use.
func (l *Ledger) identity(organisation, role, person string) ([]byte, error) {
	name := [3]string{organisation, role, person}
	if made, ok := l.identities[name]; ok {
		return made, nil
	}
	made, err := newIdentity(organisation, role, person)
	if err != nil {
		return nil, fmt.Errorf("make identity %s of %s: %w", role, organisation, err)
	}
	l.identities[name] = made
	return made, nil
}

// newIdentity makes a self-signed client certificate; an empty role leaves the
// attribute out.
func newIdentity(organisation, role, person string) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: cmp.Or(person, role), Organization: []string{organisation}, OrganizationalUnit: []string{"client"}},
		NotBefore:    time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2050, time.January, 1, 0, 0, 0, 0, time.UTC),
	}
	if role != "" {
		value, err := json.Marshal(map[string]map[string]string{"attrs": {registry.AttributeRole: role}})
		if err != nil {
			return nil, err
		}
		template.ExtraExtensions = []pkix.Extension{{Id: attributes, Value: value}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	return proto.Marshal(&msp.SerializedIdentity{
		Mspid: organisation, IdBytes: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
	})
}
