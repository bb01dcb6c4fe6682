package ccaas

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Environment variables by which a peer names its own TLS files to the builder.
const (
	ClientCertificateVariable = "ORIGO_CONTRACT_CLIENT_CERT"
	ClientKeyVariable         = "ORIGO_CONTRACT_CLIENT_KEY"
)

// Phases are the names that Fabric calls an external builder by.
var Phases = []string{"detect", "build", "release"}

// Install makes the directory that a peer's externalBuilders names: one link
// a phase, all to the same program, which tells them apart by its own name.
func Install(directory, program string) error {
	bin := filepath.Join(directory, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return fmt.Errorf("external builder: %w", err)
	}
	for _, phase := range Phases {
		link := filepath.Join(bin, phase)
		if err := os.Remove(link); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("external builder: %w", err)
		}
		if err := os.Symlink(program, link); err != nil {
			return fmt.Errorf("external builder: %w", err)
		}
	}
	return nil
}

// Build performs one phase. Fabric gives `detect` and `build` the package's
// code and metadata directories, `build` an output directory as well, and
// `release` that output and the directory the peer reads the connection from.
func Build(phase string, arguments []string, getenv func(string) string) error {
	wanted := map[string]int{"detect": 2, "build": 3, "release": 2}[phase]
	if wanted == 0 || len(arguments) < wanted {
		return fmt.Errorf("builder phase %q with %d arguments: call it as Fabric does", phase, len(arguments))
	}
	switch phase {
	case "detect":
		return detect(arguments[1])
	case "build":
		return build(arguments[0], arguments[2], getenv)
	default:
		return release(arguments[0], arguments[1])
	}
}

// detect accepts packages of our type; an error makes the peer try its next builder.
func detect(metadata string) error {
	var kind struct{ Type string }
	data, err := os.ReadFile(filepath.Join(metadata, "metadata.json"))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &kind); err != nil {
		return fmt.Errorf("metadata.json: %w", err)
	}
	if kind.Type != packageType {
		return fmt.Errorf("package type %q is not %q", kind.Type, packageType)
	}
	return nil
}

// build completes the connection with the peer's own certificate and key.
func build(source, output string, getenv func(string) string) error {
	data, err := os.ReadFile(filepath.Join(source, "connection.json"))
	if err != nil {
		return err
	}
	var connection Connection
	if err := json.Unmarshal(data, &connection); err != nil {
		return fmt.Errorf("connection.json: %w", err)
	}
	certificate, err := os.ReadFile(getenv(ClientCertificateVariable))
	if err != nil {
		return fmt.Errorf("the peer's %s: %w", ClientCertificateVariable, err)
	}
	key, err := os.ReadFile(getenv(ClientKeyVariable))
	if err != nil {
		return fmt.Errorf("the peer's %s: %w", ClientKeyVariable, err)
	}
	connection.ClientCertificate, connection.ClientKey = string(certificate), string(key)
	complete, err := json.Marshal(connection)
	if err != nil {
		return fmt.Errorf("connection.json: %w", err)
	}
	return os.WriteFile(filepath.Join(output, "connection.json"), complete, 0o600)
}

// release hands the connection to the peer.
func release(built, output string) error {
	data, err := os.ReadFile(filepath.Join(built, "connection.json"))
	if err != nil {
		return err
	}
	server := filepath.Join(output, "chaincode", "server")
	if err := os.MkdirAll(server, 0o750); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(server, "connection.json"), data, 0o600)
}
