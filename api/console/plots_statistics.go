package console

import "origo/api/wire"

// utilisationPlot draws the certificates of an agreement, month by month: those used, and the rest.
func (p *Page) utilisationPlot(f agreementFigures) plot {
	name := p.Or("agreement.", string(f.agreement))
	issued, used := 0, 0
	d := plot{
		id: "utilisation-" + string(f.agreement), title: p.Say("statistics.plot.utilisation", "agreement", name),
		legend: []legend{{partFull, p.Say("statistics.used")}, {partRest, p.Say("statistics.unused")}},
	}
	for _, u := range f.months {
		issued, used = issued+u.Certificates, used+u.Used
		d.rows = append(d.rows, bar{
			label: p.Month(u.Month), parts: []part{{partFull, u.Used}, {partRest, u.Certificates - u.Used}},
			said: p.Say("statistics.plot.of", "part", p.Count(u.Used), "whole", p.Count(u.Certificates)),
		})
	}
	d.about = p.Say("statistics.plot.utilisation.about", "used", p.Count(used), "issued", p.Count(issued))
	return d
}

// groundsDrawn bounds the grounds of the drawing; the table has all.
const groundsDrawn = 10

// refusalPlot draws how often each ground was given.
func (p *Page) refusalPlot(grounds []groundFigures) plot {
	d := plot{
		id: "refusals", title: p.Say("statistics.plot.refusals"), legend: []legend{{partFull, p.Say("statistics.given")}}, over: true,
	}
	total := 0
	for i, g := range grounds {
		total += g.total
		if i < groundsDrawn {
			d.rows = append(d.rows, bar{label: p.groundLabel(i, g.code), parts: []part{{partFull, g.total}}, said: p.Count(g.total)})
		}
	}
	d.about = p.Say("statistics.plot.refusals.about", "grounds", p.Count(len(grounds)), "given", p.Count(total))
	return d
}

// ordinal is the number under which a ground stands in drawing and table.
func (p *Page) ordinal(i int) string { return p.Say("statistics.ordinal", "number", p.Count(i+1)) }

// labelled is how many letters have room over a bar.
const labelled = 48

// groundLabel is a ground over its bar, its number first; the table has all of it.
func (p *Page) groundLabel(i int, code string) string {
	words := []rune(p.Catalogue().Ground(code))
	if len(words) > labelled {
		words = append(words[:labelled-1], '…')
	}
	return p.ordinal(i) + " " + string(words)
}

// verificationPlot draws the open cases: those on time, and those in which a time limit has passed.
func (p *Page) verificationPlot(counts []wire.VerificationCount) plot {
	d := plot{
		id: "verification", title: p.Say("statistics.plot.verification"),
		legend: []legend{{partFull, p.Say("statistics.on_time")}, {partAlarm, p.Say("statistics.overdue")}},
	}
	open, overdue := 0, 0
	for _, v := range counts {
		open, overdue = open+v.Open, overdue+v.Overdue
		d.rows = append(d.rows, bar{
			label: p.Or("agreement.", string(v.Agreement)) + " " + p.Say("statistics.arrow."+string(v.Side)),
			parts: []part{{partFull, v.Open - v.Overdue}, {partAlarm, v.Overdue}},
			said:  p.Say("statistics.plot.late", "open", p.Count(v.Open), "overdue", p.Count(v.Overdue)),
		})
	}
	d.about = p.Say("statistics.plot.verification.about", "open", p.Count(open), "overdue", p.Count(overdue))
	return d
}
