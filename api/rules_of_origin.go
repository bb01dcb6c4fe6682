package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	rules "origo/fta-rules"
	"origo/fta-rules/answers"
	"origo/fta-rules/casefile"
	"origo/fta-rules/explain"
	"origo/fta-rules/hs"
	"origo/fta-rules/origin"
	"origo/fta-rules/procedure"
)

// LoadRules loads the rules built in, with the corrections of a file unless its name is empty.
func LoadRules(corrections string) (*rules.Book, error) {
	book, err := rules.Load()
	if err != nil || corrections == "" {
		return book, err
	}
	file, err := os.Open(corrections)
	if err != nil {
		return nil, fmt.Errorf("corrections: %w", err)
	}
	defer file.Close()
	corrected, err := book.Correct(file)
	if err != nil {
		return nil, fmt.Errorf("corrections %s: %w", corrections, err)
	}
	return corrected, nil
}

// openDesks prepares the answers about rules in every language.
func openDesks(book *rules.Book) (map[explain.Language]answers.Desk, error) {
	desks := map[explain.Language]answers.Desk{}
	for _, language := range explain.Languages() {
		desk, err := answers.NewDesk(book, language)
		if err != nil {
			return nil, err
		}
		desks[language] = desk
	}
	return desks, nil
}

// desk is where answers about rules are given in the language asked for.
func (s *Server) desk(asked *explain.Language) (answers.Desk, error) {
	language := explain.English
	if asked != nil {
		language = *asked
	}
	desk, ok := s.desks[language]
	if !ok {
		return desk, fault{code: codeParameter, pointer: "lang", detail: "must be en, vi or ko"}
	}
	return desk, nil
}

// issued is the day of issue that picks the rules, today if none is named.
func (s *Server) issued(on *string) (certificate.Date, error) {
	if on == nil {
		return certificate.DateOf(s.Now()), nil
	}
	day, err := certificate.ParseDate(*on)
	if err != nil {
		return day, fault{code: codeParameter, pointer: "on", detail: err.Error()}
	}
	return day, nil
}

// under refuses agreements that nobody knows.
func under(a certificate.Agreement) error {
	if !a.Known() {
		return fault{code: codeParameter, pointer: "agreement", detail: "must be atiga, vkfta or ukvfta"}
	}
	return nil
}

// ReadProvisions gives what an agreement lays down.
func (s *Server) ReadProvisions(_ context.Context, r wire.ReadProvisionsRequestObject) (wire.ReadProvisionsResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	day, wrong := s.issued(r.Params.On)
	if err := errors.Join(err, under(r.Agreement), wrong); err != nil {
		return nil, err
	}
	return wire.ReadProvisions200JSONResponse(desk.Provisions(r.Agreement, day)), nil
}

// LookUpRule gives the rule for a code.
func (s *Server) LookUpRule(_ context.Context, r wire.LookUpRuleRequestObject) (wire.LookUpRuleResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	code, badCode := codeOf(r.Hs, r.Params.Edition)
	day, badDay := s.issued(r.Params.On)
	if err := errors.Join(err, under(r.Agreement), badCode, badDay); err != nil {
		return nil, err
	}
	return wire.LookUpRule200JSONResponse(desk.Rule(r.Agreement, code, day)), nil
}

// codeOf reads a code of the Harmonised System, of 2022 if no edition is named.
func codeOf(text string, edition *int) (certificate.HSCode, error) {
	year := hs.HS2022
	if edition != nil {
		year = hs.Edition(*edition)
	}
	if _, err := hs.Parse(text); err != nil {
		return certificate.HSCode{}, fault{code: codeParameter, pointer: "hs", detail: "must have 6 to 10 digits, with or without points"}
	}
	if _, err := hs.ParseEdition(fmt.Sprint(int(year))); err != nil {
		return certificate.HSCode{}, fault{code: codeParameter, pointer: "edition", detail: "must be 2012, 2017 or 2022"}
	}
	return certificate.HSCode{Code: strings.ReplaceAll(text, ".", ""), Edition: int(year)}, nil
}

// DetermineOrigin determines whether the good of a bill originates.
func (s *Server) DetermineOrigin(_ context.Context, r wire.DetermineOriginRequestObject) (wire.DetermineOriginResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	bill, err := casefile.ReadBill(*r.Body)
	if err != nil {
		return nil, unusable("", err)
	}
	answer, err := desk.Determine(bill)
	return wire.DetermineOrigin200JSONResponse(answer), unusable("", err)
}

// CheckAgainstRules checks a certificate against the rules.
func (s *Server) CheckAgainstRules(_ context.Context, r wire.CheckAgainstRulesRequestObject) (wire.CheckAgainstRulesResponseObject, error) {
	desk, err := s.desk(r.Params.Lang)
	if err != nil {
		return nil, err
	}
	question, err := s.rulesQuestion(*r.Body)
	if err != nil {
		return nil, err
	}
	answer, err := desk.Check(question)
	return wire.CheckAgainstRules200JSONResponse(answer), unusable("/declaration", err)
}

// rulesQuestion is the request in the words of the rules.
func (s *Server) rulesQuestion(r wire.RulesCheck) (answers.Question, error) {
	q := answers.Question{Stage: procedure.Stage(r.Stage), Bills: map[int]origin.Bill{}}
	var err error
	if q.Certificate, err = certificate.ParseDraft(r.Certificate); err != nil {
		return q, fault{code: codeField, pointer: "/certificate", detail: err.Error()}
	}
	if q.Papers, err = s.papers(r.Declaration); err != nil {
		return q, err
	}
	if r.Bills == nil {
		return q, nil
	}
	for i, given := range *r.Bills {
		at := fmt.Sprintf("/bills/%d", i)
		if _, there := q.Certificate.Line(given.Item); !there {
			return q, fault{code: codeField, pointer: at + "/item", detail: "the certificate has no such item"}
		}
		if q.Bills[given.Item], err = casefile.ReadBill(given.Bill); err != nil {
			return q, unusable(at+"/bill", err)
		}
	}
	return q, nil
}

// papers are what lies beside a certificate; the day is today if they do not say.
func (s *Server) papers(raw *json.RawMessage) (casefile.Papers, error) {
	var p casefile.Papers
	if raw != nil {
		read, err := casefile.Read(*raw)
		if err != nil {
			return p, unusable("/declaration", err)
		}
		p = read
	}
	if p.Today.IsZero() {
		p.Today = certificate.DateOf(s.Now())
	}
	return p, nil
}

// unusable words what is wrong with a bill or with papers that stand at a place of the body.
func unusable(at string, err error) error {
	var field *casefile.FieldError
	var problems origin.Problems
	var unheld *rules.NoRulesError
	switch {
	case errors.As(err, &problems):
		return billFault{at, problems}
	case errors.As(err, &field):
		return fault{code: codeField, pointer: at + field.Pointer, detail: field.Err.Error()}
	case errors.As(err, &unheld):
		return fault{code: codeNotHeld, pointer: at + "/on", detail: unheld.Error()}
	}
	return err
}

// billFault is everything in a bill that cannot be used.
type billFault struct {
	at       string // where the bill stands in the body
	problems origin.Problems
}

// Error names what is wrong.
func (f billFault) Error() string { return f.problems.Error() }

// shown is the list as problem documents show it.
func (f billFault) shown() certificate.Problems {
	all := make(certificate.Problems, len(f.problems))
	for i, p := range f.problems {
		all[i] = certificate.Problem{Code: p.Code, Path: f.at + p.Path, Text: p.Text, Remedy: p.Remedy}
	}
	return all
}

// ReadCoverage counts what the rules decide.
func (s *Server) ReadCoverage(_ context.Context, r wire.ReadCoverageRequestObject) (wire.ReadCoverageResponseObject, error) {
	asked := certificate.Agreements()
	if r.Params.Agreement != nil {
		if err := under(*r.Params.Agreement); err != nil {
			return nil, err
		}
		asked = []certificate.Agreement{*r.Params.Agreement}
	}
	all := wire.ReadCoverage200JSONResponse{}
	for _, agreement := range asked {
		all = append(all, s.desks[explain.English].Coverage(agreement)...)
	}
	return all, nil
}
