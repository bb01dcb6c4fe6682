package registry_test

import (
	"slices"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
)

// holdings are an authority with its list, an officer and an exporter, made at
// a moment; the officer's certificate ends after 10 days.
func holdings(t *testing.T, now time.Time) registry.Holdings {
	t.Helper()
	authority, err := demopki.NewAuthority("VN", "Demonstration", now)
	if err != nil {
		t.Fatal(err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Lan", Office: "02", NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, 10)})
	if err != nil {
		t.Fatal(err)
	}
	day := func(n int) string { return certificate.InstantOf(now.AddDate(0, 0, n)).String() }
	return registry.Holdings{
		Authorities: []registry.Authority{{Country: "VN", Fingerprint: "ca", Certificate: authority.Issuing.Raw}},
		CRLs:        []registry.RevocationList{{Authority: "ca", NextUpdate: day(5)}, {Authority: "elsewhere", NextUpdate: day(1)}},
		Offices: []registry.Office{
			{Country: "VN", Code: "02", Name: "Office"},
			{Country: "VN", Code: "EXP", Name: "Exporter", Authorisation: &registry.Authorisation{Code: "A-1", Until: certificate.DateOf(now).AddDays(2)}},
		},
		Signers: []registry.Signer{{Fingerprint: "leaf", Country: "VN", Office: "02", Certificate: officer.Certificate.Raw, Until: day(90)}},
	}
}

func TestExpiries(t *testing.T) {
	now := time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)
	cases := []struct {
		name   string
		change func(*registry.Holdings)
		days   int
		want   []string
	}{
		{"soonest first", func(*registry.Holdings) {}, 30, []string{"authorisation A-1", "revocation_list ca", "signer leaf"}},
		{"only what is near", func(*registry.Holdings) {}, 6, []string{"authorisation A-1", "revocation_list ca"}},
		{"authorities, in the long run", func(*registry.Holdings) {}, 36500, []string{"authorisation A-1", "revocation_list ca", "signer leaf", "authority ca"}},
		{"an ended list stands in the way", func(h *registry.Holdings) { h.CRLs[0].NextUpdate = "2020-01-01T00:00:00Z" }, 1, []string{"revocation_list ca"}},
		{"an enrolment may end first", func(h *registry.Holdings) { h.Signers[0].Until = "2026-11-23T00:00:00Z" }, 1, []string{"signer leaf"}},
		{"long ended", func(h *registry.Holdings) { h.Signers[0].Until = "2026-10-01T00:00:00Z" }, 1, nil},
		{"revoked", func(h *registry.Holdings) { h.Signers[0].Revoked = "2026-10-01T00:00:00Z" }, 30, []string{"authorisation A-1", "revocation_list ca"}},
		{"retired", func(h *registry.Holdings) { h.Authorities[0].RetiredAt = "2026-10-01T00:00:00Z" }, 30, []string{"authorisation A-1", "signer leaf"}},
		{"closed", func(h *registry.Holdings) {
			h.Offices[0].ClosedFrom, h.Offices[1].ClosedFrom = "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z"
		}, 30, []string{"revocation_list ca"}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			h := holdings(t, now)
			test.change(&h)
			expiries, err := h.Expiries(now, now.AddDate(0, 0, test.days))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range expiries {
				got = append(got, string(e.Kind)+" "+e.ID)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestExpiriesOfWhatCannotBeRead(t *testing.T) {
	for name, h := range map[string]registry.Holdings{
		"authority": {Authorities: []registry.Authority{{Certificate: []byte("none")}}},
		"signer":    {Signers: []registry.Signer{{Certificate: []byte("none")}}},
	} {
		if _, err := h.Expiries(time.Unix(0, 0), time.Unix(1, 0)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
