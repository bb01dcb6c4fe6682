package chaincode_test

import (
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
)

func bare(t *testing.T) *seeded.World {
	t.Helper()
	w, err := seeded.Bare(certificate.VKFTA)
	must(t, err)
	return w
}

func TestMembershipTakesEveryConsent(t *testing.T) {
	w := bare(t)
	admins := []string{"KRCustoms", "VNCustoms", "VNIssuer"}
	for i, organisation := range admins {
		admin := w.Ledger.As(organisation, registry.RoleAdmin)
		_, err := admin.Evaluate(registry.ReadMembership, nil)
		mustRefuse(t, err, registry.MembershipMissing)
		_, err = admin.Evaluate(registry.ListOffices, nil, "")
		mustRefuse(t, err, registry.MembershipMissing)
		must(t, seeded.Send(admin, registry.ApproveMembership, w.Membership))
		must(t, seeded.Send(admin, registry.ApproveMembership, w.Membership))
		if got := ask[[]registry.Approval](t, admin, registry.Approvals); len(got) != i+1 {
			t.Errorf("%d approvals, want %d", len(got), i+1)
		}
	}
	got := ask[registry.Membership](t, w.Admin("VN"), registry.ReadMembership)
	if got.Version != 1 || len(got.Parties) != 2 {
		t.Errorf("membership %+v", got)
	}
}

func TestConsentsToDifferentTextsDoNotCount(t *testing.T) {
	w := bare(t)
	other := w.Membership
	other.Limits.CRLGraceHours = 24
	must(t, seeded.Send(w.Ledger.As("KRCustoms", registry.RoleAdmin), registry.ApproveMembership, other))
	must(t, seeded.Send(w.Ledger.As("VNCustoms", registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	must(t, seeded.Send(w.Admin("VN"), registry.ApproveMembership, w.Membership))
	_, err := w.Admin("VN").Evaluate(registry.ReadMembership, nil)
	mustRefuse(t, err, registry.MembershipMissing)
	must(t, seeded.Send(w.Ledger.As("KRCustoms", registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	ask[registry.Membership](t, w.Admin("VN"), registry.ReadMembership)
}

func TestMembershipRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*registry.Membership)
		want   registry.Code
	}{
		{"version ahead", func(m *registry.Membership) { m.Version = 3 }, registry.MembershipConflict},
		{"version zero", func(m *registry.Membership) { m.Version = 0 }, registry.Malformed},
		{"other channel", func(m *registry.Membership) { m.Agreement = certificate.ATIGA }, registry.WrongAgreement},
		{"no network", func(m *registry.Membership) { m.Network = "" }, registry.Malformed},
		{"no age", func(m *registry.Membership) { m.Limits.SigningAgeHours = 0 }, registry.Malformed},
		{"endless grace", func(m *registry.Membership) { m.Limits.CRLGraceHours = 1e6 }, registry.Malformed},
		{"one party", func(m *registry.Membership) { m.Parties = m.Parties[1:] }, registry.Malformed},
		{"unsorted", func(m *registry.Membership) { m.Parties = []registry.Party{m.Parties[1], m.Parties[0]} }, registry.Malformed},
		{"no customs", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], {Country: "VN", Issuing: []string{"VNIssuer"}}}
		}, registry.Malformed},
		{"serving two countries", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], {Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"KRCustoms"}}}
		}, registry.Malformed},
		{"without the caller", func(m *registry.Membership) {
			m.Parties = []registry.Party{m.Parties[0], seeded.Sole("VN")}
		}, registry.NotAMember},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := bare(t)
			test.change(&w.Membership)
			mustRefuse(t, seeded.Send(w.Ledger.As("VNIssuer", registry.RoleAdmin), registry.ApproveMembership, w.Membership), test.want)
		})
	}
	t.Run("role", func(t *testing.T) {
		w := bare(t)
		mustRefuse(t, seeded.Send(w.Issuer("VN"), registry.ApproveMembership, w.Membership), registry.RoleRequired)
	})
}

func TestStrangersAreRefused(t *testing.T) {
	w := bare(t)
	w.Membership.Parties[1] = registry.Party{Country: "VN", Issuing: []string{"VNIssuer"}, Customs: []string{"VNIssuer"}}
	for _, organisation := range []string{"KRCustoms", "VNIssuer"} {
		must(t, seeded.Send(w.Ledger.As(organisation, registry.RoleAdmin), registry.ApproveMembership, w.Membership))
	}
	_, err := w.Ledger.As("VNCustoms", registry.RoleAdmin).Evaluate(registry.ListOffices, nil, "")
	mustRefuse(t, err, registry.NotAMember)
}
