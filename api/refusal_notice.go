package api

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/fta-rules/atiga"
	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

// ReadRefusalNotice puts a refusal into words, in the languages of the two
// countries or in those asked for.
func (s *Server) ReadRefusalNotice(ctx context.Context, r wire.ReadRefusalNoticeRequestObject) (wire.ReadRefusalNoticeResponseObject, error) {
	notice, err := s.notice(ctx, address{r.Form, r.Country, r.Reference, r.Params.Agreement}, r.Declaration, given(r.Params.Lang))
	return wire.ReadRefusalNotice200JSONResponse(notice), err
}

// notice words the refusal of a declaration.
func (s *Server) notice(ctx context.Context, a address, declaration string, languages []explain.Language) (wire.RefusalNotice, error) {
	var notice wire.RefusalNotice
	p, err := s.at(a, acting(ctx))
	if err != nil {
		return notice, err
	}
	if notice.Use, err = useOf(ctx, p, declaration); err != nil {
		return notice, err
	}
	if notice.Use.Outcome == registry.Accepted || notice.Use.Outcome == registry.Reexported {
		return notice, fault{code: codeNotRefused}
	}
	if len(languages) == 0 {
		record, err := p.ledger.Record(ctx, p.id)
		if err != nil {
			return notice, err
		}
		languages = languagesOf(record.ImportingCountry, record.Country)
	}
	notice.Texts = []wire.NoticeText{}
	for _, language := range languages {
		desk, err := s.desk(&language)
		if err != nil {
			return notice, err
		}
		notice.Texts = append(notice.Texts, noticeText(desk.Words(), notice.Use))
	}
	return notice, nil
}

// useOf finds the use of a declaration.
func useOf(ctx context.Context, p place, declaration string) (registry.Use, error) {
	account, err := p.ledger.Account(ctx, p.id)
	if err != nil {
		return registry.Use{}, err
	}
	for _, use := range account.Uses {
		if use.Declaration == declaration {
			return use, nil
		}
	}
	return registry.Use{}, registry.Refuse(registry.UseUnknown)
}

// languagesOf are the languages of officers of the countries, each once; where
// the catalogue has none of theirs, English.
func languagesOf(countries ...string) []explain.Language {
	var all []explain.Language
	for _, country := range countries {
		language := cmp.Or(map[string]explain.Language{"VN": explain.Vietnamese, "KR": explain.Korean}[country], explain.English)
		if len(all) == 0 || all[0] != language {
			all = append(all, language)
		}
	}
	return all
}

// noticeText is the notice in one language.
func noticeText(words explain.Catalogue, u registry.Use) wire.NoticeText {
	title := finding.Message("notice.title")
	if u.Outcome == registry.AcceptedInPart {
		title = "notice.title_part"
	}
	text := wire.NoticeText{Language: words.Language(), Title: words.Say(title), Lines: []string{
		words.Say("notice.certificate", said("certificate", u.Certificate.String())),
		words.Say("notice.declaration", said("declaration", u.Declaration)),
		words.Say("notice.decided", said("decided", u.DecidedOn.String()), said("officer", u.Officer), said("organisation", u.By)),
	}}
	for _, g := range u.Grounds {
		text.Lines = append(text.Lines, groundText(words, g))
	}
	for _, l := range u.Lines {
		text.Lines = append(text.Lines, words.Say("notice.accepted", said("item", strconv.Itoa(l.Item)),
			said("quantity", l.Quantity.String()), said("unit", l.Unit)))
	}
	text.Lines = append(text.Lines, lastLines(words, u)...)
	text.Text = text.Title + "\n\n" + strings.Join(text.Lines, "\n") + "\n"
	return text
}

// groundText is one ground: its code in words, and the officer's own words as
// they were written.
func groundText(words explain.Catalogue, g registry.Ground) string {
	code := finding.Message("notice.ground")
	if g.Item == 0 {
		code = "notice.ground_all"
	}
	line := words.Say(code, said("item", strconv.Itoa(g.Item)), said("reason", words.GroundCoded(g.Code)), said("citation", g.Citation))
	if g.Text != "" {
		line += ": " + g.Text
	}
	return line
}

// lastLines say how the issuing authority heard of it and what it may do.
func lastLines(words explain.Catalogue, u registry.Use) []string {
	lines := []string{words.Say("notice.recorded", said("recorded", dayIn(u.RecordedAt)), said("transaction", u.Transaction))}
	if u.Certificate.Form == certificate.FormD {
		lines = append(lines, words.Say("notice.due", said("citation", atiga.RefusalNoticeCitation),
			said("days", strconv.Itoa(atiga.RefusalNoticeDays))))
	}
	if u.Reversal != nil {
		return append(lines, words.Say("notice.reversed", said("reversed", dayIn(u.Reversal.At)), said("reason", u.Reversal.Reason)))
	}
	return append(lines, words.Say("notice.clarify"))
}

// dayIn is the day of an instant in UTC.
func dayIn(at registry.Instant) string {
	day, _, _ := strings.Cut(at, "T")
	return day
}

func said(name, text string) finding.Value { return finding.Value{Name: name, Value: text} }

// message makes a code of the catalogue from an identifier.
func message(id string) finding.Message { return finding.Message(id) }
