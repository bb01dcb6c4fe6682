package network

import (
	"context"

	"github.com/hyperledger/fabric-protos-go/common"

	"origo/network/admin"
	"origo/network/audit"
	"origo/network/layout"
)

// chainReader reads one channel on one peer through its organisation's operator.
type chainReader struct {
	administrator *admin.Administrator
	channel, peer string
}

func (r chainReader) Height(ctx context.Context) (uint64, []byte, error) {
	chain, err := r.administrator.Chain(ctx, r.channel, r.peer)
	return chain.Height, chain.Hash, err
}

func (r chainReader) Block(ctx context.Context, number uint64) (*common.Block, error) {
	return r.administrator.Block(ctx, r.channel, r.peer, number)
}

// Audit reads every block of every channel from every peer of the
// organisations given (all, if none is) and compares them. It needs no
// supervisor: only running peers and the operators' keys.
func Audit(ctx context.Context, options Options, checker audit.Checker) ([]audit.Report, error) {
	l, err := layout.New(options.Run, options.Programs)
	if err != nil {
		return nil, err
	}
	mine, err := own(options.Topology, options.Organisations)
	if err != nil {
		return nil, err
	}
	views := map[string][]audit.View{}
	for _, o := range mine {
		a, err := admin.New(l, options.Topology, o.Name)
		if err != nil {
			return nil, err
		}
		defer a.Close()
		for _, channel := range options.Topology.ChannelsOf(o.Name) {
			for _, p := range options.Topology.Peers(o.Name) {
				views[channel.Name] = append(views[channel.Name], audit.View{Peer: p.Name, Reader: chainReader{a, channel.Name, p.Name}})
			}
		}
	}
	var reports []audit.Report
	for _, channel := range options.Topology.Channels {
		if len(views[channel.Name]) == 0 {
			continue
		}
		report, err := audit.Channel(ctx, channel.Name, views[channel.Name], checker)
		if err != nil {
			return reports, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}
