package cli

import (
	"path/filepath"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
	"origo/cmd/origo/internal/seed"
)

// TestDeclarationFromDraftToClearance: an approved exporter declares, seals with
// the key enrolled under the code of the registry, and Viet Nam relies on it.
func TestDeclarationFromDraftToClearance(t *testing.T) {
	run := seeded(t)
	d := newDesk(t)
	document := specimen.OriginDeclaration(seed.Network, specimen.On(certificate.DateOf(time.Now())), specimen.Serial(4712))
	d.draft("draft.json", document)
	precheck := []string{"precheck", d.file("draft.json"), "--as", "issuer@gbcustoms"}
	wants(t, must(t, precheck...), "may be issued", "who may declare at any value", "The registry lets the exporter GB-AE-2107 declare this")

	file := d.file("od.json")
	must(t, "canonicalise", d.file("draft.json"), "-o", file)
	wants(t, must(t, "sign", file, "--key", seed.OfficerFile(filepath.Join(run, "demo", "keys"), "GB", "GB-AE-2107", ".pem")), "Origin declaration GB-AE-2107/")
	must(t, "anchor", file, "--as", "issuer@gbcustoms")
	wants(t, must(t, "verify", "OD", "GB", document.Reference, "--agreement", "ukvfta", "--as", "officer@vncustoms"), "UKVFTA-M11")

	document.Statement.Value, document.Statement.ExporterKind, document.Statement.Authorisation = nil, certificate.AnyExporter, ""
	d.draft("draft.json", document)
	output, code := try(t, precheck...)
	if code != ExitRefused {
		t.Errorf("an exporter without approval and without value: exit code %d", code)
	}
	wants(t, output, "State it: an exporter without approval may declare up to a limit only", "of another kind than declared")
}
