package client

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
	"origo/certificate/registry"
)

// creatorOf is the certificate, in PEM, of who asks.
func creatorOf(r *gateway.EvaluateRequest) (string, error) {
	var proposal peer.Proposal
	var header common.Header
	var signature common.SignatureHeader
	var creator msp.SerializedIdentity
	err := errors.Join(
		proto.Unmarshal(r.GetProposedTransaction().GetProposalBytes(), &proposal),
		proto.Unmarshal(proposal.GetHeader(), &header),
		proto.Unmarshal(header.GetSignatureHeader(), &signature),
		proto.Unmarshal(signature.GetCreator(), &creator))
	return string(creator.GetIdBytes()), err
}

// TestAdministratorsHaveKeysOfTheirOwn: the ledger tells them apart by these.
func TestAdministratorsHaveKeysOfTheirOwn(t *testing.T) {
	var asked []string
	p := &fakePeer{evaluate: func(r *gateway.EvaluateRequest) ([]byte, error) {
		creator, err := creatorOf(r)
		asked = append(asked, creator)
		return []byte(`[]`), err
	}}
	config, _ := listen(t, p, "127.0.0.1:0")
	folder := t.TempDir()
	selfSigned(t, folder, "lan")
	config.Users[registry.RoleAdmin] = config.Users[registry.RoleIssuer]
	config.Administrators = map[string]User{"lan": {Certificate: filepath.Join(folder, "cert.pem"), Key: filepath.Join(folder, "key.pem")}}
	c, err := Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, name := range []string{"lan", "minh", "hoa"} {
		ledger, err := c.Administrator(certificate.ATIGA, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.Approvals(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if keys := c.Administrators(); len(keys) != 2 || keys[0].Name != "" || keys[1].Name != "lan" || keys[0].Identity == keys[1].Identity || len(keys[1].Identity) != 64 {
		t.Errorf("keys %+v", keys)
	}
	if asked[0] == asked[1] || asked[1] != asked[2] || !strings.Contains(asked[0], "CERTIFICATE") {
		t.Error("the keys are not those of the people")
	}
	if _, err := c.Administrator(certificate.VKFTA, "lan"); !errors.Is(err, ErrNoChannel) {
		t.Errorf("foreign channel: %v", err)
	}
}

func TestAdministratorWithoutAnyIdentity(t *testing.T) {
	c := serve(t, &fakePeer{})
	if _, err := c.Administrator(certificate.ATIGA, "lan"); !errors.Is(err, ErrNoRole) {
		t.Errorf("got %v", err)
	}
	config, _ := listen(t, &fakePeer{}, "127.0.0.1:0")
	config.Administrators = map[string]User{"lan": {Certificate: "missing.pem"}}
	if c, err := Dial(config); err == nil {
		t.Error("connected", c.Close())
	}
}
