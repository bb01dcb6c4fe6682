package certificate_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/specimen"
)

func TestExpiry(t *testing.T) {
	tests := []struct {
		from   maker
		issued string
		want   string
	}{
		{specimen.FormD, "2020-09-19", "2021-09-18"}, // AWSC guidebook, question 14
		{specimen.FormD, "2024-02-29", "2025-02-28"},
		{specimen.FormD, "2023-03-01", "2024-02-29"},
		{specimen.FormD, "2026-01-01", "2026-12-31"},
		{specimen.OriginDeclarationFromThailand, "2026-01-01", "2026-12-31"},
		{specimen.VK, "2023-03-10", "2024-03-10"}, // VK-26
		{specimen.KV, "2024-02-29", "2025-02-28"},
		{specimen.EUR1, "2025-01-15", "2026-01-15"}, // UKV-32
		{specimen.OriginDeclaration, "2025-01-15", "2026-01-15"},
	}
	for _, test := range tests {
		d := test.from("test", specimen.On(day(test.issued)))
		if got := d.Expiry(); got != day(test.want) {
			t.Errorf("%s issued on %s expires on %s, want %s", d.ID(), test.issued, got, test.want)
		}
	}
}

func TestBackToBackEndsWithItsEarliestOriginal(t *testing.T) {
	d := specimen.FormDFromThailand("test", specimen.On(day("2026-02-10"))) // C26
	d.BackToBack = []certificate.Original{{IssueDate: day("2025-06-01")}, {IssueDate: day("2025-03-01")}}
	if got := d.Expiry(); got != day("2026-02-28") {
		t.Errorf("expires on %s", got)
	}
}

func TestLastTimelyIssue(t *testing.T) {
	tests := []struct {
		agreement               certificate.Agreement
		shipped, issued, expect string
	}{
		{certificate.ATIGA, "2026-03-10", "2026-03-12", "2026-03-10"},
		{certificate.ATIGA, "2021-12-01", "2021-12-04", "2021-12-04"},
		{certificate.ATIGA, "2022-04-29", "2022-05-01", "2022-04-29"},
		{certificate.VKFTA, "2024-05-30", "2024-06-03", "2024-06-03"}, // Thursday, VK-22
		{certificate.VKFTA, "2024-06-03", "2024-06-05", "2024-06-05"}, // Monday
		{certificate.VKFTA, "2024-06-01", "2024-06-05", "2024-06-05"}, // Saturday: Monday is the first working day
		{certificate.UKVFTA, "2025-03-06", "2025-03-11", "2025-03-11"},
		{certificate.UKVFTA, "2025-03-08", "2025-03-12", "2025-03-12"},
	}
	for _, test := range tests {
		if got := certificate.LastTimelyIssue(test.agreement, day(test.shipped), day(test.issued)); got != day(test.expect) {
			t.Errorf("%s shipped on %s: %s, want %s", test.agreement, test.shipped, got, test.expect)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	friday := day("2026-11-20")
	for n, want := range []string{"2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"} {
		if got := certificate.AddWorkingDays(friday, n); got != day(want) {
			t.Errorf("%d working days after %s is %s, want %s", n, friday, got, want)
		}
	}
}
