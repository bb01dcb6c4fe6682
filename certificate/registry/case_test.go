package registry_test

import (
	"slices"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
)

func FuzzParseCaseName(f *testing.F) {
	f.Add("atiga.TH.VN." + strings.Repeat("0a", 16))
	f.Add("vkfta.KR..")
	f.Add("ukvfta.GB.VN.0A")
	f.Fuzz(func(t *testing.T, text string) {
		name, err := registry.ParseCaseName(text)
		if err != nil {
			return
		}
		if name.String() != text {
			t.Errorf("%q is written %q", text, name)
		}
	})
}

func TestNameCase(t *testing.T) {
	asked := registry.OpenCase{Salt: []byte("salt")}
	asked.Number, asked.Certificate = "KCS-1", certificate.ID{Form: certificate.FormVK, Country: "VN", Reference: "1"}
	name := registry.NameCase(certificate.VKFTA, "KR", asked)
	if read, err := registry.ParseCaseName(name.String()); err != nil || read != name {
		t.Errorf("%s reads as %v, %v", name, read, err)
	}
	other := asked
	other.Number = "KCS-2"
	if registry.NameCase(certificate.VKFTA, "KR", other) == name {
		t.Error("two file numbers make one case")
	}
	for country, want := range map[string]registry.Side{"KR": registry.ImportingSide, "VN": registry.IssuingSide, "TH": ""} {
		if got := name.SideOf(country); got != want {
			t.Errorf("%s is on the side %q", country, got)
		}
	}
}

// TestEveryStateLeadsSomewhere: nothing but a case accepted as a whole is at its end, and every action can happen.
func TestEveryStateLeadsSomewhere(t *testing.T) {
	seen, happened := map[registry.CaseStanding]bool{}, map[registry.CaseAction]bool{}
	open := []registry.CaseStanding{{State: registry.CaseIsOpen}}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		if seen[s] {
			continue
		}
		seen[s] = true
		allowed := s.Allowed()
		if over := s.State == registry.CaseIsClosed && s.Result == registry.CaseAccepted; over != (len(allowed) == 0) {
			t.Errorf("%+v allows %v", s, allowed)
		}
		if !slices.IsSorted(allowed) {
			t.Errorf("%v is not sorted", allowed)
		}
		for _, action := range allowed {
			happened[action] = true
			open = append(open, steps(t, s, action)...)
		}
	}
	if len(happened) != 18 {
		t.Errorf("%d actions can happen: %v", len(happened), happened)
	}
}

// steps are the standings an action can lead to.
func steps(t *testing.T, s registry.CaseStanding, action registry.CaseAction) []registry.CaseStanding {
	t.Helper()
	contents := []registry.CaseContent{{Action: action}}
	switch action {
	case registry.CaseClosed:
		contents = []registry.CaseContent{{Action: action, Result: registry.CaseAccepted}, {Action: action, Result: registry.CaseRefused}}
	case registry.CaseImporterAsked:
		contents[0].Question = registry.ForDocuments
	}
	var next []registry.CaseStanding
	for _, c := range contents {
		after, err := s.After(c)
		if err != nil {
			t.Fatal(err)
		}
		next = append(next, after)
	}
	return next
}

func TestJoinRefusesHistoriesThatCannotBe(t *testing.T) {
	entry := func(sequence int, action registry.CaseAction) registry.CaseEntry {
		return registry.CaseEntry{CaseContent: registry.CaseContent{Action: action}, Sequence: sequence, Side: registry.SideOfAction(action)}
	}
	head := &registry.CaseHead{}
	docket := func(entries ...registry.CaseEntry) registry.Docket {
		return registry.Docket{ID: "a", Head: head, Entries: entries}
	}
	opened := docket(entry(1, registry.CaseOpened))
	if c, err := registry.Join(opened, docket(entry(2, registry.CaseReceived))); err != nil || c.Standing.State != registry.CaseIsReceived {
		t.Errorf("%+v, %v", c, err)
	}
	stolen := entry(2, registry.CaseReceived)
	stolen.Side = registry.ImportingSide
	for name, pair := range map[string][2]registry.Docket{
		"gap":             {opened, docket(entry(3, registry.CaseReceived))},
		"twice":           {opened, docket(entry(1, registry.CaseReceived))},
		"wrong side":      {opened, docket(stolen)},
		"not allowed":     {opened, docket(entry(2, registry.CaseVisitConsented))},
		"no opening":      {docket(entry(1, registry.CaseReminded)), docket()},
		"no head":         {registry.Docket{ID: "a"}, docket()},
		"halves of two":   {opened, registry.Docket{ID: "b"}},
		"unknown actions": {opened, docket(entry(2, "whatever"))},
	} {
		if _, err := registry.Join(pair[0], pair[1]); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
