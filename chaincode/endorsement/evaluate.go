package endorsement

import (
	"fmt"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"
)

// Satisfied judges an encoded rule against the organisations that endorsed, one
// endorsement each, by Fabric's own algorithm: rules are tried in order and an
// endorsement that served one rule serves no other. It fails for bytes that are
// not a signature policy of peer roles.
func Satisfied(rule []byte, organisations []string) (bool, error) {
	var e common.SignaturePolicyEnvelope
	if err := proto.Unmarshal(rule, &e); err != nil {
		return false, fmt.Errorf("decode endorsement rule: %w", err)
	}
	names := make([]string, len(e.GetIdentities()))
	for i, identity := range e.GetIdentities() {
		var role msp.MSPRole
		if err := proto.Unmarshal(identity.GetPrincipal(), &role); err != nil {
			return false, fmt.Errorf("decode principal %d: %w", i, err)
		}
		names[i] = role.GetMspIdentifier()
	}
	v := verdict{names: names, signed: organisations}
	return v.holds(e.GetRule(), make([]bool, len(organisations))), nil
}

// verdict evaluates one policy over the endorsements given.
type verdict struct{ names, signed []string }

func (v verdict) holds(p *common.SignaturePolicy, used []bool) bool {
	if n := p.GetNOutOf(); n != nil {
		return v.enough(n, used)
	}
	signer := p.GetSignedBy()
	if p.GetType() == nil || signer < 0 || int(signer) >= len(v.names) {
		return false
	}
	for i, name := range v.signed {
		if !used[i] && name == v.names[signer] {
			used[i] = true
			return true
		}
	}
	return false
}

func (v verdict) enough(n *common.SignaturePolicy_NOutOf, used []bool) bool {
	met := int32(0)
	for _, rule := range n.GetRules() {
		trial := append([]bool(nil), used...)
		if v.holds(rule, trial) {
			copy(used, trial)
			met++
		}
	}
	return met >= n.GetN()
}
