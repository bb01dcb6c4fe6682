package wire

import "origo/fta-rules/deadline"

// WordedDeadline is a deadline of a verification case as it stands on a day, with its words.
type WordedDeadline struct {
	deadline.Deadline
	State   deadline.State `json:"state"`
	Name    string         `json:"name"`    // of the clock
	Follows string         `json:"follows"` // when the time passes
}
