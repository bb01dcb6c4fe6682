package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/seal"
	"origo/certificate/seal/demopki"
	"origo/certificate/specimen"
)

// desk is a folder with a draft, and an officer's key in every format.
type desk struct {
	t         *testing.T
	directory string
}

// newDesk lays the files out.
func newDesk(t *testing.T) desk {
	t.Helper()
	t.Setenv("ORIGO_HOME", t.TempDir())
	d := desk{t: t, directory: t.TempDir()}
	d.draft("draft.json", specimen.FormD("test", specimen.On(certificate.DateOf(time.Now()))))
	authority, err := demopki.NewAuthority("VN", "Test", time.Now())
	d.check(err)
	officer, err := authority.Officer(demopki.OfficerOptions{Name: "Nguyen Van Hai", Kind: demopki.RSA2048})
	d.check(err)
	text, err := officer.PEM()
	d.check(err)
	p12, err := officer.PKCS12("secret")
	d.check(err)
	key, err := demopki.KeyPEM(officer.Key)
	d.check(err)
	whole, err := authority.PEM()
	d.check(err)
	d.write("officer.pem", text)
	d.write("officer.p12", p12)
	d.write("officer.key", key)
	d.write("officer.crt", demopki.CertificatePEM(officer.Chain...))
	d.write("authority.pem", whole)
	d.write("password", []byte("secret\n"))
	return d
}

// check ends the test on an error of its preparation.
func (d desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// file is the path of a file on the desk.
func (d desk) file(name string) string { return filepath.Join(d.directory, name) }

// write puts a file on the desk.
func (d desk) write(name string, raw []byte) {
	d.t.Helper()
	d.check(os.WriteFile(d.file(name), raw, 0o600))
}

// draft puts a document on the desk as people keep it.
func (d desk) draft(name string, document *certificate.Document) {
	d.t.Helper()
	raw, err := json.MarshalIndent(document, "", "\t")
	d.check(err)
	d.write(name, raw)
}

func TestVersion(t *testing.T) {
	if output := must(t, "version"); !strings.HasPrefix(output, "origo ") {
		t.Error(output)
	}
}

func TestCheckNamesTheBox(t *testing.T) {
	d := newDesk(t)
	if output := must(t, "check", d.file("draft.json")); !strings.Contains(output, "keeps the rules of its form") {
		t.Error(output)
	}
	broken := specimen.FormD("test")
	broken.Items[1].Criterion = ""
	d.draft("broken.json", broken)
	output, code := try(t, "check", d.file("broken.json"))
	if code != ExitRefused || !strings.Contains(output, "Form D box 8, item 2") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	output, code = try(t, "check", "--json", d.file("broken.json"))
	var answer struct {
		Valid    bool
		Problems certificate.Problems
	}
	if err := json.Unmarshal([]byte(output), &answer); err != nil || code != ExitRefused || answer.Valid || len(answer.Problems) == 0 {
		t.Errorf("exit code %d, %v\n%s", code, err, output)
	}
}

func TestCanonicalise(t *testing.T) {
	d := newDesk(t)
	printed := must(t, "canonicalise", d.file("draft.json"))
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	written, err := os.ReadFile(d.file("form-d.json"))
	d.check(err)
	if string(written) != printed {
		t.Error("the file differs from what is printed")
	}
	if _, err := certificate.Parse(written); err != nil {
		t.Error(err)
	}
	if _, code := try(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json")); code != ExitUsage {
		t.Errorf("overwriting ended with exit code %d", code)
	}
}

func TestSignWithEveryKindOfFile(t *testing.T) {
	d := newDesk(t)
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	record, err := os.ReadFile(d.file("form-d.json"))
	d.check(err)
	for name, flags := range map[string][]string{
		"one PEM file":  {"--key", d.file("officer.pem")},
		"two PEM files": {"--key", d.file("officer.key"), "--cert", d.file("officer.crt")},
		"PKCS#12":       {"--p12", d.file("officer.p12"), "--password-file", d.file("password")},
		"RSASSA-PSS":    {"--key", d.file("officer.pem"), "--pss"},
	} {
		t.Run(name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "seal.p7s")
			must(t, append([]string{"sign", d.file("form-d.json"), "-o", output}, flags...)...)
			cms, err := os.ReadFile(output)
			d.check(err)
			message, err := seal.Inspect(cms)
			d.check(err)
			leaf, err := seal.NewEnrolled(message.Certificates()[0])
			d.check(err)
			if _, err := seal.VerifyEnrolled(cms, record, time.Now(), leaf, seal.Policy{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPasswordFromTheEnvironment(t *testing.T) {
	d := newDesk(t)
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	t.Setenv("ORIGO_P12_PASSWORD", "wrong")
	if _, code := try(t, "sign", d.file("form-d.json"), "--p12", d.file("officer.p12")); code != ExitRefused {
		t.Errorf("a wrong password ended with exit code %d", code)
	}
	t.Setenv("ORIGO_P12_PASSWORD", "secret")
	must(t, "sign", d.file("form-d.json"), "--p12", d.file("officer.p12"))
	if _, code := try(t, "sign", d.file("form-d.json"), "--p12", d.file("officer.p12")); code != ExitUsage {
		t.Errorf("sealing over a seal ended with exit code %d", code)
	}
}

func TestSignRefusesWhatIsNotReady(t *testing.T) {
	d := newDesk(t)
	key := []string{"--key", d.file("officer.pem")}
	output, code := try(t, append([]string{"sign", d.file("draft.json")}, key...)...)
	if code != ExitRefused || !strings.Contains(output, "origo canonicalise") {
		t.Errorf("a draft: exit code %d\n%s", code, output)
	}
	broken := specimen.FormD("test")
	broken.Items[0].Criterion = ""
	raw, err := broken.Canonical()
	d.check(err)
	d.write("broken.json", raw)
	output, code = try(t, append([]string{"sign", d.file("broken.json")}, key...)...)
	if code != ExitRefused || !strings.Contains(output, "box 8, item 1") {
		t.Errorf("a broken form: exit code %d\n%s", code, output)
	}
	must(t, append([]string{"sign", "--force", d.file("broken.json")}, key...)...)
}

func TestKeygen(t *testing.T) {
	d := newDesk(t)
	base := d.file("new/hai")
	must(t, "keygen", "-o", base, "--name", "Nguyen Van Hai", "--country", "VN", "--demo-authority", d.file("authority.pem"))
	info, err := os.Stat(base + ".key")
	d.check(err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key has mode %o", info.Mode().Perm())
	}
	must(t, "canonicalise", d.file("draft.json"), "-o", d.file("form-d.json"))
	must(t, "sign", d.file("form-d.json"), "--key", base+".key", "--cert", base+".crt")
	if _, code := try(t, "keygen", "-o", base, "--name", "Nguyen Van Hai"); code != ExitUsage {
		t.Errorf("a key was overwritten, exit code %d", code)
	}
}

func TestWrongUse(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{
		{"check"},
		{"check", d.file("absent.json")},
		{"nonsense"},
		{"status", "D", "VN"},
		{"status", "OD", "GB", "GB-AE-2107/1"},
		{"status", "D", "VN", "1", "--agreement", "vkfta"},
		{"sign", d.file("draft.json"), "--nonsense"},
		{"keygen", "-o", "x"},
		{"keygen", "-o", d.file("x"), "--name", "X", "--type", "rsa1024"},
		{"verify"},
		{"verify", "--bundle", d.file("draft.json"), "--bundle-key", d.file("nothing"), "D", "VN", "1"},
		{"assess"},
		{"assess", "--replay", d.file("draft.json")},
		{"verify", "--lang", "de", "D", "VN", "1", "--run", d.file("nothing")},
		{"verify", "--declaration", d.file("draft.json"), "D", "VN", "1"},
		{"use", "D", "VN", "1"},
		{"use", "D", "VN", "1", "--declaration", "1", "--line", "1:2"},
		{"use", "D", "VN", "1", "--declaration", "1", "--line", "1=1,5:KGM"},
		{"use", "D", "VN", "1", "--declaration", "1", "--ground", "x"},
		{"reverse", "D", "VN", "1"},
		{"cancel", "D", "VN", "1"},
		{"registry"},
		{"bundle"},
		{"bundle", "keygen"},
		{"bundle", "export", d.file("x"), "--agreement", "nafta", "--expires", "2099-01-01", "--sign-key", "x"},
		{"bundle", "export", d.file("x"), "--agreement", "atiga", "--expires", "soon", "--sign-key", "x"},
		{"bundle", "export", d.file("x"), "--agreement", "atiga", "--expires", "2020-01-01", "--sign-key", "x"},
		{"bundle", "export", d.file("x"), "--agreement", "atiga", "--expires", "2099-01-01"},
		{"bundle", "export", d.file("x"), "--agreement", "atiga", "--expires", "2099-01-01", "--sign-key", d.file("officer.pem")},
		{"conformance"},
		{"login"},
		{"bench", "--count", "0"},
		{"demo", "--run", d.file("nothing")},
		{"seed", "--run", d.file("nothing")},
		{"history", "D", "VN", "1"},
		{"history", "D", "VN", "1", "--as", "nobody", "--run", d.file("nothing")},
	} {
		if output, code := try(t, args...); code != ExitUsage {
			t.Errorf("origo %s: exit code %d\n%s", strings.Join(args, " "), code, output)
		}
	}
}

func TestConformance(t *testing.T) {
	output := must(t, "conformance", "seal", "../../../../certificate/seal/testdata/cms/manifest.json")
	if !strings.HasSuffix(output, " passed, 0 failed\n") {
		t.Error(output)
	}
}
