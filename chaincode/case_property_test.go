package chaincode_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
)

// correspondence plays with one case. It believes of it only what it wrote.
type correspondence struct {
	verification
	written []registry.CaseContent
}

// everybody who could think of writing into a case.
func (c *correspondence) everybody() map[string]*memledger.Session {
	return map[string]*memledger.Session{
		"KR customs": c.w.Customs("KR"), "KR issuer": c.w.Issuer("KR"), "VN customs": c.w.Customs("VN"),
		"VN issuer": c.w.Issuer("VN"), "VN admin": c.w.Admin("VN"), "KR admin": c.w.Admin("KR"),
	}
}

// contents are entries that say all their action needs.
func contents(today certificate.Date) []registry.CaseContent {
	all := []registry.CaseContent{
		replied(registry.Authentic), replied(registry.Insufficient),
		closed(registry.CaseAccepted), closed(registry.CaseAcceptedInPart), closed(registry.CaseRefused), closed(registry.CaseLapsed),
		{Action: registry.CaseTimeAsked, Until: today.AddDays(30)}, {Action: registry.CaseTimeGranted, Until: today.AddDays(30)},
		{Action: registry.CaseImporterAsked, Question: registry.ForDocuments}, {Action: registry.CaseVisitHeld, On: today},
	}
	for _, plain := range []registry.CaseAction{
		registry.CaseReceived, registry.CaseReminded, registry.CaseSupplemented, registry.CaseImporterAnswered,
		registry.CaseVisitRequested, registry.CaseVisitPostponed, registry.CaseVisitConsented, registry.CaseVisitRefused,
		registry.CaseDetermined, registry.CaseCommented, registry.CaseReconsidered,
	} {
		all = append(all, registry.CaseContent{Action: plain})
	}
	return all
}

// TestRandomLettersKeepTheCase: whatever anybody tries, the case goes only where
// it may, only its sides write it, and nothing that was written is lost.
func TestRandomLettersKeepTheCase(t *testing.T) {
	w := world(t, certificate.VKFTA)
	id := issued(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		serial++
		asked := doubt(id, fmt.Sprintf("KCS-%d", serial))
		must(t, send(t, w.Customs("KR"), registry.StartCase, registry.TransientCase, asked))
		c := &correspondence{verification: verification{t: t, w: w, customs: w.Customs("KR"), issuer: w.Issuer("VN")}}
		c.id = registry.NameCase(certificate.VKFTA, "KR", asked).String()
		c.written = []registry.CaseContent{asked.Opening}
		rt.Repeat(map[string]func(*rapid.T){"write": c.write, "write again": c.again, "": c.check})
		for _, c.issuer = range []*memledger.Session{c.customs, w.Customs("VN")} {
			c.check(rt)
		}
	})
}

func (c *correspondence) write(rt *rapid.T) {
	all := c.everybody()
	who := rapid.SampledFrom(slices.Sorted(maps.Keys(all))).Draw(rt, "who")
	content := rapid.SampledFrom(contents(certificate.DateOf(c.w.Ledger.Now()))).Draw(rt, "entry")
	content.Officer = who
	before := c.read().Standing
	side := map[string]registry.Side{"KR customs": registry.ImportingSide, "VN issuer": registry.IssuingSide}[who]
	_, moves := before.After(content)
	code := codeOf(c.t, c.addAs(all[who], content, len(c.written)))
	switch {
	case registry.SideOfAction(content.Action) != side:
		if code != registry.RoleRequired && code != registry.WrongCountry {
			c.t.Fatalf("%s may write %s: %q", who, content.Action, code)
		}
	case moves != nil:
		if code != registry.CaseNotAllowed {
			c.t.Fatalf("%s in %+v: %q", content.Action, before, code)
		}
	case code != "":
		c.t.Fatalf("%s by %s in %+v is refused: %q", content.Action, who, before, code)
	default:
		c.written = append(c.written, content)
	}
}

// again repeats an entry that stands: nothing changes, and nothing is refused.
func (c *correspondence) again(rt *rapid.T) {
	n := rapid.IntRange(0, len(c.written)-1).Draw(rt, "entry")
	if n == 0 {
		return
	}
	content := c.written[n]
	by := c.customs
	if registry.SideOfAction(content.Action) == registry.IssuingSide {
		by = c.issuer
	}
	must(c.t, c.addAs(by, content, n))
}

// check compares the case, as the issuing side reads it, with what was written.
func (c *correspondence) check(*rapid.T) {
	got := c.read()
	if len(got.Entries) != len(c.written) {
		c.t.Fatalf("%d entries, %d were written", len(got.Entries), len(c.written))
	}
	for i, e := range got.Entries {
		if e.Sequence != i+1 || text(c.t, e.CaseContent) != text(c.t, c.written[i]) {
			c.t.Fatalf("entry %d is %+v, written was %+v", i+1, e, c.written[i])
		}
	}
	if s, err := registry.Stand(got.Entries); err != nil || s != got.Standing || !slices.Contains(registry.CaseStates(), s.State) {
		c.t.Fatalf("stands as %+v, follows %+v, %v", got.Standing, s, err)
	}
}
