package console

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/deadline"
)

// casePath is the page of a verification case.
func casePath(id string) string { return "/cases/" + url.PathEscape(id) }

// showCaseForm is the request to the issuing authority to verify a certificate.
func showCaseForm(p *Page) error {
	if p.Field(fieldReference) == "" {
		return p.Go("/customs")
	}
	s, err := p.assess()
	if err != nil {
		return err
	}
	if !p.Form.Has(groundItem) {
		p.proposeGrounds(s)
		p.giveOpenQuestions(s)
	}
	p.Wide = true
	return p.Show(p.Say("customs.case.title"), caseFormPage(p, s))
}

// giveOpenQuestions takes into a request what the issuing authority is to
// answer: everything that weighs.
func (p *Page) giveOpenQuestions(s sight) {
	weighty, _ := apart(s.all())
	p.Form.Del(groundGiven)
	for i := range weighty {
		p.Form.Add(groundGiven, strconv.Itoa(i))
	}
}

// sendCaseForm leads through the confirmation to the ledger.
func sendCaseForm(p *Page) error {
	c, err := p.claim()
	if err != nil {
		return err
	}
	request, err := p.caseRequest()
	if err != nil {
		return err
	}
	if p.Field(fieldStep) != stepRecord {
		return p.Show(p.Say("customs.case.confirm"), caseConfirmPage(p, c.id, request))
	}
	key := p.Key()
	opened, err := answer[wire.RecordedCase](p.API.OpenCase(p.Request.Context(), c.id.Form, c.id.Country, c.id.Reference,
		&wire.OpenCaseParams{IdempotencyKey: &key, Agreement: p.hint()}, request))
	if err != nil {
		return err
	}
	return p.Go(casePath(opened.Case.Case.ID))
}

// caseFields carry a request from the form to its confirmation.
func caseFields() []string {
	return []string{"file_number", "basis", "case_item", "case_text", "amount", "currency", groundItem, groundCode, groundCited, groundText, groundGiven}
}

func (p *Page) caseRequest() (wire.CaseRequest, error) {
	r := wire.CaseRequest{Number: p.trimmed("file_number"), Basis: registry.CaseBasis(p.Field("basis"))}
	if r.Number == "" || r.Basis == "" {
		return r, p.wrong("customs.wrong.case")
	}
	items := []int{}
	for _, text := range p.Form["case_item"] {
		if item, err := strconv.Atoi(text); err == nil {
			items = append(items, item)
		}
	}
	if len(items) > 0 {
		r.Items = &items
	}
	reasons, err := p.grounds()
	if err != nil {
		return r, err
	}
	if len(reasons) > 0 && r.Basis == registry.ReasonableDoubt {
		r.Reasons = &reasons
	}
	if text := strings.TrimSpace(p.Field("case_text")); text != "" {
		r.Text = &text
	}
	return r, p.guarantee(&r)
}

// guarantee reads what the importer gave so that the goods may leave.
func (p *Page) guarantee(r *wire.CaseRequest) error {
	if p.trimmed("amount") == "" {
		return nil
	}
	amount, err := certificate.ParseDecimal(p.trimmed("amount"))
	if err != nil || p.trimmed("currency") == "" {
		return p.wrong("customs.wrong.amount")
	}
	r.Guarantee = &registry.Guarantee{Declaration: p.trimmed(fieldNumber), Amount: amount, Currency: strings.ToUpper(p.trimmed("currency"))}
	return nil
}

// task is an open case with the clock that ends first.
type task struct {
	file wire.CaseFile
	next *wire.Deadline // nil if none runs
	days int            // until it ends; negative if it has
}

// tasks reads the open cases in which the own country has that side, the most
// urgent first.
func (p *Page) tasks(side registry.Side) ([]task, error) {
	language := p.Language()
	params := &wire.ListCasesParams{Side: &side, Lang: &language}
	var all []task
	for {
		list, err := answer[wire.CaseList](p.API.ListCases(p.Request.Context(), params))
		if err != nil {
			return nil, err
		}
		for _, file := range list.Cases {
			if file.Case.Standing.State != registry.CaseIsClosed {
				all = append(all, p.task(file))
			}
		}
		if list.Cursor == nil {
			break
		}
		params.Cursor = list.Cursor
	}
	slices.SortStableFunc(all, func(a, b task) int { return cmp.Compare(a.due(), b.due()) })
	return all, nil
}

func (p *Page) task(file wire.CaseFile) task {
	t := task{file: file}
	for i, d := range file.Deadlines {
		if running := d.State == deadline.Pending || d.State == deadline.Overdue; running && (t.next == nil || d.Due.Before(t.next.Due)) {
			t.next = &file.Deadlines[i]
		}
	}
	if t.next != nil {
		t.days = daysBetween(certificate.DateOf(p.Now()), t.next.Due)
	}
	return t
}

// due is the day by which tasks are sorted; those without a clock come last.
func (t task) due() string {
	if t.next == nil {
		return "9999"
	}
	return t.next.Due.String()
}

func daysBetween(from, to certificate.Date) int {
	const hours = 24
	return int(to.Time().Sub(from.Time()).Hours()) / hours
}

// showWork is what waits for customs: open cases and their clocks.
func showWork(p *Page) error {
	tasks, err := p.tasks(registry.ImportingSide)
	if err != nil {
		return err
	}
	p.Wide = true
	return p.Show(p.Say("customs.work.title"), workPage(p, tasks))
}

// showWorkFile is the work list as CSV.
func showWorkFile(p *Page) error {
	tasks, err := p.tasks(registry.ImportingSide)
	if err != nil {
		return err
	}
	rows := [][]string{{"case", "file_number", "certificate", "state", "clock", "due", "days", "citation"}}
	for _, t := range tasks {
		row := []string{t.file.Case.ID, t.file.Case.Number, t.file.Case.Certificate.String(), string(t.file.Case.Standing.State), "", "", "", ""}
		if t.next != nil {
			copy(row[4:], []string{t.next.Name, t.next.Due.String(), strconv.Itoa(t.days), t.next.Citation})
		}
		rows = append(rows, row)
	}
	return p.table("work-list.csv", rows)
}
