package readmodel

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"origo/api/store"
	"origo/api/store/storetest"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/specimen"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
)

// world is a channel on which Viet Nam certifies, Thailand imports and Malaysia
// looks on.
type world struct {
	*seeded.World
	t       testing.TB
	issuer  *client.Contract
	customs *client.Contract
	serial  int
	docs    []*certificate.Document
	cases   []string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	seed, err := seeded.New(certificate.ATIGA, seeded.Sole("MY"))
	must(t, err)
	return &world{World: seed, t: t,
		issuer:  memory.Registry(seed.Ledger, "VNIssuer", registry.RoleIssuer),
		customs: memory.Registry(seed.Ledger, "THCustoms", registry.RoleCustoms),
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fresh is a certificate nobody has anchored yet.
func (w *world) fresh() *certificate.Document {
	w.serial++
	return w.Specimen(certificate.FormD, "VN", w.serial)
}

func (w *world) issue(d *certificate.Document) *certificate.Document {
	w.t.Helper()
	submission, err := w.Submission(d)
	must(w.t, err)
	act := w.issuer.Issue
	if d.Replaces != nil {
		act = w.issuer.Replace
	}
	_, err = act(w.t.Context(), submission)
	must(w.t, err)
	w.docs = append(w.docs, d)
	return d
}

func (w *world) use(d *certificate.Document, declaration, quantity string) error {
	amount, err := certificate.ParseDecimal(quantity)
	must(w.t, err)
	_, err = w.customs.Use(w.t.Context(), registry.UseRequest{
		Certificate: d.ID(), Declaration: declaration, Outcome: registry.Accepted, Officer: "TH-1", DecidedOn: d.IssueDate,
		Lines: []registry.UseLine{{Item: 1, Quantity: amount, Unit: d.Items[0].Quantity.Unit}},
	})
	return err
}

func (w *world) refuse(d *certificate.Document, declaration string) error {
	_, err := w.customs.Use(w.t.Context(), registry.UseRequest{
		Certificate: d.ID(), Declaration: declaration, Outcome: registry.Refused, Officer: "TH-1", DecidedOn: d.IssueDate,
		Grounds: []registry.Ground{{Code: "criterion_not_met", Citation: "ATIGA Art. 26"}},
	})
	return err
}

func (w *world) reverse(d *certificate.Document, declaration string) error {
	_, err := w.customs.ReverseUse(w.t.Context(), registry.ReverseRequest{Certificate: d.ID(), Declaration: declaration, Reason: "withdrawn", Officer: "TH-1"})
	return err
}

func (w *world) cancel(d *certificate.Document) error {
	sealed, err := w.SealAct(specimen.Cancellation(d, certificate.InstantOf(w.Ledger.Now())))
	must(w.t, err)
	_, err = w.issuer.Cancel(w.t.Context(), d.ID(), sealed)
	return err
}

// openCase has Thailand ask Viet Nam about a certificate, and gives the name of the case.
func (w *world) openCase(d *certificate.Document, number string) string {
	w.t.Helper()
	asked := registry.OpenCase{Salt: bytes.Repeat([]byte{7}, 32),
		CaseHead: registry.CaseHead{Certificate: d.ID(), Number: number + " " + d.Reference, Basis: registry.RandomCheck},
		Opening:  registry.CaseContent{Action: registry.CaseOpened, Officer: "TH-1"}}
	_, err := w.customs.OpenCase(w.t.Context(), asked)
	must(w.t, err)
	id := registry.NameCase(certificate.ATIGA, "TH", asked).String()
	if !slices.Contains(w.cases, id) {
		w.cases = append(w.cases, id)
	}
	return id
}

// closeCase closes a case as it stands. A closed one stays so.
func (w *world) closeCase(id string) {
	w.t.Helper()
	c, err := w.customs.Case(w.t.Context(), id)
	must(w.t, err)
	if c.Standing.State == registry.CaseIsClosed {
		return
	}
	_, err = w.customs.AddToCase(w.t.Context(), registry.CaseEntryRequest{Case: id, After: len(c.Entries),
		CaseContent: registry.CaseContent{Action: registry.CaseClosed, Result: registry.CaseAccepted, Officer: "TH-1"}})
	must(w.t, err)
}

// peer is one organisation's peer on the channel of a world. It can be made to
// fail at the next few steps.
type peer struct {
	w            *world
	organisation string
	breaksAfter  int // answers to go before it breaks; negative for never
}

var errBroken = errors.New("the peer broke down")

func (p *peer) answer() error {
	if p.breaksAfter == 0 {
		return errBroken
	}
	p.breaksAfter--
	return nil
}

func (p *peer) Agreements() []certificate.Agreement {
	return []certificate.Agreement{certificate.ATIGA}
}
func (p *peer) Height(context.Context, certificate.Agreement) (uint64, error) {
	return p.w.Ledger.Height(), nil
}
func (p *peer) Reader(certificate.Agreement) (Reader, error) { return p, nil }
func (p *peer) Blocks(ctx context.Context, _ certificate.Agreement, from uint64) (<-chan client.Block, error) {
	return memory.Blocks(ctx, p.w.Ledger, from), p.answer()
}
func (p *peer) View(ctx context.Context, id certificate.ID) (registry.View, error) {
	if err := p.answer(); err != nil {
		return registry.View{}, err
	}
	role := registry.RoleCustoms
	if p.organisation == "VNIssuer" {
		role = registry.RoleIssuer
	}
	return memory.Registry(p.w.Ledger, p.organisation, role).View(ctx, id)
}

func (p *peer) Case(ctx context.Context, id string) (registry.Case, error) {
	if err := p.answer(); err != nil {
		return registry.Case{}, err
	}
	return memory.Registry(p.w.Ledger, p.organisation, registry.RoleCustoms).Case(ctx, id)
}

// feed is a fresh model of an organisation, with its feed.
func (w *world) feed(organisation string, db *store.DB) Feed {
	return Feed{Model: New(db), Source: &peer{w: w, organisation: organisation, breaksAfter: -1}, Log: slog.New(slog.DiscardHandler)}
}

// upToDate brings the model to the ledger's height.
func (w *world) upToDate(f Feed) {
	w.t.Helper()
	must(w.t, f.CatchUp(w.t.Context(), certificate.ATIGA, int64(w.Ledger.Height())-1))
}

// sqlite opens an empty database.
func sqlite(t testing.TB) *store.DB {
	t.Helper()
	return open(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "model.db")})
}

func open(t testing.TB, c store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(c)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// onBoth runs a test on either kind of database.
func onBoth(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Run("sqlite", func(t *testing.T) { test(t, sqlite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, open(t, storetest.Postgres(t))) })
}

// dump is everything that a model says, one row a line.
func dump(t testing.TB, m *Model) string {
	t.Helper()
	var b strings.Builder
	for _, q := range []string{
		`SELECT channel, block, hash, time, '', '', '', '', '', '', '', '', '' FROM checkpoint ORDER BY 1`,
		`SELECT channel, certificate, form, country, importing_country, office, status, usage, issue_date, expiry, exporter, consignee, codes FROM certificate ORDER BY 1, 2`,
		`SELECT channel, certificate, lines, lines_used, permille, '', '', '', '', '', '', '', '' FROM certificate ORDER BY 1, 2`,
		`SELECT channel, certificate, sequence, decided_on, outcome, '', '', '', '', '', '', '', '' FROM decision ORDER BY 1, 2, 3`,
		`SELECT channel, month, status, usage, certificates, lines, lines_used, permille, '', '', '', '', '' FROM tally WHERE certificates <> 0 ORDER BY 1, 2, 3, 4`,
		`SELECT channel, month, outcome, declarations, '', '', '', '', '', '', '', '', '' FROM tally_decision WHERE declarations <> 0 ORDER BY 1, 2, 3`,
		`SELECT channel, month, code, given, '', '', '', '', '', '', '', '', '' FROM tally_ground WHERE given <> 0 ORDER BY 1, 2, 3`,
		`SELECT channel, id, importing, issuing, opened, closed, content, '', '', '', '', '', '' FROM verification ORDER BY 1, 2`,
		`SELECT kind, word, issue_date, channel, certificate, '', '', '', '', '', '', '', '' FROM term ORDER BY 1, 2, 3, 4, 5`,
		`SELECT channel, certificate, sequence, ordinal, decided_on, code, '', '', '', '', '', '', '' FROM ground ORDER BY 1, 2, 3, 4`,
		`SELECT channel, block, tx, name, subject, status, transaction_id, at, '', '', '', '', '' FROM event ORDER BY 1, 2, 3`,
	} {
		rows, err := m.db.Query(context.Background(), q)
		err = store.Each(rows, err, func(scan func(...any) error) error {
			row := make([]any, 13)
			into := make([]any, 13)
			for i := range row {
				into[i] = &row[i]
			}
			err := scan(into...)
			fmt.Fprintln(&b, row...)
			return err
		})
		must(t, err)
	}
	return b.String()
}
