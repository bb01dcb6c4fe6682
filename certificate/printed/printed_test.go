package printed_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
	"origo/certificate/stamp"
)

var update = flag.Bool("update", false, "write the stored seals, stamps and pictures again")

// network is the one that the stored seals were made for.
const network = "specimen"

// checkCode is a check code as the ledger gives it out.
const checkCode = "7K2M-9QXD"

// specimens are the documents whose print is looked at, by the names of their stored files.
var specimens = map[string]func(string, ...specimen.Option) *certificate.Document{
	"form-d": specimen.FormD, "form-d-thailand": specimen.FormDFromThailand, "vk": specimen.VK, "kv": specimen.KV,
	"eur1": specimen.EUR1, "od": specimen.OriginDeclaration, "od-thailand": specimen.OriginDeclarationFromThailand,
}

// proof is a specimen with its stored seal and stamp: keys are made anew each time, so fresh ones would never print the
// same.
func proof(t testing.TB, name string) printed.Proof {
	t.Helper()
	d := specimens[name](network)
	return printed.Proof{
		Certificate: canonical(t, d), Seal: stored(t, name+".p7s"), CheckCode: checkCode, Stamp: string(stored(t, name+".stamp")),
	}
}

// canonical is the document as it is sealed.
func canonical(t testing.TB, d *certificate.Document) []byte {
	t.Helper()
	raw, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// stored reads a file of testdata.
func stored(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// written prints a proof.
func written(t testing.TB, p printed.Proof) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := printed.Write(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestMain(m *testing.M) {
	flag.Parse()
	if *update {
		if err := sealSpecimens(); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// sealSpecimens writes the stored seals and stamps that are not there yet.
func sealSpecimens() error {
	for name, make := range specimens {
		if _, err := os.Stat(filepath.Join("testdata", name+".p7s")); err == nil {
			continue
		}
		d := make(network)
		at := d.IssueDate.Time().Add(8 * time.Hour)
		authority, err := demopki.NewAuthority(d.IssuingCountry, "Demonstration", at)
		if err != nil {
			return err
		}
		officer, err := authority.Officer(demopki.OfficerOptions{Name: d.Certification.Official + d.Statement.Name, Office: d.Office})
		if err != nil {
			return err
		}
		if err := sealSpecimen(name, d, officer, at); err != nil {
			return err
		}
	}
	return nil
}

// sealSpecimen writes a specimen's seal and stamp.
func sealSpecimen(name string, d *certificate.Document, officer *demopki.Officer, at time.Time) error {
	raw, err := d.Canonical()
	if err != nil {
		return err
	}
	cms, err := officer.Sign(raw, at)
	if err != nil {
		return err
	}
	text, err := stamp.Make(d, seal.Signer{Key: officer.Key, Chain: officer.Chain}, at)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join("testdata", name+".p7s"), cms, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("testdata", name+".stamp"), []byte(text), 0o644)
}
