// Command origo-chaincode serves the contract to the peers of one
// organisation, as a service with mutual TLS.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"

	"origo/chaincode"
)

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "origo-chaincode:", err)
		os.Exit(1)
	}
}

// settings are the program's flags.
type settings struct{ ccid, listen, certificate, key, clientAuthority string }

func parse(arguments []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("origo-chaincode", flag.ContinueOnError)
	flags.StringVar(&s.ccid, "ccid", "", "package id under which the peers know the contract")
	flags.StringVar(&s.listen, "listen", "", "host and port to serve on")
	flags.StringVar(&s.certificate, "tls-cert", "", "PEM file of the server's certificate")
	flags.StringVar(&s.key, "tls-key", "", "PEM file of its key")
	flags.StringVar(&s.clientAuthority, "client-ca", "", "PEM file of the authority of the peers' certificates")
	if err := flags.Parse(arguments); err != nil {
		return s, err
	}
	if s.ccid == "" || s.listen == "" || s.certificate == "" || s.key == "" || s.clientAuthority == "" {
		return s, errors.New("all of --ccid, --listen, --tls-cert, --tls-key, --client-ca are needed")
	}
	return s, nil
}

func serve(arguments []string) error {
	// GODEBUG changes how certificates and signatures are parsed. Endorsers
	// must come to the same result, so none may run with a changed library.
	if value, set := os.LookupEnv("GODEBUG"); set {
		return fmt.Errorf("GODEBUG=%s is set; unset it, since it may make this endorser decide unlike the others", value)
	}
	s, err := parse(arguments)
	if err != nil {
		return err
	}
	contract, err := chaincode.New()
	if err != nil {
		return fmt.Errorf("contract: %w", err)
	}
	tls, err := s.tls()
	if err != nil {
		return err
	}
	server := &shim.ChaincodeServer{CCID: s.ccid, Address: s.listen, CC: contract, TLSProps: tls}
	return server.Start()
}

func (s settings) tls() (shim.TLSProperties, error) {
	var properties shim.TLSProperties
	for _, file := range []struct {
		path string
		to   *[]byte
	}{{s.certificate, &properties.Cert}, {s.key, &properties.Key}, {s.clientAuthority, &properties.ClientCACerts}} {
		data, err := os.ReadFile(file.path)
		if err != nil {
			return properties, err
		}
		*file.to = data
	}
	return properties, nil
}
