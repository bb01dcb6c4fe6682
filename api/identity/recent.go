package identity

import (
	"crypto/sha256"
	"sync"
	"time"
)

// Bounds of what is remembered of tokens.
const (
	recentFor  = time.Minute // a token's signature is verified again after this
	mostRecent = 4096        // tokens; one more makes all forgotten
)

// recent remembers whose tokens were verified just now, by the token's digest: the check of a signature takes longer than
// everything else about a request. Tokens that were not accepted are not remembered.
type recent struct {
	mu    sync.Mutex
	known map[[sha256.Size]byte]verifiedPerson
}

type verifiedPerson struct {
	person Person
	at     time.Time
}

// of gives the bearer of a token verified less than a minute before now that has not expired since.
func (r *recent) of(token [sha256.Size]byte, now time.Time) (Person, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.known[token]
	if !ok || now.Before(v.at) || now.Sub(v.at) >= recentFor || !now.Before(v.person.Expires) {
		return Person{}, false
	}
	return v.person, true
}

func (r *recent) keep(token [sha256.Size]byte, p Person, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= mostRecent {
		r.known = map[[sha256.Size]byte]verifiedPerson{}
	}
	r.known[token] = verifiedPerson{person: p, at: now}
}
