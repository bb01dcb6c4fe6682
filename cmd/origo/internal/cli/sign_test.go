package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/specimen"
)

// cancellationOf is an act as the console gives it to download.
func cancellationOf(id certificate.ID) *certificate.Act {
	return &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: "test", Agreement: certificate.ATIGA,
		Kind: certificate.CancelCertificate, Country: "VN", Office: "02", Certificate: &id,
		Reason: certificate.ReasonExporterRequest, Note: "Đơn số 12", MadeAt: certificate.InstantOf(time.Now()),
	}
}

// act puts an act on the desk as exact bytes.
func (d desk) act(name string, act *certificate.Act) []byte {
	d.t.Helper()
	raw, err := act.Canonical()
	d.check(err)
	d.write(name, raw)
	return raw
}

// answering runs the program with what somebody types.
func answering(t *testing.T, typed string, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	code := Main(context.Background(), args, Streams{In: strings.NewReader(typed), Out: &out, Err: &out})
	return out.String(), code
}

func TestSignAnAct(t *testing.T) {
	d := newDesk(t)
	id := specimen.FormD("test").ID()
	signer := cancellationOf(id)
	signer.Kind, signer.Certificate, signer.Signer = certificate.RevokeSigner, nil, strings.Repeat("ab", 32)
	signer.Reason, signer.From = certificate.ReasonKeyCompromised, signer.MadeAt
	for _, c := range []struct {
		name string
		act  *certificate.Act
		says []string
	}{
		{"cancel.json", cancellationOf(id), []string{"cancel a certificate", id.Reference, "the exporter asked for it (exporter_request)", "Đơn số 12", "02 of VN"}},
		{"revoke.json", signer, []string{"revoke a signer for good", signer.Signer, "other hands (key_compromised)", signer.From.String()}},
	} {
		raw := d.act(c.name, c.act)
		sign := []string{"sign", d.file(c.name), "--key", d.file("officer.pem")}
		output, code := answering(t, "no\n", sign...)
		if code != ExitUsage || !strings.Contains(output, "nothing was sealed") {
			t.Errorf("%s, no: exit code %d\n%s", c.name, code, output)
		}
		if _, err := os.Stat(sealBeside(d.file(c.name))); !os.IsNotExist(err) {
			t.Errorf("%s was sealed against the officer's word", c.name)
		}
		output, code = answering(t, "yes\n", sign...)
		if code != ExitFine {
			t.Fatalf("%s: exit code %d\n%s", c.name, code, output)
		}
		before, _, _ := strings.Cut(output, "sealed by")
		for _, words := range append(c.says, sha256Of(raw)) {
			if !strings.Contains(before, words) {
				t.Errorf("%s does not say %q before it is sealed:\n%s", c.name, words, output)
			}
		}
		d.proves(sealBeside(d.file(c.name)), raw)
	}
}

// proves verifies a seal with the certificate that it carries.
func (d desk) proves(name string, record []byte) {
	d.t.Helper()
	cms, err := os.ReadFile(name)
	d.check(err)
	message, err := seal.Inspect(cms)
	d.check(err)
	leaf, err := seal.NewEnrolled(message.Certificates()[0])
	d.check(err)
	if _, err := seal.VerifyEnrolled(cms, record, time.Now(), leaf, seal.Policy{}); err != nil {
		d.t.Error(err)
	}
}

func TestSignAnActWithoutAsking(t *testing.T) {
	d := newDesk(t)
	raw := d.act("cancel.json", cancellationOf(specimen.FormD("test").ID()))
	sign := []string{"sign", d.file("cancel.json"), "--key", d.file("officer.pem"), "--json"}
	if output, code := try(t, sign...); code != ExitUsage || !strings.Contains(output, "--yes") {
		t.Errorf("--json alone: exit code %d\n%s", code, output)
	}
	must(t, append(sign, "--yes")...)
	d.proves(d.file("cancel.p7s"), raw)
}

func TestSignSaysWhatACertificateIs(t *testing.T) {
	d := newDesk(t)
	document := specimen.FormD("test")
	raw, err := document.Canonical()
	d.check(err)
	d.write("form-d.json", raw)
	output := must(t, "sign", d.file("form-d.json"), "--key", d.file("officer.pem"))
	before, _, _ := strings.Cut(output, "sealed by")
	for _, words := range []string{"Form D " + document.Reference + ", office 02 of VN", "atiga of network test", document.Exporter.Name, sha256Of(raw)} {
		if !strings.Contains(before, words) {
			t.Errorf("%q is not said:\n%s", words, output)
		}
	}
}

func TestSignRefusesWhatItDoesNotKnow(t *testing.T) {
	d := newDesk(t)
	good := d.act("cancel.json", cancellationOf(specimen.FormD("test").ID()))
	broken := cancellationOf(specimen.FormD("test").ID())
	broken.Reason = certificate.ReasonLeftOffice
	for name, c := range map[string]struct {
		raw  []byte
		says string
	}{
		"no JSON":              {[]byte("%PDF-1.7"), "not JSON"},
		"empty":                {nil, "not JSON"},
		"something else":       {[]byte(`{"type":"origo.bundle"}`), `"origo.bundle", which is not known`},
		"nothing said":         {[]byte(`{"kind":"cancel_certificate"}`), "does not say what it is"},
		"an act with a blank":  {append([]byte(" "), good...), "Download the act again"},
		"an act and more":      {bytes.Replace(good, []byte(`{`), []byte(`{"aside":1,`), 1), "Download the act again"},
		"an act in disguise":   {bytes.Replace(good, []byte(`"type"`), []byte(`"Type"`), 1), "Download the act again"},
		"an act out of bounds": {d.act("broken.json", broken), "breaks the rules of acts"},
	} {
		d.write("odd.json", c.raw)
		output, code := answering(t, "yes\n", "sign", d.file("odd.json"), "--force", "--yes", "--key", d.file("officer.pem"))
		if code != ExitRefused || !strings.Contains(output, c.says) {
			t.Errorf("%s: exit code %d\n%s", name, code, output)
		}
		if _, err := os.Stat(d.file("odd.p7s")); !os.IsNotExist(err) {
			t.Errorf("%s was sealed", name)
		}
	}
}

func FuzzReadSignable(f *testing.F) {
	for _, d := range specimen.All("test") {
		raw, _ := d.Canonical()
		f.Add(raw)
	}
	raw, _ := cancellationOf(specimen.FormD("test").ID()).Canonical()
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if content, err := readSignable(raw); err == nil && content.words.rows() == "" {
			t.Error("something is sealed unsaid")
		}
	})
}
