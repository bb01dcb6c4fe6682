package answers

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"origo/fta-rules/finding"
)

// WriteCoverage prints for every version and chapter how many subheadings are decided, and from what.
func (d Desk) WriteCoverage(w io.Writer, all []Coverage) {
	for i, c := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d.writeVersion(w, c)
	}
}

func (d Desk) writeVersion(w io.Writer, c Coverage) {
	p := d.page(w)
	p.line("", strings.ToUpper(string(c.Agreement)))
	p.rules(c.Rules)
	if !c.Rules.Official {
		p.say("", "frame.derived")
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, column := range []finding.Message{"chapter", "by_code", "choice", "process", "officer", "unknown", "general"} {
		fmt.Fprint(table, d.words.Say("frame.coverage."+column), "\t")
	}
	fmt.Fprintln(table)
	for _, chapter := range c.Chapters {
		fmt.Fprintf(table, "%02d\t%s", chapter.Chapter, row(chapter.Codes, chapter.General))
	}
	fmt.Fprintf(table, "%s\t%s", d.words.Say("frame.all"), row(c.Codes, c.General))
	_ = table.Flush() // it fails only if the terminal is gone
}

func row(c Counts, general int) string {
	return fmt.Sprintf("%d\t%d\t%d\t%d\t%d\t%d\t\n", c.ByCode, c.Choice, c.Process, c.Officer, c.Unknown, general)
}
