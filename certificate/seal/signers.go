package seal

import "sync"

// maxSigners bounds how many signers Signers keeps, far above what one country enrols.
const maxSigners = 4096

// Signers keeps the certificates of signers once they are prepared, so that a certificate which
// signed many seals is parsed once. The zero value is ready, and may be used by several goroutines.
type Signers struct {
	lock  sync.RWMutex
	known map[string]*Enrolled // by certificate in DER
}

// Enrolled is what NewEnrolled makes of the certificate.
func (s *Signers) Enrolled(der []byte) (*Enrolled, error) {
	s.lock.RLock()
	kept := s.known[string(der)]
	s.lock.RUnlock()
	if kept != nil {
		return kept, nil
	}
	made, err := NewEnrolled(der)
	if err == nil {
		s.keep(made)
	}
	return made, err
}

// keep forgets all others where there are too many: they are soon prepared again.
func (s *Signers) keep(made *Enrolled) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.known == nil || len(s.known) >= maxSigners {
		s.known = map[string]*Enrolled{}
	}
	s.known[string(made.certificate.Raw)] = made
}
