package admin

import (
	"context"
	"fmt"
	"strings"

	"github.com/hyperledger/fabric-protos-go/common"
	"github.com/hyperledger/fabric-protos-go/msp"
	pb "github.com/hyperledger/fabric-protos-go/peer"
	"github.com/hyperledger/fabric-sdk-go/pkg/client/resmgmt"
	"github.com/hyperledger/fabric-sdk-go/third_party/github.com/hyperledger/fabric/common/policydsl"

	"origo/network/ccaas"
	"origo/network/topology"
)

// Definition is what the organisations of a channel agree on.
type Definition struct {
	Channel  string
	Name     string
	Version  string
	Sequence int64 // counts definitions of a channel from 1
}

// policy asks for n organisations' peers.
func policy(n int, organisations []string) *common.SignaturePolicyEnvelope {
	return policydsl.SignedByNOutOfGivenRole(int32(n), msp.MSPRole_PEER, organisations)
}

// collections are the channel's private data collections. Data goes to every
// member's peer at once; a transaction fails unless one other peer has it.
func (a *Administrator) collections(channel topology.Channel) []*pb.CollectionConfig {
	var all []*pb.CollectionConfig
	for _, c := range channel.Collections {
		others := -1
		for _, member := range c.Members {
			others += len(a.topology.Peers(member))
		}
		all = append(all, &pb.CollectionConfig{Payload: &pb.CollectionConfig_StaticCollectionConfig{
			StaticCollectionConfig: &pb.StaticCollectionConfig{
				Name:              c.Name,
				MemberOrgsPolicy:  &pb.CollectionPolicyConfig{Payload: &pb.CollectionPolicyConfig_SignaturePolicy{SignaturePolicy: policydsl.SignedByAnyMember(c.Members)}},
				RequiredPeerCount: int32(min(1, others)),
				MaximumPeerCount:  int32(others),
				MemberOnlyRead:    true,
				MemberOnlyWrite:   true,
				EndorsementPolicy: &pb.ApplicationPolicy{Type: &pb.ApplicationPolicy_SignaturePolicy{SignaturePolicy: policy(c.Endorsements, c.Members)}},
			},
		}})
	}
	return all
}

// readiness is the request that approval and commit have in common.
func (a *Administrator) readiness(d Definition) resmgmt.LifecycleCheckCCCommitReadinessRequest {
	channel, _ := a.topology.Channel(d.Channel)
	return resmgmt.LifecycleCheckCCCommitReadinessRequest{
		Name: d.Name, Version: d.Version, Sequence: d.Sequence,
		EndorsementPlugin: "escc", ValidationPlugin: "vscc",
		SignaturePolicy:  policy(channel.Endorsements, channel.Members),
		CollectionConfig: a.collections(channel),
	}
}

// Install puts a package on one of the organisation's peers, if it is not there.
func (a *Administrator) Install(ctx context.Context, peer string, p ccaas.Package) error {
	end, err := a.use()
	if err != nil {
		return err
	}
	defer end()
	target := []resmgmt.RequestOption{resmgmt.WithTargetEndpoints(peer), resmgmt.WithParentContext(ctx)}
	installed, err := a.resources.LifecycleQueryInstalledCC(target...)
	if err != nil {
		return fmt.Errorf("packages on %s: %w", peer, err)
	}
	for _, one := range installed {
		if one.PackageID == p.ID {
			return nil
		}
	}
	responses, err := a.resources.LifecycleInstallCC(resmgmt.LifecycleInstallCCRequest{Label: p.Label, Package: p.Bytes}, target...)
	if err != nil {
		return fmt.Errorf("install %s on %s: %w", p.Label, peer, err)
	}
	for _, response := range responses {
		if response.PackageID != p.ID {
			return fmt.Errorf("install %s on %s: the peer computes the package id %s instead of %s", p.Label, peer, response.PackageID, p.ID)
		}
	}
	return nil
}

// Approve gives the organisation's agreement to a definition, to be served by
// its own installed package. An agreement already given stays.
func (a *Administrator) Approve(ctx context.Context, d Definition, packageID, orderer string) error {
	end, err := a.use()
	if err != nil {
		return err
	}
	defer end()
	options := []resmgmt.RequestOption{resmgmt.WithTargetEndpoints(a.Peers()[0]), resmgmt.WithOrdererEndpoint(orderer), resmgmt.WithParentContext(ctx)}
	if a.approved(d, packageID, options) {
		return nil
	}
	_, err = a.resources.LifecycleApproveCC(d.Channel, a.approval(d, packageID), options...)
	if err != nil && !strings.Contains(err.Error(), "with unchanged content") {
		return fmt.Errorf("approve %s %s on %s for %s: %w", d.Name, d.Version, d.Channel, a.organisation, err)
	}
	return nil
}

func (a *Administrator) approval(d Definition, packageID string) resmgmt.LifecycleApproveCCRequest {
	r := a.readiness(d)
	return resmgmt.LifecycleApproveCCRequest{
		Name: r.Name, Version: r.Version, Sequence: r.Sequence, PackageID: packageID,
		EndorsementPlugin: r.EndorsementPlugin, ValidationPlugin: r.ValidationPlugin,
		SignaturePolicy: r.SignaturePolicy, CollectionConfig: r.CollectionConfig,
	}
}

// approved says whether exactly this agreement was given before. The library
// reports "there is none" as an error, so errors mean no.
func (a *Administrator) approved(d Definition, packageID string, options []resmgmt.RequestOption) bool {
	given, err := a.resources.LifecycleQueryApprovedCC(d.Channel, resmgmt.LifecycleQueryApprovedCCRequest{Name: d.Name, Sequence: d.Sequence}, options...)
	return err == nil && given.Version == d.Version && given.PackageID == packageID
}

// Approvals says which organisations have agreed to a definition.
func (a *Administrator) Approvals(ctx context.Context, d Definition) (map[string]bool, error) {
	end, err := a.use()
	if err != nil {
		return nil, err
	}
	defer end()
	response, err := a.resources.LifecycleCheckCCCommitReadiness(d.Channel, a.readiness(d), resmgmt.WithTargetEndpoints(a.Peers()[0]), resmgmt.WithParentContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("approvals of %s %s on %s: %w", d.Name, d.Version, d.Channel, err)
	}
	return response.Approvals, nil
}

// Commit puts an agreed definition into force, endorsed by one peer of every
// member.
func (a *Administrator) Commit(ctx context.Context, d Definition, orderer string) error {
	end, err := a.use()
	if err != nil {
		return err
	}
	defer end()
	channel, _ := a.topology.Channel(d.Channel)
	var targets []string
	for _, member := range channel.Members {
		targets = append(targets, a.topology.Peers(member)[0].Name)
	}
	_, err = a.resources.LifecycleCommitCC(d.Channel, resmgmt.LifecycleCommitCCRequest(a.readiness(d)),
		resmgmt.WithTargetEndpoints(targets...), resmgmt.WithOrdererEndpoint(orderer), resmgmt.WithParentContext(ctx))
	if err != nil {
		return fmt.Errorf("commit %s %s on %s: %w", d.Name, d.Version, d.Channel, err)
	}
	return nil
}

// Committed is the definition in force on a channel as the organisation's own
// peer has it; false means there is none.
func (a *Administrator) Committed(ctx context.Context, channel, name string) (Definition, bool, error) {
	end, err := a.use()
	if err != nil {
		return Definition{}, false, err
	}
	defer end()
	all, err := a.resources.LifecycleQueryCommittedCC(channel, resmgmt.LifecycleQueryCommittedCCRequest{},
		resmgmt.WithTargetEndpoints(a.Peers()[0]), resmgmt.WithParentContext(ctx))
	if err != nil {
		return Definition{}, false, fmt.Errorf("contract on %s as %s has it: %w", channel, a.organisation, err)
	}
	for _, one := range all {
		if one.Name == name {
			return Definition{Channel: channel, Name: name, Version: one.Version, Sequence: one.Sequence}, true, nil
		}
	}
	return Definition{}, false, nil
}
