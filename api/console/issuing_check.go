package console

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"origo/api/console/draft"
	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
	"origo/fta-rules/origin"
)

// sheet is a draft with all that is to be said of it.
type sheet struct {
	draft.Kept
	doc      *certificate.Document
	offices  []wire.Office
	notes    map[string][]remark // by the slot beside which they stand
	open     int                 // how many fields ask for something
	answer   *prechecked         // of the API; nil if it was not asked or did not answer
	unasked  string              // code of why the API was not asked
	silenced *Refused            // why it did not answer
}

// remark is one finding beside a field.
type remark struct {
	missing  bool // nothing was filled in yet; everything else is wrong as it stands
	text     string
	remedy   string
	citation string
}

// prechecked is the answer of POST /v1/drafts/check, as far as it is shown.
type prechecked struct {
	Answer   string               `json:"answer"`
	Words    string               `json:"words"`
	Change   []string             `json:"change"`
	Lines    []precheckedLine     `json:"lines"`
	Problems certificate.Problems `json:"problems"`
	Rules    struct {
		Words    string                `json:"words"`
		Findings []explain.Explanation `json:"findings"`
		Items    []checkedItem         `json:"items"`
	} `json:"rules"`
}

type precheckedLine struct {
	Number int      `json:"number"`
	Answer string   `json:"answer"`
	Words  string   `json:"words"`
	Change []string `json:"change"`
}

type checkedItem struct {
	Number   int                   `json:"number"`
	Words    string                `json:"words"`
	Findings []explain.Explanation `json:"findings"`
}

// examine asks the rules of the form, and through the API those of origin and
// the ledger, about a draft. An API that refuses or is silent hides nothing of
// what the form's own rules say.
func (p *Page) examine(kept draft.Kept) *sheet {
	doc, faults := kept.Fields.Document()
	s := &sheet{Kept: kept, doc: doc, notes: map[string][]remark{}}
	s.put(p, faults)
	var problems certificate.Problems
	if err := doc.Validate(); errors.As(err, &problems) {
		for _, problem := range problems {
			if s.Fields[problem.Path] == "" && isOf(asRepeated, s.Fields, problem.Path) {
				continue // what it follows from is missing, and is asked for there
			}
			if problem.Code != "missing" && isMissing(problems, problem.Path) {
				continue // it goes without saying
			}
			s.note(problem.Path, p.noteAs(problem, s.label(p, problem.Path)))
		}
	}
	s.ask(p)
	return s
}

// isMissing says whether nothing was filled in there yet.
func isMissing(problems certificate.Problems, path string) bool {
	return slices.ContainsFunc(problems, func(p certificate.Problem) bool { return p.Code == "missing" && p.Path == path })
}

// put notes what could not be read at all.
func (s *sheet) put(p *Page, faults []draft.Fault) {
	for _, f := range faults {
		s.note(f.Path, remark{text: p.Say("draft.fault." + f.Code), remedy: p.Say("draft.fault." + f.Code + ".do")})
	}
}

// noteOf puts a problem of the form into the reader's language. It stands beside
// its field, so that it need not name the box.
func (p *Page) noteOf(problem certificate.Problem) remark {
	return p.noteAs(problem, p.labelOf(problem.Path))
}

// noteAs is noteOf with the name that the field has on its form.
func (p *Page) noteAs(problem certificate.Problem, field string) remark {
	pairs := []string{"field", field}
	for name, value := range problem.Params {
		if name != "field" {
			pairs = append(pairs, name, value)
		}
	}
	return remark{
		missing:  problem.Code == "missing",
		text:     sentence(p.Say("form.text."+string(problem.Code), pairs...)),
		remedy:   sentence(p.Say("form.remedy."+string(problem.Code), pairs...)),
		citation: problem.Citation,
	}
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}

// note puts a finding beside its field: the field itself, the first field of
// what it is about, or the part of the form around it.
func (s *sheet) note(path string, n remark) {
	s.open++
	at := s.place(path)
	if !slices.Contains(s.notes[at], n) {
		s.notes[at] = append(s.notes[at], n)
	}
}

func (s *sheet) place(path string) string {
	placed := placedPaths(s.Fields)
	fits := func(at string) bool { return placed[at] && !isOf(asHidden, s.Fields, at) || isPart(s.Fields, at) }
	inside := slices.IndexFunc(s.slots(), func(at string) bool { return strings.HasPrefix(at, path+"/") })
	if inside >= 0 && path != "" && !fits(path) {
		return slot(s.slots()[inside])
	}
	for up := path; up != ""; up = up[:strings.LastIndexByte(up, '/')] {
		if fits(up) {
			return slot(up)
		}
	}
	return ""
}

// isOf says whether a field of a box is of a kind, such as one that nobody sees.
func isOf(kind inputKind, fields draft.Fields, path string) bool {
	return slices.ContainsFunc(boxesOf(fields), func(b box) bool {
		return slices.ContainsFunc(b.inputs, func(in input) bool { return in.kind == kind && b.path+"/"+in.path == path })
	})
}

// isPart says whether a path is that of a box or of a row, which have a place
// for findings of their own.
func isPart(fields draft.Fields, path string) bool {
	return slices.ContainsFunc(boxesOf(fields), func(b box) bool {
		if b.path == "" {
			return false
		}
		at, err := strconv.Atoi(strings.TrimPrefix(path, b.path+"/"))
		return path == b.path || strings.HasPrefix(path, b.path+"/") && err == nil && at < rowsOf(fields, b)
	})
}

// ask has the API check the draft, unless it is not far enough to be read: a
// certificate has dates.
func (s *sheet) ask(p *Page) {
	raw, err := s.doc.Canonical()
	if err != nil {
		s.unasked = "draft.unasked"
		return
	}
	body := wire.CheckDraftJSONRequestBody{Certificate: raw}
	if bills := s.bills(p); len(bills) > 0 {
		body.Bills = &bills
	}
	language := p.Language()
	checked, err := answer[prechecked](p.API.CheckDraft(p.Request.Context(), &wire.CheckDraftParams{Lang: &language}, body))
	if !errors.As(err, &s.silenced) && err == nil {
		s.answer = checked.apart()
	} else if s.silenced == nil {
		p.console.logged(err)
		s.unasked = "draft.unanswered"
	}
}

// apart leaves out of what is to be changed the remedies that stand beside their
// fields already.
func (c *prechecked) apart() *prechecked {
	c.Change = changesOf(c.Change, c.Problems)
	for i := range c.Lines {
		c.Lines[i].Change = changesOf(c.Lines[i].Change, c.Problems)
	}
	return c
}

// bills are the bills of materials that can be read.
func (s *sheet) bills(p *Page) []wire.BillOfItem {
	var all []wire.BillOfItem
	for i := range s.doc.Items {
		bill, faults, given := s.Fields.Bill(i)
		if !given || len(faults) > 0 {
			s.put(p, faults)
			continue
		}
		raw, err := json.Marshal(completed(s.doc, i, bill))
		if err == nil {
			all = append(all, wire.BillOfItem{Item: i + 1, Bill: raw})
		}
	}
	return all
}

// completed is a bill of materials with what the draft says already.
func completed(d *certificate.Document, item int, b origin.Bill) origin.Bill {
	b.Agreement, b.On, b.Exporter, b.Importer = d.Agreement, d.IssueDate, d.IssuingCountry, d.ImportingCountry
	b.Good.HS, b.Good.Description = d.Items[item].HS, d.Items[item].Description
	if b.Good.Price.IsZero() && d.Items[item].FOB != nil {
		b.Good.Price, b.Currency = d.Items[item].FOB.Amount, d.Items[item].FOB.Currency
	}
	for i := range b.Materials {
		if b.Materials[i].HS.Edition == 0 {
			b.Materials[i].HS.Edition = certificateEdition
		}
		if b.Materials[i].Status == "" {
			b.Materials[i].Status = origin.Undetermined
		}
	}
	return b
}

const certificateEdition = 2022 // of the Harmonised System, where a form does not ask

// title names a draft by its form and number.
func (s *sheet) title(p *Page) string { return draftTitle(p, s.Fields) }

func draftTitle(p *Page, fields draft.Fields) string {
	reference := fields["/reference"]
	if reference == "" {
		reference = p.Say("draft.unnumbered")
	}
	return p.Say("draft.of", "form", p.Or("draft.form.", fields["/form"]), "reference", reference)
}

// slots are all places for findings in the form, in its order.
func (s *sheet) slots() []string {
	var all []string
	for _, b := range boxesOf(s.Fields) {
		if b.path != "" {
			all = append(all, b.path)
		}
		for _, in := range b.inputs {
			if in.kind != asHidden {
				all = append(all, b.path+"/"+in.path)
			}
		}
		for row := range rowsOf(s.Fields, b) {
			entry := entryPath(b.path, row)
			all = append(all, entry)
			for _, in := range b.row {
				all = append(all, entry+"/"+in.path)
			}
		}
	}
	return all
}

// mood is the class that repeats an answer in colour, and sign its shape.
func mood(answer string) string {
	switch answer {
	case "may_be_issued", string(finding.Met):
		return "good"
	case "not_as_applied_for", string(finding.NotMet):
		return "bad"
	case string(finding.NotApplicable):
		return "fact"
	}
	return "warn"
}

func moodSign(answer string) string {
	return map[string]string{"good": "✓", "bad": "✕", "fact": "–", "warn": "?"}[mood(answer)]
}

// wrong says whether something in the field is wrong as it stands.
func (s *sheet) wrong(path string) bool {
	return slices.ContainsFunc(s.notes[slot(path)], func(n remark) bool { return !n.missing })
}

// contents are the fields that say something, in the order of the form.
func (s *sheet) contents() []string {
	var all []string
	for _, b := range boxesOf(s.Fields) {
		for _, in := range b.inputs {
			all = append(all, b.path+"/"+in.path)
		}
		for row := range rowsOf(s.Fields, b) {
			for _, in := range b.row {
				all = append(all, entryPath(b.path, row)+"/"+in.path)
			}
		}
	}
	all = append(all, unplaced(s.Fields, placedPaths(s.Fields))...)
	return slices.DeleteFunc(all, func(path string) bool { return s.Fields[path] == "" })
}

// contentName is the name of a field with the part of the form it belongs to.
func (s *sheet) contentName(p *Page, path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 3 {
		return s.label(p, path)
	}
	head := p.Or("draft.box.", parts[1])
	if at, err := strconv.Atoi(parts[2]); err == nil {
		head = p.Say("draft.row."+parts[1], "number", strconv.Itoa(at+1))
	}
	return head + ": " + s.label(p, path)
}

// label is the name of a field on this form: the same field may be named
// otherwise on another.
func (s *sheet) label(p *Page, path string) string {
	form := "/" + string(s.doc.Form)
	return strings.TrimPrefix(p.labelOf(form+path), form)
}
