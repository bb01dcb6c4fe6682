// Package programs builds Fabric's programs from the nested module that pins
// them, and tells how far it has come: the first build takes a minute or two.
package programs

import (
	"bufio"
	"bytes"
	"context"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// Names are the programs a network needs.
var Names = []string{"peer", "orderer", "configtxgen"}

// fabric is the module that the programs come from.
const fabric = "github.com/hyperledger/fabric"

// release is what the pinned commit calls itself; `peer version` prints it.
const release = "3.1.1"

var pin = regexp.MustCompile(`(?m)^\s*(?:require\s+)?` + regexp.QuoteMeta(fabric) + ` (v\S+)`)

// Pinned reads the version of Fabric that the module in directory tools asks for.
func Pinned(tools string) (string, error) {
	path := filepath.Join(tools, "go.mod")
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("pinned version of Fabric: %w", err)
	}
	found := pin.FindSubmatch(text)
	if found == nil {
		return "", fmt.Errorf("pinned version of Fabric: none in %s", path)
	}
	return string(found[1]), nil
}

// Present says whether all programs in a directory were built from a version.
func Present(directory, version string) bool {
	for _, name := range Names {
		info, err := buildinfo.ReadFile(filepath.Join(directory, name))
		if err != nil || info.Main.Path != fabric || info.Main.Version != version {
			return false
		}
	}
	return true
}

// Build makes the programs in directory, unless they are there in the right
// version. progress is called again and again with what is being done.
func Build(ctx context.Context, tools, directory string, progress func(string)) error {
	version, err := Pinned(tools)
	if err != nil {
		return err
	}
	if Present(directory, version) {
		progress(fmt.Sprintf("Fabric %s is built", release))
		return nil
	}
	absolute, err := filepath.Abs(directory)
	if err != nil {
		return err
	}
	progress("downloading the modules of Fabric " + release)
	if err := download(ctx, tools, progress); err != nil {
		return err
	}
	return build(ctx, tools, absolute, progress)
}

// download fetches the modules, naming each as it comes.
func download(ctx context.Context, tools string, progress func(string)) error {
	command := goCommand(ctx, tools, "list", "-deps", "tool")
	lines, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("download Fabric's modules: %w", err)
	}
	other := fetched(bufio.NewScanner(lines), progress)
	if err := command.Wait(); err != nil {
		return fmt.Errorf("download Fabric's modules: %w\n%s\nThe Go module proxy must be reachable; see: go env GOPROXY", err, other)
	}
	return nil
}

// fetched reports every module that the go command says it downloads, and
// gives back what else it says.
func fetched(lines *bufio.Scanner, progress func(string)) string {
	var other strings.Builder
	for done := 1; lines.Scan(); {
		if module, ok := strings.CutPrefix(lines.Text(), "go: downloading "); ok {
			progress(fmt.Sprintf("downloading module %d of Fabric %s: %s", done, release, module))
			done++
			continue
		}
		other.WriteString(lines.Text() + "\n")
	}
	return strings.TrimSpace(other.String())
}

// build compiles, counting the packages that the compiler names.
func build(ctx context.Context, tools, directory string, progress func(string)) error {
	packages, err := goCommand(ctx, tools, "list", "-deps", "tool").Output()
	if err != nil {
		return fmt.Errorf("packages of Fabric: %w", err)
	}
	flags := "-s -w -X " + fabric + "/common/metadata.Version=" + release
	command := goCommand(ctx, tools, "build", "-v", "-trimpath", "-ldflags", flags, "-o", directory+string(filepath.Separator), "tool")
	lines, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("build Fabric: %w", err)
	}
	other := count(bufio.NewScanner(lines), bytes.Count(packages, []byte("\n")), progress)
	if err := command.Wait(); err != nil {
		return fmt.Errorf("build Fabric: %w\n%s", err, other)
	}
	progress(fmt.Sprintf("Fabric %s is built", release))
	return nil
}

// count reports progress and gives back what were not names of packages,
// which is what the compiler complains of.
func count(lines *bufio.Scanner, all int, progress func(string)) string {
	var other strings.Builder
	for done := 1; lines.Scan(); done++ {
		if strings.ContainsAny(lines.Text(), " \t#") {
			other.WriteString(lines.Text() + "\n")
			continue
		}
		progress(fmt.Sprintf("building Fabric %s: package %d of %d", release, done, all))
	}
	return other.String()
}

func goCommand(ctx context.Context, directory string, arguments ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir = directory
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	return command
}
