package api

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxClients bounds the memory of a limiter. When it is full the clients are
// forgotten together: a moment of generosity, instead of a way to fill memory.
const maxClients = 10_000

// limiter bounds how often one client address may do something.
type limiter struct {
	perSecond rate.Limit
	now       func() time.Time

	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
}

func newLimiter(perSecond float64, now func() time.Time) *limiter {
	return &limiter{perSecond: rate.Limit(perSecond), now: now, clients: map[netip.Prefix]*rate.Limiter{}}
}

// allow says whether the client may go on; an unreadable address shares the
// allowance of all unreadable ones.
func (l *limiter) allow(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	who := client64(address)
	one, known := l.clients[who]
	if !known {
		if len(l.clients) >= maxClients {
			clear(l.clients)
		}
		one = rate.NewLimiter(l.perSecond, int(max(1, 2*l.perSecond)))
		l.clients[who] = one
	}
	return one.AllowN(l.now(), 1)
}

// client64 is the network that counts as one client: an IPv4 address, or the
// /64 that an IPv6 client can choose addresses from at will.
func client64(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	ip = ip.Unmap().WithZone("")
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	prefix, _ := ip.Prefix(bits) // bits always fit
	return prefix
}
