package readmodel

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"origo/api/store"
	"origo/certificate"
	"origo/certificate/registry"
)

// Query says which certificates are wanted; what is left empty does not matter.
type Query struct {
	Exporter, Consignee string               // words of the name, all of which must be there, in any order
	Holders             []certificate.Holder // one of whom must be exporter or consignee
	HS                  string               // 2, 4, 6, 8 or 10 digits with which the code of an item begins
	Office              string
	Status              registry.Status
	Usage               registry.LineStatus
	Form                certificate.Form
	Agreement           certificate.Agreement
	IssuedFrom          certificate.Date // first day
	IssuedTo            certificate.Date // last day
	ExpiresBefore       certificate.Date // its last valid day lies before this one
	After               Cursor           // the end of the page before
	Limit               int              // entries of a page; 0 means DefaultLimit, at most MaxLimit
}

// The bounds of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// Page is a part of what was found, newest date of issue first.
type Page struct {
	Entries []Entry
	Next    *Cursor // nil if this is the last page
}

// Cursor is the place of an entry in the order of all lists. It holds however
// many certificates come later: none of those behind it is missed or repeated.
type Cursor struct{ issued, channel, certificate string }

func (c Cursor) none() bool { return c == Cursor{} }

// String writes the cursor so that it means nothing to those who pass it on.
func (c Cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(c.issued + "|" + c.channel + "|" + c.certificate))
}

var errCursor = errors.New("this is not a cursor that was given out here")

// maxCursor is longer than any cursor, in bytes.
const maxCursor = 256

// ParseCursor reads what String writes.
func ParseCursor(text string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	parts := strings.SplitN(string(raw), "|", 3)
	if err != nil || len(text) > maxCursor || len(parts) != 3 {
		return Cursor{}, errCursor
	}
	c := Cursor{parts[0], parts[1], parts[2]}
	_, noDate := certificate.ParseDate(c.issued)
	_, noName := certificate.ParseID(c.certificate)
	if noDate != nil || noName != nil || !certificate.Agreement(c.channel).Known() {
		return Cursor{}, errCursor
	}
	return c, nil
}

// Search finds certificates. Its cost depends on the page, not on how many
// certificates there are, for any single criterion.
func (m *Model) Search(ctx context.Context, q Query) (Page, error) {
	if err := m.ready(ctx); err != nil {
		return Page{}, err
	}
	limit := min(cmp.Or(q.Limit, DefaultLimit), MaxLimit)
	terms, err := m.rarestFirst(ctx, q.terms())
	if err != nil {
		return Page{}, fmt.Errorf("search read model: %w", err)
	}
	s := q.statement(terms, limit+1) // one more tells whether there is a next page
	page := Page{Entries: []Entry{}}
	rows, err := m.db.Query(ctx, s.text(), s.args...)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		e, err := read(scan)
		page.Entries = append(page.Entries, e)
		return err
	})
	if err != nil {
		return Page{}, fmt.Errorf("search read model: %w", err)
	}
	if len(page.Entries) > limit {
		page.Entries = page.Entries[:limit]
		last := page.Entries[limit-1]
		page.Next = &Cursor{last.IssueDate.String(), string(last.Agreement), last.ID.String()}
	}
	return page, nil
}

// manyEnough bounds how far the certificates under a word are counted.
const manyEnough = 1000

// rarestFirst sorts words by how many certificates they lead to.
func (m *Model) rarestFirst(ctx context.Context, terms []term) ([]term, error) {
	if len(terms) < 2 {
		return terms, nil
	}
	counts := map[term]int{}
	for _, t := range terms {
		rows, err := m.db.Query(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM term WHERE kind = ? AND word = ? LIMIT ?) counted`, t.kind, t.word, manyEnough)
		err = store.Each(rows, err, func(scan func(...any) error) error {
			n := 0
			err := scan(&n)
			counts[t] = n
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(terms, func(a, b term) int { return counts[a] - counts[b] })
	return terms, nil
}

// statement is a question in the making.
type statement struct {
	from  string
	sort  string // the table whose index gives the order
	where []string
	args  []any
	limit int
}

func (s *statement) and(condition string, args ...any) {
	s.where = append(s.where, condition)
	s.args = append(s.args, args...)
}

func (s *statement) text() string {
	where := ""
	if len(s.where) > 0 {
		where = " WHERE " + strings.Join(s.where, " AND ")
	}
	order := strings.ReplaceAll(" ORDER BY @.issue_date DESC, @.channel DESC, @.certificate DESC", "@", s.sort)
	return fmt.Sprintf("SELECT %s FROM %s%s%s LIMIT %d", columns, s.from, where, order, s.limit)
}

// statement words the question. The holders lead, or else the first word: its index
// gives the order, and every other condition is looked up.
func (q Query) statement(terms []term, limit int) *statement {
	s := &statement{from: "certificate c", sort: "c", limit: limit}
	if len(q.Holders) > 0 {
		s.held(q.Holders)
	}
	for _, t := range terms {
		if s.sort == "c" {
			s.from, s.sort = "term t CROSS JOIN certificate c", "t"
			s.and("c.channel = t.channel AND c.certificate = t.certificate")
			s.and("t.kind = ? AND t.word = ?", t.kind, t.word)
			continue
		}
		s.and(`EXISTS (SELECT 1 FROM term o WHERE o.kind = ? AND o.word = ? AND o.issue_date = t.issue_date
			AND o.channel = t.channel AND o.certificate = t.certificate)`, t.kind, t.word)
	}
	q.columns(s)
	q.dates(s)
	if !q.After.none() {
		at := strings.ReplaceAll("(@.issue_date, @.channel, @.certificate) < (?, ?, ?)", "@", s.sort)
		s.and(at, q.After.issued, q.After.channel, q.After.certificate)
	}
	return s
}

// held asks for the certificates of some traders, each once.
func (s *statement) held(by []certificate.Holder) {
	args := []any{termHolder}
	for _, h := range by {
		args = append(args, h.String())
	}
	s.from = "(SELECT DISTINCT issue_date, channel, certificate FROM term WHERE kind = ? AND word IN (" + places(len(by)) + ")) t CROSS JOIN certificate c"
	s.sort = "t"
	s.and("c.channel = t.channel AND c.certificate = t.certificate", args...)
}

// places are the marks of n arguments.
func places(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func (q Query) terms() []term {
	var all []term
	if q.HS != "" {
		all = append(all, term{termHS, q.HS})
	}
	for _, word := range words(q.Exporter) {
		all = append(all, term{termExporter, word})
	}
	for _, word := range words(q.Consignee) {
		all = append(all, term{termConsignee, word})
	}
	return all
}

func (q Query) columns(s *statement) {
	for _, c := range []struct{ column, value string }{
		{"office", q.Office}, {"status", string(q.Status)}, {"usage", string(q.Usage)},
		{"form", string(q.Form)}, {"channel", string(q.Agreement)},
	} {
		if c.value != "" {
			s.and("c."+c.column+" = ?", c.value)
		}
	}
}

func (q Query) dates(s *statement) {
	for _, d := range []struct {
		condition string
		day       certificate.Date
	}{
		{s.sort + ".issue_date >= ?", q.IssuedFrom}, {s.sort + ".issue_date <= ?", q.IssuedTo}, {"c.expiry < ?", q.ExpiresBefore},
	} {
		if !d.day.IsZero() {
			s.and(d.condition, d.day.String())
		}
	}
}

// Dashboard is the model in figures.
type Dashboard struct {
	Certificates []Count       `json:"certificates"`
	Refusals     []GroundCount `json:"refusals"`
}

// Count is how many certificates share agreement, month of issue, status and
// usage.
type Count struct {
	Agreement    certificate.Agreement `json:"agreement"`
	Month        string                `json:"month"` // YYYY-MM
	Status       registry.Status       `json:"status"`
	Usage        registry.LineStatus   `json:"usage,omitempty"` // empty where the organisation may not see it
	Certificates int                   `json:"certificates"`
}

// GroundCount is how often a ground was given in decisions that stand.
type GroundCount struct {
	Agreement certificate.Agreement `json:"agreement"`
	Code      string                `json:"code"`
	Given     int                   `json:"given"`
}

// Dashboard counts everything in the model.
func (m *Model) Dashboard(ctx context.Context) (Dashboard, error) {
	d := Dashboard{Certificates: []Count{}, Refusals: []GroundCount{}}
	if err := m.ready(ctx); err != nil {
		return d, err
	}
	rows, err := m.db.Query(ctx, `SELECT channel, month, status, usage, certificates FROM tally
		WHERE certificates <> 0 ORDER BY channel, month, status, usage`)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var c Count
		err := scan(&c.Agreement, &c.Month, &c.Status, &c.Usage, &c.Certificates)
		d.Certificates = append(d.Certificates, c)
		return err
	})
	if err != nil {
		return d, fmt.Errorf("count certificates: %w", err)
	}
	rows, err = m.db.Query(ctx, `SELECT channel, code, CAST(SUM(given) AS BIGINT) FROM tally_ground WHERE given <> 0 GROUP BY channel, code ORDER BY channel, code`)
	err = store.Each(rows, err, func(scan func(...any) error) error {
		var g GroundCount
		err := scan(&g.Agreement, &g.Code, &g.Given)
		d.Refusals = append(d.Refusals, g)
		return err
	})
	if err != nil {
		return d, fmt.Errorf("count refusals: %w", err)
	}
	return d, nil
}
