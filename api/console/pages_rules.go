package console

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/answers"
)

// rulesRoutes are the pages about rules of origin.
func rulesRoutes() []route {
	return []route{
		{path: "/rules", menu: "rules.menu", show: showRules},
		{path: "/rules/determination", roles: determiners(), show: showDetermination, send: sendDetermination},
		{path: "/rules/coverage", show: showCoverage},
		{path: "/rules/coverage.csv", show: sendCoverage},
	}
}

// ruleFound is what was found for the agreement, code and day of the form.
type ruleFound struct {
	rule       *answers.Rule
	provisions *answers.Provisions
	notice     string // code of what is wrong with the form
}

// showRules shows the rule for a code, and what the agreement lays down for all goods. The address names both, so that
// a rule can be linked to.
func showRules(p *Page) error {
	var found ruleFound
	err := found.ask(p)
	var refused *Refused
	switch {
	case errors.As(err, &refused) && refused.Pointer == "hs":
		found.notice = "rules.hs.wrong"
		return p.answer(refused.Status, layout(p, p.Say("rules.title"), rulesPage(p, found)))
	case errors.As(err, &refused) && refused.Status < http.StatusInternalServerError:
		p.Trouble = refused
	case err != nil:
		return err
	}
	return p.Show(p.Say("rules.title"), rulesPage(p, found))
}

// ask looks up what the form names, as far as it names anything.
func (f *ruleFound) ask(p *Page) error {
	agreement, language := certificate.Agreement(p.Field("agreement")), p.Language()
	if agreement == "" {
		return nil
	}
	ctx := p.Request.Context()
	provisions, err := answer[answers.Provisions](p.API.ReadProvisions(ctx, agreement, &wire.ReadProvisionsParams{On: p.asked("on"), Lang: &language}))
	if err != nil {
		return err
	}
	f.provisions = &provisions
	code := p.Field("hs")
	if code == "" {
		return nil
	}
	params := wire.LookUpRuleParams{On: p.asked("on"), Lang: &language}
	if year, err := strconv.Atoi(p.Field("edition")); err == nil {
		params.Edition = &year
	}
	rule, err := answer[answers.Rule](p.API.LookUpRule(ctx, agreement, code, &params))
	if err != nil {
		return err
	}
	f.rule = &rule
	return nil
}

// editions are those of the Harmonised System that codes may be of, the newest first.
func editions() []string { return []string{"2022", "2017", "2012"} }

// chosen is what a field of choices stands at.
func (p *Page) chosen(field, otherwise string) string { return cmp.Or(p.Field(field), otherwise) }

// topics groups provisions under their headings, in the order of the API.
func topics(all []answers.Provision) [][]answers.Provision {
	var groups [][]answers.Provision
	for _, one := range all {
		at := slices.IndexFunc(groups, func(g []answers.Provision) bool { return g[0].Topic == one.Topic })
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], one)
	}
	return groups
}

func (p *Page) askCoverage() ([]answers.Coverage, error) {
	return answer[[]answers.Coverage](p.API.ReadCoverage(p.Request.Context(), &wire.ReadCoverageParams{}))
}

// showCoverage shows how much of each version of the rules can be decided, and from what.
func showCoverage(p *Page) error {
	all, err := p.askCoverage()
	if err != nil {
		return err
	}
	return p.Show(p.Say("rules.coverage.title"), coveragePage(p, all))
}

// sendCoverage gives the chapters of all versions as a table.
func sendCoverage(p *Page) error {
	all, err := p.askCoverage()
	if err != nil {
		return err
	}
	rows := [][]string{{p.Say("rules.agreement"), p.Say("rules.version"), p.Say("rules.chapter"), p.Say("rules.by_code"), p.Say("rules.needs_choice"),
		p.Say("rules.needs_process"), p.Say("rules.needs_officer"), p.Say("rules.not_known"), p.Say("rules.general")}}
	for _, c := range all {
		for _, chapter := range c.Chapters {
			rows = append(rows, append([]string{string(c.Agreement), c.Rules.Version, strconv.Itoa(chapter.Chapter)}, figuresOf(chapter.Codes, chapter.General)...))
		}
	}
	return p.table("coverage.csv", rows)
}

// figuresOf are the counts of subheadings in the order of the table's columns.
func figuresOf(c answers.Counts, general int) []string {
	var all []string
	for _, n := range []int{c.ByCode, c.Choice, c.Process, c.Officer, c.Unknown, general} {
		all = append(all, strconv.Itoa(n))
	}
	return all
}
