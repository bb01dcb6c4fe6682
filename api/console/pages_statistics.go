package console

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// statisticsRoutes are the page of figures, and its tables as files.
func statisticsRoutes() []route {
	return []route{
		{path: "/statistics", menu: "statistics.menu", roles: counters(), show: showStatistics},
		{path: "/statistics/{table}", roles: counters(), show: sendStatistics},
	}
}

// askStatistics reads the figures of the months asked for.
func (p *Page) askStatistics() (wire.Statistics, error) {
	params := wire.ReadStatisticsParams{From: p.asked("from"), To: p.asked("to")}
	return answer[wire.Statistics](p.API.ReadStatistics(p.Request.Context(), &params))
}

// asked is what stands in a field, nil if it is empty.
func (p *Page) asked(field string) *string {
	if text := p.Field(field); text != "" {
		return &text
	}
	return nil
}

func showStatistics(p *Page) error {
	s, err := p.askStatistics()
	if err != nil {
		return err
	}
	p.Known(p.aged(s.AsOf))
	p.Wide = true
	return p.Show(p.Say("statistics.title"), statisticsPage(p, s))
}

// aged adds the ages, which the API leaves out so that the same figures are the same answer.
func (p *Page) aged(model []wire.ModelAsOf) []wire.ModelAsOf {
	for i, m := range model {
		if at, err := time.Parse(time.RFC3339, given(m.BlockTime)); err == nil {
			age := int(p.Now().Sub(at).Seconds())
			model[i].AgeSeconds = &age
		}
	}
	return model
}

// sendStatistics gives one table as a file.
func sendStatistics(p *Page) error {
	name := p.In("table")
	table, known := statisticsTables[name]
	if !known {
		return errNoPage
	}
	s, err := p.askStatistics()
	if err != nil {
		return err
	}
	heads, rows := table(p, s)
	return p.table(name, append([][]string{heads}, rows...))
}

// statisticsTables make the rows of each file.
var statisticsTables = map[string]func(*Page, wire.Statistics) ([]string, [][]string){
	"utilisation.csv": utilisationRows, "decisions.csv": decisionRows, "refusals.csv": refusalRows, "verification.csv": verificationRows,
}

func utilisationRows(p *Page, s wire.Statistics) ([]string, [][]string) {
	var rows [][]string
	for _, u := range s.Utilisation {
		rows = append(rows, []string{string(u.Agreement), u.Month, strconv.Itoa(u.Certificates), strconv.Itoa(u.Withdrawn), strconv.Itoa(u.Visible),
			strconv.Itoa(u.Used), strconv.Itoa(u.Refused), strconv.Itoa(u.Lines), strconv.Itoa(u.LinesUsed), tenths(u.UsedShare)})
	}
	return []string{p.Say("statistics.agreement"), p.Say("statistics.month.issue"), p.Say("statistics.certificates"), p.Say("statistics.withdrawn"),
		p.Say("statistics.visible"), p.Say("statistics.used"), p.Say("statistics.refused"), p.Say("statistics.lines"),
		p.Say("statistics.lines.used"), p.Say("statistics.share")}, rows
}

func decisionRows(p *Page, s wire.Statistics) ([]string, [][]string) {
	var rows [][]string
	for _, d := range s.Decisions {
		rows = append(rows, []string{string(d.Agreement), d.Month, p.Or("statistics.outcome.", string(d.Outcome)), strconv.Itoa(d.Declarations)})
	}
	return []string{p.Say("statistics.agreement"), p.Say("statistics.month.decision"), p.Say("statistics.outcome"), p.Say("statistics.declarations")}, rows
}

func refusalRows(p *Page, s wire.Statistics) ([]string, [][]string) {
	var rows [][]string
	for _, r := range s.Refusals {
		rows = append(rows, []string{string(r.Agreement), r.Month, r.Code, strconv.Itoa(r.Given), p.Catalogue().Ground(r.Code)})
	}
	return []string{p.Say("statistics.agreement"), p.Say("statistics.month.decision"), p.Say("statistics.code"), p.Say("statistics.given"), p.Say("statistics.ground")}, rows
}

func verificationRows(p *Page, s wire.Statistics) ([]string, [][]string) {
	var rows [][]string
	for _, v := range s.Verification {
		rows = append(rows, []string{string(v.Agreement), p.Say("statistics.side." + string(v.Side)), strconv.Itoa(v.Open), strconv.Itoa(v.Overdue),
			strconv.Itoa(v.Closed), number(v.MedianDays)})
	}
	return []string{p.Say("statistics.agreement"), p.Say("statistics.side"), p.Say("statistics.open"), p.Say("statistics.overdue"),
		p.Say("statistics.closed"), p.Say("statistics.median")}, rows
}

// tenths writes thousandths as percent: 125 is 12.5.
func tenths(permille int) string {
	const perPercent = 10
	whole, rest := permille/perPercent, permille%perPercent
	if rest == 0 {
		return strconv.Itoa(whole)
	}
	return strconv.Itoa(whole) + "." + strconv.Itoa(rest)
}

// agreementFigures are the months of one agreement, also those without a certificate.
type agreementFigures struct {
	agreement certificate.Agreement
	months    []wire.Utilisation
}

// byAgreement sorts utilisation into agreements.
func byAgreement(s wire.Statistics) []agreementFigures {
	var all []agreementFigures
	for _, u := range s.Utilisation {
		at := slices.IndexFunc(all, func(f agreementFigures) bool { return f.agreement == u.Agreement })
		if at < 0 {
			at = len(all)
			all = append(all, agreementFigures{agreement: u.Agreement})
			for _, month := range monthsOf(s.From, s.To) {
				all[at].months = append(all[at].months, wire.Utilisation{Agreement: u.Agreement, Month: month})
			}
		}
		for i := range all[at].months {
			if all[at].months[i].Month == u.Month {
				all[at].months[i] = u
			}
		}
	}
	return all
}

// groundFigures are how often a ground was given, by month.
type groundFigures struct {
	code  string
	total int
	by    map[string]int
}

// byGround adds up all agreements, the ground given most often first.
func byGround(s wire.Statistics) []groundFigures {
	var all []groundFigures
	for _, r := range s.Refusals {
		at := slices.IndexFunc(all, func(g groundFigures) bool { return g.code == r.Code })
		if at < 0 {
			at = len(all)
			all = append(all, groundFigures{r.Code, 0, map[string]int{}})
		}
		all[at].total += r.Given
		all[at].by[r.Month] += r.Given
	}
	slices.SortFunc(all, func(a, b groundFigures) int {
		return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.code, b.code))
	})
	return all
}

// outcomes are the columns of the table of decisions.
func outcomes() []registry.Outcome {
	return []registry.Outcome{registry.Accepted, registry.AcceptedInPart, registry.Refused, registry.Reexported}
}

// decided is how many declarations of an agreement had an outcome in the period.
func decided(s wire.Statistics, a certificate.Agreement, o registry.Outcome) int {
	sum := 0
	for _, d := range s.Decisions {
		if d.Agreement == a && d.Outcome == o {
			sum += d.Declarations
		}
	}
	return sum
}

// deciding lists the agreements with decisions.
func deciding(s wire.Statistics) []certificate.Agreement {
	var all []certificate.Agreement
	for _, d := range s.Decisions {
		all = append(all, d.Agreement)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
