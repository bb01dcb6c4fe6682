package console

import (
	"errors"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"origo/api/console/draft"
	"origo/api/wire"
	"origo/certificate"
)

// Errors of drafts.
var (
	errNoDraft    = &fault{"no_draft", 404}
	errNoShelf    = &fault{"no_shelf", 503}
	errDraftFile  = &fault{"draft_file", 400}
	errDraftTable = &fault{"draft_table", 400}
)

// shelf is where drafts are kept: by this server, for the person alone.
func (p *Page) shelf() *draft.Shelf {
	return draft.NewShelf(filepath.Join(p.console.StateDir, "drafts"), p.console.Now)
}

// kept is the draft that the address names.
func (p *Page) kept() (draft.Kept, error) {
	kept, err := p.shelf().Load(p.Person.Subject, p.In("draft"))
	if errors.Is(err, draft.ErrNone) {
		return kept, errNoDraft
	}
	return kept, err
}

func draftPath(id string) string { return draftsPath + "/" + url.PathEscape(id) }

// showDrafts lists what the person has begun.
func showDrafts(p *Page) error {
	all, err := p.shelf().List(p.Person.Subject)
	if err != nil {
		return err
	}
	return p.Show(p.Say("draft.title"), draftList(p, all))
}

// sendNewDraft begins a draft, from nothing or from a file.
func sendNewDraft(p *Page) error {
	if gone := p.Field("drop"); gone != "" {
		if err := p.shelf().Drop(p.Person.Subject, gone); err != nil {
			return err
		}
		return p.Go(draftsPath)
	}
	fields, err := p.begin()
	if err != nil {
		return err
	}
	return p.keepNew(fields)
}

// keepNew puts a draft on the shelf and goes there.
func (p *Page) keepNew(fields draft.Fields) error {
	id, err := p.shelf().Add(p.Person.Subject, fields)
	if errors.Is(err, draft.ErrFull) {
		return errNoShelf
	}
	if err != nil {
		return err
	}
	return p.Go(draftPath(id))
}

// begin fills in what is known before anybody types.
func (p *Page) begin() (draft.Fields, error) {
	if file, ok := p.Files["file"]; ok {
		fields, err := draft.Read(file.Data)
		if err != nil {
			return nil, errors.Join(errDraftFile, err)
		}
		fields.Repeat()
		return fields, nil
	}
	kinds := issued(p.Country())
	at := slices.IndexFunc(kinds, func(k proofKind) bool { return k.String() == p.Field("form") })
	if at < 0 {
		return nil, errDraftFile
	}
	return p.beginKind(kinds[at])
}

// beginKind fills in what a new proof of that kind has.
func (p *Page) beginKind(kind proofKind) (draft.Fields, error) {
	members, err := answer[wire.Membership](p.API.ReadMembership(p.Request.Context(), &wire.ReadMembershipParams{Agreement: kind.agreement}))
	if err != nil {
		return nil, err
	}
	today := certificate.DateOf(p.Now()).String()
	fields := draft.Fields{"/certification/date": today, "/invoices/0/number": ""}
	if kind.form == certificate.FormOD {
		fields = declared(kind.agreement, today)
	}
	maps.Copy(fields, draft.Fields{
		"/network": members.Network, "/agreement": string(kind.agreement), "/form": string(kind.form), "/issuing_country": p.Country(),
		"/origin_country": p.Country(), "/exporter/country": p.Country(), "/issue_date": today, "/items/0/hs/edition": "2022",
	})
	if parties := others(kind.agreement, p.Country()); len(parties) == 1 {
		fields["/importing_country"] = parties[0]
		if kind.form != certificate.FormOD { // the consignee may be left out there
			fields["/consignee/country"] = parties[0]
		}
	}
	return fields, nil
}

// others are the parties to an agreement but one.
func others(a certificate.Agreement, country string) []string {
	return slices.DeleteFunc(slices.Clone(a.Parties()), func(party string) bool { return party == country })
}

// showDraft is the form, with what is to be said of every field.
func showDraft(p *Page) error {
	kept, err := p.kept()
	if err != nil {
		return err
	}
	if p.Resumed || p.Trouble != nil { // what was typed and not kept
		kept.Fields = p.typed(kept.Fields)
	}
	s := p.examine(kept)
	s.offices = p.offices(s.doc)
	p.Wide = true
	return p.Show(s.title(p), draftForm(p, s))
}

// offices are the country's issuing offices for the draft's form; none if the
// registry cannot be asked, and the code is typed then.
func (p *Page) offices(d *certificate.Document) []wire.Office {
	country := p.Country()
	all, err := answer[[]wire.Office](p.API.ListOffices(p.Request.Context(), &wire.ListOfficesParams{Agreement: d.Agreement, Country: &country}))
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(o wire.Office) bool { return o.ClosedFrom != "" || !slices.Contains(o.Forms, d.Form) })
}

// typed are the fields of the form as sent. Bills of materials have a page of
// their own and stay as they are.
func (p *Page) typed(before draft.Fields) draft.Fields {
	fields := draft.Fields{}
	for path, text := range before {
		if strings.Contains(path, "/"+draft.BillPart+"/") {
			fields[path] = text
		}
	}
	for name, values := range p.Form {
		if strings.HasPrefix(name, "/") && len(values) > 0 {
			fields[name] = values[len(values)-1]
		}
	}
	fields.Repeat()
	return fields
}

// sendDraft keeps the form as it stands. Sent by itself while somebody types, it
// answers with what is to be said of it.
func sendDraft(p *Page) error {
	kept, err := p.kept()
	if err != nil {
		return err
	}
	kept.Fields = p.typed(kept.Fields)
	at, err := p.edit(kept.Fields, "/items", draft.ItemColumns())
	if err != nil {
		return err
	}
	if err := p.save(kept); err != nil {
		return err
	}
	if p.asPart() {
		return p.Part(draftChecked(p, p.examine(kept), true))
	}
	return p.Go(draftPath(kept.ID) + at)
}

func (p *Page) save(kept draft.Kept) error {
	err := p.shelf().Save(p.Person.Subject, kept.ID, kept.Fields)
	if errors.Is(err, draft.ErrFull) {
		return errNoShelf
	}
	return err
}

// edit does what a button of the form asks for: add or remove a row, or take in
// a table. It gives the place on the page to go on at.
func (p *Page) edit(fields draft.Fields, table string, columns []string) (at string, err error) {
	if file, ok := p.Files["table"]; ok && p.Field("do") == "table" {
		if _, err := fields.ReadRows(table, columns, file.Data); err != nil {
			return "", errors.Join(errDraftTable, err)
		}
		return "#" + slot(table), nil
	}
	what, list, _ := strings.Cut(p.Field("do"), " ")
	if !strings.HasPrefix(list, "/") {
		return "", nil
	}
	switch what {
	case "add":
		fields.Add(list, firstMember(list))
		return "#" + slot(list+"/"+strconv.Itoa(fields.Rows(list)-1)), nil
	case "remove":
		end := strings.LastIndexByte(list, '/')
		if entry, err := strconv.Atoi(list[end+1:]); err == nil {
			fields.Remove(list[:end], entry)
		}
		return "#" + slot(list[:end]), nil
	}
	return "", nil
}

// firstMember is the member that stands for a new, empty row.
func firstMember(list string) string {
	switch list[strings.LastIndexByte(list, '/')+1:] {
	case "items":
		return "hs/edition"
	case "materials":
		return "status"
	}
	return "number"
}

// downloadDraft gives the draft as a file that can be taken in again.
func downloadDraft(p *Page) error {
	kept, err := p.kept()
	if err != nil {
		return err
	}
	raw, err := kept.Fields.File()
	if err != nil {
		return err
	}
	return p.Download(fileName(kept.Fields["/form"]+" "+kept.Fields["/reference"])+".draft.json", "application/json", raw)
}

// fileName makes a name that every system takes.
func fileName(text string) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' {
			return r
		}
		return '-'
	}, strings.TrimSpace(text))
	if safe = strings.Trim(safe, "-."); safe != "" {
		return safe
	}
	return "draft"
}

// unplaced are fields that no part of the form shows, so that nothing of an
// uploaded certificate is lost.
func unplaced(fields draft.Fields, placed map[string]bool) []string {
	return slices.DeleteFunc(slices.SortedFunc(maps.Keys(fields), draft.Compare), func(path string) bool {
		return placed[path] || strings.Contains(path, "/"+draft.BillPart+"/")
	})
}
