// Package endorsement says who must endorse a change, in the words of the
// ledger, and writes it down as Fabric's signature policies.
//
// Fabric counts one signature once: in AND(A, any of A and B) a lone B beside A
// is needed, never A twice. Guarded is built on that.
package endorsement

import (
	"fmt"
	"slices"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"
)

// Rule is either one organisation's peer or a number of rules out of several.
type Rule struct {
	organisation string
	needed       int
	of           []Rule
}

// Organisation is satisfied by the endorsement of a peer of that organisation,
// named by its MSP id.
func Organisation(msp string) Rule { return Rule{organisation: msp} }

// OutOf is satisfied when that many of the rules are, each by endorsements of
// its own.
func OutOf(needed int, rules ...Rule) Rule { return Rule{needed: needed, of: rules} }

// Any is satisfied by that many different organisations of those named.
func Any(needed int, organisations []string) Rule {
	rules := make([]Rule, len(organisations))
	for i, name := range organisations {
		rules[i] = Organisation(name)
	}
	return OutOf(needed, rules...)
}

// Guarded is satisfied by one of the owners together with any one other of all
// organisations: nothing happens without an owner, and no owner acts alone.
func Guarded(owners, all []string) Rule {
	var ways []Rule
	for _, owner := range owners {
		others := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == owner })
		ways = append(ways, OutOf(2, Organisation(owner), Any(1, others)))
	}
	return OutOf(1, ways...)
}

// Bytes is the rule as Fabric stores it beside a key, equal for equal rules.
func (r Rule) Bytes() ([]byte, error) {
	raw, err := proto.MarshalOptions{Deterministic: true}.Marshal(r.Envelope())
	if err != nil {
		return nil, fmt.Errorf("encode endorsement rule: %w", err)
	}
	return raw, nil
}

// Envelope is the rule as a Fabric signature policy.
func (r Rule) Envelope() *common.SignaturePolicyEnvelope {
	e := new(common.SignaturePolicyEnvelope)
	var known []string
	e.Rule = r.policy(e, &known)
	return e
}

// policy appends the principals it needs to the envelope, each once.
func (r Rule) policy(e *common.SignaturePolicyEnvelope, known *[]string) *common.SignaturePolicy {
	if r.organisation != "" {
		return &common.SignaturePolicy{Type: &common.SignaturePolicy_SignedBy{SignedBy: principal(e, known, r.organisation)}}
	}
	n := &common.SignaturePolicy_NOutOf{N: int32(r.needed)}
	for _, rule := range r.of {
		n.Rules = append(n.Rules, rule.policy(e, known))
	}
	return &common.SignaturePolicy{Type: &common.SignaturePolicy_NOutOf_{NOutOf: n}}
}

// principal is the index of the organisation's peer role in the envelope.
func principal(e *common.SignaturePolicyEnvelope, known *[]string, organisation string) int32 {
	if i := slices.Index(*known, organisation); i >= 0 {
		return int32(i)
	}
	// A role of two plain fields always encodes.
	role, _ := proto.MarshalOptions{Deterministic: true}.Marshal(&msp.MSPRole{MspIdentifier: organisation, Role: msp.MSPRole_PEER})
	e.Identities = append(e.Identities, &msp.MSPPrincipal{PrincipalClassification: msp.MSPPrincipal_ROLE, Principal: role})
	*known = append(*known, organisation)
	return int32(len(*known) - 1)
}
