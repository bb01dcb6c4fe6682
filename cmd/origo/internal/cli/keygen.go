package cli

import (
	"crypto"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"origo/certificate/seal/demopki"
	"origo/cmd/origo/internal/keys"
)

// keygenFlags describe the officer and the key.
type keygenFlags struct {
	output, kind, authority string
	subject                 keys.Subject
}

// keygen makes an officer's key and a request for a certificate.
func (a *app) keygen() *cobra.Command {
	var f keygenFlags
	command := &cobra.Command{
		Use:   "keygen -o NAME --name OFFICER",
		Short: "Make an officer's key and a certificate request",
		Long: lines("Writes NAME.key, the private key, readable by you only and never sent anywhere, and NAME.csr, the request",
			"(PKCS#10) by which a certification authority is asked for a certificate. With --demo-authority, an authority of",
			"the demonstration issues the certificate at once, as NAME.crt; it signs nothing until it is enrolled for an office."),
		Example: lines("  origo keygen -o nguyen --name 'Nguyen Van Hai' --organisation 'Ministry of Industry and Trade' --country VN",
			"  origo keygen -o nguyen --name 'Nguyen Van Hai' --demo-authority run/demo/keys/VN/authority.pem"),
		Args: positional(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if f.output == "" || f.subject.Name == "" {
				return usagef("-o and --name are needed")
			}
			if !keys.KnownKind(f.kind) {
				return usagef("--type %q: choose one of %v", f.kind, keys.Kinds())
			}
			return a.makeKey(f)
		},
	}
	flags := command.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "name of the files, without an ending")
	flags.StringVar(&f.kind, "type", keys.Kinds()[0], fmt.Sprintf("kind of key: %v", keys.Kinds()))
	flags.StringVar(&f.subject.Name, "name", "", "the officer's name")
	flags.StringVar(&f.subject.Organisation, "organisation", "", "the officer's organisation")
	flags.StringVar(&f.subject.Country, "country", "", "ISO 3166-1 alpha-2")
	flags.StringVar(&f.authority, "demo-authority", "", "file of a demonstration authority that is to issue the certificate")
	return command
}

// makeKey writes the files; the key first, and never over an older one.
func (a *app) makeKey(f keygenFlags) error {
	key, err := keys.Generate(f.kind)
	if err != nil {
		return err
	}
	secret, err := keys.EncodeKey(key)
	if err != nil {
		return err
	}
	request, err := keys.Request(key, f.subject)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.output), 0o700); err != nil {
		return err
	}
	if err := writeNew(f.output+".key", secret, 0o600); err != nil {
		return err
	}
	if err := writeNew(f.output+".csr", request, 0o644); err != nil {
		return err
	}
	files := map[string]string{"key": f.output + ".key", "request": f.output + ".csr"}
	if f.authority != "" {
		files["certificate"] = f.output + ".crt"
		if err := a.certify(f, key); err != nil {
			return err
		}
	}
	return a.show(files, func(w io.Writer) {
		for _, what := range sortedKeys(files) {
			fmt.Fprintf(w, "%s %-11s %s\n", signMet, what, files[what])
		}
	})
}

// certify has a demonstration authority issue the certificate.
func (a *app) certify(f keygenFlags, key crypto.Signer) error {
	text, err := os.ReadFile(f.authority)
	if err != nil {
		return err
	}
	authority, err := demopki.ParseAuthority(text)
	if err != nil {
		return invalid(err)
	}
	officer, err := authority.Officer(demopki.OfficerOptions{
		Name: f.subject.Name, Office: f.subject.Organisation, Key: key,
		NotBefore: a.now().Add(-time.Hour), NotAfter: a.now().AddDate(2, 0, 0),
	})
	if err != nil {
		return err
	}
	return writeNew(f.output+".crt", demopki.CertificatePEM(officer.Chain...), 0o644)
}
