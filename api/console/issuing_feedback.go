package console

import (
	"cmp"
	"slices"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

const (
	feedbackDays  = 90
	feedbackPages = 20
)

// showFeedback lists what importing customs made of the own country's
// certificates, newest first: the treaty's feedback.
func showFeedback(p *Page) error {
	from := cmp.Or(p.Field("from"), certificate.DateOf(p.Now().AddDate(0, 0, -feedbackDays)).String())
	var all []wire.FeedbackEntry
	params := wire.ReadFeedbackParams{From: &from}
	for range feedbackPages {
		found, err := answer[wire.Feedback](p.API.ReadFeedback(p.Request.Context(), &params))
		if err != nil {
			return err
		}
		all = append(all, found.Decisions...)
		if len(found.Decisions) == 0 {
			break
		}
		params = wire.ReadFeedbackParams{From: &from, Cursor: &found.Cursor}
	}
	slices.Reverse(all)
	return p.Show(p.Say("feedback.title"), feedbackPage(p, from, all))
}

// refusals counts the decisions that give grounds.
func refusals(all []wire.FeedbackEntry) int {
	n := 0
	for _, e := range all {
		if !e.Reversed && len(e.Use.Grounds) > 0 {
			n++
		}
	}
	return n
}

// feedbackMoment is when the decision was recorded, or taken back.
func feedbackMoment(e wire.FeedbackEntry) string {
	if e.Reversed && e.Use.Reversal != nil {
		return e.Use.Reversal.At
	}
	return e.Use.RecordedAt
}

// decisionMood repeats a decision in colour, decisionSign in shape.
func decisionMood(o registry.Outcome) string {
	return cmp.Or(map[registry.Outcome]string{registry.Accepted: "good", registry.Refused: "bad", registry.Reexported: "fact"}[o], "warn")
}

func decisionSign(o registry.Outcome) string {
	return map[string]string{"good": "✓", "bad": "✕", "fact": "→", "warn": "◐"}[decisionMood(o)]
}
