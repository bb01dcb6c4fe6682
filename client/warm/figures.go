package warm

import "time"

// Figures is how views have been doing.
type Figures struct {
	Hits    uint64        // questions answered from memory
	Misses  uint64        // questions that had to be read and could be kept
	Aside   uint64        // questions passed on because following was not confirmed
	Entries int           // answers in memory
	Height  uint64        // number of blocks followed
	Live    bool          // whether answers are given from memory now
	Behind  time.Duration // since the peer was last asked whose blocks had all been followed; 0 before the first time
}

// Figures tells how the views are doing now.
func (v *Views) Figures() Figures {
	v.mu.Lock()
	defer v.mu.Unlock()
	f := v.counts
	f.Entries, f.Height, f.Live = v.answers.order.Len(), v.at.height, v.live()
	if !v.at.confirmed.IsZero() {
		f.Behind = v.Now().Sub(v.at.confirmed)
	}
	return f
}
