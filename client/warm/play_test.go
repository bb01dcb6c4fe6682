package warm

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
)

// channel is a seeded channel on which tests write.
type channel struct {
	*seeded.World
	serial int
}

func newChannel(t testing.TB) *channel {
	t.Helper()
	w, err := seeded.New(certificate.VKFTA)
	if err != nil {
		t.Fatal(err)
	}
	return &channel{World: w}
}

// fresh is a specimen under a number not used before.
func (c *channel) fresh() *certificate.Document {
	c.serial++
	return c.Specimen(certificate.FormVK, "VN", c.serial)
}

// send submits a transaction as whoever may; refusals are part of the play.
func (c *channel) send(t testing.TB, by *memledger.Session, function, name string, request any, args ...string) {
	t.Helper()
	transient, err := seeded.Transient(name, request)
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = by.Submit(function, transient, args...)
	_ = err
}

func (c *channel) use(t testing.TB, d *certificate.Document, declaration int) {
	t.Helper()
	c.send(t, c.Customs("KR"), registry.RecordUse, registry.TransientUse, c.acceptance(t, d, declaration), seeded.Name(d.ID())...)
}

// acceptance accepts ten of the first item.
func (c *channel) acceptance(t testing.TB, d *certificate.Document, declaration int) registry.UseRequest {
	t.Helper()
	ten, err := certificate.ParseDecimal("10")
	if err != nil {
		t.Fatal(err)
	}
	return registry.UseRequest{
		Certificate: d.ID(), Declaration: fmt.Sprint("D-", declaration), Outcome: registry.Accepted, Officer: "KR-1", DecidedOn: d.IssueDate,
		Lines: []registry.UseLine{{Item: 1, Quantity: ten, Unit: d.Items[0].Quantity.Unit}},
	}
}

func (c *channel) suspension(t testing.TB, kind certificate.ActKind, reason certificate.Reason) registry.SealedAct {
	t.Helper()
	sealed, err := c.SealAct(&certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: seeded.Network, Agreement: c.Agreement, Kind: kind,
		Country: "VN", Office: seeded.Central, Signer: c.Officers["VN/02"].Fingerprint().String(),
		From: certificate.InstantOf(c.Ledger.Now()), Reason: reason, MadeAt: certificate.InstantOf(c.Ledger.Now()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// ledger is what Korean customs ask their own peer through.
func (c *channel) ledger() client.Ledger { return memory.Ledger{Session: c.Customs("KR")} }

// text is an answer to compare; refusals are answers too.
func text(answer any, err error) string {
	raw, _ := json.Marshal(answer)
	return fmt.Sprintf("%s %v", raw, err)
}

// questions are everything that is remembered, about the given certificates.
func (c *channel) questions(about []*certificate.Document) []client.Question {
	signer := c.Officers["VN/02"].Fingerprint().String()
	all := []client.Question{{Function: registry.ReadMembership}, {Function: registry.ListCRLs},
		{Function: registry.ReadSigner, Args: []string{signer}}, {Function: registry.ListAuthorities, Args: []string{""}},
		{Function: registry.ListOffices, Args: []string{""}}, {Function: registry.ListSigners, Args: []string{"VN", "02"}}}
	for _, d := range about {
		for _, function := range []string{registry.ReadView, registry.ReadRecord, registry.ReadAccount, registry.ReadDossier} {
			all = append(all, client.Question{Function: function, Args: seeded.Name(d.ID())})
		}
	}
	return all
}

// put asks a question through the registry port.
func put(ctx context.Context, ledger client.Ledger, q client.Question) string {
	r := client.NewRegistry(ledger)
	var id certificate.ID
	if len(q.Args) == 3 {
		id = certificate.ID{Form: certificate.Form(q.Args[0]), Country: q.Args[1], Reference: q.Args[2]}
	}
	switch q.Function {
	case registry.ReadMembership:
		return text(r.Membership(ctx))
	case registry.ListCRLs:
		return text(r.RevocationLists(ctx))
	case registry.ReadSigner:
		return text(r.Signer(ctx, q.Args[0]))
	case registry.ListAuthorities:
		return text(r.Authorities(ctx, q.Args[0]))
	case registry.ListOffices:
		return text(r.Offices(ctx, q.Args[0]))
	case registry.ListSigners:
		return text(r.Signers(ctx, q.Args[0], q.Args[1]))
	case registry.ReadView:
		return text(r.View(ctx, id))
	case registry.ReadRecord:
		return text(r.Record(ctx, id))
	case registry.ReadAccount:
		return text(r.Account(ctx, id))
	default:
		return text(r.Dossier(ctx, id))
	}
}

// play drives views step by step: blocks arrive, beats begin and end and clocks run when the play says so.
type play struct {
	*channel
	t         testing.TB
	views     *Views
	clock     time.Time
	documents []*certificate.Document
	stood     map[uint64]map[string]string // what the peer answered, by height and question
	beat      *beat
	crl       int64
}

type beat struct {
	number, height uint64
	at             time.Time
}

func newPlay(t testing.TB, c *channel) *play {
	p := &play{channel: c, t: t, clock: time.Unix(0, 0), stood: map[uint64]map[string]string{}, crl: 10}
	p.views = New(Options{Agreement: c.Agreement, Entries: 12, Now: func() time.Time { return p.clock }})
	p.documents = []*certificate.Document{c.fresh(), c.fresh(), c.fresh()}
	p.remember()
	return p
}

func key(q client.Question) string { return fmt.Sprint(q) }

// remember notes what the peer answers now.
func (p *play) remember() {
	height := p.Ledger.Height()
	if p.stood[height] != nil {
		return
	}
	answers := map[string]string{}
	for _, q := range p.questions(p.documents) {
		answers[key(q)] = put(p.t.Context(), p.ledger(), q)
	}
	p.stood[height] = answers
}

func (p *play) document(rt *rapid.T) *certificate.Document {
	return rapid.SampledFrom(p.documents).Draw(rt, "certificate")
}

func (p *play) issue(rt *rapid.T) {
	_, err := p.Issue(p.document(rt))
	_ = err
	p.remember()
}

func (p *play) cancel(rt *rapid.T) {
	d := p.document(rt)
	sealed, err := p.SealAct(specimen.Cancellation(d, certificate.InstantOf(p.Ledger.Now())))
	if err != nil {
		rt.Fatal(err)
	}
	p.send(p.t, p.Issuer("VN"), registry.Cancel, registry.TransientAct, sealed, seeded.Name(d.ID())...)
	p.remember()
}

// replace issues the third certificate in the place of the first.
func (p *play) replace(*rapid.T) {
	old, d := p.documents[0], p.documents[2]
	d.Replaces = &certificate.Link{Certificate: old.ID(), IssueDate: old.IssueDate}
	s, err := p.Submission(d)
	if err != nil {
		p.t.Fatal(err)
	}
	p.send(p.t, p.Issuer("VN"), registry.Replace, registry.TransientSubmission, s)
	p.remember()
}

func (p *play) used(rt *rapid.T) {
	p.use(p.t, p.document(rt), rapid.IntRange(1, 5).Draw(rt, "declaration"))
	p.remember()
}

func (p *play) suspend(rt *rapid.T) {
	kind, reason := certificate.SuspendSigner, certificate.ReasonUnderInquiry
	if rapid.Bool().Draw(rt, "reinstate") {
		kind, reason = certificate.ReinstateSigner, certificate.ReasonInquiryClosed
	}
	p.Ledger.Advance(time.Second)
	_ = seeded.Send(p.Admin("VN"), registry.ApplyAct, p.suspension(p.t, kind, reason))
	p.remember()
}

func (p *play) list(rt *rapid.T) {
	p.crl++
	country := rapid.SampledFrom([]string{"VN", "KR"}).Draw(rt, "country")
	a := p.Authorities[country]
	der, err := a.CRL(p.crl, p.Ledger.Now(), 24*time.Hour, big.NewInt(p.crl))
	if err != nil {
		rt.Fatal(err)
	}
	_ = p.ImportCRL(country, a.Issuing.Raw, der)
	p.remember()
}

// block lets the next block arrive, where the stream stands or, at its beginning, the newest.
func (p *play) block(*rapid.T) {
	from := p.views.at.height
	if from == 0 {
		from = p.Ledger.Height() - 1
	}
	blocks := p.Ledger.Blocks(from)
	if len(blocks) == 0 {
		return
	}
	if err := p.views.apply(memory.BlockOf(blocks[0])); err != nil {
		p.t.Fatal(err)
	}
}

func (p *play) catchUp(rt *rapid.T) {
	for p.views.at.height < p.Ledger.Height() {
		p.block(rt)
	}
}

func (p *play) beatBegins(*rapid.T) {
	if p.beat == nil {
		number, at := p.views.begin()
		p.beat = &beat{number, p.Ledger.Height(), at}
	}
}

func (p *play) beatEnds(*rapid.T) {
	if p.beat == nil {
		return
	}
	if done, _ := p.views.reached(p.beat.height); done {
		p.views.settle(p.beat.number, p.beat.at)
		p.beat = nil
	}
}

// confirm is a beat without disturbance.
func (p *play) confirm(rt *rapid.T) {
	p.catchUp(rt)
	p.beatEnds(rt)
	p.beatBegins(rt)
	p.beatEnds(rt)
}

// broken is a stream that breaks: a new session begins with its newest block, perhaps after others went by unheard.
func (p *play) broken(rt *rapid.T) {
	p.views.reset()
	p.beat = nil
	if rapid.Bool().Draw(rt, "unheard") {
		p.used(rt)
		p.used(rt)
		p.confirm(rt)
	}
}

func (p *play) silence(rt *rapid.T) {
	p.clock = p.clock.Add(time.Duration(rapid.IntRange(1, 4000).Draw(rt, "milliseconds")) * time.Millisecond)
}

func (p *play) ask(rt *rapid.T) {
	if wrong := p.compare(rapid.SampledFrom(p.questions(p.documents)).Draw(rt, "question")); wrong != "" {
		rt.Fatal(wrong)
	}
}

// compare puts a question and says what is wrong with the answer: from memory it must be what stood at the height
// followed, otherwise what stands.
func (p *play) compare(q client.Question) string {
	before, fresh := p.views.Figures(), p.views.at
	got := put(p.t.Context(), p.views.Ledger("customs", p.ledger()), q)
	height := p.Ledger.Height()
	if p.views.Figures().Hits > before.Hits {
		height = fresh.height
		if fresh.height < fresh.floor || p.clock.Sub(fresh.confirmed) > p.views.Patience {
			return "answered from memory without confirmation"
		}
	}
	if want := p.stood[height][key(q)]; got != want {
		return fmt.Sprintf("%v as of %d\n got %s\nwant %s", q, height, got, want)
	}
	return ""
}

// askSlowly has something happen between the peer's answer and its arrival.
func (p *play) askSlowly(rt *rapid.T) {
	q := rapid.SampledFrom(p.questions(p.documents)).Draw(rt, "question")
	meanwhile := rapid.SampledFrom([]func(*rapid.T){p.used, p.cancel, p.suspend, p.block, p.catchUp, p.beatBegins, p.broken, p.ask}).Draw(rt, "meanwhile")
	slow := delayed{Ledger: p.ledger(), after: func() { meanwhile(rt) }}
	put(p.t.Context(), p.views.Ledger("customs", slow), q)
}

// delayed is a peer whose answers take their time.
type delayed struct {
	client.Ledger
	after func()
}

func (d delayed) Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	payload, err := d.Ledger.Evaluate(ctx, function, transient, args...)
	d.after()
	return payload, err
}
