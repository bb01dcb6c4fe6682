package atiga

import (
	"testing"

	"origo/fta-rules/finding"
	"origo/fta-rules/procedure"
)

func TestRetroactiveMark(t *testing.T) {
	mark := marked(procedure.Retroactive)
	run(t, "ATIGA-M11", []fixture{
		{"day of shipment", claim(dates("2026-03-10", "2026-03-10")), issuedTimely, finding.Accept, false},
		{"before shipment", claim(dates("2026-03-09", "2026-03-10")), issuedTimely, finding.Accept, false},
		{"next day", claim(dates("2026-03-11", "2026-03-10")), issuedUnmarked, finding.Refuse, true},
		{"next day, marked", claim(dates("2026-03-11", "2026-03-10"), mark), issuedMarked, finding.Accept, false},
		{"grace, third day", claim(dates("2022-04-30", "2022-04-27")), issuedTimely, finding.Accept, false},
		{"grace, fourth day", claim(dates("2022-04-30", "2022-04-26")), issuedUnmarked, finding.Refuse, true},
		{"first day without grace", claim(dates("2022-05-01", "2022-04-30")), issuedUnmarked, finding.Refuse, true},
		{"an application of today", claim(atIssueStage, applied("2026-03-11")), issuedUnmarked, finding.Refuse, true},
		{"origin declaration", claim(dates("2026-03-12", "2026-03-10"), kind(procedure.Self)), "", "", false},
	})
	for issued, want := range map[string]string{
		"2022-04-30": annex8 + "R.10 as before 8 September 2021", "2022-05-01": annex8 + "R.10(2); letter 1568/TCHQ-GSQL",
	} {
		if got := procedure.Run(checksOf("ATIGA-M11"), claim(dates(issued, issued))); len(got) != 1 || got[0].Citation != want {
			t.Errorf("issued on %s: %+v", issued, got)
		}
	}
}

// applied is an application that is looked at today, without a date of issue.
func applied(today string) change {
	return func(c *procedure.Case) {
		shipped := c.Proof.ShipmentDate
		c.Today, c.Proof = day(today), procedure.Proof{Kind: procedure.Electronic, ShipmentDate: shipped}
	}
}

func TestLateIssue(t *testing.T) {
	run(t, "ATIGA-M12", []fixture{
		{"last day", claim(dates("2026-01-20", "2025-01-20")), issuedWithin, finding.Accept, false},
		{"next day", claim(dates("2026-01-21", "2025-01-20")), issuedTooLate, finding.Refuse, false},
		{"leap day, last day", claim(dates("2025-02-28", "2024-02-29")), issuedWithin, finding.Accept, false},
		{"leap day, next day", claim(dates("2025-03-01", "2024-02-29")), issuedTooLate, finding.Refuse, false},
		{"not late", claim(), "", "", false},
	})
}

func TestValidity(t *testing.T) {
	judged := func(c *procedure.Case) { c.Doubts = map[string]bool{"late_presentation": false} }
	run(t, "ATIGA-M13", []fixture{
		{"last day", claim(registered("2027-03-09", "2027-03-09")), validWhenShown, finding.Accept, false},
		{"next day", claim(registered("2027-03-10", "2027-03-10")), expired, finding.Refer, false},
		{"imported in time", claim(registered("2027-03-09", "2027-03-10")), expiredImported, finding.Refer, false},
		{"imported late too", claim(registered("2027-03-10", "2027-03-11")), expired, finding.Refer, false},
		{"excused", claim(registered("2027-03-10", "2027-03-11"), judged), expiredExcused, finding.Accept, false},
		{"leap day, last day", claim(dates("2024-02-29", "2024-02-29"), registered("2025-02-28", "2025-02-28")), validWhenShown, finding.Accept, false},
		{"leap day, next day", claim(dates("2024-02-29", "2024-02-29"), registered("2025-03-01", "2025-03-01")), expired, finding.Refer, false},
		{"19 September 2020, last day", claim(dates("2020-09-19", "2020-09-19"), registered("2021-09-18", "2021-09-18")), validWhenShown, finding.Accept, false},
		{"19 September 2020, next day", claim(dates("2020-09-19", "2020-09-19"), registered("2021-09-19", "2021-09-19")), expired, finding.Refer, false},
	})
}

func TestClocks(t *testing.T) {
	asked := func(today string) change {
		return func(c *procedure.Case) { c.Query.Received, c.Today = day("2026-04-01"), day(today) }
	}
	refused := func(sent, today string) change {
		return func(c *procedure.Case) {
			c.Query.Refused, c.Today = day("2026-03-25"), day(today)
			if sent != "" {
				c.Query.RefusalSent = day(sent)
			}
		}
	}
	run(t, "ATIGA-M32", []fixture{
		{"reply, day 90", claim(asked("2026-06-30")), replyDue, finding.Accept, false},
		{"reply, day 91", claim(asked("2026-07-01")), replyOverdue, finding.Accept, false},
		{"notice, day 60", claim(refused("", "2026-05-19")), refusalDue, finding.Accept, false},
		{"notice, day 61", claim(refused("", "2026-05-20")), refusalLate, finding.Accept, false},
		{"notified on day 60", claim(refused("2026-05-19", "2026-06-01")), refusalSent, finding.Accept, false},
		{"notified on day 61", claim(refused("2026-05-20", "2026-06-01")), refusalLate, finding.Accept, false},
		{"nothing asked", claim(), "", "", false},
	})
}

func TestVerificationEndsAfter180Days(t *testing.T) {
	for today, want := range map[string]finding.Verdict{"2026-07-04": finding.Verify, "2026-07-05": finding.Refuse} {
		for _, importer := range []string{"VN", "TH"} {
			c := claim(importedBy(importer), func(c *procedure.Case) { c.Query.Sent, c.Today = day("2026-01-05"), day(today) })
			found := procedure.Run(checksOf("ATIGA-M32"), c)
			if len(found) != 1 || found[0].Verdict != want || found[0].Until != day("2026-07-04") {
				t.Errorf("%s into %s: %+v", today, importer, found)
			}
		}
	}
}
