package console

import (
	"encoding/json"
	"slices"
	"strconv"

	"origo/api/wire"
	"origo/certificate"
	"origo/fta-rules/answers"
)

func showOwnDraft(p *Page) error {
	return p.Show(p.Say("trader.draft.title"), ownDraftPage(p, nil))
}

// sendOwnDraft asks whether a draft could be issued as it is. Nothing is kept.
func sendOwnDraft(p *Page) error {
	body := wire.CheckDraftJSONRequestBody{Certificate: p.Files["draft"].Data}
	if len(body.Certificate) == 0 {
		p.Trouble = p.wanted("trader.draft_file")
		return showOwnDraft(p)
	}
	if bill := p.Files["bill"].Data; len(bill) > 0 {
		item, err := itemOf(p)
		if err != nil || !json.Valid(bill) {
			p.Trouble = p.wanted("trader.bill_file")
			return showOwnDraft(p)
		}
		body.Bills = &[]wire.BillOfItem{{Item: item, Bill: bill}}
	}
	language := p.Language()
	checked, err := answer[answers.Precheck](p.API.CheckDraft(p.Request.Context(), &wire.CheckDraftParams{Lang: &language}, body))
	if err != nil {
		return err
	}
	return p.Show(p.Say("trader.draft.title"), ownDraftPage(p, &checked))
}

// itemOf is the item whose bill of materials was sent, the first if none is
// named.
func itemOf(p *Page) (int, error) {
	if p.Field("item") == "" {
		return 1, nil
	}
	return strconv.Atoi(p.Field("item"))
}

// changesOf are what findings ask for, without the remedies of the form's own
// problems, which are listed by themselves.
func changesOf(changes []string, problems certificate.Problems) []string {
	return slices.DeleteFunc(slices.Clone(changes), func(change string) bool {
		return slices.ContainsFunc(problems, func(problem certificate.Problem) bool { return problem.Remedy == change })
	})
}

// readyClass repeats in colour, readySign in shape, whether a draft may be
// issued.
func readyClass(r answers.Readiness) string {
	return map[answers.Readiness]string{answers.MayBeIssued: "good", answers.OfficerLooks: "warn", answers.NotAsAppliedFor: "bad"}[r]
}

func readySign(r answers.Readiness) string {
	return map[answers.Readiness]string{answers.MayBeIssued: "✓", answers.OfficerLooks: "?", answers.NotAsAppliedFor: "✕"}[r]
}
