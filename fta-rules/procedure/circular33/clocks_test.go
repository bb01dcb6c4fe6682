package circular33

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func asked(sent, today string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Query.Sent, c.Today = day(sent), day(today) }
}

func replied(on, answer string) func(*procedure.Case) {
	return func(c *procedure.Case) { c.Query.Replied, c.Query.Answer = day(on), answer }
}

func TestVerificationClock(t *testing.T) {
	sent := asked("2026-01-05", "2026-07-20")
	received := func(c *procedure.Case) { c.Query.Received = day("2026-01-31") }
	run(t, VerificationClock("V", Default()), []fixture{
		{"day 180", lot(asked("2026-01-05", "2026-07-04")), VerificationPending, finding.Verify, "2026-07-04"},
		{"day 181", lot(asked("2026-01-05", "2026-07-05")), VerificationTimeout, finding.Refuse, "2026-07-04"},
		{"confirmed on day 180", lot(sent, replied("2026-07-04", AnswerAuthentic)), VerificationConfirmed, finding.Accept, ""},
		{"confirmed on day 181", lot(sent, replied("2026-07-05", AnswerAuthentic)), VerificationLateReply, finding.Refer, ""},
		{"insufficient", lot(sent, replied("2026-02-01", AnswerInsufficient)), ReplyInsufficient, finding.Refuse, ""},
		{"not genuine", lot(sent, replied("2026-02-01", AnswerNotAuthentic)), ReplyNotAuthentic, finding.Refuse, ""},
		{"no cooperation", lot(sent, answered(AnswerNoCooperation)), ReplyNoCooperation, finding.Refuse, ""},
		{"unread", lot(sent, replied("2026-02-01", "")), VerificationUnread, finding.Refer, ""},
		{"only the receipt is known", lot(received, at("2026-03-01")), VerificationUndated, finding.Verify, ""},
		{"does not originate", lot(sent, replied("2026-02-01", AnswerNotOriginating)), "", "", ""},
		{"nothing asked", lot(), "", "", ""},
		{"another importer", lot(sent, importedBy("TH")), "", "", ""},
	})
	tenMonths := Clock{Months: 10, FromReceipt: true, Treaty: "UKVFTA Protocol 1 Art. 29"}
	for today, want := range map[string]finding.Message{"2026-11-30": VerificationPending, "2026-12-01": VerificationTimeout} {
		found := procedure.Run([]procedure.Check{VerificationClock("V", tenMonths)}, lot(received, at(today), importedBy("GB")))
		if found[0].Message != want || found[0].Citation != tenMonths.Treaty {
			t.Errorf("on %s: got %s, %s", today, found[0].Message, found[0].Citation)
		}
	}
}

func TestVisitClock(t *testing.T) {
	notice := func(today string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.VisitAsked, c.Today = day("2026-05-01"), day(today) }
	}
	agreed := func(on string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.VisitConsented = day(on) }
	}
	denied := func(c *procedure.Case) { c.Query.VisitRefused = truth(true) }
	run(t, VisitClock("V"), []fixture{
		{"day 30", lot(notice("2026-05-31")), VisitPending, finding.Verify, "2026-05-31"},
		{"day 31", lot(notice("2026-06-01")), VisitUnanswered, finding.Refuse, ""},
		{"agreed on day 30", lot(notice("2026-06-20"), agreed("2026-05-31")), VisitAgreed, finding.Accept, ""},
		{"agreed on day 31", lot(notice("2026-06-20"), agreed("2026-06-01")), VisitUnanswered, finding.Refuse, ""},
		{"denied", lot(notice("2026-05-02"), denied), VisitDenied, finding.Refuse, ""},
		{"no visit", lot(), "", "", ""},
	})
}

func TestInquiryClock(t *testing.T) {
	// 2026-03-13 is a Friday, so five working days end on Friday 2026-03-20.
	explain := func(today string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.ExplanationAsked, c.Today = day("2026-03-13"), day(today) }
	}
	prove := func(today string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.DocumentsAsked, c.Today = day("2026-03-13"), day(today) }
	}
	given := func(on string) func(*procedure.Case) {
		return func(c *procedure.Case) { c.Query.ExplanationGiven, c.Query.DocumentsGiven = day(on), day(on) }
	}
	run(t, InquiryClock("I"), []fixture{
		{"explanation, fifth working day", lot(explain("2026-03-20")), InquiryPending, finding.Refer, "2026-03-20"},
		{"explanation, next day", lot(explain("2026-03-21")), InquiryUnanswered, finding.Verify, ""},
		{"documents, day 10", lot(prove("2026-03-23")), InquiryPending, finding.Refer, "2026-03-23"},
		{"documents, day 11", lot(prove("2026-03-24")), InquiryUnanswered, finding.Verify, ""},
		{"given in time", lot(prove("2026-03-30"), given("2026-03-23")), InquiryAnswered, finding.Accept, ""},
		{"given late", lot(prove("2026-03-30"), given("2026-03-24")), InquiryUnanswered, finding.Verify, ""},
		{"nothing asked", lot(), "", "", ""},
	})
}
