package issuance

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"origo/certificate"
	"origo/certificate/stamp"
)

// MaxSeal is the greatest length of a seal that is read, in bytes.
const MaxSeal = 256 << 10

// Pair is a certificate and its seal, ready to be anchored.
type Pair struct {
	Name        string // file, or place in the stream
	Certificate []byte
	Seal        []byte
	Stamp       string // text of the certificate's QR code, to be kept for printing; empty if there is none
}

// Source yields pairs one by one. An error beside a pair tells that this one cannot be read and why; those that follow
// can be read all the same.
type Source iter.Seq2[Pair, error]

// Directory yields every X.json of a directory with the X.p7s beside it, and the X.qr.txt if there is one, in order of
// the names. It fails if the directory cannot be listed.
func Directory(dir string) (Source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list certificates: %w", err)
	}
	return func(yield func(Pair, error) bool) {
		for _, entry := range entries {
			if entry.IsDir() || filepath.Ext(entry.Name()) != ".json" {
				continue
			}
			if !yield(readPair(dir, entry.Name())) {
				return
			}
		}
	}, nil
}

// readPair reads a certificate, the seal beside it, and the stamp if there is one.
func readPair(dir, name string) (Pair, error) {
	p := Pair{Name: name}
	var err error
	if p.Certificate, err = readBounded(filepath.Join(dir, name), certificate.MaxSize); err != nil {
		return p, err
	}
	base := filepath.Join(dir, strings.TrimSuffix(name, ".json"))
	if p.Seal, err = readBounded(base+".p7s", MaxSeal); err != nil {
		return p, err
	}
	text, err := readBounded(base+".qr.txt", int64(maxStamp))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	p.Stamp = strings.TrimSpace(string(text))
	return p, err
}

// maxStamp is the greatest length of the file of a stamp, in bytes.
const maxStamp = stamp.MaxText + 16

var errTooLong = errors.New("longer than certificates and seals can be")

// readBounded reads a file of at most that many bytes.
func readBounded(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(raw)) > most {
		err = errTooLong
	}
	return raw, err
}

// maxLine is the greatest length of a line of a stream: certificate and seal in base64, the stamp, and the words around them.
var maxLine = base64.StdEncoding.EncodedLen(certificate.MaxSize) + base64.StdEncoding.EncodedLen(MaxSeal) + maxStamp + 1024

// Stream yields the pairs of a stream of lines {"certificate": base64, "seal": base64}, which may have the text of the
// QR code as a third member "stamp". Empty lines are passed over. A
// stream that breaks off ends with an error.
func Stream(r io.Reader) Source {
	return func(yield func(Pair, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			line, err := readLine(lines)
			if err == io.EOF {
				return
			}
			p := Pair{Name: fmt.Sprintf("line %d", number)}
			if err == nil && len(line) == 0 {
				continue
			}
			if err == nil {
				err = p.decode(line)
			}
			if !yield(p, err) || isBroken(err) {
				return
			}
		}
	}
}

// brokenError is a stream that cannot be read any further.
type brokenError struct{ err error }

// Error is what happened to the stream.
func (e *brokenError) Error() string { return "the stream broke off: " + e.err.Error() }

// Unwrap is the cause.
func (e *brokenError) Unwrap() error { return e.err }

func isBroken(err error) bool {
	var broken *brokenError
	return errors.As(err, &broken)
}

// readLine reads one line without its end. Of a line that is too long nothing is kept, and the next one can be read.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		long = long || len(line)+len(part) > maxLine
		if !long {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) == 0 && !long:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, &brokenError{err}
		case long:
			return nil, errTooLong
		}
		return bytes.TrimSpace(line), nil
	}
}

var errPair = errors.New(`a line is {"certificate": base64, "seal": base64}, perhaps with "stamp": text, and nothing else`)

// decode reads one line of a stream.
func (p *Pair) decode(line []byte) error {
	var given struct {
		Certificate []byte `json:"certificate"`
		Seal        []byte `json:"seal"`
		Stamp       string `json:"stamp"`
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&given); err != nil || decoder.More() {
		return errPair
	}
	if len(given.Certificate) == 0 || len(given.Seal) == 0 {
		return errPair
	}
	p.Certificate, p.Seal, p.Stamp = given.Certificate, given.Seal, given.Stamp
	return nil
}

// key tells pairs apart: the SHA-256 over the digests of certificate and seal, and of the stamp if there is one, so that a
// stamp that comes later is handed in.
type key [sha256.Size]byte

func (p Pair) key() key {
	var all []byte
	parts := [][]byte{p.Certificate, p.Seal}
	if p.Stamp != "" {
		parts = append(parts, []byte(p.Stamp))
	}
	for _, part := range parts {
		digest := sha256.Sum256(part)
		all = append(all, digest[:]...)
	}
	return sha256.Sum256(all)
}
