package atiga

import (
	"strconv"
	"time"

	"origo/certificate"
	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

// The messages on how the form is filled in.
const (
	fieldsThere  finding.Message = "atiga.field.complete"
	fieldMissing finding.Message = "atiga.field.missing"
	formFits     finding.Message = "atiga.form.fits"
	formOld      finding.Message = "atiga.form.old"
	formEarly    finding.Message = "atiga.form.early"
	editionFits  finding.Message = "atiga.edition.fits"
	editionOld   finding.Message = "atiga.edition.old"
	editionEarly finding.Message = "atiga.edition.early"
)

// The days on which forms and editions changed.
var (
	newFormFrom = certificate.NewDate(2022, time.May, 1)        // first day on which the form of 2022 may be used
	oldFormTo   = certificate.NewDate(2022, time.October, 31)   // last day on which the one before it may be
	hs2022Early = certificate.NewDate(2023, time.March, 1)      // first day for HS 2022 by letter 1449/TCHQ-GSQL
	awscFrom    = certificate.NewDate(2020, time.September, 20) // ASEAN-wide self-certification
)

// newForm is the year of the form in use.
const newForm = 2022

func fieldChecks() []procedure.Check {
	return []procedure.Check{
		{
			ID: "ATIGA-M10", Citation: annex8 + "R.6, R.7; Annex 7", Stages: atClearance,
			Messages: []finding.Message{fieldsThere, fieldMissing}, Applies: (*procedure.Case).HasProof, Judge: judgeFields,
		},
		{
			ID: "ATIGA-M10", Citation: "ATIGA Annex 7; letters 1568 and 1683/TCHQ-GSQL of 2022", Stages: always,
			Messages: []finding.Message{formFits, formOld, formEarly}, Judge: judgeForm,
			Applies: func(c *procedure.Case) bool {
				_, err := strconv.Atoi(c.Proof.FormVersion)
				return c.Certified() && err == nil && !issueDay(c).IsZero()
			},
		},
		{
			ID: "ATIGA-M10", Citation: "Circular 03/2023/TT-BCT; letter 1449/TCHQ-GSQL", Stages: always,
			Messages: []finding.Message{editionFits, editionOld, editionEarly},
			Applies:  func(c *procedure.Case) bool { return c.HasProof() && !issueDay(c).IsZero() },
			Judge:    procedure.OncePerItem(judgeEdition),
		},
	}
}

// judgeFields: what is known to be empty although the form requires it.
func judgeFields(c *procedure.Case) []finding.Finding {
	p := c.Proof
	missing := append([]string(nil), p.Missing...)
	for _, field := range []struct {
		name  string
		empty bool
	}{
		{"reference", p.Reference == ""},
		{"issue_date", p.IssueDate.IsZero()},
		{"issuing_country", p.IssuingCountry == ""},
		{"signature", !isSelf(c) && procedure.IsNot(p.Authenticity.SignatureThere)},
		{"stamp", !isSelf(c) && procedure.IsNot(p.Authenticity.StampThere)},
	} {
		if field.empty {
			missing = append(missing, field.name)
		}
	}
	var all []finding.Finding
	for _, name := range missing {
		all = append(all, procedure.Curable(finding.Refer, fieldMissing).From("field", name))
	}
	if all == nil {
		return procedure.Met(fieldsThere)
	}
	return all
}

// judgeForm: the form of 2022 may be used from May, and no other after October of that year.
func judgeForm(c *procedure.Case) []finding.Finding {
	year, _ := strconv.Atoi(c.Proof.FormVersion) // Applies has read it
	day := issueDay(c)
	f := procedure.Passed(formFits)
	switch {
	case year < newForm && day.After(oldFormTo):
		f = procedure.Curable(finding.Refer, formOld)
	case year >= newForm && day.Before(newFormFrom):
		f = procedure.Curable(finding.Refer, formEarly)
	}
	return one(f.From("form", c.Proof.FormVersion).From("issued", day.String()))
}

// judgeEdition: codes are of HS 2022 from April 2023, and of the edition before it until February; in March either does.
func judgeEdition(c *procedure.Case, item procedure.Item) finding.Finding {
	if item.HS.Code == "" || item.HS.Edition == 0 {
		return finding.Finding{}
	}
	day := issueDay(c)
	f := procedure.Passed(editionFits)
	switch {
	case item.HS.Edition < 2022 && !day.Before(hs2022From):
		f = procedure.Curable(finding.Refer, editionOld)
	case item.HS.Edition >= 2022 && day.Before(hs2022Early):
		f = procedure.Curable(finding.Refer, editionEarly)
	}
	return f.From("edition", strconv.Itoa(item.HS.Edition)).From("issued", day.String())
}
