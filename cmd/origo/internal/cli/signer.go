package cli

import (
	"bytes"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"origo/certificate/seal"
)

// signerFlags say whose key seals.
type signerFlags struct {
	key, certificate, p12, passwordFile string
	pss                                 bool
}

// register declares the flags of a signer.
func (f *signerFlags) register(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.key, "key", "", "PEM file with the private key, and perhaps the certificates")
	flags.StringVar(&f.certificate, "cert", "", "PEM file with the signer's certificate and those above it")
	flags.StringVar(&f.p12, "p12", "", "PKCS#12 file with key and certificates, instead of --key")
	flags.StringVar(&f.passwordFile, "password-file", "", "file whose first line is the PKCS#12 password; else $ORIGO_P12_PASSWORD")
	flags.BoolVar(&f.pss, "pss", false, "sign with RSASSA-PSS (RSA keys only)")
}

// open reads the signer's key and certificates.
func (f *signerFlags) open() (seal.Signer, error) {
	var signer seal.Signer
	var err error
	switch {
	case f.key != "" && f.p12 != "" || f.key == "" && f.p12 == "":
		return signer, usagef("say whose key seals: either --key (with --cert) or --p12")
	case f.p12 != "":
		signer, err = f.openPKCS12()
	default:
		signer, err = f.openPEM()
	}
	signer.PSS = f.pss
	return signer, err
}

// openPEM joins the files of key and certificates.
func (f *signerFlags) openPEM() (seal.Signer, error) {
	text, err := os.ReadFile(f.key)
	if err != nil {
		return seal.Signer{}, err
	}
	if f.certificate != "" {
		certificates, err := os.ReadFile(f.certificate)
		if err != nil {
			return seal.Signer{}, err
		}
		text = bytes.Join([][]byte{text, certificates}, []byte("\n"))
	}
	signer, err := seal.ParsePEM(text)
	return signer, invalid(err)
}

// openPKCS12 reads a PKCS#12 file with its password.
func (f *signerFlags) openPKCS12() (seal.Signer, error) {
	file, err := os.ReadFile(f.p12)
	if err != nil {
		return seal.Signer{}, err
	}
	password := os.Getenv("ORIGO_P12_PASSWORD")
	if f.passwordFile != "" {
		raw, err := os.ReadFile(f.passwordFile)
		if err != nil {
			return seal.Signer{}, err
		}
		line, _, _ := strings.Cut(string(raw), "\n")
		password = strings.TrimRight(line, "\r")
	}
	signer, err := seal.ParsePKCS12(file, password)
	return signer, invalid(err)
}
