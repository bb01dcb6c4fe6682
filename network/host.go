package network

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
)

// leastDisk is the free space below which a start is refused: Fabric ends in
// the middle of a block when the disk is full.
const leastDisk = 256 << 20

// checkHost looks for what would make a process fail later, less clearly.
func (n *Network) checkHost() error {
	return errors.Join(n.checkPrograms(), checkAddresses(), n.checkDisk(), n.checkPorts())
}

// letGo is how long a killed process may take to give its ports back.
const letGo = 5 * time.Second

// awaitHost checks the host. After a killed run it looks again for a while:
// the system takes a dying process's command line away, by which it would be
// recognised, before it takes its ports.
func (n *Network) awaitHost(ctx context.Context, killed bool) error {
	for deadline := time.Now().Add(letGo); ; {
		err := n.checkHost()
		if err == nil || !killed || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (n *Network) checkPrograms() error {
	for _, name := range []string{"peer", "orderer", "configtxgen", "origo-network", "origo-chaincode"} {
		if _, err := os.Stat(n.layout.Program(name)); err != nil {
			return fmt.Errorf("%w; build it with: make build", err)
		}
	}
	return nil
}

// checkAddresses refuses a host on which Fabric's peer refuses to start.
func checkAddresses() error {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return fmt.Errorf("addresses of this host: %w", err)
	}
	if onlyLoopback(addresses) {
		return errors.New("this host has only the loopback address, and Fabric's peer refuses to start without another; give it one, for example (as root): ip addr add 10.255.255.1/32 dev lo")
	}
	return nil
}

func onlyLoopback(addresses []net.Addr) bool {
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && ip.IP.To4() != nil {
			return false
		}
	}
	return true
}

func (n *Network) checkDisk() error {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(n.layout.Run, &disk); err != nil {
		return fmt.Errorf("free space of %s: %w", n.layout.Run, err)
	}
	return enough(uint64(disk.Bavail)*uint64(disk.Bsize), n.layout.Run)
}

func enough(free uint64, run string) error {
	if free < leastDisk {
		return fmt.Errorf("%d MiB are free on the disk of %s, at least %d are needed; free some, or name another directory with --run", free>>20, run, leastDisk>>20)
	}
	return nil
}

// checkPorts tries every port that a process here will open.
func (n *Network) checkPorts() error {
	var taken []error
	for _, l := range n.topology.Listeners() {
		if l.Organisation != "" && !n.runs(l.Organisation) || l.Service && !n.options.Services {
			continue
		}
		listener, err := net.Listen("tcp", l.Address)
		if err != nil {
			taken = append(taken, fmt.Errorf("%s cannot listen on %s: %w; end the program that holds the port (ss -ltnp shows it), or change %s in the topology", l.Process, l.Address, err, l.Key))
			continue
		}
		listener.Close()
	}
	return errors.Join(taken...)
}
