package console

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// casesRoutes are verification cases as both sides see them: the inbox of the
// issuing authority, and the page of a case with what may be done next.
func casesRoutes() []route {
	both := []identity.Role{identity.Customs, identity.Issuer}
	return []route{
		{path: "/cases", menu: "case.menu", roles: []identity.Role{identity.Issuer}, show: showInbox},
		{path: "/cases/{case}", roles: both, show: showCase},
		{path: "/cases/{case}/{action}", roles: both, show: showEntry, send: sendEntry},
	}
}

var errCaseMoved = &fault{"case_moved", 409}

// showInbox lists what customs abroad have asked this country's issuing
// authority, the most urgent first.
func showInbox(p *Page) error {
	tasks, err := p.tasks(registry.IssuingSide)
	if err != nil {
		return err
	}
	p.Wide = true
	return p.Show(p.Say("case.title"), inboxPage(p, tasks))
}

// caseFile reads the case that the address names, with the own country's side.
func (p *Page) caseFile() (wire.CaseFile, registry.Side, error) {
	language := p.Language()
	file, err := answer[wire.CaseFile](p.API.ReadCase(p.Request.Context(), p.In("case"), &wire.ReadCaseParams{Lang: &language}))
	if err != nil {
		return file, "", err
	}
	name, err := registry.ParseCaseName(file.Case.ID)
	return file, name.SideOf(p.Country()), err
}

// allowed are the actions that are the person's to take now.
func (p *Page) allowed(file wire.CaseFile, side registry.Side) []registry.CaseAction {
	role := map[registry.Side]identity.Role{registry.IssuingSide: identity.Issuer, registry.ImportingSide: identity.Customs}[side]
	var all []registry.CaseAction
	for _, a := range file.Allowed {
		if a.Side == side && p.Has(role) {
			all = append(all, a.Action)
		}
	}
	return all
}

// showCase is the whole correspondence with its clocks.
func showCase(p *Page) error {
	file, side, err := p.caseFile()
	if err != nil {
		return err
	}
	return p.Show(p.Say("case.of", "number", file.Case.Number), casePage(p, file, p.allowed(file, side)))
}

// entry is one action in the making.
type entry struct {
	file   wire.CaseFile
	action registry.CaseAction
}

// Fields of an entry.
const (
	entryText     = "text"
	entryUntil    = "until"
	entryOn       = "on"
	entryResult   = "result"
	entryQuestion = "question"
	entryAfter    = "after"
	answerItem    = "answer_item"
	answerWord    = "answer"
	answerText    = "answer_text"
	documentName  = "document_name"
	documentHash  = "document_digest"
)

// entryFields carry an entry from its form to its confirmation.
func entryFields() []string {
	return []string{entryText, entryUntil, entryOn, entryResult, entryQuestion, entryAfter, answerItem, answerWord, answerText, documentName, documentHash,
		"amount", "currency", fieldNumber, groundItem, groundCode, groundCited, groundText, groundGiven}
}

// takes says which parts an action needs or may have; the ledger judges again.
func (e entry) takes(part string) bool {
	parts := map[registry.CaseAction][]string{
		registry.CaseReplied: {answerWord}, registry.CaseClosed: {entryResult, groundItem}, registry.CaseImporterAsked: {entryQuestion},
		registry.CaseReleased: {"amount"}, registry.CaseTimeAsked: {entryUntil}, registry.CaseTimeGranted: {entryUntil},
		registry.CaseVisitHeld: {entryOn}, registry.CaseVisitRequested: {entryOn}, registry.CaseVisitPostponed: {entryOn}, registry.CaseVisitConsented: {entryOn},
		registry.CaseSupplemented: {groundItem}, registry.CaseDetermined: {groundItem}, registry.CaseVisitRefused: {groundItem},
	}
	return slices.Contains(parts[e.action], part)
}

// entry reads which action the address names; one that the case no longer allows
// is no page.
func (p *Page) entry() (entry, error) {
	file, side, err := p.caseFile()
	if err != nil {
		return entry{}, err
	}
	e := entry{file, registry.CaseAction(p.In("action"))}
	if !slices.Contains(p.allowed(file, side), e.action) {
		return e, errCaseMoved
	}
	return e, nil
}

// showEntry is the form of one action.
func showEntry(p *Page) error {
	e, err := p.entry()
	if err != nil {
		return err
	}
	if e.takes(groundItem) && !p.Form.Has(groundItem) {
		for _, g := range e.file.Case.Entries[0].Reasons {
			p.addGround(g.Item, g.Code, g.Citation, g.Text)
		}
		p.addGround(0, "", "", "")
	}
	return p.Show(p.Say("case.do."+string(e.action)), entryForm(p, e))
}

// sendEntry leads through the confirmation to the ledger.
func sendEntry(p *Page) error {
	e, err := p.entry()
	if err != nil {
		return err
	}
	if file, ok := p.Files["document"]; ok {
		sum := sha256.Sum256(file.Data)
		p.Form.Add(documentName, file.Name)
		p.Form.Add(documentHash, hex.EncodeToString(sum[:]))
	}
	content, err := p.newEntry(e)
	if err != nil {
		return err
	}
	if p.Field(fieldStep) != stepRecord {
		return p.Show(p.Say("case.confirm"), entryConfirm(p, e, content))
	}
	key := p.Key()
	_, err = answer[wire.RecordedCase](p.API.AddCaseEntry(p.Request.Context(), e.file.Case.ID, &wire.AddCaseEntryParams{IdempotencyKey: &key}, content))
	if err != nil {
		return err
	}
	return p.Go(casePath(e.file.Case.ID))
}

// newEntry reads the form. After is what the person had seen when it was filled
// in, so that what the other side wrote meanwhile is not passed over.
func (p *Page) newEntry(e entry) (wire.NewCaseEntry, error) {
	after, err := strconv.Atoi(p.Field(entryAfter))
	if err != nil {
		after = len(e.file.Case.Entries)
		p.Form.Set(entryAfter, strconv.Itoa(after))
	}
	n := wire.NewCaseEntry{Action: e.action, After: after, Text: p.given(entryText)}
	if e.takes(entryResult) {
		result := wire.CaseResult(p.Field(entryResult))
		n.Result = &result
	}
	if e.takes(entryQuestion) {
		question := wire.CaseQuestion(p.Field(entryQuestion))
		n.Question = &question
	}
	if names, digests := p.Form[documentName], p.Form[documentHash]; len(names) > 0 && len(names) == len(digests) {
		documents := make([]wire.CaseDocument, len(names))
		for i := range names {
			documents[i] = wire.CaseDocument{Name: names[i], Digest: digests[i]}
		}
		n.Documents = &documents
	}
	return n, errors.Join(p.entryDays(e, &n), p.entryAnswers(e, &n), p.entryGrounds(e, &n), p.entryGuarantee(e, &n))
}

// entryDays reads the days of an entry.
func (p *Page) entryDays(e entry, n *wire.NewCaseEntry) error {
	for part, into := range map[string]**wire.Day{entryUntil: &n.Until, entryOn: &n.On} {
		if !e.takes(part) || p.Field(part) == "" {
			continue
		}
		day, err := certificate.ParseDate(p.Field(part))
		if err != nil {
			return p.wrong("case.wrong.day")
		}
		*into = &day
	}
	return nil
}

// entryAnswers reads the issuing authority's word on each item; an item without
// a word is one of "every other".
func (p *Page) entryAnswers(e entry, n *wire.NewCaseEntry) error {
	if !e.takes(answerWord) {
		return nil
	}
	var all []wire.ItemAnswer
	for i, word := range p.Form[answerWord] {
		item, err := strconv.Atoi(p.row(answerItem, i))
		if word == "" || err != nil {
			continue
		}
		all = append(all, wire.ItemAnswer{Item: item, Answer: registry.CaseAnswer(word), Text: strings.TrimSpace(p.row(answerText, i))})
	}
	if len(all) == 0 {
		return p.wrong("case.wrong.answer")
	}
	n.Answers = &all
	return nil
}

func (p *Page) entryGrounds(e entry, n *wire.NewCaseEntry) error {
	if !e.takes(groundItem) || e.takes(entryResult) && p.Field(entryResult) == string(registry.CaseAccepted) {
		return nil
	}
	reasons, err := p.grounds()
	if err == nil && len(reasons) > 0 {
		n.Reasons = &reasons
	}
	return err
}

func (p *Page) entryGuarantee(e entry, n *wire.NewCaseEntry) error {
	if !e.takes("amount") {
		return nil
	}
	var r wire.CaseRequest
	err := p.guarantee(&r)
	n.Guarantee = r.Guarantee
	return err
}

// actionPath is the page of an action on a case.
func actionPath(file wire.CaseFile, action registry.CaseAction) string {
	return casePath(file.Case.ID) + "/" + url.PathEscape(string(action))
}

// answeredItems are the items on which a reply gives a word: those asked about,
// and every other.
func (e entry) answeredItems() []int { return append([]int{0}, e.file.Case.Items...) }

// certificateOf is where a person reads the certificate of a case.
func certificateOf(p *Page, c registry.Case) string {
	id := c.Certificate
	if id.Country == p.Country() && p.Has(identity.Issuer) {
		name, _ := registry.ParseCaseName(c.ID)
		return ownAddress(id, name.Agreement)
	}
	return "/customs/find?q=" + url.QueryEscape(id.String())
}
