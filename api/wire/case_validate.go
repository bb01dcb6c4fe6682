package wire

import (
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
)

// Validate demands a file number, a known basis, and reasons unless the check is a random one.
func (r CaseRequest) Validate() error {
	verdicts := []*Fault{
		line(r.Number, "/number", 64),
		demand(r.Basis == registry.RandomCheck || r.Basis == registry.ReasonableDoubt, "/basis", "must be random or doubt"),
		demand(r.Basis == registry.RandomCheck || len(some(r.Reasons)) > 0, "/reasons", "a doubt has reasons"),
	}
	for i, item := range some(r.Items) {
		verdicts = append(verdicts, demand(item >= 1 && item <= certificate.MaxItems, "/items/"+strconv.Itoa(i), "must be the number of an item"))
	}
	return check(append(verdicts, contentFaults(r.Text, r.Reasons, r.Documents, r.Guarantee)...)...)
}

// contentFaults are those of the parts that requests and entries share.
func contentFaults(text *string, reasons *[]registry.Ground, documents *[]registry.CaseDocument, guarantee *registry.Guarantee) []*Fault {
	var verdicts []*Fault
	if text != nil {
		verdicts = append(verdicts, words(*text, "/text", 2000))
	}
	for i, g := range some(reasons) {
		at := "/reasons/" + strconv.Itoa(i)
		verdicts = append(verdicts,
			demand(g.Item >= 0 && g.Item <= certificate.MaxItems, at+"/item", "must be the number of an item, or 0 for the whole certificate"),
			line(g.Code, at+"/code", 64), words(g.Citation, at+"/citation", 200))
	}
	for i, d := range some(documents) {
		at := "/documents/" + strconv.Itoa(i)
		verdicts = append(verdicts, words(d.Name, at+"/name", 200), digest(d.Digest, at+"/digest"))
	}
	if guarantee != nil {
		verdicts = append(verdicts, line(guarantee.Declaration, "/guarantee/declaration", 64),
			demand(guarantee.Amount.Sign() > 0, "/guarantee/amount", "must be above zero"),
			line(guarantee.Currency, "/guarantee/currency", 3))
	}
	return append(verdicts, demand(len(some(reasons)) <= 99, "/reasons", "too many"), demand(len(some(documents)) <= 50, "/documents", "too many"))
}

// Request is the request in the words of the ledger, still without its salt.
func (r CaseRequest) Request(id certificate.ID, officer string) registry.OpenCase {
	o := registry.OpenCase{
		CaseHead: registry.CaseHead{Certificate: id, Number: r.Number, Basis: r.Basis, Items: some(r.Items)},
		Opening: registry.CaseContent{
			Action: registry.CaseOpened, Reasons: some(r.Reasons), Documents: some(r.Documents), Guarantee: r.Guarantee, Officer: officer,
		},
	}
	if r.Text != nil {
		o.Opening.Text = *r.Text
	}
	if r.PresentedOn != nil {
		o.PresentedOn = *r.PresentedOn
	}
	return o
}

// caseAnswers are the words an issuing authority can give.
var caseAnswers = []registry.CaseAnswer{
	registry.Authentic, registry.NotOriginating, registry.NotAuthentic, registry.Insufficient, registry.NoCooperation,
}

// Validate demands a known action. Which parts belong to it is the ledger's to say.
func (r NewCaseEntry) Validate() error {
	verdicts := []*Fault{
		demand(registry.SideOfAction(r.Action) != "" && r.Action != registry.CaseOpened, "/action", "must be an action of the specification"),
		demand(r.After >= 1, "/after", "must be the number of entries you have seen"),
	}
	for i, a := range some(r.Answers) {
		at := "/answers/" + strconv.Itoa(i)
		verdicts = append(verdicts,
			demand(a.Item >= 0 && a.Item <= certificate.MaxItems, at+"/item", "must be the number of an item, or 0 for all others"),
			demand(slices.Contains(caseAnswers, a.Answer), at+"/answer", "must be an answer of the specification"))
	}
	return check(append(verdicts, contentFaults(r.Text, r.Reasons, r.Documents, r.Guarantee)...)...)
}

// Request is the entry in the words of the ledger.
func (r NewCaseEntry) Request(id, officer string) registry.CaseEntryRequest {
	content := registry.CaseContent{
		Action: r.Action, Reasons: some(r.Reasons), Documents: some(r.Documents), Answers: some(r.Answers),
		Guarantee: r.Guarantee, Officer: officer,
	}
	given(&content.Text, r.Text)
	given(&content.Result, r.Result)
	given(&content.Question, r.Question)
	given(&content.On, r.On)
	given(&content.Until, r.Until)
	return registry.CaseEntryRequest{Case: id, After: r.After, CaseContent: content}
}

// given copies an optional field that is there.
func given[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}
