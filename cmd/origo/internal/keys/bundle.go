package keys

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// The PEM blocks of a key for bundles: PKCS#8 and PKIX.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// The ways in which a file holds no key for bundles.
var (
	errNoPrivate = errors.New("no Ed25519 private key in PEM (PKCS#8)")
	errNoPublic  = errors.New("no Ed25519 public key in PEM (PKIX)")
)

// BundleKey makes an Ed25519 key for bundles, private and public in PEM.
func BundleKey() (secret, public []byte, err error) {
	key, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make key for bundles: %w", err)
	}
	if secret, err = EncodeKey(private); err != nil {
		return nil, nil, err
	}
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("make key for bundles: %w", err)
	}
	return secret, pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: der}), nil
}

// ParseBundleKey reads a private key for bundles.
func ParseBundleKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != privateBlock {
		return nil, errNoPrivate
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoPrivate, err)
	}
	if private, ok := key.(ed25519.PrivateKey); ok {
		return private, nil
	}
	return nil, errNoPrivate
}

// ParseBundlePublicKey reads a public key for bundles.
func ParseBundlePublicKey(text []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != publicBlock {
		return nil, errNoPublic
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoPublic, err)
	}
	if public, ok := key.(ed25519.PublicKey); ok {
		return public, nil
	}
	return nil, errNoPublic
}
