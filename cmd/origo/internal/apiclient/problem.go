package apiclient

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Problem is the API's refusal as RFC 9457 describes it.
type Problem struct {
	Type      string            `json:"type"`
	Title     string            `json:"title"`
	Status    int               `json:"status"`
	Detail    string            `json:"detail"`
	Code      string            `json:"code"`                 // fixed word, mostly a registry.Code
	Params    map[string]string `json:"params,omitempty"`     // what the code is about
	Remedy    string            `json:"remedy,omitempty"`     // what to do about it
	Pointer   string            `json:"pointer,omitempty"`    // the offending field
	RequestID string            `json:"request_id,omitempty"` // names the request in the server's log

	RetryAfter time.Duration `json:"-"` // how long the server asks to wait, 0 if it does not say
}

// Error is the problem with its fixed code, so that it can be looked up, and
// on a second line what to do about it.
func (p *Problem) Error() string {
	text := strings.TrimSuffix(p.Title, ".")
	if p.Detail != "" && p.Detail != p.Title {
		text += ": " + strings.TrimSuffix(p.Detail, ".")
	}
	if p.Pointer != "" {
		text += " (" + p.Pointer + ")"
	}
	if p.Code != "" {
		text += " [" + p.Code + p.params() + "]"
	}
	if p.Remedy != "" {
		text += "\n  " + p.Remedy
	}
	return text
}

// params writes the parameters in a fixed order.
func (p *Problem) params() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p.Params)) {
		fmt.Fprintf(&b, " %s=%s", name, p.Params[name])
	}
	return b.String()
}

// Unavailable reports whether the API could not answer for now, so that
// nothing is said about the matter itself.
func (p *Problem) Unavailable() bool {
	return p.Status >= http.StatusInternalServerError || p.Status == http.StatusTooManyRequests
}

// Unreachable says that no answer came at all.
type Unreachable struct {
	Address string
	Err     error
}

// Error names the address and the usual remedy.
func (u *Unreachable) Error() string {
	return fmt.Sprintf("no answer from %s (is the network up? `make up` starts the demonstration): %v", u.Address, u.Err)
}

// Unwrap is the cause.
func (u *Unreachable) Unwrap() error { return u.Err }

// HasCode reports whether the error is a Problem with the code.
func HasCode(err error, code string) bool {
	var p *Problem
	return errors.As(err, &p) && p.Code == code
}

// problem makes the error of a failed exchange, also from servers and proxies
// that do not speak problem details.
func problem(a answer) error {
	p := &Problem{}
	if err := json.Unmarshal(a.body, p); err != nil || p.Title == "" {
		p.Title = http.StatusText(a.status)
	}
	p.Status, p.RetryAfter = a.status, waiting(a.header.Get("Retry-After"))
	return p
}

// longestWait is the longest wait that a server can ask for.
const longestWait = 5 * time.Minute

// waiting reads a Retry-After in seconds; dates and nonsense count as not said.
func waiting(text string) time.Duration {
	seconds, err := strconv.Atoi(text)
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, 3600))*time.Second, longestWait)
}
