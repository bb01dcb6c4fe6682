package tests

import (
	"slices"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// admitThirdMember amends the membership of atiga, as a new party's joining
// does: every organisation of the old and the new text approves it. It does
// nothing when the party is in already.
func admitThirdMember(t testing.TB) registry.Membership {
	t.Helper()
	ctx := within(t, time.Minute)
	inForce, err := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleAdmin).Membership(ctx)
	if err != nil {
		t.Fatalf("read the membership: %v", err)
	}
	if _, in := inForce.Party("MY"); in {
		return inForce
	}
	amended := inForce
	amended.Version++
	amended.Parties = slices.Insert(slices.Clone(inForce.Parties), 0,
		registry.Party{Country: "MY", Issuing: []string{thirdMember}, Customs: []string{thirdMember}})
	for _, organisation := range amended.Organisations() {
		admin := network.registry(t, organisation, certificate.ATIGA, registry.RoleAdmin)
		if _, err := admin.ApproveMembership(ctx, amended); err != nil {
			t.Fatalf("%s approves: %v", organisation, err)
		}
	}
	return amended
}

// A party joins only when everybody agreed, and the next answer knows it.
func TestPartyJoinsByEverybodysConsent(t *testing.T) {
	want := admitThirdMember(t)
	eventually(t, "every member reads the amended membership", func() bool {
		for _, organisation := range want.Organisations() {
			got, err := network.registry(t, organisation, certificate.ATIGA, registry.RoleAdmin).Membership(within(t, time.Minute))
			if err != nil || got.Version != want.Version {
				return false
			}
		}
		return true
	})
}

// One organisation cannot amend the membership: its approval alone changes
// nothing.
func TestOneApprovalAmendsNothing(t *testing.T) {
	inForce := admitThirdMember(t)
	ambitious := inForce
	ambitious.Version++
	ambitious.Limits.CRLGraceHours = 24
	admin := network.registry(t, "THCustoms", certificate.ATIGA, registry.RoleAdmin)
	ctx := within(t, time.Minute)
	if _, err := admin.ApproveMembership(ctx, ambitious); err != nil {
		t.Fatalf("approve: %v", err)
	}
	got, err := admin.Membership(ctx)
	if err != nil || got.Version != inForce.Version {
		t.Errorf("the membership in force is version %d (%v), want %d", got.Version, err, inForce.Version)
	}
}
