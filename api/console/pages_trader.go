package console

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate/printed"
	"origo/clearance"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// traderRoutes are the trader's own certificates, and an opinion on the papers in
// hand, whosever they are.
func traderRoutes() []route {
	trader := []identity.Role{identity.Trader}
	return append(mineRoutes(),
		route{path: "/trader/certificate", menu: "trader.certificate.menu", roles: trader, show: showOwn, send: sendOwn},
		route{path: "/trader/draft", menu: "trader.draft.menu", roles: trader, show: showOwnDraft, send: sendOwnDraft},
	)
}

func showOwn(p *Page) error {
	return p.Show(p.Say("trader.certificate.title"), ownPage(p, nil))
}

// sendOwn asks what is missing of a certificate in hand. Nothing is recorded.
func sendOwn(p *Page) error {
	question, missing := ownQuestion(p)
	if missing != "" {
		p.Trouble = p.wanted(missing)
		return showOwn(p)
	}
	language := p.Language()
	report, err := answer[clearance.Report](p.API.VerifyCertificate(p.Request.Context(), &wire.VerifyCertificateParams{Lang: &language}, question))
	if err != nil {
		return err
	}
	p.AsOf = append(p.AsOf, judgedAt(p, report.AsOf))
	o := opinionOf(report)
	return p.Show(p.Say("trader.certificate.title"), ownPage(p, &o))
}

// beside is what may be sent along with a certificate, as the command line takes
// it too.
type beside struct {
	Declaration *clearance.Declaration `json:"declaration,omitempty"`
	Papers      *clearance.Papers      `json:"papers,omitempty"`
	PresentedOn *wire.Day              `json:"presented_on,omitempty"`
}

// ownQuestion takes certificate and seal from the form: one printed file has
// both. It names what is missing or cannot be read.
func ownQuestion(p *Page) (q wire.VerificationRequest, missing string) {
	paper, seal := p.Files["certificate"].Data, p.Files["seal"].Data
	if printed.IsPDF(paper) {
		var err error
		if paper, seal, err = printed.Extract(paper); err != nil {
			return q, "trader.no_certificate_inside"
		}
	}
	if len(paper) == 0 || len(seal) == 0 {
		return q, "trader.both_files"
	}
	var more beside
	if raw := p.Files["declaration"].Data; len(raw) > 0 && strictly(raw, &more) != nil {
		return q, "trader.no_declaration"
	}
	q.Certificate, q.Seal = &paper, &seal
	q.Declaration, q.Papers, q.PresentedOn = more.Declaration, more.Papers, more.PresentedOn
	return q, ""
}

// strictly reads one JSON value that has no member unknown to us.
func strictly(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("bytes after the end")
	}
	return nil
}

// wanted is a refusal by this page itself: nothing was sent to the API.
func (p *Page) wanted(code string) *Refused {
	return &Refused{Title: p.Say(code), Remedy: p.Say(code + ".do"), Status: http.StatusBadRequest, Code: "form"}
}

// judgedAt is how new what was judged by is; without a time the ledger was
// silent.
func judgedAt(p *Page, a clearance.AsOf) AsOf {
	at := AsOf{Channel: p.Or("agreement.", a.Channel), Block: int64(a.Block), Age: time.Duration(a.AgeSeconds) * time.Second}
	if a.BlockTime == "" {
		at.Block = -1
	}
	return at
}

// opinion is an assessment as a trader needs it: what is missing, how to cure
// it, by when.
type opinion struct {
	verdict   finding.Verdict // of what traders may see
	curable   bool
	missing   []lack
	deadlines []explain.Explanation // what holds until a day or lapses on it, and stands in nobody's way
	fine      int                   // checks that are met or do not apply
	unseen    int                   // checks that rest on what only the two countries may see
}

// lack is one thing that stands in the way, and what would settle it.
type lack struct {
	explain.Explanation
	line int // of the declaration; 0 for the whole certificate
	open int // 1 if it is not known yet, 0 if it is known to be wrong: that comes first
}

func opinionOf(r clearance.Report) opinion {
	o := opinion{verdict: finding.Accept, curable: r.Step.Curable}
	if r.Verdict == finding.Waived {
		o.verdict = finding.Waived
	}
	if r.Explained == nil {
		return o
	}
	o.take(r.Findings, r.Explained.Findings, 0)
	for i, l := range r.Lines {
		o.take(l.Findings, r.Explained.Lines[i].Findings, l.Line)
	}
	slices.SortStableFunc(o.missing, func(a, b lack) int { return cmp.Compare(a.open, b.open) })
	return o
}

// take adds findings with their words.
func (o *opinion) take(findings []finding.Finding, words []explain.Explanation, line int) {
	for i, f := range findings {
		if state, _ := f.Value("state"); f.Outcome == finding.CannotTell && state == string(clearance.Withheld) {
			o.unseen++
			continue
		}
		o.verdict = finding.Graver(o.verdict, f.Verdict)
		switch f.Outcome {
		case finding.NotMet:
			o.missing = append(o.missing, lack{Explanation: words[i], line: line})
		case finding.CannotTell:
			o.missing = append(o.missing, lack{Explanation: words[i], line: line, open: 1})
		default:
			o.fine++
			o.remember(words[i])
		}
	}
}

// remember keeps a day once.
func (o *opinion) remember(words explain.Explanation) {
	if words.Until != "" && !slices.ContainsFunc(o.deadlines, func(d explain.Explanation) bool { return d.Text == words.Text }) {
		o.deadlines = append(o.deadlines, words)
	}
}

// head begins a line about something that is missing.
func (p *Page) head(l lack) string {
	if l.line == 0 {
		return l.Word + ":"
	}
	return l.Word + " (" + p.Say("trader.line", "number", p.Count(l.line)) + "):"
}

// verdictClass repeats in colour, verdictSign in shape, what customs would do.
func verdictClass(v finding.Verdict) string {
	switch {
	case v.Grants():
		return "good"
	case v == finding.Refuse:
		return "bad"
	}
	return "warn"
}

func verdictSign(v finding.Verdict) string {
	return map[string]string{"good": "✓", "bad": "✕", "warn": "?"}[verdictClass(v)]
}
