package network

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"origo/network/layout"
)

func TestOnlyLoopback(t *testing.T) {
	for _, c := range []struct {
		addresses []string
		want      bool
	}{
		{nil, true},
		{[]string{"127.0.0.1/8", "::1/128"}, true},
		{[]string{"127.0.0.1/8", "fe80::1/64"}, true}, // Fabric wants an IPv4 address
		{[]string{"127.0.0.1/8", "10.255.255.1/32"}, false},
		{[]string{"192.0.2.7/24"}, false},
	} {
		var addresses []net.Addr
		for _, text := range c.addresses {
			ip, block, err := net.ParseCIDR(text)
			if err != nil {
				t.Fatal(err)
			}
			addresses = append(addresses, &net.IPNet{IP: ip, Mask: block.Mask})
		}
		if got := onlyLoopback(addresses); got != c.want {
			t.Errorf("%v: %v", c.addresses, got)
		}
	}
}

func TestEnoughDisk(t *testing.T) {
	if err := enough(leastDisk, "run"); err != nil {
		t.Error(err)
	}
	if err := enough(leastDisk-1, "run"); err == nil || !strings.Contains(err.Error(), "255 MiB") || !strings.Contains(err.Error(), "--run") {
		t.Errorf("got %v", err)
	}
}

// One supervisor a run directory: the second is told who the first is, and
// the lock ends with its holder.
func TestLock(t *testing.T) {
	l, err := layout.New(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := Down(t.Context(), l.Run); !errors.Is(err, ErrNotRunning) {
		t.Errorf("down of nothing: %v", err)
	}
	first, err := takeLock(l)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := takeLock(l); err == nil || !strings.Contains(err.Error(), "origo-network down") {
		t.Errorf("a second lock: %v", err)
	}
	first.release()
	if err := Down(t.Context(), l.Run); !errors.Is(err, ErrNotRunning) {
		t.Errorf("down after the end: %v", err)
	}
	again, err := takeLock(l)
	if err != nil {
		t.Fatalf("the lock outlives its holder: %v", err)
	}
	again.release()
}

func TestRetryTellsTheLastFailure(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	tries := 0
	err := retry(ctx, time.Millisecond, func() error { tries++; return errors.New("no leader yet") })
	if tries < 2 || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "no leader yet") {
		t.Errorf("after %d tries %v", tries, err)
	}
}
