package console

import (
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
	"origo/fta-rules/finding"
)

// shownDescription bounds what tables show of a description, in bytes.
const shownDescription = 90

// soon is when a clock begins to stand out, in days.
const soon = 14

// choice is one entry of a select.
type choice struct{ value, label string }

// choices are words of the API with their labels; an empty one asks to choose.
func (p *Page) choices(prefix string, words ...string) []choice {
	var all []choice
	for _, w := range words {
		label := p.Say("customs.choose")
		if w != "" {
			label = p.Say(prefix + w)
		}
		all = append(all, choice{w, label})
	}
	return all
}

// formName is what people call a form.
func (p *Page) formName(f certificate.Form) string { return p.Or("draft.form.", string(f)) }

// formChoices are the forms by name.
func (p *Page) formChoices() []choice {
	var all []choice
	for _, f := range certificate.Forms() {
		all = append(all, choice{string(f), p.formName(f)})
	}
	return all
}

// tone is the class that colours a verdict; shape and word say the same.
func tone(v finding.Verdict) string {
	switch v {
	case finding.Accept, finding.Waived:
		return "good"
	case finding.Refuse:
		return "bad"
	case "":
		return "fact"
	}
	return "warn"
}

// verdictOf is the verdict whose shape stands for a decision.
func verdictOf(o registry.Outcome) finding.Verdict {
	switch o {
	case registry.Refused:
		return finding.Refuse
	case registry.AcceptedInPart:
		return finding.AcceptPart
	}
	return finding.Accept
}

func outcomeTone(u registry.Use) string {
	if u.Reversal != nil {
		return "fact"
	}
	return tone(verdictOf(u.Outcome))
}

// second is the class of a button unless the assessment calls for it.
func second(s sight, verdicts ...finding.Verdict) string {
	if slices.Contains(verdicts, s.report.Verdict) {
		return ""
	}
	return "second"
}

// mostReasons bounds what the banner says; the page has them all.
const mostReasons = 3

// reasons are the findings that alone lead to a verdict short of acceptance:
// those on the whole first, then those on lines.
func (p *Page) reasons(s sight) []string {
	if rank(s.report.Verdict) <= rank(finding.Accept) {
		return nil
	}
	all := s.decisive(s.whole(), "")
	for i := range s.report.Lines {
		all = append(all, s.decisive(s.ofLine(i), p.lineName(s, i)+": ")...)
	}
	if more := len(all) - mostReasons; more > 0 {
		all = append(all[:mostReasons], p.Say("customs.more_reasons", "number", p.Count(more)))
	}
	return all
}

// decisive are the findings as grave as the verdict, in words.
func (s sight) decisive(all []judged, where string) []string {
	var words []string
	for _, f := range all {
		if f.raw.Verdict == s.report.Verdict {
			words = append(words, where+f.words.Text)
		}
	}
	return words
}

// dragged says whether the i-th line fails by the certificate as a whole, and
// by nothing of its own.
func (s sight) dragged(i int) bool {
	verdict := s.report.Lines[i].Verdict
	return rank(verdict) > rank(finding.Accept) && !slices.ContainsFunc(s.ofLine(i), func(f judged) bool { return f.raw.Verdict == verdict })
}

// closed says whether nothing can be drawn from the certificate any more,
// whatever its balance.
func (s sight) closed() bool { return s.record != nil && s.record.Status != registry.Issued }

// evidence is what would settle the open questions, each once. A refusal is
// settled by what answers its own grounds only.
func (s sight) evidence() []string {
	var all []string
	weighty, _ := apart(s.all())
	for _, f := range weighty {
		if s.report.Verdict == finding.Refuse && f.raw.Verdict != finding.Refuse {
			continue
		}
		for _, e := range f.words.Evidence {
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// lineWord is the verdict of the i-th line in words.
func (s sight) lineWord(i int) string {
	if i < len(s.report.Explained.Lines) {
		return s.report.Explained.Lines[i].Verdict
	}
	return string(s.report.Lines[i].Verdict)
}

// lineName names a line: by declaration and item, or by the item alone.
func (p *Page) lineName(s sight, i int) string {
	l := s.report.Lines[i]
	if s.claim.declaration == nil {
		return p.Say("customs.item_of", "item", strconv.Itoa(l.Item))
	}
	return p.Say("customs.line_of", "line", strconv.Itoa(l.Line), "item", strconv.Itoa(l.Item))
}

// itemName is the item that a ground is about; 0 is the whole certificate.
func (p *Page) itemName(item string) string {
	if item == "0" || item == "" {
		return p.Say("customs.item_all")
	}
	return p.Say("customs.item_of", "item", item)
}

func (s sight) itemOfRow(number string) *certificate.Item {
	item, err := strconv.Atoi(number)
	if err != nil {
		return nil
	}
	return s.item(item)
}

func (s sight) balanceOfRow(number string) *registry.Balance {
	item, err := strconv.Atoi(number)
	if err != nil {
		return nil
	}
	return s.balance(item)
}

// gives says whether the i-th ground is given.
func (p *Page) gives(i int) bool { return p.ticked(groundGiven, strconv.Itoa(i)) }

// ticked says whether a box of that name is ticked.
func (p *Page) ticked(name, value string) bool { return slices.Contains(p.Form[name], value) }

// now is how much of the item this claim is about, in the unit of the
// certificate; nil if nothing was declared or the units cannot be compared.
func (s sight) now(l clearance.Line) *certificate.Measure {
	declared := s.declared(l.Line)
	if declared == nil {
		return nil
	}
	return s.inUnit(l.Item, declared.Quantity)
}

// tooMuch says whether more was declared than the certificate has left.
func (s sight) tooMuch(l clearance.Line) bool {
	now, b := s.now(l), s.balance(l.Item)
	return l.Excess != nil || now != nil && b != nil && now.Unit == b.Unit && now.Value.Cmp(b.Certified.Sub(b.Used)) > 0
}

// barUsed and barNow are the parts of a balance in hundredths: what was used,
// and what this claim would use of the rest.
func barUsed(b registry.Balance) int { return share(b.Used, b.Certified) }

func barNow(b registry.Balance, now *certificate.Measure) int {
	if now == nil || now.Unit != b.Unit {
		return 0
	}
	return min(share(now.Value, b.Certified), percent-barUsed(b))
}

const percent = 100

// share is part of whole in hundredths, rounded up so that little is not
// nothing, and at most all.
func share(part, whole certificate.Decimal) int {
	for n := range percent {
		if part.Mul(certificate.DecimalOf(percent)).Cmp(whole.Mul(certificate.DecimalOf(int64(n)))) <= 0 {
			return n
		}
	}
	return percent
}
