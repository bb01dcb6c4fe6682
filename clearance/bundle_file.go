package clearance

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"origo/certificate"
	"origo/certificate/canonical"
)

// The file of a bundle is two lines: the bundle as canonical JSON (RFC 8785), and "ed25519", the id of the key and the
// signature in base64. What is signed is bundleContext followed by the first line.
const (
	bundleContext   = "origo bundle 1\n"
	bundleAlgorithm = "ed25519"
)

// MaxBundle bounds the file of a bundle that is read, in bytes.
const MaxBundle = 64 << 20

// clockSkew is how far the clocks of who exports and who reads may be apart.
const clockSkew = 10 * time.Minute

// The ways in which the file of a bundle cannot be used.
var (
	ErrBundleForm    = errors.New("this is no bundle, or not all of it")
	ErrBundleKey     = errors.New("the bundle is signed with another key than the one trusted")
	ErrBundleAltered = errors.New("the signature does not fit: the bundle was altered")
	ErrBundleExpired = errors.New("the bundle has expired: have a new one exported")
	ErrBundleEarly   = errors.New("the bundle was exported after the time of this computer: set its clock")
)

// KeyID names a public key: the first 16 hex digits of the SHA-256 of its PKIX form.
func KeyID(key ed25519.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", fmt.Errorf("name key: %w", err)
	}
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:8]), nil
}

// Seal writes the file of a bundle that expires at the instant, signed with the exporting organisation's key.
func (b Bundle) Seal(key ed25519.PrivateKey, expires certificate.Instant) ([]byte, error) {
	b.Expires = expires.String()
	if _, err := b.dates(); err != nil {
		return nil, fmt.Errorf("seal bundle: %w", err)
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("seal bundle: %w", ErrBundleKey)
	}
	id, err := KeyID(public)
	if err != nil {
		return nil, fmt.Errorf("seal bundle: %w", err)
	}
	content, err := canonical.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("seal bundle: %w", err)
	}
	signature := ed25519.Sign(key, append([]byte(bundleContext), content...))
	return fmt.Appendf(content, "\n%s %s %s\n", bundleAlgorithm, id, base64.StdEncoding.EncodeToString(signature)), nil
}

// OpenBundle reads the file of a bundle at the given time. It fails with one of the errors above: nothing of a file is
// believed, or even decoded, before its signature by the trusted key was verified.
func OpenBundle(file []byte, trusted ed25519.PublicKey, now time.Time) (Bundle, error) {
	content, err := verified(file, trusted)
	if err != nil {
		return Bundle{}, fmt.Errorf("open bundle: %w", err)
	}
	b, err := parseBundle(content)
	if err != nil {
		return Bundle{}, fmt.Errorf("open bundle: %w", err)
	}
	d, err := b.dates()
	switch {
	case err != nil:
		return Bundle{}, fmt.Errorf("open bundle: %w", err)
	case !now.Before(d.expires.Time()):
		return Bundle{}, fmt.Errorf("open bundle: %w (exported %s, expired %s)", ErrBundleExpired, b.ExportedAt, b.Expires)
	case now.Add(clockSkew).Before(d.exported.Time()):
		return Bundle{}, fmt.Errorf("open bundle: %w (exported %s)", ErrBundleEarly, b.ExportedAt)
	}
	return b, nil
}

// verified gives the first line of the file if the second is its signature by the key.
func verified(file []byte, trusted ed25519.PublicKey) ([]byte, error) {
	if len(file) > MaxBundle {
		return nil, fmt.Errorf("%w: larger than 64 MiB", ErrBundleForm)
	}
	content, rest, ok := bytes.Cut(file, []byte("\n"))
	line, whole := strings.CutSuffix(string(rest), "\n")
	words := strings.Split(line, " ")
	if !ok || !whole || len(words) != 3 || words[0] != bundleAlgorithm {
		return nil, ErrBundleForm
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(words[2])
	if err != nil || len(signature) != ed25519.SignatureSize || len(trusted) != ed25519.PublicKeySize {
		return nil, ErrBundleForm
	}
	id, err := KeyID(trusted)
	switch {
	case err != nil:
		return nil, err
	case words[1] != id:
		return nil, fmt.Errorf("%w: signed with %.16q, trusted is %s", ErrBundleKey, words[1], id)
	case !ed25519.Verify(trusted, append([]byte(bundleContext), content...), signature):
		return nil, ErrBundleAltered
	}
	return content, nil
}

// parseBundle reads the content of a bundle: canonical, of the one version there is, without unknown members.
func parseBundle(content []byte) (Bundle, error) {
	if err := canonical.Check(content, canonical.Limits{Size: MaxBundle}); err != nil {
		return Bundle{}, fmt.Errorf("%w: %w", ErrBundleForm, err)
	}
	var b Bundle
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return Bundle{}, fmt.Errorf("%w: %w", ErrBundleForm, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) || b.Type != BundleType || b.Version != BundleVersion {
		return Bundle{}, ErrBundleForm
	}
	return b, nil
}

// bundleDates bound when a bundle may be used.
type bundleDates struct{ exported, expires certificate.Instant }

func (b Bundle) dates() (d bundleDates, err error) {
	if d.exported, err = certificate.ParseInstant(b.ExportedAt); err != nil {
		return d, fmt.Errorf("%w: exported_at: %w", ErrBundleForm, err)
	}
	if d.expires, err = certificate.ParseInstant(b.Expires); err != nil {
		return d, fmt.Errorf("%w: expires: %w", ErrBundleForm, err)
	}
	if !d.exported.Before(d.expires) {
		return d, fmt.Errorf("%w: it expires before it is exported", ErrBundleForm)
	}
	return d, nil
}
