package clearance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/client"
)

// Request is what an officer, or a trader beforehand, asks to have assessed.
type Request struct {
	ID          *certificate.ID // needed without Certificate; ignored with one that can be read
	Certificate []byte          // the file presented; empty to assess the ledger's own copy
	Seal        []byte
	Here        string           // importing country of the assessing customs, ISO 3166 alpha-2
	PresentedOn certificate.Date // when the proof was submitted to customs
	Today       certificate.Date // the day on which the case is looked at
	Declaration *Declaration
	Papers      Papers
	Entered     *Entered // instead of Certificate: a proof that is no sealed document
	AsOf        AsOf     // how current the ledger was just before the question
}

// LedgerAsOf says how current answers are that are asked for at the given moment, after the ledger's freshness was
// learned.
func LedgerAsOf(f client.Freshness, now time.Time) AsOf {
	as := AsOf{Channel: f.Channel, Block: max(f.Height, 1) - 1, BlockTime: f.BlockTime}
	if at, err := certificate.ParseInstant(f.BlockTime); err == nil {
		as.AgeSeconds = max(0, int64(now.Sub(at.Time())/time.Second))
	}
	return as
}

// facts begins with what the request brings along.
func (r Request) facts(source Source) Facts {
	return Facts{
		Source:      source,
		Presented:   Presented{Certificate: r.Certificate, Seal: r.Seal},
		Membership:  Without[registry.Membership](NotAsked),
		Record:      Without[registry.Record](NotAsked),
		Dossier:     Without[registry.Dossier](NotAsked),
		Signer:      Without[registry.SignerState](NotAsked),
		Account:     Without[registry.Account](NotAsked),
		Here:        r.Here,
		PresentedOn: r.PresentedOn,
		Today:       r.Today,
		Declaration: r.Declaration,
		Papers:      r.Papers,
		Entered:     r.Entered,
		AsOf:        r.AsOf,
	}
}

// subject names the certificate that is asked about: as the file says, even one whose layout was changed, or else as
// the request says.
func (r Request) subject() (certificate.ID, bool) {
	if r.Entered != nil {
		if id := r.Entered.id(); id != nil {
			return *id, true
		}
		return certificate.ID{}, false
	}
	if d, err := certificate.ParseDraft(r.Certificate); err == nil {
		return d.ID(), true
	}
	if r.ID != nil {
		return *r.ID, true
	}
	return certificate.ID{}, false
}

// Gather asks the registry everything an assessment needs: at once where the ledger knows the certificate, and
// otherwise one by one, to learn what each question finds. What the ledger refuses or cannot answer becomes a fact
// too; once it is out of reach no further questions are put. The error is for what is neither, such as a programming
// mistake or a context that ended.
func Gather(ctx context.Context, r client.Registry, q Request) (Facts, error) {
	f := q.facts(FromLedger)
	if q.Entered != nil && !q.Entered.countable() {
		return f, nil // there is no proof to ask about
	}
	g := &gatherer{ctx: ctx}
	if id, named := q.subject(); !named || !g.look(&f, id, r) {
		g.inquire(&f, q, r)
	}
	if g.failed == nil {
		g.failed = ctx.Err()
	}
	if g.failed != nil {
		return Facts{}, fmt.Errorf("gather facts for assessment: %w", g.failed)
	}
	return f, nil
}

// look files everything the ledger shows at once, as of one block, and reports whether it did.
func (g *gatherer) look(f *Facts, id certificate.ID, r client.Registry) bool {
	v, err := r.View(g.ctx, id)
	if err != nil {
		state, known := stateOf(err)
		g.down = known && state == Unavailable
		return false
	}
	f.Membership, f.Record, f.Signer = Have(v.Membership), Have(v.Record), Have(v.Signer)
	f.Dossier, f.Account = orWithheld(v.Dossier), orWithheld(v.Account)
	return true
}

// inquire puts the questions one by one.
func (g *gatherer) inquire(f *Facts, q Request, r client.Registry) {
	ask(g, &f.Membership, r.Membership)
	if id, named := q.subject(); named {
		ask(g, &f.Record, about(id, r.Record))
		ask(g, &f.Dossier, about(id, r.Dossier))
		ask(g, &f.Account, about(id, r.Account))
	}
	if find := signerOf(*f, r); find != nil {
		ask(g, &f.Signer, find)
	}
}

// orWithheld is the answer that was given, or that it is kept from the one who asks.
func orWithheld[T any](value *T) Answer[T] {
	if value == nil {
		return Without[T](Withheld)
	}
	return Have(*value)
}

// question is one reading of the registry.
type question[T any] func(context.Context) (T, error)

// about binds a reading to a certificate.
func about[T any](id certificate.ID, read func(context.Context, certificate.ID) (T, error)) question[T] {
	return func(ctx context.Context) (T, error) { return read(ctx, id) }
}

// signerOf finds whom to ask about: the signer the record names, or else the one the seal names.
func signerOf(f Facts, r client.Registry) question[registry.SignerState] {
	if record, ok := f.Record.found(); ok {
		return func(ctx context.Context) (registry.SignerState, error) { return r.Signer(ctx, record.Signer) }
	}
	message, err := seal.Inspect(f.Presented.Seal)
	if err != nil {
		return nil
	}
	return func(ctx context.Context) (registry.SignerState, error) {
		return r.FindSigner(ctx, message.SignerID().Key())
	}
}

// gatherer remembers what ends the asking.
type gatherer struct {
	ctx    context.Context
	down   bool
	failed error
}

// ask puts one question and files the answer.
func ask[T any](g *gatherer, answer *Answer[T], read question[T]) {
	if g.down {
		*answer = Without[T](Unavailable)
		return
	}
	value, err := read(g.ctx)
	if err == nil {
		*answer = Have(value)
		return
	}
	state, known := stateOf(err)
	if !known && g.failed == nil {
		g.failed = err
	}
	g.down = state == Unavailable
	*answer = Without[T](state)
}

// stateOf is what an error of the port says about its question, and whether it says anything.
func stateOf(err error) (State, bool) {
	var refusal *registry.Refusal
	if errors.As(err, &refusal) {
		switch refusal.Code {
		case registry.CertificateUnknown, registry.SignerUnknown, registry.MembershipMissing:
			return NotFound, true
		default:
			return Withheld, true
		}
	}
	var unavailable *client.Unavailable
	return Unavailable, errors.As(err, &unavailable)
}
