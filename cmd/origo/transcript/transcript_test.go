package transcript_test

import (
	"os"
	"strings"
	"testing"

	"origo/cmd/origo/transcript"
)

// example lists the chapters that the README shows.
var example = []string{"Form VK, Viet Nam to Korea, sealed by origo", "Caught: a cancelled certificate"}

func TestReadmeShowsTheRecordedDemonstration(t *testing.T) {
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, chapter := range transcript.Chapters(transcript.Demo) {
		for _, title := range example {
			if chapter.Title != title {
				continue
			}
			shown++
			if !strings.Contains(string(readme), "```text\n"+chapter.Text+"```\n") {
				t.Errorf("README.md does not show the chapter %q as recorded:\n\n```text\n%s```", title, chapter.Text)
			}
		}
	}
	if shown != len(example) {
		t.Errorf("the recorded demonstration has %d of %d chapters", shown, len(example))
	}
}

func TestTimelessRemovesWhatDiffers(t *testing.T) {
	one := "anchored VN-TH 26/02/20603 on 2026-11-22T02:01:10Z in block 20, 8 ms, valid to 2027-11-21, 3m5s old, sealed on 22 November 2026, 02:01:10 UTC"
	two := "anchored VN-TH 27/02/48014 on 2027-01-03T12:00:59Z in block 7, 1201 ms, valid to 2028-01-02, 0s old, sealed on 3 January 2027, 12:00:59 UTC"
	if a, b := transcript.Timeless(one), transcript.Timeless(two); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestCompareNamesTheFirstDifference(t *testing.T) {
	if err := transcript.Compare(transcript.Demo, true); err != nil {
		t.Errorf("the recorded demonstration differs from itself: %v", err)
	}
	changed := strings.Replace(transcript.Demo, "is cancelled", "is issued", 1)
	err := transcript.Compare(changed, true)
	if err == nil || !strings.Contains(err.Error(), "Caught: a cancelled certificate") {
		t.Errorf("got %v", err)
	}
}
