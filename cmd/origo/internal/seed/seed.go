package seed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/site"
)

// Seeder seeds one network.
type Seeder struct {
	Site   *site.Site
	Now    func() time.Time
	Report func(Change) // told of every change as it is made; may be nil

	lock    sync.Mutex
	changes []Change
}

// Change is something that seeding did.
type Change struct {
	Agreement certificate.Agreement `json:"agreement"`
	What      string                `json:"what"`
}

// Run seeds every agreement that the network's organisations can serve, all at
// once, and returns what it changed: nothing, if it has run before.
func (s *Seeder) Run(ctx context.Context) ([]Change, error) {
	countries, err := openKeys(s.Site.Keys(), s.Now())
	if err != nil {
		return nil, err
	}
	agreements := s.agreements()
	failures := make([]error, len(agreements))
	var wait sync.WaitGroup
	for i, a := range agreements {
		wait.Go(func() {
			if err := s.channel(ctx, a, countries); err != nil {
				failures[i] = fmt.Errorf("seed %s: %w", a, err)
			}
		})
	}
	wait.Wait()
	return s.changes, errors.Join(failures...)
}

// agreements lists those that have a channel here.
func (s *Seeder) agreements() []certificate.Agreement {
	return slices.DeleteFunc(certificate.Agreements(), func(a certificate.Agreement) bool {
		for _, o := range s.Site.Organisations {
			if slices.Contains(o.Channels, string(a)) {
				return false
			}
		}
		return true
	})
}

// channel seeds the ledger of one agreement. Countries for which the
// demonstration has no offices are parties all the same.
func (s *Seeder) channel(ctx context.Context, a certificate.Agreement, countries map[string]*country) error {
	constitution, err := membership(a, s.Site.Organisations)
	if err != nil {
		return err
	}
	if err := s.membership(ctx, constitution); err != nil {
		return err
	}
	for _, p := range constitution.Parties {
		if countries[p.Country] == nil {
			continue
		}
		admin, err := s.Site.As(p.Issuing[0], registry.RoleAdmin)
		if err != nil {
			return err
		}
		c := seeding{Seeder: s, agreement: a, trust: admin.Trust(a), country: countries[p.Country]}
		if err := c.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", p.Country, err)
		}
	}
	return nil
}

// membership has every organisation approve the text, unless it is in force.
func (s *Seeder) membership(ctx context.Context, want registry.Membership) error {
	organisations := want.Organisations()
	first, err := s.Site.As(organisations[0], registry.RoleAdmin)
	if err != nil {
		return err
	}
	have, err := first.Trust(want.Agreement).Membership(ctx)
	switch {
	case err == nil && have.Version >= want.Version:
		return nil
	case err != nil && !apiclient.HasCode(err, string(registry.MembershipMissing)):
		return fmt.Errorf("read the membership: %w", err)
	}
	for _, o := range organisations {
		if err := s.approve(ctx, o, want); err != nil {
			return err
		}
	}
	for _, o := range organisations {
		if err := s.awaitMembership(ctx, o, want); err != nil {
			return err
		}
	}
	return nil
}

// settling is how long the last approval may take to reach every peer.
const settling = 30 * time.Second

// awaitMembership waits until the organisation's own peer knows the text in
// force: approvals are committed by the approver's peer first.
func (s *Seeder) awaitMembership(ctx context.Context, organisation string, want registry.Membership) error {
	admin, err := s.Site.As(organisation, registry.RoleAdmin)
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	for {
		have, err := admin.Trust(want.Agreement).Membership(within)
		switch {
		case err == nil && have.Version >= want.Version:
			return nil
		case err != nil && !apiclient.HasCode(err, string(registry.MembershipMissing)):
			return fmt.Errorf("read the membership as %s: %w", organisation, err)
		}
		select {
		case <-within.Done():
			return fmt.Errorf("the membership of %s has not reached the peer of %s", want.Agreement, organisation)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// approve approves the text in the name of one organisation.
func (s *Seeder) approve(ctx context.Context, organisation string, want registry.Membership) error {
	admin, err := s.Site.As(organisation, registry.RoleAdmin)
	if err != nil {
		return err
	}
	if _, err := admin.Trust(want.Agreement).ApproveMembership(ctx, want); err != nil {
		return fmt.Errorf("approve the membership for %s: %w", organisation, err)
	}
	s.did(want.Agreement, "%s approved the membership", organisation)
	return nil
}

// did notes a change.
func (s *Seeder) did(a certificate.Agreement, format string, args ...any) {
	s.lock.Lock()
	defer s.lock.Unlock()
	change := Change{Agreement: a, What: fmt.Sprintf(format, args...)}
	s.changes = append(s.changes, change)
	if s.Report != nil {
		s.Report(change)
	}
}

// officesUnder lists a country's offices that sign under the agreement.
func officesUnder(a certificate.Agreement, country string) []office {
	return slices.DeleteFunc(offices(), func(o office) bool {
		return o.country != country || len(o.formsUnder(a)) == 0
	})
}
