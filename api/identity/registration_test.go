package identity_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"origo/api/identity"
)

// TestRegistrations: who acts for whom is read strictly; a claim that could be misread makes the token no good.
func TestRegistrations(t *testing.T) {
	p := newProvider(t, false)
	many := make([]string, 51)
	for name, c := range map[string]struct {
		claim any
		want  []string
		bad   bool
	}{
		"none":                {claim: nil},
		"one as text":         {claim: "0301234567", want: []string{"0301234567"}},
		"a list":              {claim: []string{"2000456789", "03 0123-4567", "0301234567"}, want: []string{"0301234567", "2000456789"}},
		"lower case":          {claim: "gb 123456789000", want: []string{"GB123456789000"}},
		"an empty attribute":  {claim: ""},
		"not a number at all": {claim: []string{"N/A", "*", "%"}},
		"a JSON number":       {claim: 301234567, bad: true},
		"an object":           {claim: map[string]any{"0301234567": true}, bad: true},
		"a mixed list":        {claim: []any{"0301234567", 7}, bad: true},
		"too many":            {claim: many, bad: true},
	} {
		t.Run(name, func(t *testing.T) {
			person, err := p.verifier(t, false).Verify(context.Background(), p.token(t, map[string]any{"origo_registration": c.claim}))
			var rejected *identity.Rejected
			if c.bad {
				if !errors.As(err, &rejected) || rejected.Reason != identity.Malformed {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || !slices.Equal(person.Registrations, c.want) {
				t.Errorf("%q, %v", person.Registrations, err)
			}
		})
	}
}
