package console

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// sight is all that a page shows of a claim: the assessment and the facts that
// it rests on, from one answer of the API.
type sight struct {
	claim    claim
	report   clearance.Report
	document *certificate.Document // nil if it cannot be read
	record   *registry.Record      // nil if the ledger has none or did not answer
	account  *registry.Account
	cases    []registry.Case
	office   string // name of the issuing office, as registered
}

// question is what the API is asked of a claim.
func (c claim) question() wire.VerificationRequest {
	body := wire.VerificationRequest{Declaration: c.declaration}
	if len(c.certificate) > 0 {
		body.Certificate, body.Seal = &c.certificate, &c.seal
	} else {
		body.Reference = &c.id
	}
	if c.stamp != "" {
		body.Stamp = &c.stamp
	}
	if c.agreement != "" {
		body.Agreement = &c.agreement
	}
	if day, err := certificate.ParseDate(c.presentedOn); err == nil {
		body.PresentedOn = &day
	}
	return body
}

// look has the claim assessed.
func (p *Page) look(c claim) (sight, error) {
	facts, language := true, wire.Language(p.Language())
	report, err := answer[clearance.Report](p.API.VerifyCertificate(p.Request.Context(), &wire.VerifyCertificateParams{Lang: &language, Facts: &facts}, c.question()))
	if err != nil {
		return sight{claim: c}, err
	}
	p.AsOf = append(p.AsOf, AsOf{Channel: p.Or("agreement.", report.AsOf.Channel), Block: int64(report.AsOf.Block), Age: time.Duration(report.AsOf.AgeSeconds) * time.Second})
	return newSight(c, report), nil
}

func newSight(c claim, report clearance.Report) sight {
	s := sight{claim: c, report: report}
	if s.report.Explained == nil {
		s.report.Explained = &clearance.Explained{}
	}
	facts := report.Facts
	if facts == nil {
		return s
	}
	raw := c.certificate
	if dossier := facts.Dossier.Value; len(raw) == 0 && dossier != nil {
		raw = dossier.Certificate
	}
	if d, err := certificate.Parse(raw); err == nil {
		s.document = d
	}
	s.record, s.account = facts.Record.Value, facts.Account.Value
	if facts.Cases.Value != nil {
		s.cases = *facts.Cases.Value
	}
	if facts.Signer.Value != nil {
		s.office = facts.Signer.Value.Office.Name
	}
	return s
}

// ours says whether this customs decides on the certificate.
func (s sight) ours(country string) bool {
	return s.record != nil && s.record.ImportingCountry == country
}

// item is a line of goods of the certificate; nil if there is none of that
// number.
func (s sight) item(number int) *certificate.Item {
	if s.document == nil {
		return nil
	}
	at := slices.IndexFunc(s.document.Items, func(i certificate.Item) bool { return i.Number == number })
	if at < 0 {
		return nil
	}
	return &s.document.Items[at]
}

// balance is the ledger's figure for an item; nil if there is none.
func (s sight) balance(item int) *registry.Balance {
	if s.account == nil {
		return nil
	}
	at := slices.IndexFunc(s.account.Balances, func(b registry.Balance) bool { return b.Item == item })
	if at < 0 {
		return nil
	}
	return &s.account.Balances[at]
}

// declared is the declared line; nil if nothing was declared.
func (s sight) declared(line int) *clearance.DeclaredLine {
	if s.claim.declaration == nil {
		return nil
	}
	at := slices.IndexFunc(s.claim.declaration.Lines, func(l clearance.DeclaredLine) bool { return l.Line == line })
	if at < 0 {
		return nil
	}
	return &s.claim.declaration.Lines[at]
}

// judged is a finding with its words.
type judged struct {
	raw   clearance.Finding
	words explain.Explanation
	line  int // of the declaration; 0 for the whole certificate
}

// pair joins findings with their words; without words, which a foreign report
// may lack, the code has to do.
func pair(raw []clearance.Finding, words []explain.Explanation, line int) []judged {
	var all []judged
	for i, f := range raw {
		s := judged{raw: f, line: line, words: explain.Explanation{Check: f.Check, Text: string(f.Message), Citation: f.Citation}}
		if i < len(words) {
			s.words = words[i]
		}
		all = append(all, s)
	}
	return all
}

// whole are the findings on the certificate as a whole.
func (s sight) whole() []judged { return pair(s.report.Findings, s.report.Explained.Findings, 0) }

// ofLine are the findings on the i-th line of the report.
func (s sight) ofLine(i int) []judged {
	var words []explain.Explanation
	if i < len(s.report.Explained.Lines) {
		words = s.report.Explained.Lines[i].Findings
	}
	return pair(s.report.Lines[i].Findings, words, s.report.Lines[i].Line)
}

// weighty says whether a finding stands in the way or leaves a question.
func (s judged) weighty() bool {
	return s.raw.Verdict != "" && s.raw.Verdict != finding.Accept || s.raw.Outcome == finding.NotMet || s.raw.Outcome == finding.CannotTell
}

// apart divides findings into those that weigh, the gravest first, and those
// where all is well.
func apart(all []judged) (weighty, well []judged) {
	for _, s := range all {
		if s.weighty() {
			weighty = append(weighty, s)
		} else {
			well = append(well, s)
		}
	}
	slices.SortStableFunc(weighty, func(a, b judged) int { return rank(b.raw.Verdict) - rank(a.raw.Verdict) })
	return weighty, well
}

// rank is the place of a verdict from the mildest to the gravest.
func rank(v finding.Verdict) int {
	return slices.Index([]finding.Verdict{"", finding.Waived, finding.Accept, finding.AcceptPart, finding.Correct, finding.Defer,
		finding.Refer, finding.Verify, finding.Refuse}, v)
}

// all are the findings on the whole and on every line.
func (s sight) all() []judged {
	all := s.whole()
	for i := range s.report.Lines {
		all = append(all, s.ofLine(i)...)
	}
	return all
}

// comparison is one fact of the certificate beside what was declared.
type comparison struct {
	label               string // code of its name
	certified, declared string
	silent              bool // nothing was declared
}

// differs compares as people read: capitals and spaces do not matter.
func (c comparison) differs() bool {
	return !c.silent && !strings.EqualFold(strings.Join(strings.Fields(c.certified), " "), strings.Join(strings.Fields(c.declared), " "))
}

// comparisons are what stands on the head of both papers.
func (s sight) comparisons(p *Page) []comparison {
	d, c := s.claim.declaration, s.document
	if d == nil || c == nil {
		return nil
	}
	var invoice certificate.Invoice
	if len(c.Invoices) > 0 {
		invoice = c.Invoices[0]
	}
	for _, i := range c.Invoices {
		if i.Number == d.Invoice.Number {
			invoice = i
		}
	}
	all := []comparison{
		{label: "exporter", certified: c.Exporter.Name, declared: d.Exporter}, {label: "consignee", certified: c.Consignee.Name, declared: d.Consignee},
		{label: "origin_country", certified: p.Words.Country(c.OriginCountry), declared: p.Words.Country(d.OriginCountry)},
		{label: "proof_reference", certified: c.Reference, declared: d.Reference}, {label: "proof_date", certified: p.Date(c.IssueDate), declared: p.Date(d.IssueDate)},
		{label: "invoice_number", certified: invoice.Number, declared: d.Invoice.Number}, {label: "invoice_date", certified: p.Date(invoice.Date), declared: p.Date(d.Invoice.Date)},
	}
	for i := range all {
		all[i].silent = all[i].declared == ""
	}
	return all
}

// hsDiffers compares the six digits that all countries share.
func hsDiffers(certified, declared string) bool {
	const shared = 6
	return declared != "" && certified[:min(len(certified), shared)] != declared[:min(len(declared), shared)]
}

// event is one thing that happened to a certificate.
type event struct {
	at       string // RFC 3339, or a day
	code     string // what happened
	text     string // more of it, in words
	link     string // where to read more
	outcome  registry.Outcome
	by       string
	reversed bool
}

// events is the history of the certificate, oldest first.
func (s sight) events(p *Page) []event {
	var all []event
	if r := s.record; r != nil {
		all = append(all, event{at: r.AnchoredAt, code: "customs.event.anchored", text: p.Say("customs.event.anchored.text", "office", firstOf(s.office, r.Office), "issued", dayText(r.IssueDate))})
		if r.Status != registry.Issued {
			all = append(all, event{at: r.StatusAt, code: "customs.event." + string(r.Status), text: p.Or("value.reason.", r.Reason)})
		}
	}
	if s.account != nil {
		for _, u := range s.account.Uses {
			all = append(all, s.used(p, u)...)
		}
	}
	for _, c := range s.cases {
		for _, e := range c.Entries {
			all = append(all, event{at: e.At, code: "customs.action." + string(e.Action), by: p.Or("organisation.", e.By), text: e.Text, link: casePath(c.ID)})
		}
	}
	slices.SortStableFunc(all, func(a, b event) int { return strings.Compare(a.at, b.at) })
	return all
}

func (s sight) used(p *Page, u registry.Use) []event {
	var lines []string
	for _, l := range u.Lines {
		lines = append(lines, p.Say("customs.item_quantity", "item", strconv.Itoa(l.Item), "quantity", p.Quantity(l.Quantity.String(), l.Unit)))
	}
	text := p.Say("customs.event.declaration", "declaration", u.Declaration) + " " + strings.Join(lines, "; ")
	all := []event{{at: u.RecordedAt, code: "customs.outcome." + string(u.Outcome), by: u.Officer, outcome: u.Outcome, text: text,
		link: p.at(u.Certificate, "uses", u.Declaration), reversed: u.Reversal != nil}}
	if r := u.Reversal; r != nil {
		all = append(all, event{at: r.At, code: "customs.event.reversed", by: r.Officer,
			text: p.Say("customs.event.declaration", "declaration", u.Declaration) + " " + r.Reason})
	}
	return all
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// facts is the report as a file, with all it rests on: it can be replayed.
func (s sight) facts() ([]byte, error) {
	report := s.report
	report.Explained = nil
	return json.MarshalIndent(report, "", " ")
}
