package tests

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// amendMembership raises a limit of atiga, as any change of its constitution
// is made: every organisation approves the same next text.
func amendMembership(t testing.TB) registry.Membership {
	t.Helper()
	ctx := within(t, time.Minute)
	amended, err := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleAdmin).Membership(ctx)
	if err != nil {
		t.Fatalf("read the membership: %v", err)
	}
	amended.Version++
	amended.Limits.SigningAgeHours++
	for i, organisation := range amended.Organisations() {
		admin := network.registry(t, organisation, certificate.ATIGA, registry.RoleAdmin)
		if got, err := admin.Membership(ctx); err != nil || got.Version >= amended.Version {
			t.Fatalf("after %d of %d approvals %s reads version %d (%v)", i, len(amended.Organisations()), organisation, got.Version, err)
		}
		if _, err := admin.ApproveMembership(ctx, amended); err != nil {
			t.Fatalf("%s approves: %v", organisation, err)
		}
	}
	return amended
}

// Whoever the topology puts on a channel is a party of its agreement from the
// start: the seed needs no list of countries of its own.
func TestThirdMemberIsPartyFromTheStart(t *testing.T) {
	for agreement, want := range map[certificate.Agreement]bool{certificate.ATIGA: true, certificate.VKFTA: false} {
		inForce, err := network.registry(t, "VNIssuer", agreement, registry.RoleAdmin).Membership(within(t, time.Minute))
		if err != nil {
			t.Fatalf("read the membership of %s: %v", agreement, err)
		}
		party, in := inForce.Party("MY")
		if in != want || want && (party.Issuing[0] != thirdMember || party.Customs[0] != thirdMember) {
			t.Errorf("%s has the parties %+v", agreement, inForce.Parties)
		}
	}
}

// A text takes effect only when everybody agreed, and then for all.
func TestMembershipChangesByEverybodysConsent(t *testing.T) {
	want := amendMembership(t)
	eventually(t, "every member reads the amended membership", func() bool {
		for _, organisation := range want.Organisations() {
			got, err := network.registry(t, organisation, certificate.ATIGA, registry.RoleAdmin).Membership(within(t, time.Minute))
			if err != nil || got.Version != want.Version || got.Limits != want.Limits {
				return false
			}
		}
		return true
	})
}

// One organisation cannot amend the membership: its approval alone changes
// nothing.
func TestOneApprovalAmendsNothing(t *testing.T) {
	admin := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleAdmin)
	ctx := within(t, time.Minute)
	inForce, err := admin.Membership(ctx)
	if err != nil {
		t.Fatalf("read the membership: %v", err)
	}
	ambitious := inForce
	ambitious.Version++
	ambitious.Limits.CRLGraceHours = 24
	if _, err := admin.ApproveMembership(ctx, ambitious); err != nil {
		t.Fatalf("approve: %v", err)
	}
	got, err := admin.Membership(ctx)
	if err != nil || got.Version != inForce.Version {
		t.Errorf("the membership in force is version %d (%v), want %d", got.Version, err, inForce.Version)
	}
}
