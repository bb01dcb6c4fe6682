package network

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"origo/network/admin"
	"origo/network/ccaas"
	"origo/network/supervise"
	"origo/network/topology"
)

// deployAll starts the contract processes and puts the newest release into
// force wherever it is not.
func (n *Network) deployAll(ctx context.Context) error {
	all, err := releases(n.layout)
	if err != nil {
		return err
	}
	program := n.layout.Program("origo-chaincode")
	if len(all) == 0 {
		if all, err = addRelease(n.layout, n.topology.Contract.Version, program); err != nil {
			return err
		}
	}
	for _, r := range all {
		if err := n.startContracts(ctx, r); err != nil {
			return err
		}
	}
	n.noticeNewProgram(program, all[len(all)-1])
	return n.deploy(ctx, all)
}

func (n *Network) noticeNewProgram(program string, r Release) {
	if sum, err := fileDigest(program); err == nil && sum != r.SHA256 {
		n.say("note: %s is not the program of release %s, which is in force; put it into force with: origo-network upgrade --version NEXT", program, r.Version)
	}
}

// deploy puts the last of the releases into force on all channels and then
// ends the earlier ones.
func (n *Network) deploy(ctx context.Context, all []Release) error {
	r := all[len(all)-1]
	n.say("contract %s %s: install, approve, commit", n.topology.Contract.Name, r.Version)
	packages, err := n.install(ctx, r)
	if err != nil {
		return err
	}
	var group errgroup.Group
	for _, channel := range n.topology.Channels {
		group.Go(func() error { return n.define(ctx, channel, r, packages) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, old := range all[:len(all)-1] {
		if err := n.endContracts(old); err != nil {
			return err
		}
	}
	return saveReleases(n.layout, []Release{r})
}

// contractProcess names an organisation's contract process of a release.
func contractProcess(o topology.Organisation, r Release) string {
	return fmt.Sprintf("contract%d.%s", r.Sequence, o.Label())
}

// startContracts runs the contract of a release for every organisation here.
func (n *Network) startContracts(ctx context.Context, r Release) error {
	n.say("starting the contract %s for %d organisations", r.Version, len(n.mine))
	var group errgroup.Group
	for _, o := range n.mine {
		spec, err := n.contractSpec(o, r)
		if err != nil {
			return err
		}
		if err := n.supervisor.Start(spec); err != nil {
			return err
		}
		address := topology.Address(contractHost, n.topology.ContractPort(o.Name, r.Sequence))
		group.Go(func() error {
			return n.supervisor.Await(ctx, spec.Name, func(ctx context.Context) error { return open(ctx, address) })
		})
	}
	return group.Wait()
}

func (n *Network) contractSpec(o topology.Organisation, r Release) (supervise.Spec, error) {
	p, err := contractPackage(n.layout, n.topology, o, r)
	if err != nil {
		return supervise.Spec{}, err
	}
	identity, name := n.layout.Contract(o.Name), contractProcess(o, r)
	return supervise.Spec{
		Name: name, Program: n.layout.Release(r.Version), Stage: stageContracts,
		Arguments: []string{
			"--ccid", p.ID, "--listen", topology.Address(contractHost, n.topology.ContractPort(o.Name, r.Sequence)),
			"--tls-cert", identity.TLSCertificate(), "--tls-key", identity.TLSKey(), "--client-ca", n.layout.TLSAuthority(o.Name),
		},
		Directory: n.layout.Organisation(o.Name), Log: n.layout.Log(name),
	}, nil
}

// install puts the release's package on every peer here, and gives the
// packages by organisation.
func (n *Network) install(ctx context.Context, r Release) (map[string]ccaas.Package, error) {
	packages := map[string]ccaas.Package{}
	var group errgroup.Group
	for _, o := range n.mine {
		p, err := contractPackage(n.layout, n.topology, o, r)
		if err != nil {
			return nil, err
		}
		packages[o.Name] = p
		a, err := n.administrator(o.Name)
		if err != nil {
			return nil, err
		}
		for _, peer := range n.topology.Peers(o.Name) {
			group.Go(func() error { return a.Install(ctx, peer.Name, p) })
		}
	}
	return packages, group.Wait()
}

// define brings a channel to the release: members here approve, the first
// member of the channel commits when all have approved, everyone waits until
// it is in force on their own peer.
func (n *Network) define(ctx context.Context, channel topology.Channel, r Release, packages map[string]ccaas.Package) error {
	d := admin.Definition{Channel: channel.Name, Name: n.topology.Contract.Name, Version: r.Version, Sequence: int64(r.Sequence)}
	var group errgroup.Group
	for i, member := range channel.Members {
		if n.runs(member) {
			group.Go(func() error { return n.agree(ctx, member, d, packages[member].ID, i == 0) })
		}
	}
	return group.Wait()
}

// agree takes one organisation's part in a definition.
func (n *Network) agree(ctx context.Context, organisation string, d admin.Definition, packageID string, commits bool) error {
	a, err := n.administrator(organisation)
	if err != nil {
		return err
	}
	err = n.withOrderer(ctx, organisation, func(orderer string) error {
		if inForce(ctx, a, d) == nil { // also when a peer that begins anew has caught up, and no longer has its approval
			return nil
		}
		return a.Approve(ctx, d, packageID, orderer)
	})
	if err != nil {
		return err
	}
	if commits && inForce(ctx, a, d) != nil {
		if err := retry(ctx, 100*time.Millisecond, func() error { return approvedByAll(ctx, a, d) }); err != nil {
			return err
		}
		err := n.withOrderer(ctx, organisation, func(orderer string) error {
			if inForce(ctx, a, d) == nil { // an earlier try went through although it reported otherwise
				return nil
			}
			return a.Commit(ctx, d, orderer)
		})
		if err != nil {
			return err
		}
	}
	return retry(ctx, 50*time.Millisecond, func() error { return inForce(ctx, a, d) })
}

func approvedByAll(ctx context.Context, a *admin.Administrator, d admin.Definition) error {
	approvals, err := a.Approvals(ctx, d)
	if err != nil {
		return err
	}
	for organisation, approved := range approvals {
		if !approved {
			return fmt.Errorf("%s has not yet approved %s %s on %s", organisation, d.Name, d.Version, d.Channel)
		}
	}
	return nil
}

// errNotInForce: the channel has another definition, or none.
var errNotInForce = errors.New("not in force yet")

func inForce(ctx context.Context, a *admin.Administrator, d admin.Definition) error {
	present, there, err := a.Committed(ctx, d.Channel, d.Name)
	if err != nil {
		return err
	}
	if !there || present.Sequence < d.Sequence {
		return fmt.Errorf("%s %s on %s: %w", d.Name, d.Version, d.Channel, errNotInForce)
	}
	return nil
}

// Upgrade puts a new version of the contract into force while the network
// runs. program is the new executable; the ledger stays. If it is cut short,
// the next start completes it.
func (n *Network) Upgrade(ctx context.Context, version, program string) error {
	n.upgrading.Lock()
	defer n.upgrading.Unlock()
	if err := topology.ContractVersion(version); err != nil {
		return err
	}
	present, err := releases(n.layout)
	if err != nil {
		return err
	}
	for _, r := range present {
		if r.Version == version {
			return fmt.Errorf("release %s is in force already; give the new program another version", version)
		}
	}
	all, err := addRelease(n.layout, version, program)
	if err != nil {
		return err
	}
	next := all[len(all)-1]
	if err := n.startContracts(ctx, next); err != nil {
		return errors.Join(fmt.Errorf("release %s does not start, nothing was changed: %w", version, err), n.endContracts(next), saveReleases(n.layout, present))
	}
	return n.deploy(ctx, all)
}

// endContracts ends the contract processes of a release.
func (n *Network) endContracts(r Release) error {
	var failed error
	for _, o := range n.mine {
		if err := n.supervisor.Remove(contractProcess(o, r)); err != nil && !errors.Is(err, supervise.ErrUnknown) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
