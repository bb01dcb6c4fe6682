package readmodel

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Difference is one place where the model does not say what the ledger says. It
// names fields and never their contents.
type Difference struct {
	Agreement certificate.Agreement
	Subject   string // a certificate, an event's place, or the height
	Problem   string
}

// String is the difference in one line.
func (d Difference) String() string {
	return fmt.Sprintf("%s: %s: %s", d.Agreement, d.Subject, d.Problem)
}

// How long Compare waits for a running feed before it calls the model behind,
// and how often it looks again at a certificate that may just be changing.
const (
	catchUpWithin = 10 * time.Second
	looks         = 3
	betweenLooks  = 200 * time.Millisecond
)

// Compare reads every channel from its first block and every certificate from
// the peer, and lists what the model has otherwise. It changes nothing and may
// run beside the feed.
func (f Feed) Compare(ctx context.Context) ([]Difference, error) {
	var all []Difference
	for _, agreement := range f.Source.Agreements() {
		c := comparison{feed: f, agreement: agreement}
		if err := c.run(ctx); err != nil {
			return nil, fmt.Errorf("compare read model with %s: %w", agreement, err)
		}
		all = append(all, c.found...)
	}
	return all, nil
}

// comparison is the work on one channel.
type comparison struct {
	feed      Feed
	agreement certificate.Agreement
	reader    Reader
	last      int64 // block up to which model and ledger are compared
	events    map[place]Event
	touched   map[certificate.ID]bool // true if it changed after the last block compared
	cases     map[string]bool         // the same of cases
	found     []Difference
}

func (c *comparison) differs(subject, problem string) {
	c.found = append(c.found, Difference{c.agreement, subject, problem})
}

func (c *comparison) run(ctx context.Context) (err error) {
	if c.reader, err = c.feed.Source.Reader(c.agreement); err != nil {
		return err
	}
	height, err := c.feed.Source.Height(ctx, c.agreement)
	if err != nil {
		return err
	}
	if err := c.await(ctx, int64(height)-1); err != nil {
		return err
	}
	if err := c.replay(ctx, int64(height)-1); err != nil {
		return err
	}
	return errors.Join(c.compareEvents(ctx), c.compareCertificates(ctx), c.compareCases(ctx), c.compareTallies(ctx))
}

// compareTallies counts the model's rows anew.
func (c *comparison) compareTallies(ctx context.Context) error {
	wrong, err := c.feed.Model.miscounted(ctx, c.agreement)
	for _, table := range wrong {
		c.differs(table, "is not what the certificates in the model add up to")
	}
	return err
}

// await gives a running feed time to reach the ledger's newest block.
func (c *comparison) await(ctx context.Context, newest int64) error {
	for deadline := time.Now().Add(catchUpWithin); ; {
		at, err := c.feed.Model.checkpoint(ctx, c.agreement)
		if err != nil {
			return err
		}
		c.last = min(at.block, newest)
		if at.block >= newest {
			return nil
		}
		if time.Now().After(deadline) {
			c.differs("height", fmt.Sprintf("the model ends at block %d, the ledger at %d", at.block, newest))
			return nil
		}
		if err := pause(ctx, betweenLooks); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// replay collects what the blocks say happened.
func (c *comparison) replay(ctx context.Context, newest int64) error {
	c.events, c.touched, c.cases = map[place]Event{}, map[certificate.ID]bool{}, map[string]bool{}
	if newest < 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	blocks, err := c.feed.Source.Blocks(ctx, c.agreement, 0)
	if err != nil {
		return err
	}
	for b := range blocks {
		later := int64(b.Number) > c.last
		events, ids := decode(c.agreement, b)
		for _, id := range ids {
			c.touched[id] = later
		}
		for _, e := range events {
			if e.Case != "" {
				c.cases[e.Case] = later
			}
			if !later {
				c.events[place{e.Block, e.Index}] = e
			}
		}
		if int64(b.Number) >= newest {
			return nil
		}
	}
	return errLost
}

// compareEvents looks for events missing, surplus or different in the model.
func (c *comparison) compareEvents(ctx context.Context) error {
	var after Position
	for {
		some, err := c.feed.Model.eventsOf(ctx, c.agreement, after, maxEvents)
		if err != nil {
			return err
		}
		for _, e := range some {
			c.compareEvent(e)
			after = after.After(e)
		}
		if len(some) < maxEvents {
			break
		}
	}
	for _, at := range slices.SortedFunc(maps.Keys(c.events), place.compare) {
		c.differs(at.String(), "the event is not in the model")
	}
	return nil
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.block, other.block), cmp.Compare(p.index, other.index))
}

func (p place) String() string { return fmt.Sprintf("event %d/%d", p.block, p.index) }

// compareEvent takes an event of the model off the list.
func (c *comparison) compareEvent(e Event) {
	at := place{e.Block, e.Index}
	want, known := c.events[at]
	switch {
	case int64(e.Block) > c.last:
	case !known:
		c.differs(at.String(), "the event is not on the ledger")
	case want != e:
		c.differs(at.String(), "the event differs")
	}
	delete(c.events, at)
}

// compareCertificates looks at every certificate of ledger or model.
func (c *comparison) compareCertificates(ctx context.Context) error {
	names, err := c.feed.Model.names(ctx, c.agreement)
	if err != nil {
		return err
	}
	for id := range c.touched {
		names = append(names, id.String())
	}
	slices.Sort(names)
	suspects := slices.Compact(names)
	problems := map[string]string{}
	for range looks {
		if suspects, err = c.suspicious(ctx, suspects, problems); err != nil || len(suspects) == 0 {
			return err
		}
		if err := pause(ctx, betweenLooks); err != nil {
			return err
		}
	}
	for _, name := range suspects {
		c.differs(name, problems[name])
	}
	return nil
}

// suspicious keeps the names with which something is wrong at present.
func (c *comparison) suspicious(ctx context.Context, names []string, problems map[string]string) ([]string, error) {
	var kept []string
	for _, name := range names {
		id, err := certificate.ParseID(name)
		if err != nil {
			kept, problems[name] = append(kept, name), "is not the name of a certificate"
			continue
		}
		if c.touched[id] {
			continue // changed since the block up to which the model is compared
		}
		problem, err := c.look(ctx, id)
		if err != nil {
			return nil, err
		}
		if problem != "" {
			kept, problems[name] = append(kept, name), problem
		}
	}
	return kept, nil
}

// look compares one certificate as model and ledger have it now.
func (c *comparison) look(ctx context.Context, id certificate.ID) (string, error) {
	have, found, err := c.feed.Model.row(ctx, c.agreement, id)
	if err != nil {
		return "", err
	}
	view, err := c.reader.View(ctx, id)
	var refusal *registry.Refusal
	switch {
	case errors.As(err, &refusal) && refusal.Code == registry.CertificateUnknown:
		return "is not on the ledger", nil
	case err != nil:
		return "", err
	case !found:
		return "is not in the model", nil
	}
	entry := project(c.agreement, view)
	want := row{entry, entry.terms()}
	if fields := have.differences(want); len(fields) > 0 {
		return "differs in " + strings.Join(fields, ", "), nil
	}
	return "", nil
}

// row is everything the model holds of a certificate.
type row struct {
	Entry
	words []term
}

// differences names the fields in which two rows differ.
func (r row) differences(other row) []string {
	var names []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"importing_country", r.ImportingCountry == other.ImportingCountry}, {"office", r.Office == other.Office},
		{"status", r.Status == other.Status}, {"issue_date", r.IssueDate == other.IssueDate}, {"expiry", r.Expiry == other.Expiry},
		{"usage", r.Usage == other.Usage}, {"exporter", r.Exporter == other.Exporter}, {"consignee", r.Consignee == other.Consignee},
		{"hs", slices.Equal(r.HS, other.HS)}, {"decisions", slices.EqualFunc(r.Decisions, other.Decisions, Decision.equal)},
		{"share", r.Share == other.Share}, {"holders", r.Holders == other.Holders},
		{"search words", slices.Equal(r.words, other.words)},
	} {
		if !f.same {
			names = append(names, f.name)
		}
	}
	return names
}

// names lists the certificates that the model has of a channel.
func (m *Model) names(ctx context.Context, agreement certificate.Agreement) ([]string, error) {
	var names []string
	rows, err := m.db.Query(ctx, `SELECT certificate FROM certificate WHERE channel = ?`, string(agreement))
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	})
	return names, err
}

// row reads all of a certificate from the model.
func (m *Model) row(ctx context.Context, agreement certificate.Agreement, id certificate.ID) (r row, found bool, err error) {
	rows, err := m.db.Query(ctx, `SELECT `+columns+` FROM certificate c WHERE c.channel = ? AND c.certificate = ?`, string(agreement), id.String())
	err = store.Each(rows, err, func(scan func(...any) error) (err error) {
		r.Entry, err = read(scan)
		found = true
		return err
	})
	if err != nil || !found {
		return r, found, err
	}
	if r.Decisions, err = m.decisionsOf(ctx, agreement, id); err != nil {
		return r, found, err
	}
	rows, err = m.db.Query(ctx, `SELECT kind, word, issue_date FROM term WHERE channel = ? AND certificate = ? ORDER BY kind, word, issue_date`, string(agreement), id.String())
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var t term
		var issued string
		err := scan(&t.kind, &t.word, &issued)
		if issued != r.IssueDate.String() {
			t.word += " under " + issued
		}
		r.words = append(r.words, t)
		return err
	})
	return r, found, err
}
