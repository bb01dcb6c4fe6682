package answers

import (
	"fmt"
	"io"
	"strings"
)

// WritePrecheck prints whether a draft may be issued, line by line, with what to change; then, unless in brief, every
// finding behind it.
func (d Desk) WritePrecheck(w io.Writer, answer Precheck, brief bool) {
	p := d.page(w)
	p.line("", fmt.Sprintf("%s: %s", answer.Certificate, strings.ToUpper(answer.Words)))
	p.changes("  ", answer.Change)
	for _, line := range answer.Lines {
		p.line("  ", p.words.Say("frame.item", value("item", fmt.Sprint(line.Number)))+": "+line.Words)
		p.changes("    ", line.Change)
	}
	for _, problem := range answer.Problems {
		p.line("  ", "✗ "+problem.Text)
	}
	if brief {
		return
	}
	p.line("", "")
	p.findings("  ", answer.Rules.Findings, false)
	for _, item := range answer.Rules.Items {
		p.item(item, false)
	}
}

// changes lists what must be changed or shown, each once.
func (p page) changes(indent string, all []string) {
	seen := map[string]bool{}
	for _, change := range all {
		if !seen[change] {
			p.line(indent, "→ "+change)
		}
		seen[change] = true
	}
}
