package proof_test

import (
	"testing"
)

// What the real contract writes is in order, whatever was done.
func TestHonestStory(t *testing.T) {
	s := eventful(t)
	for _, finding := range s.judge() {
		t.Error(finding)
	}
}
