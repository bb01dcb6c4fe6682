package progress

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

var (
	today  = certificate.NewDate(2026, 11, 22)
	expiry = certificate.NewDate(2027, 11, 17)
	soon   = certificate.NewDate(2026, 12, 1)
	later  = certificate.NewDate(2027, 1, 1)
)

func open(s registry.CaseStanding, clock string, due certificate.Date) Case {
	if s.State == "" {
		s.State = registry.CaseIsReceived
	}
	return Case{s, []deadline.Deadline{{ID: clock, Due: due}}}
}

func TestNext(t *testing.T) {
	reply := open(registry.CaseStanding{}, "reply", later)
	for name, c := range map[string]struct {
		change func(*Facts)
		want   Step
	}{
		"unused":         {func(*Facts) {}, Step{Present, ByImporter, expiry}},
		"partly used":    {func(f *Facts) { f.Usage = registry.PartlyUsed }, Step{Present, ByImporter, expiry}},
		"last day":       {func(f *Facts) { f.Today = expiry }, Step{Present, ByImporter, expiry}},
		"day after":      {func(f *Facts) { f.Today = expiry.AddDays(1) }, Step{Expired, ByNobody, certificate.Date{}}},
		"used up":        {func(f *Facts) { f.Usage = registry.UsedUp }, Step{Finished, ByNobody, certificate.Date{}}},
		"used up, late":  {func(f *Facts) { f.Usage, f.Today = registry.UsedUp, expiry.AddDays(1) }, Step{Finished, ByNobody, certificate.Date{}}},
		"refused":        {func(f *Facts) { f.Usage, f.Refusals = registry.LineRefused, 1 }, Step{AnswerRefusal, ByTraders, certificate.Date{}}},
		"refused, late":  {func(f *Facts) { f.Usage, f.Today = registry.LineRefused, expiry.AddDays(1) }, Step{AnswerRefusal, ByTraders, certificate.Date{}}},
		"partly refused": {func(f *Facts) { f.Usage, f.Refusals = registry.PartlyUsed, 1 }, Step{AnswerPartially, ByTraders, expiry}},
		"cancelled":      {func(f *Facts) { f.Status, f.Cases = registry.Cancelled, []Case{reply} }, Step{Reapply, ByExporter, certificate.Date{}}},
		"replaced":       {func(f *Facts) { f.Status = registry.Replaced }, Step{UseReplacement, ByTraders, certificate.Date{}}},
		"in doubt":       {func(f *Facts) { f.Cases, f.Usage = []Case{reply}, registry.UsedUp }, Step{AwaitReply, ByAuthority, later}},
		"the sooner case": {func(f *Facts) {
			f.Cases = []Case{reply, open(registry.CaseStanding{Visit: registry.VisitRequested}, "visit_consent", soon)}
		},
			Step{ConsentToVisit, ByExporter, soon}},
		"a case without a day": {func(f *Facts) { f.Cases = []Case{open(registry.CaseStanding{}, "other", soon), reply} }, Step{AwaitReply, ByAuthority, later}},
	} {
		f := Facts{Status: registry.Issued, Usage: registry.Unused, Expiry: expiry, Today: today}
		c.change(&f)
		if got := Next(f); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestOfCase(t *testing.T) {
	for clock, c := range map[string]struct {
		standing registry.CaseStanding
		want     Step
	}{
		"explanation":           {registry.CaseStanding{Question: registry.ForExplanation, Visit: registry.VisitRequested}, Step{Explain, ByImporter, soon}},
		"documents":             {registry.CaseStanding{Question: registry.ForDocuments}, Step{ShowDocuments, ByImporter, soon}},
		"corrected_certificate": {registry.CaseStanding{Question: registry.ForCorrection}, Step{Correct, ByTraders, soon}},
		"visit_consent":         {registry.CaseStanding{Visit: registry.VisitPostponed}, Step{ConsentToVisit, ByExporter, soon}},
		"visit":                 {registry.CaseStanding{Visit: registry.VisitConsented}, Step{AwaitVisit, ByExporter, soon}},
		"comments":              {registry.CaseStanding{Determined: true, Visit: registry.VisitHeld}, Step{Comment, ByExporter, soon}},
		"reply":                 {registry.CaseStanding{State: registry.CaseIsOpen}, Step{AwaitReply, ByAuthority, soon}},
		"whole":                 {registry.CaseStanding{State: registry.CaseIsReplied}, Step{AwaitDecision, ByCustoms, soon}},
	} {
		if got := OfCase(open(c.standing, clock, soon)); got != c.want {
			t.Errorf("%s: %+v, want %+v", clock, got, c.want)
		}
	}
	met := open(registry.CaseStanding{State: registry.CaseIsOpen}, "reply", soon)
	met.Deadlines[0].MetOn = today
	if got := OfCase(met); !got.Due.IsZero() {
		t.Errorf("a clock that has stopped has the day %s", got.Due)
	}
}
