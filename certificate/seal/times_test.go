package seal

import (
	"testing"
	"time"
)

func TestTimesHaveOneForm(t *testing.T) {
	want := time.Date(2026, 6, 15, 9, 30, 0, 0, time.UTC)
	if got, ok := parseUTCTime([]byte("260615093000Z")); !ok || !got.Equal(want) {
		t.Errorf("got %v", got)
	}
	if got, ok := parseUTCTime([]byte("990101000000Z")); !ok || got.Year() != 1999 {
		t.Errorf("got %v", got)
	}
	if got, ok := parseUTCTime([]byte("500101000000Z")); !ok || got.Year() != 1950 {
		t.Errorf("got %v", got)
	}
	for _, text := range []string{"", "2606150930Z", "260615093000", "260615093000+0700", "261315093000Z", "260631093000Z", "260615246000Z", " 60615093000Z", "26061509300 Z"} {
		if got, ok := parseUTCTime([]byte(text)); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	if got, ok := parseGeneralizedTime([]byte("20260615093000.25Z")); !ok || !got.Equal(want.Add(250*time.Millisecond)) {
		t.Errorf("got %v", got)
	}
	for _, text := range []string{"", "20260615093000", "20260615093000.250Z", "20260615093000.Z", "20260615093000,25Z", "202606150930Z", "20260615093000+0700"} {
		if got, ok := parseGeneralizedTime([]byte(text)); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
