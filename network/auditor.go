package network

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/hyperledger/fabric-protos-go/common"
	"golang.org/x/sync/errgroup"

	"origo/certificate/registry"
	"origo/network/admin"
	"origo/network/audit"
	"origo/network/audit/proof"
	"origo/network/layout"
	"origo/network/topology"
)

// AuditReport is the outcome of the audit of one channel.
type AuditReport struct {
	audit.Report
	Certificates int        `json:"certificates"` // anchored when the audit began
	Shown        []Exhibits `json:"shown"`        // by peer: what was proven of private records
}

// Exhibits is what one peer showed of the certificates its organisation is
// party to.
type Exhibits struct {
	Organisation string `json:"organisation"`
	Peer         string `json:"peer"`
	Certificates int    `json:"certificates"`
	Uses         int    `json:"uses"`
	Cases        int    `json:"cases"`  // of its country, on either side
	Papers       int    `json:"papers"` // that it keeps
}

// Audit reads every block of every channel from every peer of the
// organisations given (all, if none is), compares them, and proves what stands
// in them: that every change was rightful, that certificates have the digests
// and seals on record, that no balance was ever overdrawn. It needs no
// supervisor: only running peers, the operators' keys, and of every
// organisation one user who may read what is private to it.
func Audit(ctx context.Context, options Options) ([]AuditReport, error) {
	l, err := layout.New(options.Run, options.Programs)
	if err != nil {
		return nil, err
	}
	mine, err := own(options.Topology, options.Organisations)
	if err != nil {
		return nil, err
	}
	administrators := map[string]*admin.Administrator{}
	for _, o := range mine {
		a, err := admin.New(l, options.Topology, o.Name)
		if err != nil {
			return nil, err
		}
		defer a.Close()
		administrators[o.Name] = a
	}
	var reports []AuditReport
	for _, channel := range options.Topology.Channels {
		a := newAuditor(options.Topology, channel, administrators)
		if len(a.witnesses) == 0 {
			continue
		}
		if err := a.run(ctx); err != nil {
			return reports, err
		}
		reports = append(reports, a.report())
	}
	return reports, nil
}

// auditor audits one channel.
type auditor struct {
	channel   topology.Channel
	chain     *audit.Chain
	chronicle *proof.Chronicle
	witnesses []*witness

	certificates int // anchored when the audit began

	mutex    sync.Mutex // guards what follows, and the chronicle while peers are asked
	findings []proof.Finding
}

// witness is one peer and what it has shown.
type witness struct {
	administrator *admin.Administrator
	user          string // may read what is private to the organisation
	exhibits      Exhibits
}

func newAuditor(t *topology.Topology, channel topology.Channel, by map[string]*admin.Administrator) *auditor {
	a := &auditor{channel: channel, chronicle: proof.New(t.Contract.Name)}
	var views []audit.View
	for _, p := range t.ChannelPeers(channel) {
		administrator := by[p.Organisation]
		if administrator == nil {
			continue
		}
		o, _ := t.Organisation(p.Organisation)
		views = append(views, audit.View{Peer: p.Name, Reader: chainReader{administrator, channel.Name, p.Name}})
		a.witnesses = append(a.witnesses, &witness{
			administrator: administrator, user: o.LedgerRoles()[0], exhibits: Exhibits{Organisation: o.Name, Peer: p.Name},
		})
	}
	a.chain = audit.NewChain(channel.Name, views, a.chronicle)
	return a
}

func (a *auditor) report() AuditReport {
	r := AuditReport{Report: a.chain.Report(), Certificates: a.certificates}
	r.Findings = append(r.Findings, a.findings...)
	for _, w := range a.witnesses {
		r.Shown = append(r.Shown, w.exhibits)
	}
	return r
}

// suspect is a certificate as one peer shows it.
type suspect struct {
	record registry.Record
	by     *witness
}

// Private records are read after the blocks, and the ledger does not wait. So
// what does not fit is looked at again, after the blocks that came meanwhile,
// while there are any.
const (
	rounds = 20
	pause  = 250 * time.Millisecond
)

func (a *auditor) run(ctx context.Context) error {
	if err := a.level(ctx); err != nil {
		return err
	}
	until := a.chronicle.Transactions()
	suspects := a.everything()
	var apart []proof.Finding // about cases and papers
	for range rounds {
		var err error
		if suspects, err = a.ask(ctx, suspects); err != nil {
			return err
		}
		if apart, err = a.askApart(ctx); err != nil {
			return err
		}
		seen := a.chain.Report().Blocks
		if err := a.chain.Read(ctx); err != nil {
			return err
		}
		if len(suspects)+len(apart) == 0 || a.chain.Level() && a.chain.Report().Blocks == seen {
			break
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
	a.findings = append(a.findings, apart...)
	for _, c := range a.collections() {
		a.findings = append(a.findings, a.chronicle.Unexplained(c, until)...)
	}
	a.noteLaggards(len(suspects)+len(apart) > 0)
	return nil
}

// askApart examines what no certificate on the ledger leads to: verification cases and papers.
func (a *auditor) askApart(ctx context.Context) ([]proof.Finding, error) {
	ofCases, err := a.askCases(ctx)
	if err != nil {
		return nil, err
	}
	ofPapers, err := a.askPapers(ctx)
	return append(ofCases, ofPapers...), err
}

// level reads the chain until all peers are equally far, or for a while: a
// peer that has just started catches up with the others.
func (a *auditor) level(ctx context.Context) error {
	for range rounds {
		if err := a.chain.Read(ctx); err != nil || a.chain.Level() {
			return err
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// noteLaggards says which peers are behind, where that may be why something
// did not fit.
func (a *auditor) noteLaggards(matters bool) {
	report := a.chain.Report()
	for _, w := range a.witnesses {
		if height := report.Heights[w.exhibits.Peer]; matters && height > report.Blocks {
			a.findings = append(a.findings, proof.Finding{
				Channel: a.channel.Name, Block: report.Blocks, Peer: w.exhibits.Peer,
				Text: fmt.Sprintf("the peer is %d blocks ahead of others, so its private records could not all be judged; audit again when they caught up", height-report.Blocks),
			})
		}
	}
}

// everything pairs all certificates with the peers of their two countries.
func (a *auditor) everything() []suspect {
	var all []suspect
	records := a.chronicle.Certificates()
	a.certificates = len(records)
	for _, record := range records {
		for _, w := range a.witnesses {
			if a.keeps(w.exhibits.Organisation, registry.Collection(record.Country, record.ImportingCountry)) {
				all = append(all, suspect{record, w})
			}
		}
	}
	return all
}

func (a *auditor) keeps(organisation, collection string) bool {
	return slices.ContainsFunc(a.channel.Collections, func(c topology.Collection) bool {
		return c.Name == collection && slices.Contains(c.Members, organisation)
	})
}

// collections are those that some peer asked keeps: of two countries, and of each organisation alone.
func (a *auditor) collections() []string {
	var names []string
	for _, w := range a.witnesses {
		if own := registry.OwnCollection(w.exhibits.Organisation); !slices.Contains(names, own) {
			names = append(names, own)
		}
	}
	for _, c := range a.channel.Collections {
		if slices.ContainsFunc(a.witnesses, func(w *witness) bool { return a.keeps(w.exhibits.Organisation, c.Name) }) {
			names = append(names, c.Name)
		}
	}
	return names
}

// ask examines certificates on peers, several at once, and gives back those
// with findings, which replace earlier ones.
func (a *auditor) ask(ctx context.Context, suspects []suspect) ([]suspect, error) {
	const atOnce = 8
	var left []suspect
	a.findings = nil
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, s := range suspects {
		group.Go(func() error {
			holding, err := a.holding(ctx, s)
			var refused *admin.Answer
			if err != nil && !errors.As(err, &refused) {
				return err
			}
			a.mutex.Lock()
			defer a.mutex.Unlock()
			findings := a.judge(s, holding, refused)
			if len(findings) > 0 {
				left = append(left, s)
				a.findings = append(a.findings, findings...)
				return nil
			}
			s.by.exhibits.Certificates++
			s.by.exhibits.Uses += len(holding.Account.Uses)
			return nil
		})
	}
	return left, group.Wait()
}

func (a *auditor) judge(s suspect, h proof.Holding, refused *admin.Answer) []proof.Finding {
	if refused == nil {
		return a.chronicle.Examine(s.record.ID, h)
	}
	return []proof.Finding{{
		Channel: a.channel.Name, Transaction: s.record.AnchoredIn, Key: s.record.ID.String(), Peer: s.by.exhibits.Peer,
		Text: "the peer does not show the certificate: " + refused.Text,
	}}
}

// holding reads what a peer keeps of a certificate.
func (a *auditor) holding(ctx context.Context, s suspect) (proof.Holding, error) {
	h := proof.Holding{Peer: s.by.exhibits.Peer}
	id := s.record.ID
	for _, q := range []struct {
		function string
		into     any
	}{{registry.ReadDossier, &h.Dossier}, {registry.ReadAccount, &h.Account}} {
		raw, err := s.by.administrator.Evaluate(ctx, admin.Question{
			Channel: a.channel.Name, Peer: h.Peer, User: s.by.user,
			Function: q.function, Arguments: []string{string(id.Form), id.Country, id.Reference},
		})
		if err != nil {
			return h, err
		}
		if err := json.Unmarshal(raw, q.into); err != nil {
			return h, &admin.Answer{Peer: h.Peer, Text: "not a record: " + err.Error()}
		}
	}
	return h, nil
}

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
