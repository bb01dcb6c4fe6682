package tests

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal/demopki"
)

// newcomer enrols an officer of her own for a test in the office of Ho Chi Minh
// City, so that no other test misses one. It gives the files of certificate and
// of key with certificates.
func newcomer(t testing.TB, name string) (certificate, key string) {
	t.Helper()
	text := read(t, filepath.Join(network.run, "demo", "keys", "VN", "authority.pem"))
	authority, err := demopki.ParseAuthority(text)
	if err != nil {
		t.Fatalf("read the authority: %v", err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{Name: name, Office: "02"})
	if err != nil {
		t.Fatalf("issue an officer's certificate: %v", err)
	}
	whole, err := officer.PEM()
	if err != nil {
		t.Fatalf("write the officer's key: %v", err)
	}
	directory := t.TempDir()
	certificate, key = filepath.Join(directory, "officer.crt"), filepath.Join(directory, "officer.pem")
	writeFile(t, certificate, demopki.CertificatePEM(officer.Certificate))
	writeFile(t, key, whole)
	network.people(t, 0, "registry", "enrol", "atiga", certificate, "--office", "02", "--yes", "--as", "admin@vnissuer")
	return certificate, key
}

// signed is a file of a fresh certificate, sealed with a key.
func signed(t testing.TB, key string) (string, *certificate.Document) {
	t.Helper()
	d := pumps()
	raw, err := d.Canonical()
	if err != nil {
		t.Fatalf("canonical form: %v", err)
	}
	name := filepath.Join(t.TempDir(), "form-d.json")
	writeFile(t, name, raw)
	network.people(t, 0, "sign", name, "--key", key)
	return name, d
}

// A suspension takes effect at once, for what was sealed since and what is still
// to come; nobody is reinstated by one administrator alone.
func TestSuspendedSignerComesBackByFourEyes(t *testing.T) {
	person, key := newcomer(t, "Le Thi Hoa")
	anchor := func(file string) []string { return []string{"anchor", file, "--as", "issuer@vnissuer"} }
	verify := func(d *certificate.Document) []string {
		return append(strings.Fields("verify "+d.ID().String()), "--as", "officer@thcustoms")
	}
	order := func(kind, reason string, more ...string) []string {
		sound := filepath.Join(network.run, "demo", "keys", "VN", "01.pem")
		return append([]string{"signer", kind, "atiga", person, "--reason", reason, "--key", sound, "--yes", "--as", "admin@vnissuer"}, more...)
	}
	confirm := func(digest, admin string) []string {
		return []string{"signer", "confirm", "atiga", digest, "--yes", "--as", admin}
	}
	before := time.Now().UTC().Add(-time.Hour).Format(time.RFC3339)
	file, anchored := signed(t, key)
	network.people(t, 0, anchor(file)...)

	says(t, network.people(t, 0, order("suspend", "under_inquiry", "--from", before)...), "in force")
	says(t, network.people(t, 3, verify(anchored)...), "SIGN-02", "suspended")
	late, _ := signed(t, key)
	says(t, network.people(t, 1, anchor(late)...), "signer_inactive", "state=suspended")

	proposed := network.people(t, 0, order("reinstate", "inquiry_closed")...)
	says(t, proposed, "nothing has changed yet")
	_, digest, _ := strings.Cut(proposed, "origo signer confirm atiga ")
	digest, _, _ = strings.Cut(digest, "\n")
	says(t, network.people(t, 1, confirm(digest, "admin@vnissuer")...), "two administrators")
	network.people(t, 1, anchor(late)...)
	says(t, network.people(t, 0, confirm(digest, "admin-2@vnissuer")...), "in force")
	network.people(t, 0, anchor(late)...)
	if out, _ := network.origo(t, verify(anchored)...); strings.Contains(out, "was suspended") {
		t.Errorf("reinstated, and still:\n%s", out)
	}
}

// An officer seals a cancellation that was drawn up elsewhere with the same
// program as certificates; the ledger takes it.
func TestActIsSealedAfterItWasRead(t *testing.T) {
	issuer := network.registry(t, "VNIssuer", certificate.ATIGA, registry.RoleIssuer)
	d := pumps()
	id := network.anchor(t, issuer, d)
	act := &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: networkID, Agreement: certificate.ATIGA, Kind: certificate.CancelCertificate,
		Country: "VN", Office: "02", Certificate: &id, Reason: certificate.ReasonExporterRequest, MadeAt: certificate.InstantOf(time.Now()),
	}
	raw, err := act.Canonical()
	if err != nil {
		t.Fatalf("canonical form: %v", err)
	}
	name := filepath.Join(t.TempDir(), "act.json")
	writeFile(t, name, raw)
	key := filepath.Join(network.run, "demo", "keys", "VN", "02.pem")
	says(t, network.people(t, 2, "sign", name, "--key", key), d.Reference, "nothing was sealed")
	network.people(t, 0, "sign", name, "--key", key, "--yes")
	sealed := registry.SealedAct{Act: raw, Seal: read(t, strings.TrimSuffix(name, ".json")+".p7s")}
	if _, err := issuer.Cancel(within(t, time.Minute), id, sealed); err != nil {
		t.Fatalf("cancel: %v", err)
	}
	out := network.people(t, 1, append(strings.Fields("verify "+id.String()), "--brief", "--as", "officer@thcustoms")...)
	says(t, out, "REFUSE", "exporter_request")
}
