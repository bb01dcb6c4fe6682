// Package stamps keeps the stamps of certificates, the texts of their QR codes, at the organisation that issued them.
//
// What is durable when: Keep returns after the stamp is on disk. A stamp is kept under the digest of the certificate it
// was made for, before that certificate is anchored; one whose certificate the ledger then refuses is never given out,
// because nobody can read a certificate with that digest.
package stamps

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// FileName is the file of a Store inside the state directory.
const FileName = "stamps.db"

// openWithin is how long Open waits for another process to let go of the file.
const openWithin = 3 * time.Second

var bucket = []byte("stamps") // SHA-256 of a certificate -> text

// Store keeps stamps in one file, which one process at a time may open.
type Store struct{ db *bbolt.DB }

// Open opens the store in the directory, which must exist.
func Open(directory string) (*Store, error) {
	file := filepath.Join(directory, FileName)
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{Timeout: openWithin})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare %s: %w", file, err), db.Close())
	}
	return &Store{db: db}, nil
}

// Close lets go of the file.
func (s *Store) Close() error { return s.db.Close() }

// Keep stores the stamp of a certificate, given by its canonical bytes, in place of an earlier one.
func (s *Store) Keep(certificate []byte, text string) error {
	digest := sha256.Sum256(certificate)
	err := s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(bucket).Put(digest[:], []byte(text)) })
	if err != nil {
		return fmt.Errorf("keep stamp: %w", err)
	}
	return nil
}

// Of is the stamp of a certificate, given by its canonical bytes; empty if none is kept.
func (s *Store) Of(certificate []byte) (string, error) {
	digest := sha256.Sum256(certificate)
	var text string
	err := s.db.View(func(tx *bbolt.Tx) error {
		text = string(tx.Bucket(bucket).Get(digest[:]))
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read stamp: %w", err)
	}
	return text, nil
}
