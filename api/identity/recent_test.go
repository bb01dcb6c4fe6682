package identity

import (
	"crypto/sha256"
	"testing"
	"time"
)

func TestRecent(t *testing.T) {
	at := time.Date(2026, time.November, 22, 8, 30, 0, 0, time.UTC)
	token, other := sha256.Sum256([]byte("a")), sha256.Sum256([]byte("b"))
	for name, c := range map[string]struct {
		token [sha256.Size]byte
		life  time.Duration // of the token, from its verification
		after time.Duration
		want  bool
	}{
		"at once":         {token, time.Hour, 0, true},
		"just in time":    {token, time.Hour, recentFor - time.Second, true},
		"a minute later":  {token, time.Hour, recentFor, false},
		"expired since":   {token, time.Second, time.Second, false},
		"clock went back": {token, time.Hour, -time.Second, false},
		"another token":   {other, time.Hour, 0, false},
	} {
		var r recent
		r.keep(token, Person{Subject: "s", Expires: at.Add(c.life)}, at)
		if p, ok := r.of(c.token, at.Add(c.after)); ok != c.want || ok && p.Subject != "s" {
			t.Errorf("%s: %v, %v", name, p, ok)
		}
	}
}

func TestRecentIsBounded(t *testing.T) {
	var r recent
	for i := range mostRecent + 10 {
		r.keep(sha256.Sum256([]byte{byte(i), byte(i >> 8)}), Person{}, time.Time{})
	}
	if len(r.known) > mostRecent {
		t.Errorf("%d tokens are remembered", len(r.known))
	}
}
