package rules_test

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	rules "origo/fta-rules"
	"origo/fta-rules/deadline"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// letters makes a case of entries written as "2026-01-05 received".
func letters(t *testing.T, name string, written ...string) registry.Case {
	t.Helper()
	c := registry.Case{ID: name + "." + strings.Repeat("0a", 16)}
	for i, line := range written {
		parts := strings.Fields(line)
		e := registry.CaseEntry{Sequence: i + 1, At: parts[0] + "T09:00:00Z"}
		e.Action = registry.CaseAction(parts[1])
		for _, detail := range parts[2:] {
			name, value, _ := strings.Cut(detail, "=")
			switch name {
			case "question":
				e.Question = registry.Question(value)
			case "until":
				e.Until = day(t, value)
			case "on":
				e.On = day(t, value)
			}
		}
		c.Entries = append(c.Entries, e)
	}
	return c
}

func day(t *testing.T, text string) certificate.Date {
	t.Helper()
	d, err := certificate.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDeadlines(t *testing.T) {
	tests := []struct {
		name, at string
		entries  []string
		want     []string // id, due, state on 1 March 2027
	}{
		{"nothing received", "atiga.TH.VN", []string{"2026-12-01 opened"}, []string{"whole 2027-05-30 pending"}},
		{"ATIGA, 90 and 180 days", "atiga.TH.VN", []string{"2026-11-01 opened", "2026-11-05 received"},
			[]string{"reply 2027-02-03 overdue", "whole 2027-04-30 pending"}},
		{"Viet Nam refuses after 180 days", "atiga.VN.TH", []string{"2026-08-01 opened", "2026-08-03 received"},
			[]string{"reply 2026-11-01 overdue", "whole 2027-01-28 overdue", "reply_vn 2027-01-28 overdue"}},
		{"more time was granted", "atiga.TH.VN", []string{"2026-11-01 opened", "2026-11-05 received", "2027-01-20 time_granted until=2027-04-01"},
			[]string{"reply 2027-04-01 pending granted", "whole 2027-04-30 pending"}},
		{"answered in time", "atiga.TH.VN", []string{"2026-11-01 opened", "2026-11-05 received", "2027-02-03 replied"},
			[]string{"reply 2027-02-03 met", "whole 2027-04-30 pending"}},
		{"answered a day late", "atiga.TH.VN", []string{"2026-11-01 opened", "2026-11-05 received", "2027-02-04 replied", "2027-02-05 closed"},
			[]string{"reply 2027-02-03 met_late", "whole 2027-04-30 met"}},
		{"a visit nobody consents to", "atiga.TH.VN", []string{"2026-11-01 opened", "2026-11-05 replied", "2027-01-10 visit_requested"},
			[]string{"whole 2027-04-30 pending", "visit_consent 2027-02-09 overdue", "visit 2027-03-11 pending", "visit_whole 2027-07-09 pending"}},
		{"comments, and the last word", "atiga.TH.VN",
			[]string{"2026-11-01 opened", "2026-11-05 replied", "2027-01-10 determined", "2027-01-20 commented"},
			[]string{"whole 2027-04-30 pending", "comments 2027-02-09 met", "final 2027-02-19 overdue"}},
		{"VKFTA, 6 and 10 months from receipt", "vkfta.KR.VN", []string{"2026-08-01 opened", "2026-08-31 received"},
			[]string{"reply 2027-02-28 overdue", "whole 2027-06-30 pending"}},
		{"VKFTA, a visit of two days", "vkfta.KR.VN",
			[]string{"2026-08-01 opened", "2026-08-31 received", "2026-10-01 visit_requested", "2026-10-14 visit_postponed", "2026-10-20 visit_consented", "2026-12-10 visit_held on=2026-11-20"},
			[]string{"reply 2027-02-28 overdue", "whole 2027-06-30 pending", "postponement 2026-10-16 met", "visit_consent 2026-10-31 met", "visit 2026-11-30 met", "visit_whole 2027-05-20 pending"}},
		{"VKFTA, a corrected certificate", "vkfta.KR.VN", []string{"2026-12-01 opened", "2026-12-02 importer_asked question=corrected_certificate"},
			[]string{"corrected_certificate 2027-01-01 overdue"}},
		{"VKFTA into Viet Nam keeps its own time", "vkfta.VN.KR", []string{"2026-08-01 opened", "2026-08-31 received"},
			[]string{"reply 2027-02-28 overdue", "whole 2027-06-30 pending"}},
		{"five working days, ten days", "vkfta.VN.KR",
			[]string{"2027-02-01 opened", "2027-02-18 importer_asked question=explanation", "2027-02-26 importer_answered", "2027-02-26 importer_asked question=documents"},
			[]string{"explanation 2027-02-25 met_late", "documents 2027-03-08 pending"}},
		{"UKVFTA, ten months, receipt not confirmed", "ukvfta.GB.VN", []string{"2026-04-15 opened"}, []string{"reply 2027-02-15 overdue held"}},
		{"UKVFTA, receipt confirmed", "ukvfta.GB.VN", []string{"2026-04-15 opened", "2026-06-01 received"}, []string{"reply 2027-02-15 overdue"}},
		{"UKVFTA into Viet Nam, a visit", "ukvfta.VN.GB", []string{"2026-12-15 opened", "2026-12-16 replied", "2027-01-20 visit_requested"},
			[]string{"reply 2027-10-15 met", "visit_consent_vn 2027-02-19 overdue"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all, err := rules.Deadlines(letters(t, test.at, test.entries...))
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(t, all); !slices.Equal(got, test.want) {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
		})
	}
}

func lines(t *testing.T, all []deadline.Deadline) []string {
	t.Helper()
	on := day(t, "2027-03-01")
	var said []string
	for _, d := range all {
		line := d.ID + " " + d.Due.String() + " " + string(d.On(on))
		if d.Granted {
			line += " granted"
		}
		if d.Held {
			line += " held"
		}
		if d.Citation == "" || d.Side == "" || d.Lapsed(on) != (d.On(on) == deadline.Overdue && !d.Held) {
			t.Errorf("%+v", d)
		}
		said = append(said, line)
	}
	return said
}

func TestNoticeOfRefusalIsDueInSixtyDays(t *testing.T) {
	c := letters(t, "atiga.TH.VN", "2026-12-01 opened")
	c.PresentedOn = day(t, "2026-09-01")
	all, err := rules.Deadlines(c)
	if err != nil || all[0].ID != "refusal_notice" || all[0].On(all[0].MetOn) != deadline.MetLate || all[0].Due != day(t, "2026-10-31") {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestDeadlinesWantACase(t *testing.T) {
	if _, err := rules.Deadlines(registry.Case{ID: "nafta"}); err == nil {
		t.Error("a case of no agreement has deadlines")
	}
}

// TestDeadlinesHaveWords in every language, for every clock of every agreement.
func TestDeadlinesHaveWords(t *testing.T) {
	all := []string{"2026-01-01 opened", "2026-01-02 received", "2026-01-03 visit_requested", "2026-01-04 visit_held on=2026-01-04", "2026-01-05 determined", "2026-01-06 commented"}
	for _, question := range []string{"explanation", "documents", "corrected_certificate"} {
		all = append(all, "2026-01-07 importer_asked question="+question)
	}
	for _, language := range explain.Languages() {
		words, err := explain.Load(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{"atiga.VN.TH", "vkfta.VN.KR", "ukvfta.VN.GB"} {
			c := letters(t, at, all...)
			c.PresentedOn = day(t, "2026-01-01")
			deadlines, err := rules.Deadlines(c)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range deadlines {
				for _, code := range []finding.Message{finding.Message("case.clock." + d.ID), d.Lapse} {
					if words.Say(code) == string(code) {
						t.Errorf("%s has no words in %s", code, language)
					}
				}
			}
		}
	}
}
