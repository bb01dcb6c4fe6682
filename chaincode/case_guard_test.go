package chaincode_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

func TestOpeningRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*registry.OpenCase)
		want   registry.Code
	}{
		{"good", func(*registry.OpenCase) {}, ""},
		{"random without reasons", func(o *registry.OpenCase) { o.Basis, o.Opening.Reasons = registry.RandomCheck, nil }, ""},
		{"doubt without reasons", func(o *registry.OpenCase) { o.Opening.Reasons = nil }, registry.GroundsRequired},
		{"short salt", func(o *registry.OpenCase) { o.Salt = o.Salt[:31] }, registry.Malformed},
		{"no number", func(o *registry.OpenCase) { o.Number = "" }, registry.Malformed},
		{"basis", func(o *registry.OpenCase) { o.Basis = "mood" }, registry.Malformed},
		{"item twice", func(o *registry.OpenCase) { o.Items = []int{1, 1} }, registry.Malformed},
		{"item nought", func(o *registry.OpenCase) { o.Items = []int{0} }, registry.Malformed},
		{"no officer", func(o *registry.OpenCase) { o.Opening.Officer = "" }, registry.Malformed},
		{"another action", func(o *registry.OpenCase) { o.Opening.Action = registry.CaseReminded }, registry.Malformed},
		{"with a result", func(o *registry.OpenCase) { o.Opening.Result = registry.CaseAccepted }, registry.Malformed},
		{"document without digest", func(o *registry.OpenCase) { o.Opening.Documents[0].Digest = "ab" }, registry.Malformed},
		{"form of another agreement", func(o *registry.OpenCase) { o.Certificate.Form = certificate.FormD }, registry.WrongAgreement},
		{"own certificate", func(o *registry.OpenCase) { o.Certificate.Country = "KR" }, registry.WrongCountry},
		{"stranger's certificate", func(o *registry.OpenCase) { o.Certificate.Country = "TH" }, registry.WrongCountry},
		{"presented tomorrow week", func(o *registry.OpenCase) { o.PresentedOn = certificate.NewDate(2026, 12, 1) }, registry.TimeImplausible},
		{"guarantee of nothing", func(o *registry.OpenCase) {
			o.Opening.Guarantee = &registry.Guarantee{Declaration: "D-1", Currency: "KRW"}
		}, registry.Malformed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			asked := doubt(w.Specimen(certificate.FormVK, "VN", 1).ID(), "KCS-1")
			test.change(&asked)
			mustRefuse(t, send(t, w.Customs("KR"), registry.StartCase, registry.TransientCase, asked), test.want)
		})
	}
}

func TestEntryRefusals(t *testing.T) {
	day := certificate.NewDate(2026, 12, 24)
	tests := []struct {
		name    string
		content registry.CaseContent
		want    registry.Code
	}{
		{"unknown action", registry.CaseContent{Action: "forgotten"}, registry.Malformed},
		{"opened again", registry.CaseContent{Action: registry.CaseOpened}, registry.CaseNotAllowed},
		{"reply without answers", registry.CaseContent{Action: registry.CaseReplied}, registry.Malformed},
		{"reply with an invented answer", replied("perhaps"), registry.Malformed},
		{"reminder with a result", registry.CaseContent{Action: registry.CaseReminded, Result: registry.CaseAccepted}, registry.Malformed},
		{"visit too early", registry.CaseContent{Action: registry.CaseVisitRequested, On: day}, registry.CaseNotAllowed},
		{"more time without a day", registry.CaseContent{Action: registry.CaseTimeAsked}, registry.Malformed},
		{"more time", registry.CaseContent{Action: registry.CaseTimeAsked, Until: day}, ""},
		{"consent to no visit", registry.CaseContent{Action: registry.CaseVisitConsented}, registry.CaseNotAllowed},
		{"comments on nothing", registry.CaseContent{Action: registry.CaseCommented}, registry.CaseNotAllowed},
		{"refused without grounds", registry.CaseContent{Action: registry.CaseClosed, Result: registry.CaseRefused}, registry.GroundsRequired},
		{"accepted with grounds", registry.CaseContent{Action: registry.CaseClosed, Result: registry.CaseAccepted, Reasons: closed(registry.CaseRefused).Reasons}, registry.Malformed},
		{"closed somehow", registry.CaseContent{Action: registry.CaseClosed, Result: "somehow"}, registry.Malformed},
		{"reconsidered before closure", registry.CaseContent{Action: registry.CaseReconsidered}, registry.CaseNotAllowed},
		{"an unknown question", registry.CaseContent{Action: registry.CaseImporterAsked, Question: "why"}, registry.Malformed},
		{"an answer to no question", registry.CaseContent{Action: registry.CaseImporterAnswered}, registry.CaseNotAllowed},
		{"released", registry.CaseContent{Action: registry.CaseReleased, Guarantee: &registry.Guarantee{Declaration: "D-1", Amount: quantity(t, "12.5"), Currency: "KRW"}}, ""},
		{"text of several lines", registry.CaseContent{Action: registry.CaseReminded, Text: "a\nb"}, registry.Malformed},
	}
	v := opened(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			by := v.customs
			if registry.SideOfAction(test.content.Action) == registry.IssuingSide {
				by = v.issuer
			}
			err := v.addAs(by, test.content, len(v.read().Entries))
			mustRefuse(t, err, test.want)
		})
	}
}

// TestWhoMayWriteWhat: every action by everybody else.
func TestWhoMayWriteWhat(t *testing.T) {
	v := opened(t)
	strangers := map[string]*memledger.Session{
		"customs of the issuing country": v.w.Customs("VN"), "issuer of the importing country": v.w.Issuer("KR"),
		"administrator": v.w.Admin("VN"), "issuing organisation as customs": v.w.Ledger.As("VNIssuer", registry.RoleCustoms),
		"customs organisation as issuer": v.w.Ledger.As("VNCustoms", registry.RoleIssuer),
	}
	for name, by := range strangers {
		for _, content := range []registry.CaseContent{{Action: registry.CaseReceived}, {Action: registry.CaseReminded}, replied(registry.Authentic), closed(registry.CaseAccepted)} {
			code := codeOf(t, v.addAs(by, content, 1))
			if code != registry.RoleRequired && code != registry.WrongCountry {
				t.Errorf("%s may write %s: %q", name, content.Action, code)
			}
		}
	}
	if n := len(v.read().Entries); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// TestNobodyEndorsesForTheOtherSide: the ledger itself throws out what a changed
// program would write, from the opening on.
func TestNobodyEndorsesForTheOtherSide(t *testing.T) {
	v := opened(t)
	received := registry.CaseContent{Action: registry.CaseReceived}
	mustLackEndorsement(t, v.addAs(v.issuer.EndorsedBy("KRCustoms", "VNCustoms"), received, 1))
	mustLackEndorsement(t, v.addAs(v.issuer.EndorsedBy("VNIssuer"), received, 1))
	must(t, v.addAs(v.issuer.EndorsedBy("VNIssuer", "VNCustoms"), received, 1))
	reminded := registry.CaseContent{Action: registry.CaseReminded}
	mustLackEndorsement(t, v.addAs(v.customs.EndorsedBy("VNIssuer", "VNCustoms"), reminded, 2))
	must(t, v.addAs(v.customs.EndorsedBy("KRCustoms", "VNCustoms"), reminded, 2))
}

func TestCaseWritesAreIdempotent(t *testing.T) {
	v := opened(t)
	certified := v.read().Certificate
	must(t, send(t, v.customs, registry.StartCase, registry.TransientCase, doubt(certified, "KCS-1")))
	other := doubt(certified, "KCS-1")
	other.Items = []int{2}
	mustRefuse(t, send(t, v.customs, registry.StartCase, registry.TransientCase, other), registry.CaseDiffers)
	must(t, v.addAs(v.issuer, registry.CaseContent{Action: registry.CaseReceived}, 1))
	must(t, v.addAs(v.issuer, registry.CaseContent{Action: registry.CaseReceived}, 1))
	mustRefuse(t, v.addAs(v.issuer, replied(registry.Authentic), 1), registry.CaseMoved)
	mustRefuse(t, v.addAs(v.issuer, replied(registry.Authentic), 7), registry.CaseMoved)
	if n := len(v.read().Entries); n != 2 {
		t.Errorf("%d entries", n)
	}
	// The repetition of the opening is no repetition of a later entry.
	must(t, send(t, v.customs, registry.StartCase, registry.TransientCase, doubt(certified, "KCS-1")))
}

func TestVisit(t *testing.T) {
	v := opened(t)
	on := certificate.DateOf(v.w.Ledger.Now())
	for _, content := range []registry.CaseContent{
		replied(registry.Insufficient),
		{Action: registry.CaseVisitRequested, On: on.AddDays(40), Text: "factory in Bien Hoa"},
		{Action: registry.CaseVisitPostponed, On: on.AddDays(50)},
		{Action: registry.CaseVisitConsented},
		{Action: registry.CaseVisitHeld, On: on},
		{Action: registry.CaseDetermined, Reasons: closed(registry.CaseRefused).Reasons},
		{Action: registry.CaseCommented, Text: "the machines are at the second site"},
		closed(registry.CaseRefused),
		replied(registry.Authentic),
		{Action: registry.CaseReconsidered},
		closed(registry.CaseAccepted),
	} {
		must(t, v.add(content))
	}
	mustRefuse(t, v.add(replied(registry.Authentic)), registry.CaseNotAllowed)
	if s := v.read().Standing; s.Result != registry.CaseAccepted || s.State != registry.CaseIsClosed {
		t.Errorf("%+v", s)
	}
}

func TestFindCases(t *testing.T) {
	v := opened(t)
	id := v.read().Certificate
	other := id
	other.Reference = "VN-KR 26/02/00999"
	must(t, send(t, v.customs, registry.StartCase, registry.TransientCase, doubt(other, "KCS-2")))
	must(t, v.add(closed(registry.CaseAccepted)))
	for want, q := range map[int][]registry.CaseQuery{
		2: {{}, {Side: registry.ImportingSide}, {States: registry.CaseStates()}},
		1: {{Certificate: &id}, {States: []registry.CaseState{registry.CaseIsOpen}}, {Limit: 1}, {After: v.find(registry.CaseQuery{})[0].ID}},
		0: {{Side: registry.IssuingSide}, {After: v.find(registry.CaseQuery{})[1].ID}},
	} {
		for _, query := range q {
			if got := v.find(query); len(got) != want {
				t.Errorf("%+v finds %d, want %d", query, len(got), want)
			}
		}
	}
	page := ask[registry.CasePage](t, v.issuer, registry.FindCases, text(t, registry.CaseQuery{Limit: 1, Side: registry.IssuingSide}))
	if len(page.Cases) != 1 || !page.More {
		t.Errorf("%+v", page)
	}
	_, err := v.customs.Evaluate(registry.FindCases, nil, `{"limit":1001}`)
	mustRefuse(t, err, registry.Malformed)
	for _, name := range []string{"", "vkfta.KR.VN.12", strings.Replace(v.id, "vkfta", "nafta", 1)} {
		_, err := v.customs.Evaluate(registry.ReadCase, nil, name)
		mustRefuse(t, err, registry.Malformed)
	}
	_, err = v.customs.Evaluate(registry.ReadCase, nil, v.id[:len(v.id)-32]+strings.Repeat("0", 32))
	mustRefuse(t, err, registry.CaseUnknown)
}

// TestThirdCountriesSeeNothingOfCases: not even which certificate a case is
// about, which blocks would tell if the contract read the certificate's records.
func TestThirdCountriesSeeNothingOfCases(t *testing.T) {
	w := threeCountries(t)
	doc := w.Specimen(certificate.FormD, "VN", 1)
	issued(t, w, doc)
	before := bytes.Count(readable(w.Ledger.Seen("MYCustoms")), []byte(doc.Reference))
	asked := doubt(doc.ID(), "TH-17/2026")
	must(t, send(t, w.Customs("TH"), registry.StartCase, registry.TransientCase, asked))
	v := verification{t: t, w: w, customs: w.Customs("TH"), issuer: w.Issuer("VN")}
	v.id = v.find(registry.CaseQuery{})[0].ID
	must(t, v.add(replied(registry.NotAuthentic)))
	must(t, v.add(closed(registry.CaseRefused)))
	outside, inside := readable(w.Ledger.Seen("MYCustoms")), readable(w.Ledger.Seen("THCustoms"))
	for _, secret := range []string{"TH-17/2026", "no factory at this address", "criterion_doubtful", "not_authentic", "scan of the certificate", digest(7)} {
		if bytes.Contains(outside, []byte(secret)) {
			t.Errorf("a third country can read %q", secret)
		}
		if !bytes.Contains(inside, []byte(secret)) {
			t.Errorf("the test is blind: the importing country cannot find %q either", secret)
		}
	}
	if after := bytes.Count(outside, []byte(doc.Reference)); after != before {
		t.Errorf("the certificate is named %d times more", after-before)
	}
	_, err := w.Customs("MY").Evaluate(registry.ReadCase, nil, v.id)
	mustRefuse(t, err, registry.WrongCountry)
	if page := ask[registry.CasePage](t, w.Customs("MY"), registry.FindCases, "{}"); len(page.Cases) != 0 {
		t.Errorf("a third country finds %+v", page)
	}
}

func TestRacingEntries(t *testing.T) {
	v := opened(t)
	endorse := func(by *memledger.Session, content registry.CaseContent) *memledger.Endorsed {
		content.Officer = "x"
		transient, err := seeded.Transient(registry.TransientEntry, registry.CaseEntryRequest{Case: v.id, After: 1, CaseContent: content})
		must(t, err)
		endorsed, err := by.Endorse(registry.AddToCase, transient)
		must(t, err)
		return endorsed
	}
	first, second := endorse(v.issuer, registry.CaseContent{Action: registry.CaseReceived}), endorse(v.customs, registry.CaseContent{Action: registry.CaseReminded})
	_, failures := v.w.Ledger.Commit(first, second)
	must(t, failures[0])
	var failure *memledger.CommitError
	if !errors.As(failures[1], &failure) || failure.Code != memledger.ReadConflict {
		t.Fatalf("got %v, want %s", failures[1], memledger.ReadConflict)
	}
}
